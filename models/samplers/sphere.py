"""The distance of two random points on the unit sphere of n dimensions, and whether distances seen are of that kind."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FARTHEST = 2 - 1e-4  # at 2 the logarithm below has no value
_GRID = 20_001  # places in (0, 2): the peak in 2048 dimensions is .016 wide
_CRITICAL = 1.95  # of the Kolmogorov-Smirnov statistic times sqrt(n), at one in a thousand


def log_density(distance: NDArray[np.floating], dim: int) -> NDArray[np.float64]:
    """log q(d) = (n - 2) log d + (n - 3)/2 log(1 - d^2/4), up to a constant (Wu et al. 2017); finite everywhere."""
    d = np.clip(np.asarray(distance, np.float64), 1e-8, FARTHEST)
    rest = np.maximum(1 - d * d / 4, 1e-8)
    return np.asarray((dim - 2) * np.log(d) + (dim - 3) / 2 * np.log(rest))


def cumulative(distance: NDArray[np.floating], dim: int) -> NDArray[np.float64]:
    """P(D <= d) of that density."""
    grid, heaped = _table(dim)
    return np.asarray(np.interp(distance, grid, heaped))


@lru_cache(maxsize=8)
def _table(dim: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    # By the angle, of which the density sin^(n - 2) has no pole: in two dimensions q itself rises without end at 2.
    angle = np.linspace(0, np.pi, _GRID)
    log = (dim - 2) * np.log(np.maximum(np.sin(angle), 1e-300))
    density = np.exp(log - log.max())
    heaped = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return 2 * np.sin(angle / 2), heaped / heaped[-1]


def mismatch(distance: NDArray[np.floating], dim: int) -> tuple[float, bool]:
    """Kolmogorov-Smirnov: the largest gap between these distances (n,) and the sphere's, and whether it is too large
    to be chance (one in a thousand)."""
    count = len(distance)
    expected = cumulative(np.sort(distance), dim)
    steps = np.arange(count + 1) / count
    gap = float(max(np.abs(expected - steps[:-1]).max(), np.abs(expected - steps[1:]).max()))
    return gap, gap * np.sqrt(count) > _CRITICAL
