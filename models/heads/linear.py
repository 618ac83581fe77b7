"""Linear head: an affine map learned from grades, `whiten @ (I + D)` folded into one matrix (models/finetune.py)."""

from __future__ import annotations

from typing import NoReturn

from models.errors import UserError
from models.head import HeadKind, IntArray, Rows


def fit(_features: Rows, _ids: IntArray) -> NoReturn:
    """Refuses: this head needs grades."""
    raise UserError("a linear head is learned from grades: train it instead of fitting it to the collection")


HEAD = HeadKind("linear", fit)
