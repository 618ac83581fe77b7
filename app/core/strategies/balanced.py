"""balanced: as many pairs of every grade, as far as the embedding can tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw
from app.core.asking.shares import share
from app.core.asking.situation import Situation

GRADES = ("NND", "near-ND", "ND")


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """Equal numbers, at random, of the candidates predicted ND (D < b1), near-ND (D < b2) and NND."""
    if not len(situation):
        return []
    predicted = situation.boundaries.rank(situation.candidates.distance)
    members = [np.flatnonzero(predicted == rank) for rank in range(3)]
    counts = share(size, [len(rows) for rows in members])
    return [
        Draw(f"predicted {GRADES[rank]}", np.sort(rng.choice(members[rank], counts[rank], replace=False)),
             len(members[rank]), counts[rank] / len(members[rank]))
        for rank in (2, 1, 0)
        if len(members[rank])
    ]  # fmt: skip
