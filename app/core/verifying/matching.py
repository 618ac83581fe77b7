"""Matching: how alike two sets of local vectors are, and which of them belong together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.records import FloatArray, IntArray


def similarity(one: FloatArray, other: FloatArray) -> float:
    """Mean over the vectors of each side of their best match on the other, both directions averaged; -1 to 1.

    Zhou et al. (2020) sum one direction, which grows with the number of regions and depends on who asks; the mean
    of both is 1 for a picture with itself and the same either way round. Unit vectors (m, c); 0 where a side is empty.
    """
    if not len(one) or not len(other):
        return 0.0
    table = one @ other.T
    return float(table.max(axis=1).mean() + table.max(axis=0).mean()) / 2


def mutual(one: FloatArray, other: FloatArray, ratio: float = 1.0) -> IntArray:
    """Pairs (n, 2) of row numbers that are each other's nearest; best first.

    With `ratio` below 1 the distance to the nearest must be below that share of the distance to the second nearest
    (Lowe 2004), which drops what repeats within the other picture.
    """
    if not len(one) or not len(other):
        return np.empty((0, 2), np.int64)
    table = one @ other.T
    best = table.argmax(axis=1)
    rows = np.arange(len(one))
    nearest = table[rows, best]
    keep = table.argmax(axis=0)[best] == rows
    if ratio < 1 and len(other) > 1:
        table[rows, best] = -np.inf
        keep &= _distance(nearest) < ratio * _distance(table.max(axis=1))
    kept = np.flatnonzero(keep)
    kept = kept[np.argsort(-nearest[kept], kind="stable")]
    return np.stack([kept, best[kept]], axis=1)


def _distance(cosine: FloatArray) -> NDArray[np.float32]:
    return np.sqrt(np.maximum(2 - 2 * cosine, 0)).astype(np.float32)
