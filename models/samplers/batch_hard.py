"""Batch-hard: for every anchor the farthest positive and the nearest negative (Hermans, Beyer, Leibe 2017)."""

from __future__ import annotations

import numpy as np

from models.sampler import IntArray, Triplets
from models.samplers.composed import Composed
from models.samplers.surroundings import Surroundings


class BatchHard:
    """One triplet an anchor, the hardest there is."""

    def __init__(self) -> None:
        self._without = 0.0

    def __call__(self, around: Surroundings, rng: np.random.Generator) -> Triplets:
        """At most b triplets; of equally far ones the first."""
        self._without = around.without_negative()
        anchor = np.flatnonzero(around.positive.any(axis=1) & around.negative.any(axis=1))
        far = np.where(around.positive[anchor], around.distance[anchor], -np.inf).argmax(axis=1)
        near = np.where(around.negative[anchor], around.distance[anchor], np.inf).argmin(axis=1)
        return Triplets(anchor, far, near)

    def figures(self) -> dict[str, float]:
        """Share of anchors without a negative."""
        return {"anchors_dropped": self._without}


def build(group: IntArray, *, per_group: int) -> Composed:
    """Random groups, the hardest triplet of every anchor."""
    return Composed(group, per_group, BatchHard())
