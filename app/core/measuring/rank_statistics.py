"""Rank statistics: how well distance follows the graded scale as a whole, not at one cut of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.core.records import IntArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RankStatistics:
    """`tau_b` and `c_index`, one value per row of weights; NaN where the pairs have one grade or one distance only.

    tau_b: Kendall's, between closeness and grade, ties on either side corrected for: 1 when a higher grade is always
    closer, -1 when never. c_index: the share of couples of different grade in which the higher grade is closer, ties
    of distance counting half (Harrell et al. 1982): 0.5 is chance, and with two grades it is the AUC.
    """

    tau_b: Floats
    c_index: Floats


def rank_statistics(distance: Floats, rank: IntArray, weights: Floats | None = None) -> RankStatistics:
    """Both for pairs (n,) of a distance and a grade's rank each; `weights` (r, n) are how often each pair counts."""
    weights = np.ones((1, len(distance))) if weights is None else weights
    order = np.argsort(distance, kind="stable")
    distance, rank, weights = distance[order], rank[order], weights[:, order]
    closer, farther, level = _couples(distance, rank, weights)
    of_rank = closer + farther + level
    of_distance = _different(distance, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        tau = (closer - farther) / np.sqrt(of_rank * of_distance)
        share = (closer + level / 2) / of_rank
    empty = (of_rank <= 0) | (of_distance <= 0)
    return RankStatistics(np.where(empty, np.nan, tau), np.where(of_rank > 0, share, np.nan))


def _couples(distance: Floats, rank: IntArray, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Weight of the couples of different grade: the higher grade closer, farther, and equally far; ordered input."""
    closer, farther, level = (np.zeros(len(weights)) for _ in range(3))
    for low, high in combinations(np.unique(rank), 2):
        lows, highs = np.flatnonzero(rank == low), np.flatnonzero(rank == high)
        sums = np.zeros((len(weights), len(lows) + 1))
        np.cumsum(weights[:, lows], axis=1, out=sums[:, 1:])
        below = sums[:, np.searchsorted(distance[lows], distance[highs], side="left")]
        upto = sums[:, np.searchsorted(distance[lows], distance[highs], side="right")]
        weight = weights[:, highs]
        closer += (weight * (sums[:, -1:] - upto)).sum(axis=1)
        farther += (weight * below).sum(axis=1)
        level += (weight * (upto - below)).sum(axis=1)
    return closer, farther, level


def _different(values: Floats, weights: Floats) -> Floats:
    """Weight of the couples whose (ordered) values differ."""
    starts = np.flatnonzero(np.concatenate(([True], np.diff(values) > 0))) if len(values) else np.empty(0, np.int64)
    if not len(starts):
        return np.zeros(len(weights))
    sums = np.add.reduceat(weights, starts, axis=1)
    different: Floats = (weights.sum(axis=1) ** 2 - (sums**2).sum(axis=1)) / 2
    return different
