"""Known groups of images from CSV or JSONL: image, group, and whether different groups are known to be NND."""

from __future__ import annotations

from pathlib import Path

from app.core.exchanging.importing import GroupRow
from app.core.exchanging.tables import BadRow, Cells, Table, flag, read_table

ALIASES = {"path": "image", "cross_group_is_nnd": "cross_group_nnd"}


def read(path: Path) -> Table[GroupRow]:
    """The rows of a groups file. Without the column cross_group_nnd nothing is said of different groups."""
    return read_table(path, _row, needs=("image", "group"), may_have=("hash", "cross_group_nnd"), aliases=ALIASES)


def _row(cells: Cells) -> GroupRow:
    group = cells.get("group", "").strip()
    if not group:
        raise BadRow("the group has no name")
    image = (cells.get("image", ""), cells.get("hash", "").strip())
    return GroupRow(image, group, flag(cells, "cross_group_nnd"))
