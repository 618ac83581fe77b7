"""Judge: two verifiers in a row. One sees what is cheap of every pair, the other also the geometry of the best.

The geometric check takes a thousand times as long as the rest, so it decides among the candidates that the first
verifier thinks most of. Both are calibrated, so their chances stand in one order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.judging import verifier
from app.core.judging.pair_features import PLAIN, WITH_GEOMETRY, PairFeatures, Table
from app.core.judging.verifier import Chances, Lesson, Verifier
from app.core.records import IntArray
from models.verifiers import VERIFIERS


@dataclass(frozen=True)
class Judge:
    """What judges pairs of one embedder: `plain`, and `fine` with the geometric check, None without."""

    plain: Verifier
    fine: Verifier | None = None

    def __call__(self, features: PairFeatures, left: IntArray, right: IntArray, checked: int) -> Chances:
        """The chances of pairs of image ids; geometry decides among the `checked` most probable matches."""
        return self.of_table(features.table(left, right), features, left, right, checked)

    def of_table(
        self, table: Table, features: PairFeatures, left: IntArray, right: IntArray, checked: int
    ) -> Chances:  # fmt: skip
        """The same of pairs whose columns PLAIN are known."""
        found = _said(self.plain, table)
        if self.fine is None or not checked:
            return found
        best = np.sort(np.argsort(-found.match, kind="stable")[:checked])
        return found.merged(_said(self.fine, features.aligned(table[best], left[best], right[best])), best)


def _said(by: Verifier, table: Table) -> Chances:
    """What a verifier says by those of the columns that it knows."""
    return by(table[:, _places(by.names)])


def _places(names: Sequence[str]) -> IntArray:
    return np.array([WITH_GEOMETRY.index(name) for name in names], np.int64)


def fit(lesson: Lesson, kind: str, seed: int, settings: Mapping[str, Any], without: Sequence[str] = ()) -> Judge:
    """Learn from a lesson with the columns PLAIN or WITH_GEOMETRY; UserError where there are too few grades.

    `without`: columns that it shall not know of, to see what they are worth.
    """
    how = VERIFIERS.load(kind)

    def learned(columns: Sequence[str]) -> Verifier:
        names = tuple(name for name in columns if name not in without)
        return verifier.fit(lesson.only(_places(names)), kind, names, how, seed, settings)

    return Judge(learned(PLAIN), None if lesson.table.shape[1] == len(PLAIN) else learned(WITH_GEOMETRY))


def features_of(features: PairFeatures, left: IntArray, right: IntArray, *, geometry: bool) -> Table:
    """What a lesson with or without geometry learns from."""
    table = features.table(left, right)
    return features.aligned(table, left, right) if geometry else table
