"""False alarms: what a list of hard negatives says of all K x M pairs of queries and compact set, and of a collection.

The true false positive rate of a threshold t is FP(t) / (K x M), whatever list the false positives were counted on:
the whole ROC of hn1 lies in a sliver of it. A positive counts at a rate only while no more negatives than the rate
allows are at most as far: ties are read in the worst way. Morra and Lamberti 2019; rule of three: Hanley 1983.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.benchmark.hard_negatives import NegativeList
from app.core.records import IntArray

Floats = NDArray[np.float64]
RATES = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
FEWEST_FALSE = 3  # a rate is carried when it allows for so many false positives
_CELLS = 4_000_000


@dataclass(frozen=True)
class Space:
    """The pairs a rate speaks of: `queries` x `compact` of them, all NND by construction."""

    queries: int
    compact: int

    @property
    def pairs(self) -> int:
        """K x M."""
        return self.queries * self.compact

    @property
    def none_seen(self) -> float:
        """95 % upper bound of a rate at which no false positive was seen; optimistic, as pairs share queries."""
        return 3 / self.pairs

    def allowed(self, rate: float) -> int:
        """How many false positives there may be at this rate."""
        return int(rate * self.pairs * (1 + 1e-9))


@dataclass(frozen=True)
class Point:
    """Where a list allows `false` negatives: everything closer than `distance` is accepted.

    `saturated` rows may hold more pairs below it than the list has: then `false` is only a lower bound.
    """

    distance: float
    false: int
    saturated: int
    tpr: float


def point(found: NegativeList, positive: Floats, allowed: int) -> Point | None:
    """The point of the list with at most `allowed` false positives; None where the list ends before.

    `positive`: distances of the positive pairs, ascending.
    """
    if allowed >= len(found):
        return None
    distance = float(found.distance[allowed])
    false = int(np.searchsorted(found.distance, distance))
    accepted = int(np.searchsorted(positive, distance))
    return Point(distance, false, int((found.bound < distance).sum()), accepted / len(positive))


def auc(negative: Floats, positive: Floats) -> float:
    """The share of (positive, negative) pairs where the positive is closer; both ascending, ties count nothing."""
    before = np.searchsorted(negative, positive, side="right")
    return float(1 - before.mean() / len(negative))


def resampled(
    found: NegativeList, positive: Floats, group: IntArray, allowed: IntArray, resamples: int, rng: Generator
) -> Floats:
    """TPR (resamples, len(allowed)) with the queries, and the `group`s of positives, drawn with replacement.

    Queries are drawn, not pairs: the false positives of a hub come and go together. NaN where the list ends before.
    """
    queries, groups = len(found.bound), int(group.max()) + 1
    before = np.searchsorted(found.distance, positive, side="right")
    step = max(1, _CELLS // max(len(found), len(positive)))
    parts = []
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        drawn = rng.multinomial(queries, np.full(queries, 1 / queries), size=size)
        false = np.cumsum(drawn[:, found.query], axis=1)
        weight = rng.multinomial(groups, np.full(groups, 1 / groups), size=size)[:, group].astype(np.float64)
        true = np.cumsum(weight, axis=1)
        parts.append(_tpr(false, true, before, allowed))
    return np.concatenate(parts)


def _tpr(false: IntArray, true: Floats, before: IntArray, allowed: IntArray) -> Floats:
    """By resample: the share of positives closer than the first negative too many."""
    found = np.full((len(false), len(allowed)), np.nan)
    for row, (counts, weights) in enumerate(zip(false, true, strict=True)):
        kept = np.searchsorted(counts, allowed, side="right")  # negatives that may be accepted
        last = np.searchsorted(before, kept, side="right")  # positives that come with no more than those
        share = np.concatenate(([0.0], weights))[last] / weights[-1]
        found[row] = np.where(kept < len(counts), share, np.nan)
    return found


def held_out(
    found: NegativeList, positive: Floats, space: Space, rate: float, rng: Generator
) -> dict[str, float] | None:
    """A threshold chosen on one half of the queries, and its rate and TPR on the other half; None where it cannot be.

    The list must hold all pairs below its end, as hn2_global does.
    """
    half = rng.permutation(space.queries)[: space.queries // 2]
    chosen = np.isin(found.query, half)
    one, other = found.distance[chosen], found.distance[~chosen]
    allowed = Space(len(half), space.compact).allowed(rate)
    if allowed < FEWEST_FALSE or allowed >= len(one):
        return None
    first = int(np.searchsorted(one, one[allowed]))  # ties with the first one too many are left out
    threshold = (one[first - 1] + one[allowed]) / 2 if first else one[allowed] / 2
    false = int(np.searchsorted(other, threshold, side="right"))
    pairs = (space.queries - len(half)) * space.compact
    accepted = int(np.searchsorted(positive, threshold, side="right"))
    return {"threshold": float(threshold), "fpr": false / pairs, "tpr": accepted / len(positive)}


def carried(space: Space, found: NegativeList) -> tuple[float, ...]:
    """The RATES that allow for FEWEST_FALSE false positives and end inside the list."""
    return tuple(rate for rate in RATES if FEWEST_FALSE <= space.allowed(rate) < len(found))


def lacking(space: Space, found: NegativeList, rate: float) -> str:
    """Why there is no figure at this rate."""
    if space.allowed(rate) < FEWEST_FALSE:
        return f"needs {round(FEWEST_FALSE / rate):,} pairs of query and compact image; there are {space.pairs:,}"
    return f"allows for {space.allowed(rate):,} false positives; the list ends at {len(found):,}"
