"""hardest: the closest open candidates, in order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.batches import Draw
from app.core.records import Candidates


def draw(found: Candidates, size: int, rng: Generator) -> Sequence[Draw]:
    """The first `size` candidates, with certainty: they speak for themselves and for no other pair."""
    picked = np.arange(min(size, len(found)))
    rest = len(found) - len(picked)
    return [
        Draw("hardest", picked, len(picked), 1.0),
        Draw("other candidates", np.empty(0, np.int64), rest, 0.0),
    ]
