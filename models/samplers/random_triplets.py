"""Random triplets: every positive pair of the batch with a negative at random."""

from __future__ import annotations

import numpy as np

from models.sampler import IntArray, Triplets
from models.samplers.composed import Composed
from models.samplers.surroundings import Surroundings, pick_any


class RandomTriplets:
    """A negative for every positive pair, each negative of the anchor equally likely."""

    def __init__(self) -> None:
        self._without = 0.0

    def __call__(self, around: Surroundings, rng: np.random.Generator) -> Triplets:
        """As many triplets as there are positive pairs whose anchor has a negative."""
        self._without = around.without_negative()
        anchor, positive = around.pairs(around.having_negatives(), rng)
        return Triplets(anchor, positive, pick_any(around.negative, anchor, rng))

    def figures(self) -> dict[str, float]:
        """Share of anchors without a negative."""
        return {"anchors_dropped": self._without}


def build(group: IntArray, *, per_group: int) -> Composed:
    """Random groups, random triplets."""
    return Composed(group, per_group, RandomTriplets())
