"""Distance-weighted: negatives of all distances equally often, instead of nearly all at the usual one (Wu et al. 2017).

A negative at distance d is drawn in proportion to 1 / q(d), q being the density of such distances: the sphere's
(`analytic`), the one seen lately (`empirical`), or the anchor's own, by bins (`histogram`: an occupied bin at random,
then a negative in it). The range of d is cut: the cutoffs .5 and 1.4 of the paper belong to small spheres, and cut
nothing or half of everything in others, so they are quantiles of random negatives here unless asked otherwise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.sampler import IntArray, Triplets
from models.samplers import sphere
from models.samplers.composed import Composed
from models.samplers.seen_distances import SeenDistances
from models.samplers.surroundings import BoolArray, Surroundings, pick

_BINS = 20  # of `histogram`
_EVERY = 50  # steps between two tests of the analytic density


class DistanceWeighted:
    """A negative for every positive pair; anchors whose negatives are all cut off give none and are counted."""

    def __init__(self, density: str, near: float, far: float, cutoffs: str, closer: str) -> None:
        self._density, self._cutoffs, self._closer = density, cutoffs, closer
        self._near, self._far = near, far
        self._seen = SeenDistances()
        self._steps = 0
        self._figures: dict[str, float] = {}

    def __call__(self, around: Surroundings, rng: np.random.Generator) -> Triplets:
        """At most as many triplets as there are positive pairs."""
        self._seen.add(around, rng)
        low, high = self.range()
        weights = self.weights(around, low, high)
        there = np.asarray(weights.any(axis=1))
        self._look(around, weights, there, low, high)
        anchor, positive = around.pairs(there, rng)
        return Triplets(anchor, positive, pick(weights, anchor, rng))

    def range(self) -> tuple[float, float]:
        """The nearest and the farthest distance that is drawn from."""
        if self._cutoffs == "quantiles":
            return self._seen.quantiles(self._near, self._far)
        return self._near, self._far

    def weights(self, around: Surroundings, low: float, high: float) -> NDArray[np.float64]:
        """(b, n): how likely each is to be drawn, up to a factor for each row; 0 in a row without any."""
        allowed = around.negative & (around.distance <= high)
        if self._closer == "leave out":
            allowed &= around.distance >= low
        distance = np.clip(around.distance, low, high)
        log = np.where(allowed, -self._log_density(distance, allowed, around.dim, low, high), -np.inf)
        # The row's own largest, after the mask: with the whole table's, rows without a near negative would vanish.
        largest = log.max(axis=1, keepdims=True, initial=-np.inf)
        return np.asarray(np.exp(log - np.where(np.isfinite(largest), largest, 0)))

    def _log_density(
        self, distance: NDArray[np.float32], allowed: BoolArray, dim: int, low: float, high: float
    ) -> NDArray[np.float64]:
        if self._density == "analytic":
            return sphere.log_density(distance, dim)
        if self._density == "empirical":
            return self._seen.log_density(distance, low, high)
        bins = np.minimum(((distance - low) / max(high - low, 1e-6) * _BINS).astype(np.int64), _BINS - 1)
        bins += np.arange(len(bins))[:, None] * _BINS
        counts = np.bincount(bins[allowed], minlength=len(bins) * _BINS)
        return np.asarray(np.log(np.maximum(counts, 1))[bins])

    def _look(
        self, around: Surroundings, weights: NDArray[np.float64], there: BoolArray, low: float, high: float
    ) -> None:
        share = weights[there] / weights[there].sum(axis=1, keepdims=True)
        self._figures |= {
            "anchors_dropped": float(1 - there.mean()) if len(there) else 0.0,
            # Of how many negatives the draw is in effect: a few, where only a few are near.
            "effective_negatives": float((1 / np.square(share).sum(axis=1)).mean()) if len(share) else 0.0,
            "too_close": float((around.negative & (around.distance < low)).sum()),
            "nearest_drawn": low,
            "farthest_drawn": high,
        }
        if self._density == "analytic" and self._steps % _EVERY == 0 and len(self._seen):
            gap, rejected = sphere.mismatch(self._seen.values, around.dim)
            self._figures |= {"analytic_gap": gap, "analytic_rejected": float(rejected)}
        self._steps += 1

    def figures(self) -> dict[str, float]:
        """Anchors dropped, effective number of negatives, negatives left out as too close, and the range drawn from.

        `analytic_gap`, `analytic_rejected`: how far the distances are from the sphere's, and 1 where that is no chance.
        """
        return dict(self._figures)


def build(
    group: IntArray, *, per_group: int, density: str, near: float, far: float, cutoffs: str, closer: str
) -> Composed:
    """Random groups; `near`, `far` are shares of random negatives or distances, as `cutoffs` says.

    `closer`: "leave out" negatives nearer than `near`, which are mostly unlabelled duplicates, or "clamp" them to it.
    """
    return Composed(group, per_group, DistanceWeighted(density, near, far, cutoffs, closer))
