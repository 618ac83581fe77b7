"""Sampler: what a training step sees. One kind draws graded pairs; the other draws images of known groups, and then
picks triplets among what it drew, knowing where their vectors are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class PairPool:
    """The graded pairs to learn from, (n,): `positive` under the training's cut, `rank` 0 NND, 1 near-ND, 2 ND,
    `left` and `right` numbers of their images."""

    positive: NDArray[np.bool_]
    rank: IntArray
    left: IntArray
    right: IntArray


class PairSampler(Protocol):
    """Draws graded pairs (needs="pairs")."""

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """(size,) rows of the pool."""
        ...

    def see(self, rows: IntArray, distance: FloatArray) -> None:
        """After a step: how far apart these pairs of the pool were in it."""
        ...

    def figures(self) -> dict[str, float]:
        """Values worth showing."""
        ...


@dataclass(frozen=True)
class Triplets:
    """(t,) each: places in the batch that was drawn, or behind it (len(batch) + i) the i-th remembered vector."""

    anchor: IntArray
    positive: IntArray
    negative: IntArray


@dataclass(frozen=True)
class Remembered:
    """Vectors of earlier steps that this step is compared with: (k, d), and the image each is of (k,)."""

    vectors: FloatArray
    image: IntArray


class GroupSampler(Protocol):
    """Draws images of known groups and triplets among them (needs="groups")."""

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """About `size` images, each once, at least two of every group drawn."""
        ...

    def remembered(self) -> Remembered:
        """What to compare the batch just drawn with besides itself, none of its own images; most have none, (0, 0)."""
        ...

    def choose(self, vectors: FloatArray, images: IntArray, rng: np.random.Generator) -> Triplets:
        """Triplets among `images` (as drawn, then as remembered) at their unit `vectors`: anchors are of those drawn,
        negatives never of the anchor's group, positives another image of it."""
        ...

    def see(self, images: IntArray, vectors: FloatArray) -> None:
        """After a step: where these images were in it. Before the first, if it costs little: where all images begin."""
        ...

    def figures(self) -> dict[str, float]:
        """Values worth showing: anchors without a negative, occupancy of bins, size of the memory."""
        ...


# Called as build(pool, **settings), and as build(group (m,) int64 of every image, **settings).
PairSamplerBuilder: TypeAlias = Callable[..., PairSampler]
GroupSamplerBuilder: TypeAlias = Callable[..., GroupSampler]


def draw(choices: IntArray, size: int, rng: np.random.Generator) -> IntArray:
    """`size` of `choices` at random: none twice as long as there are enough, then every one as often as another."""
    rounds, rest = divmod(size, len(choices))
    return np.concatenate([np.tile(choices, rounds), rng.choice(choices, rest, replace=False)])
