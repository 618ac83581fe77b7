"""Softhard: hard, but not the hardest (as in the implementations of Roth et al. 2020).

For every anchor a negative at random among those nearer than its farthest positive, and a positive at random among
those farther than its nearest negative; where there are none of these, any.
"""

from __future__ import annotations

import numpy as np

from models.sampler import IntArray, Triplets
from models.samplers.composed import Composed
from models.samplers.surroundings import NO_TRIPLETS, BoolArray, Surroundings, pick_any


class Softhard:
    """One triplet an anchor."""

    def __init__(self) -> None:
        self._without = self._easy = 0.0

    def __call__(self, around: Surroundings, rng: np.random.Generator) -> Triplets:
        """At most b triplets."""
        self._without = around.without_negative()
        anchor = np.flatnonzero(around.positive.any(axis=1) & around.negative.any(axis=1))
        if not len(anchor):
            return NO_TRIPLETS
        distance, positive, negative = around.distance[anchor], around.positive[anchor], around.negative[anchor]
        farthest = np.where(positive, distance, -np.inf).max(axis=1, keepdims=True)
        nearest = np.where(negative, distance, np.inf).min(axis=1, keepdims=True)
        self._easy = float((farthest <= nearest).mean())
        rows = np.arange(len(anchor))
        return Triplets(
            anchor,
            pick_any(_or_any(positive & (distance > nearest), positive), rows, rng),
            pick_any(_or_any(negative & (distance < farthest), negative), rows, rng),
        )

    def figures(self) -> dict[str, float]:
        """Share of anchors without a negative, and of anchors whose positives are all nearer than every negative."""
        return {"anchors_dropped": self._without, "solved_anchors": self._easy}


def _or_any(hard: BoolArray, all_of_them: BoolArray) -> BoolArray:
    return np.where(hard.any(axis=1, keepdims=True), hard, all_of_them)


def build(group: IntArray, *, per_group: int) -> Composed:
    """Random groups, a hard but not the hardest triplet of every anchor."""
    return Composed(group, per_group, Softhard())
