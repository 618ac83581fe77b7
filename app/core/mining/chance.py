"""Chance that belongs to a pair and a seed, not to the order in which pairs are looked at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.records import IntArray


def chances(keys: IntArray, seed: int) -> NDArray[np.uint64]:
    """A number per key that looks random: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over key and seed."""
    start = np.random.default_rng(seed).integers(2**64, dtype=np.uint64)
    mixed = keys.astype(np.uint64) + start
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
