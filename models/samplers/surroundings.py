"""Surroundings of the anchors of a step: how far every other vector is, which are positives and which negatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.sampler import FloatArray, IntArray, Triplets

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Surroundings:
    """(b, n) each: of b anchors, the distance to all n vectors, of which the first b are the anchors themselves.

    `positive`: of the same group and another image; told by the image's number and never by the distance, as
    duplicates are positives at distance 0. `negative`: of another group. `dim`: of the vectors. `most`: how many of its
    positives, at random, an anchor is paired with; None: with all of them.
    """

    distance: FloatArray
    positive: BoolArray
    negative: BoolArray
    dim: int
    most: int | None = None

    def pairs(self, usable: BoolArray, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
        """Anchor and positive of the positive pairs of the anchors that are `usable` (b,), (t,) each."""
        anchor, positive = np.nonzero(self.positive & usable[:, None])
        if self.most is not None and len(anchor):
            # In random order within each anchor, of which the first ones are kept.
            order = np.lexsort((rng.random(len(anchor)), anchor))
            place = np.arange(len(anchor)) - np.searchsorted(anchor, anchor)
            kept = np.sort(order[place < self.most])
            anchor, positive = anchor[kept], positive[kept]
        return anchor, positive

    def having_negatives(self) -> BoolArray:
        """(b,) which anchors have a negative."""
        return np.asarray(self.negative.any(axis=1))

    def without_negative(self) -> float:
        """Share of anchors that have no negative, and give no triplet."""
        return float(1 - self.negative.any(axis=1).mean()) if len(self.negative) else 0.0


class Chooser(Protocol):
    """Picks triplets among the surroundings."""

    def __call__(self, around: Surroundings, rng: np.random.Generator) -> Triplets:
        """Triplets whose negative is a negative of the anchor, and whose positive is one of its positives."""
        ...

    def figures(self) -> dict[str, float]:
        """Values worth showing of the last step."""
        ...


def surroundings(vectors: FloatArray, images: IntArray, group: IntArray, anchors: int) -> Surroundings:
    """Of the first `anchors` of unit `vectors` (n, d), which show `images` (n,) of groups `group[images]`."""
    square = vectors[:anchors] @ vectors.T
    square *= -2
    square += 2
    told = group[images]
    same = told[:anchors, None] == told
    return Surroundings(
        np.sqrt(np.maximum(square, 0, out=square), out=square),  # rounding can put duplicates below 0
        same & (images[:anchors, None] != images),
        ~same,
        vectors.shape[1],
    )


def pick(weights: NDArray[np.float64], rows: IntArray, rng: np.random.Generator) -> IntArray:
    """A column for each of `rows` (t,), in proportion to that row's weights; `weights` (b, n) >= 0, some in each row.

    All rows in one search: the heaped-up shares of row r lie between r and r + 1.
    """
    heaped = np.cumsum(weights, axis=1)
    total = heaped[:, -1:]
    # A last share of exactly 1, and a draw below it: a column without weight is never reached by rounding.
    np.divide(heaped, total, out=heaped, where=total > 0)
    heaped += np.arange(len(heaped))[:, None]
    at = rows + rng.random(len(rows)) * (1 - 1e-9)
    return np.asarray(np.searchsorted(heaped.ravel(), at, side="right") - rows * heaped.shape[1])


def pick_any(allowed: BoolArray, rows: IntArray, rng: np.random.Generator) -> IntArray:
    """A column for each of `rows` (t,), all that are allowed in that row equally likely; `allowed` (b, n)."""
    counts = np.count_nonzero(allowed, axis=1)
    starts = np.cumsum(counts) - counts
    chosen = starts[rows] + (rng.random(len(rows)) * counts[rows]).astype(np.int64)
    return np.asarray(np.flatnonzero(allowed)[chosen] - rows * allowed.shape[1])


NO_TRIPLETS = Triplets(*(np.empty(0, np.int64) for _ in range(3)))
