"""boundary: the open candidates closest to where one grade turns into the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, picked
from app.core.asking.situation import Situation


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """The `size` candidates with the smallest |D - b1| or |D - b2|, ties to the closer pair."""
    if not len(situation):
        return picked("boundary", np.empty(0, np.int64), 0)
    distance, at = situation.candidates.distance, situation.boundaries
    doubt = np.minimum(np.abs(distance - at.b1), np.abs(distance - at.b2))
    return picked("boundary", np.sort(np.argsort(doubt, kind="stable")[:size]), len(situation))
