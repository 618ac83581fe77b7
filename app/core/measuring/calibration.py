"""Calibration: from a distance to the probability of a match, and whether such probabilities come true.

Isotonic regression: the probability falls with distance and has no other shape imposed. It is fitted on one half of
the groups and looked at on the other, in turns, so no pair vouches for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.records import IntArray

Floats = NDArray[np.float64]

FEWEST = 20  # pairs of either kind, without which nothing is said
BINS = 10


@dataclass(frozen=True)
class Isotonic:
    """Probability of a match at `distance` (k,) ascending, `probability` (k,) never rising; in between, a line."""

    distance: Floats
    probability: Floats

    @classmethod
    def fit(cls, distance: Floats, match: NDArray[np.bool_], weight: Floats | None = None) -> Isotonic:
        """By pooling adjacent violators (Ayer et al. 1955): weighted means of neighbours that are out of order."""
        weight = np.ones(len(distance)) if weight is None else weight
        places, member = np.unique(distance, return_inverse=True)
        total = np.bincount(member, weights=weight)
        value = np.bincount(member, weights=weight * match) / total
        pools: list[list[float]] = []  # mean, weight, how many places
        for mean, mass in zip(value.tolist(), total.tolist(), strict=True):
            pools.append([mean, mass, 1])
            while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
                last, mass_, count = pools.pop()
                first = pools[-1]
                both = first[1] + mass_
                pools[-1] = [(first[0] * first[1] + last * mass_) / both, both, first[2] + count]
        fitted = np.repeat([pool[0] for pool in pools], [int(pool[2]) for pool in pools])
        ends = np.flatnonzero(np.concatenate(([True], np.diff(fitted) != 0)) | np.append(np.diff(fitted) != 0, True))
        return cls(places[ends], fitted[ends])

    def __call__(self, distance: Floats) -> Floats:
        """The probability of a match at these distances."""
        return np.asarray(np.interp(distance, self.distance, self.probability), np.float64)


def reliability(
    distance: Floats, match: NDArray[np.bool_], left: IntArray, right: IntArray, rng: Generator
) -> dict[str, Any] | None:
    """Predicted against observed share of matches in bins of equal size; None with too few pairs.

    `left`, `right` (n,): the groups of both ends; pairs across the two halves are left out. `error`: the mean gap
    between predicted and observed, by pairs (expected calibration error).
    """
    groups = rng.permutation(int(max(left.max(initial=-1), right.max(initial=-1))) + 1) % 2
    halves = [np.flatnonzero((groups[left] == side) & (groups[right] == side)) for side in (0, 1)]
    if any(min(match[rows].sum(), (~match[rows]).sum()) < FEWEST for rows in halves):
        return None
    predicted, observed = [], []
    for fitted, seen in (halves, halves[::-1]):
        predicted.append(Isotonic.fit(distance[fitted], match[fitted])(distance[seen]))
        observed.append(match[seen])
    guess, truth = np.concatenate(predicted), np.concatenate(observed).astype(np.float64)
    order = np.argsort(guess, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    rows = [_bin(guess[part], truth[part]) for part in bins]
    error = sum(abs(row["predicted"] - row["observed"][0]) * row["pairs"] for row in rows) / len(guess)
    return {"bins": rows, "error": round(float(error), 6), "pairs": len(guess)}


def _bin(guess: Floats, truth: Floats) -> dict[str, Any]:
    """Mean prediction and observed share with its Wilson interval."""
    count, share, square = len(truth), float(truth.mean()), 1.96**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = 1.96 * np.sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    return {"predicted": round(float(guess.mean()), 6), "pairs": count,
            "observed": [round(share, 6), round(float(middle - half), 6), round(float(middle + half), 6)]}  # fmt: skip
