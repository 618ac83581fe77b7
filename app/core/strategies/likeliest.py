"""likeliest: the pairs that are most probably ND or near-ND, judged by all the answers so far."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, picked
from app.core.asking.forest import leading
from app.core.asking.likelihood import likely
from app.core.asking.situation import Situation
from app.core.records import IntArray


def draw(situation: Situation, size: int, rng: Generator, *, among: int) -> Sequence[Draw]:
    """The `size` best of the `among` closest candidates by chance times the root of how many pairs an answer settles.

    An answer between two ND groups holds for every pair between them. No pair is taken that pairs before it may
    settle, while there are others. Until there are answers of both kinds the closest come first.
    """
    rows = np.arange(min(max(among, size), len(situation)))
    if not len(rows):
        return picked("likeliest", rows, 0)
    one, other = (ends[rows] for ends in situation.groups)
    chance = likely(situation, rows)
    if chance is None:
        order = rows
    else:
        settled = _sizes(situation, one) * _sizes(situation, other)
        order = np.argsort(-chance * np.sqrt(settled), kind="stable")
    taken = order[leading(one[order], other[order], size)]
    return picked("likeliest", np.sort(taken), len(situation))


def _sizes(situation: Situation, roots: IntArray) -> IntArray:
    """How many images the ND group of each root holds."""
    names, counts = np.unique(situation.implied.same.roots, return_counts=True)
    if not len(names):
        return np.ones(len(roots), np.int64)
    place = np.minimum(np.searchsorted(names, roots), len(names) - 1)
    return np.where(names[place] == roots, counts[place], 1)
