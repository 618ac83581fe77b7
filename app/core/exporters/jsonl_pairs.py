"""Pairs as JSON, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from app.core.exchanging.pair_rows import PairRow


def write(path: Path, kind: type[PairRow], rows: Iterable[PairRow]) -> None:
    """Write the rows; empty cells are null."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(vars(row), ensure_ascii=False) + "\n")
