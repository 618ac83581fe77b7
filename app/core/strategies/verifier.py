"""verifier: the pairs that a verifier over all pair features, fitted to the grades of now, thinks most or least of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, picked
from app.core.asking.forest import leading
from app.core.asking.situation import Situation
from app.core.strategies import uniform_distance

_BANDS = 10


def draw(
    situation: Situation, size: int, rng: Generator, *, order: str, kind: str, among: int, checked: int
) -> Sequence[Draw]:
    """The `size` likeliest matches of the `among` closest candidates, or those whose most probable grade is least sure.

    No pair is taken that pairs before it may settle, while there are others. Until there are enough grades of either
    kind they come from the whole scale of distances: the closest may be matches for a long time, and a verifier does
    not learn from matches alone.
    """
    rows = np.arange(min(max(among, size), len(situation)))
    if not len(rows):
        return picked("verifier", rows, 0)
    found = situation.candidates
    chances = situation.judge(found.left[rows], found.right[rows], kind, checked)
    if chances is None:
        return uniform_distance.draw(situation, size, rng, bands=_BANDS)
    least = chances.match if order == "likeliest" else -chances.confidence()
    ranked = np.argsort(-least, kind="stable")
    one, other = (ends[rows] for ends in situation.groups)
    taken = ranked[leading(one[ranked], other[ranked], size)]
    return picked("verifier", np.sort(taken), len(situation))
