"""Graded pairs from CSV or JSONL: left_path, right_path, grade, and whatever an export adds."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

from app.core.exchanging.importing import GradeRow
from app.core.exchanging.tables import BadRow, Cells, Table, flag, read_table
from app.core.records import POLICY, SCALE, Grade
from models.errors import UserError

ALIASES = {"path_a": "left_path", "path_b": "right_path", "label": "grade"}
NEEDS = ("left_path", "right_path", "grade")
USED = ("left_hash", "right_hash", "lookalike", "confidence", "degree", "tags", "inferred", "undone", "strict")
# Also in the files we write, where they say how a pair was found: no business of another project.
OURS = ("distance", "miner", "why", "round", "batch", "draw_probability", "annotator", "labelled_at",
        "label_source", "predicted_grade", "predicted_probability")  # fmt: skip

_LOOKALIKE = {"look-alike", *(choice.code.lower() for choice in SCALE if choice.lookalike)}


def read(path: Path) -> Table[GradeRow]:
    """The graded pairs of a file; rows without a grade of the scale are bad lines."""
    return read_table(path, _row, needs=NEEDS, may_have=(*USED, *OURS), aliases=ALIASES)


def _row(cells: Cells) -> GradeRow:
    if flag(cells, "undone"):
        raise BadRow("this answer was taken back")
    text = cells.get("grade", "").strip()
    lookalike = text.lower() in _LOOKALIKE
    grade = Grade.NND if lookalike else _grade(text)
    return GradeRow(
        left=(cells.get("left_path", ""), cells.get("left_hash", "").strip()),
        right=(cells.get("right_path", ""), cells.get("right_hash", "").strip()),
        grade=grade,
        lookalike=lookalike or (flag(cells, "lookalike") and grade is Grade.NND),
        low_confidence=cells.get("confidence", "").strip().lower() == "low",
        degree=_degree(cells.get("degree", "").strip()),
        tags=_tags(cells, grade),
        inferred=flag(cells, "inferred"),
    )


def _grade(text: str) -> Grade:
    try:
        return Grade.parse(text)
    except UserError as error:
        raise BadRow(str(error)) from error


def _degree(text: str) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        value = float("nan")
    if value is not None and not (isfinite(value) and 0 <= value <= 1):
        raise BadRow(f"degree must be a number from 0 to 1, not {text!r}")
    return value


def _tags(cells: Cells, grade: Grade) -> tuple[str, ...]:
    tags = [tag.strip() for tag in cells.get("tags", "").split(";") if tag.strip()]
    by_policy = grade is Grade.NEAR_ND and cells.get("strict", "").strip() == "0"
    return tuple(dict.fromkeys([*tags, *([POLICY] if by_policy else [])]))
