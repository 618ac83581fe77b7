"""Semi-hard: for every positive pair a negative that is farther than the positive, but not by much.

Two rules go by this name. `band`: a negative at random with D_ap^2 < D_an^2 < D_ap^2 + margin, or any negative where
there is none (Schroff, Kalenichenko, Philbin 2015, FaceNet). `argmin`: the nearest negative with D_an > D_ap, or the
farthest one where there is none (as Wu, Manmatha, Smola, Krähenbühl 2017 write it).
"""

from __future__ import annotations

import numpy as np

from models.sampler import IntArray, Triplets
from models.samplers.composed import Composed
from models.samplers.surroundings import NO_TRIPLETS, Surroundings, pick_any


class SemiHard:
    """A triplet for every positive pair whose anchor has a negative."""

    def __init__(self, variant: str, margin: float) -> None:
        self._variant = variant
        self._margin = margin
        self._outside = self._without = 0.0

    def __call__(self, around: Surroundings, rng: np.random.Generator) -> Triplets:
        """By the rule, and by its way out where no negative fits it."""
        self._without, self._outside = around.without_negative(), 0.0
        anchor, positive = around.pairs(around.having_negatives(), rng)
        if not len(anchor):
            return NO_TRIPLETS
        distance, negative = around.distance[anchor], around.negative[anchor]
        reach = around.distance[anchor, positive][:, None]
        beyond = distance > reach
        beyond &= negative
        if self._variant == "argmin":
            nothing = ~beyond.any(axis=1)
            found = np.where(beyond, distance, np.inf).argmin(axis=1)
            found[nothing] = np.where(negative[nothing], distance[nothing], -np.inf).argmax(axis=1)
        else:
            beyond &= distance < np.sqrt(reach**2 + self._margin)
            nothing = ~beyond.any(axis=1)
            beyond[nothing] = negative[nothing]
            found = pick_any(beyond, np.arange(len(anchor)), rng)
        self._outside = float(nothing.mean())
        return Triplets(anchor, positive, found)

    def figures(self) -> dict[str, float]:
        """Share of anchors without a negative, and of pairs without one that fits the rule."""
        return {"anchors_dropped": self._without, "no_semi_hard": self._outside}


def build(group: IntArray, *, per_group: int, variant: str, margin: float) -> Composed:
    """Random groups, semi-hard triplets by the `variant` "band" (of width `margin`) or "argmin"."""
    return Composed(group, per_group, SemiHard(variant, margin))
