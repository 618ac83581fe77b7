"""likely_errors: graded pairs that the embedding is sure were graded wrong, for a second look."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, again
from app.core.asking.situation import NO_GRADE, Situation


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """The graded pairs farthest on the wrong side of a boundary, farthest first; only those that are on one.

    Wrong sides: ND beyond b1, near-ND before b1 or beyond b2, NND before b2.
    """
    graded = situation.graded
    judged = np.flatnonzero(graded.rank != NO_GRADE)
    if not len(judged):
        return again("likely errors", judged, 0, len(situation))
    distance, rank, at = situation.graded_distance[judged], graded.rank[judged], situation.boundaries
    low = np.choose(rank, [at.b2, at.b1, -np.inf])
    high = np.choose(rank, [np.inf, at.b2, at.b1])
    wrong = np.maximum(low - distance, distance - high)
    order = np.argsort(-wrong, kind="stable")
    order = order[: int((wrong > 0).sum())][:size]  # nan, an image without a vector, is last and not above 0
    return again("likely errors", judged[order], len(judged), len(situation))
