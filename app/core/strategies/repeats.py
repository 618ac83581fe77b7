"""repeats: graded pairs asked once more, to see whether the answers hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, again
from app.core.asking.situation import NO_GRADE, Situation


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """`size` of the graded pairs uniformly at random, whatever the embedding says of them."""
    judged = np.flatnonzero(situation.graded.rank != NO_GRADE)
    rows = np.sort(rng.choice(judged, min(size, len(judged)), replace=False))
    return again("repeats", rows, len(judged), len(situation))
