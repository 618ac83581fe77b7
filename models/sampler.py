"""Sampler: which labelled pairs a training step sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.int64]

# sample(target (n,) of 1 positive / 0 negative, size, generator) -> (size,) indices into target
Sampler: TypeAlias = Callable[[IntArray, int, np.random.Generator], IntArray]


def draw(choices: IntArray, size: int, rng: np.random.Generator) -> IntArray:
    """`size` of `choices` at random: none twice as long as there are enough, then every one as often as another."""
    rounds, rest = divmod(size, len(choices))
    return np.concatenate([np.tile(choices, rounds), rng.choice(choices, rest, replace=False)])
