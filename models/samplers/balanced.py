"""Balanced: half positive, half negative pairs, so that the rarer grade is not drowned."""

from __future__ import annotations

import numpy as np

from models.sampler import FloatArray, IntArray, PairPool, draw


class Balanced:
    """One half of every step (the smaller when odd) positive, each half uniform; one kind alone fills the step."""

    def __init__(self, pool: PairPool) -> None:
        self._positives, self._negatives = np.flatnonzero(pool.positive), np.flatnonzero(~pool.positive)

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """(size,) rows of the pool, the positive ones first."""
        if not len(self._positives) or not len(self._negatives):
            return draw(np.concatenate([self._positives, self._negatives]), size, rng)
        positives = draw(self._positives, size // 2, rng)
        return np.concatenate([positives, draw(self._negatives, size - size // 2, rng)])

    def see(self, rows: IntArray, distance: FloatArray) -> None:
        """Nothing to remember."""

    def figures(self) -> dict[str, float]:
        """None."""
        return {}


def build(pool: PairPool) -> Balanced:
    """A sampler of `pool` without settings."""
    return Balanced(pool)
