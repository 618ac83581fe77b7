"""Pairs as CSV: UTF-8, a header, one row each; distances with 6 decimals, nothing but quoting done to the texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TextIO

from app.core.exchanging.pair_rows import PairRow


def write(path: Path, kind: type[PairRow], rows: Iterable[PairRow]) -> None:
    """Write a header and the rows; empty cells are empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(_UnixLines(file))
        out.writerow(field.name for field in fields(kind))
        for row in rows:
            distance = "" if row.distance is None else f"{row.distance:.6f}"
            out.writerow((vars(row) | {"distance": distance}).values())


@dataclass(frozen=True)
class _UnixLines:
    r"""Rows end in \n. Told so, csv would not quote a \r inside a cell, and readers would end the row there."""

    file: TextIO

    def write(self, row: str) -> int:
        return self.file.write(row.removesuffix("\r\n") + "\n")
