"""distance_weighted: a distance that is rare among the candidates is drawn with a higher chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.asking.batches import Draw
from app.core.asking.situation import Situation

BINS = 50


def draw(situation: Situation, size: int, rng: Generator, *, most: float) -> Sequence[Draw]:
    """`size` candidates; the chance of each is inverse to how many lie at its distance (Wu et al. 2017, section 4.1).

    The largest weight is `most` times the smallest, so that a single outlier is not drawn for sure. The chances are
    exact: the draw is systematic (Madow 1949), and a pair whose share would pass 1 is taken with certainty.
    """
    distance = situation.candidates.distance
    if not len(distance):
        return []
    chance = chances(weights(distance, most), min(size, len(distance)))
    rows = systematic(chance, rng)
    return [Draw("by distance", rows, len(distance), chance[rows])]


def weights(distance: NDArray[np.floating], most: float) -> NDArray[np.float64]:
    """1 / the number of candidates in the same of BINS bins of the distance, at most `most` times the smallest."""
    edges = np.linspace(distance.min(), distance.max(), BINS + 1)[1:-1]
    part = np.searchsorted(edges, distance, side="right")
    weight = 1 / np.bincount(part)[part]
    return np.asarray(np.minimum(weight, most * weight.min()))


def chances(weight: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Chances in proportion to `weight`, none above 1, that add up to `size`."""
    chance = np.zeros(len(weight))
    sure = np.zeros(len(weight), np.bool_)
    while sure.sum() < size:
        free = ~sure
        chance[free] = weight[free] * (size - sure.sum()) / weight[free].sum()
        over = free & (chance >= 1)
        if not over.any():
            break
        sure |= over
    chance[sure] = 1.0
    return chance


def systematic(chance: NDArray[np.float64], rng: Generator) -> NDArray[np.int64]:
    """Rows, ascending, each drawn with exactly its chance: equal steps from a random start through a random order."""
    order = rng.permutation(len(chance))
    size = round(chance.sum())
    if not size:
        return order[:0]
    passed = np.cumsum(chance[order])
    passed *= size / passed[-1]  # the sum of so many numbers is off in its last bits
    hits = np.minimum(np.searchsorted(passed, rng.random() + np.arange(size), side="right"), len(order) - 1)
    return np.sort(order[hits])
