"""Pairs as a Parquet table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from itertools import islice
from pathlib import Path

from app.core.exchanging.pair_rows import PairRow

ROWS = 65_536  # in one row group


def write(path: Path, kind: type[PairRow], rows: Iterable[PairRow]) -> None:
    """Write the rows in groups of 65,536; empty cells are null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"str": pa.string(), "float": pa.float64(), "int": pa.int64()}
    schema = pa.schema([(field.name, types[str(field.type).removesuffix(" | None")]) for field in fields(kind)])
    waiting = iter(rows)
    with pq.ParquetWriter(path, schema) as out:
        while part := [vars(row) for row in islice(waiting, ROWS)]:
            out.write_table(pa.Table.from_pylist(part, schema))
