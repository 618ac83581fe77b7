"""Random: labelled pairs uniformly at random, whatever their grade."""

from __future__ import annotations

import numpy as np

from models.sampler import FloatArray, IntArray, PairPool, draw


class Random:
    """Every pair of the pool equally likely, and as often as any other when more are drawn than there are."""

    def __init__(self, pool: PairPool) -> None:
        self._rows = np.arange(len(pool.positive))

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """(size,) rows of the pool."""
        return draw(self._rows, size, rng)

    def see(self, rows: IntArray, distance: FloatArray) -> None:
        """Nothing to remember."""

    def figures(self) -> dict[str, float]:
        """None."""
        return {}


def build(pool: PairPool) -> Random:
    """A sampler of `pool` without settings."""
    return Random(pool)
