"""Balanced: half positive, half negative pairs, so that the rarer grade is not drowned."""

from __future__ import annotations

import numpy as np

from models.sampler import IntArray, draw


def sample(target: IntArray, size: int, rng: np.random.Generator) -> IntArray:
    """`size` indices into `target`, one half (the smaller when odd) positive; both kinds must be there."""
    positives = draw(np.flatnonzero(target == 1), size // 2, rng)
    negatives = draw(np.flatnonzero(target == 0), size - size // 2, rng)
    return np.concatenate([positives, negatives])
