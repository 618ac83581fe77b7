"""contradictions: the graded pairs between which a contradiction lies, asked once more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, again
from app.core.asking.situation import Situation
from app.core.mining.known import keys


def draw(situation: Situation, size: int, rng: Generator) -> Sequence[Draw]:
    """The pair that contradicts and the chain of ND answers it contradicts; of every chain the most doubtful first.

    Doubtful: marked as a guess, then far apart. One of these answers is wrong, and its second answer settles it.
    """
    graded = situation.graded
    row_of = {key: row for row, key in enumerate(keys(graded.left, graded.right).tolist())}
    rows: list[tuple[int, int]] = []  # (place in its chain, row)
    for found in situation.implied.contradictions:
        chain = [row_of.get(_key(*link), -1) for link in pairwise(found.chain)]
        asked = [row for row in chain if row >= 0]  # identical pixels are no answer
        if asked:
            distance = np.nan_to_num(situation.graded_distance[asked], nan=np.inf)
            order = np.lexsort((-distance, ~graded.doubtful[asked]))
            asked = [asked[place] for place in order]
        rows += enumerate([row for row in (row_of.get(_key(found.left, found.right), -1), *asked) if row >= 0])
    ordered = list(dict.fromkeys(row for _, row in sorted(rows, key=lambda item: item[0])))
    return again("contradictions", np.array(ordered[:size], np.int64), len(ordered), len(situation))


def _key(left: int, right: int) -> int:
    return int(keys(np.array([left]), np.array([right]))[0])
