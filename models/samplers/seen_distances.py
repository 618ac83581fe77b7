"""The distances of random negatives lately: what "near" and "far" mean in this collection at this moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.samplers.surroundings import Surroundings

_KEPT = 8192
_EACH = 512  # taken of one step
_BINS = 64


class SeenDistances:
    """The last 8192 negative distances of random pairs of the batches."""

    def __init__(self) -> None:
        self._kept = np.empty(0, np.float32)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def values(self) -> NDArray[np.float32]:
        """The distances, the latest last."""
        return self._kept

    def add(self, around: Surroundings, rng: np.random.Generator) -> None:
        """Take some of a step's, at random."""
        anchors, others = around.distance.shape
        rows, columns = rng.integers(0, anchors, _EACH), rng.integers(0, others, _EACH)
        fresh = around.distance[rows, columns][around.negative[rows, columns]]
        self._kept = np.concatenate([self._kept, fresh])[-_KEPT:]

    def quantiles(self, low: float, high: float) -> tuple[float, float]:
        """The distances that these shares of random negatives are below; all of [0, 2] while none was seen."""
        if not len(self._kept):
            return 0.0, 2.0
        found = np.quantile(self._kept, (low, high))
        return float(found[0]), float(found[1])

    def log_density(self, distance: NDArray[np.float32], low: float, high: float) -> NDArray[np.float64]:
        """log of their density at `distance`, by a histogram between `low` and `high` with straight lines in it."""
        counts, edges = np.histogram(self._kept, bins=_BINS, range=(low, max(high, low + 1e-6)))
        # Half a count more in each bin: where nothing was seen the density is small, and not nothing.
        return np.asarray(np.interp(distance, (edges[:-1] + edges[1:]) / 2, np.log(counts + 0.5)))
