"""MLP head: a linear map and a small layer beside it, learned from grades (models/students/mlp.py)."""

from __future__ import annotations

from typing import NoReturn

from models.errors import UserError
from models.head import HeadKind, IntArray, Rows


def fit(_features: Rows, _ids: IntArray) -> NoReturn:
    """Refuses: this head needs grades."""
    raise UserError("an mlp head is learned from grades: train it (scope mlp) instead of fitting it to the collection")


HEAD = HeadKind("mlp", fit)
