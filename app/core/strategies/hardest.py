"""hardest: the closest open candidates, in order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, picked
from app.core.asking.situation import Situation


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """The first `size` candidates, with certainty: they speak for themselves and for no other pair."""
    return picked("hardest", np.arange(min(size, len(situation))), len(situation))
