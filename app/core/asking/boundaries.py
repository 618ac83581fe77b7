"""The two boundaries on the distance scale: b1 between ND and near-ND, b2 between near-ND and NND."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.records import IntArray

QUANTILES = (0.001, 0.01)  # of the distances of random pairs: where the boundaries are before there are grades
FEWEST = 10  # grades on either side of a boundary before it is fitted to them


@dataclass(frozen=True)
class Boundaries:
    """Pairs nearer than `b1` are predicted ND, nearer than `b2` near-ND, the others NND; b1 <= b2."""

    b1: float
    b2: float

    def rank(self, distance: NDArray[np.floating]) -> IntArray:
        """The rank of the grade predicted for each distance: 2 ND, 1 near-ND, 0 NND."""
        return (distance < self.b1).astype(np.int64) + (distance < self.b2)


def before_training(random_distances: NDArray[np.floating]) -> Boundaries:
    """Boundaries without any grade: the 0.1 % and 1 % quantiles of the distances of random pairs."""
    low, high = np.quantile(random_distances, QUANTILES) if len(random_distances) else (0.0, 0.0)
    return Boundaries(float(low), float(high))


def fitted(distance: NDArray[np.floating], rank: IntArray, start: Boundaries) -> Boundaries:
    """Boundaries from graded pairs (ranks 0 to 2); one with fewer than FEWEST grades on a side stays as in `start`.

    Each is where the share of wrong pairs below plus the share of wrong pairs above is least (Youden 1950).
    """
    b1, b2 = (_cut(distance, rank, over, stays) for over, stays in ((2, start.b1), (1, start.b2)))
    return Boundaries(min(b1, b2), max(b1, b2))


def _cut(distance: NDArray[np.floating], rank: IntArray, over: int, stays: float) -> float:
    """The distance that best tells ranks >= `over`, which lie below it, from the others."""
    # near-ND against NND says nothing of b1 beyond what near-ND against ND does: only neighbours on the scale count.
    beside = rank >= over - 1 if over == 2 else rank >= 0
    distance, positive = distance[beside], rank[beside] >= over
    if min(positive.sum(), (~positive).sum()) < FEWEST:
        return stays
    order = np.argsort(distance, kind="stable")
    distance, positive = distance[order], positive[order]
    kept = np.concatenate(([0.0], np.cumsum(positive) / positive.sum()))
    let_in = np.concatenate(([0.0], np.cumsum(~positive) / (~positive).sum()))
    edges = np.concatenate(([distance[0]], (distance[1:] + distance[:-1]) / 2, [distance[-1]]))
    between = np.concatenate(([True], distance[1:] > distance[:-1], [True]))  # never between equal distances
    return float(edges[np.argmax(np.where(between, kept - let_in, -np.inf))])
