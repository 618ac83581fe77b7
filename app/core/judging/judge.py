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
        table = features.table(left, right)
        found = self.plain(table)
        if self.fine is None or not checked:
            return found
        best = np.sort(np.argsort(-found.match, kind="stable")[:checked])
        return found.merged(self.fine(features.aligned(table[best], left[best], right[best])), best)


def fit(lesson: Lesson, kind: str, seed: int, settings: Mapping[str, Any]) -> Judge:
    """Learn from a lesson with the columns PLAIN or WITH_GEOMETRY; UserError where there are too few grades."""
    how = VERIFIERS.load(kind)
    plain = verifier.fit(lesson.only(len(PLAIN)), kind, PLAIN, how, seed, settings)
    if lesson.table.shape[1] == len(PLAIN):
        return Judge(plain)
    return Judge(plain, verifier.fit(lesson, kind, WITH_GEOMETRY, how, seed, settings))


@dataclass(frozen=True)
class Ablated:
    """A verifier that knows only some of the columns PLAIN: what the others are worth shows beside it."""

    verifier: Verifier
    columns: IntArray

    def __call__(self, features: PairFeatures, left: IntArray, right: IntArray, checked: int) -> Chances:
        """The chances of pairs of image ids; geometry has no say."""
        return self.verifier(features.table(left, right)[:, self.columns])


def without(names: Sequence[str], lesson: Lesson, kind: str, seed: int, settings: Mapping[str, Any]) -> Ablated:
    """A verifier fitted to the same lesson without the features of these names."""
    columns = np.array([place for place, name in enumerate(PLAIN) if name not in names], np.int64)
    kept = tuple(PLAIN[place] for place in columns.tolist())
    how = VERIFIERS.load(kind)
    return Ablated(verifier.fit(lesson.only(columns), kind, kept, how, seed, settings), columns)


def features_of(features: PairFeatures, left: IntArray, right: IntArray, *, geometry: bool) -> Table:
    """What a lesson with or without geometry learns from."""
    table = features.table(left, right)
    return features.aligned(table, left, right) if geometry else table
