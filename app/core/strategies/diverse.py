"""diverse: pairs that differ from one another, so that labels cover the ways in which two pictures can differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.batches import Draw, picked
from app.core.asking.situation import Situation
from app.core.records import Embeddings, FloatArray, IntArray


def draw(situation: Situation, size: int, rng: Generator, *, among: int) -> Sequence[Draw]:
    """A core-set by farthest-first traversal (Sener and Savarese 2018) of the differences |u - v| of the pairs.

    Of the `among` closest candidates; the graded pairs count as chosen, without any the closest candidate begins.
    """
    count = min(among, len(situation))
    if not count:
        return picked("diverse", np.empty(0, np.int64), 0)
    found, graded = situation.candidates, situation.graded
    there = np.flatnonzero(
        np.isin(graded.left, situation.embeddings.ids) & np.isin(graded.right, situation.embeddings.ids)
    )[-among:]
    pairs = differences(situation.embeddings, found.left[:count], found.right[:count])
    chosen = differences(situation.embeddings, graded.left[there], graded.right[there])
    return picked("diverse", np.sort(farthest_first(pairs, chosen, min(size, count))), len(situation))


def differences(found: Embeddings, left: IntArray, right: IntArray) -> FloatArray:
    """|u - v| of each pair, whichever way round it is."""
    rows, columns = np.searchsorted(found.ids, left), np.searchsorted(found.ids, right)
    return np.asarray(np.abs(found.vectors[rows] - found.vectors[columns]), np.float32)


def farthest_first(pairs: FloatArray, chosen: FloatArray, size: int) -> IntArray:
    """`size` rows of `pairs`, each the one farthest from `chosen` and the rows before it; ties to the first."""
    reach = np.full(len(pairs), np.inf, np.float32)
    for centre in chosen:
        np.minimum(reach, ((pairs - centre) ** 2).sum(1), out=reach)
    rows: list[int] = []
    while len(rows) < size:
        row = int(reach.argmax())
        rows.append(row)
        np.minimum(reach, ((pairs - pairs[row]) ** 2).sum(1), out=reach)
        reach[row] = -1.0  # of equal pairs none is taken twice
    return np.array(rows, np.int64)
