"""uniform_distance: as many pairs from every part of the distance scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw
from app.core.asking.shares import share
from app.core.asking.situation import Situation


def draw(situation: Situation, size: int, rng: Generator, *, bands: int) -> Sequence[Draw]:
    """Equal numbers from `bands` bands of equal width; what a thin band cannot give the others do."""
    distance = situation.candidates.distance
    if not len(distance):
        return []
    edges = np.linspace(distance[0], distance[-1], bands + 1)[1:-1]
    band = np.searchsorted(edges, distance, side="right")
    members = [np.flatnonzero(band == number) for number in range(bands)]
    counts = share(size, [len(rows) for rows in members])
    return [
        Draw(f"distance band {number} of {bands}", np.sort(rng.choice(rows, count, replace=False)), len(rows),
             count / len(rows))
        for number, (rows, count) in enumerate(zip(members, counts, strict=True), 1)
        if len(rows)
    ]  # fmt: skip
