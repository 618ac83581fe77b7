"""Random: labelled pairs uniformly at random, whatever their grade."""

from __future__ import annotations

import numpy as np

from models.sampler import IntArray, draw


def sample(target: IntArray, size: int, rng: np.random.Generator) -> IntArray:
    """`size` indices into `target`, each pair equally likely."""
    return draw(np.arange(len(target)), size, rng)
