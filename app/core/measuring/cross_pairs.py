"""Cross-group negatives: where groups are known, every pair of images of different groups is a negative.

There are quadratically many. Up to a limit they are all kept; beyond it the closest ones, which decide every low
false positive rate, are kept one by one and the far ones are represented by a random sample with weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.mining.known import keys
from app.core.records import Embeddings, IntArray
from app.core.searching.index import between

ALL = 400_000  # up to so many pairs, each is kept
CLOSEST = 200_000  # beyond, about so many closest ones ...
SAMPLE = 200_000  # ... and so many drawn at random from all of them
_ROWS = 512


@dataclass(frozen=True)
class CrossPairs:
    """Image ids `left` < `right`, their distance, and how many pairs each stands for (1 where all are kept)."""

    left: IntArray
    right: IntArray
    distance: NDArray[np.float64]
    weight: NDArray[np.float64]


def cross_pairs(
    embeddings: Embeddings,
    group: IntArray,
    answered: IntArray,
    rng: Generator,
    job: Job = NULL_JOB,
    *,
    limit: int = ALL,
    closest: int = CLOSEST,
    sample: int = SAMPLE,
) -> CrossPairs:
    """All pairs of images of different `group` (n,), except those with an answer of their own.

    `answered`: ascending keys (`known.keys`) of such pairs. The weights add up to the number of pairs.
    """
    left, right = _places(embeddings.ids, answered)
    total = _count(group) - int((group[left] != group[right]).sum())
    if total <= limit:
        near = [np.zeros((2, 0), np.int64), *_within(embeddings, group, answered, np.inf, job)]
        return _measured(embeddings, np.concatenate(near, axis=1), np.ones(total))
    drawn = _drawn(embeddings.ids, group, answered, sample, rng)
    reach = float(np.quantile(between(embeddings, *embeddings.ids[drawn]), closest / total))
    kept = np.concatenate(list(_within(embeddings, group, answered, reach, job)), axis=1)
    far = drawn[:, ~np.isin(keys(*drawn), keys(*kept))]
    stands_for = np.full(far.shape[1], (total - kept.shape[1]) / max(1, far.shape[1]))
    weight = np.concatenate((np.ones(kept.shape[1]), stands_for))
    return _measured(embeddings, np.concatenate((kept, far), axis=1), weight)


def _count(group: IntArray) -> int:
    """How many pairs of rows are of different groups."""
    _, members = np.unique(group, return_counts=True)
    return (len(group) ** 2 - int((members.astype(np.int64) ** 2).sum())) // 2


def _measured(embeddings: Embeddings, rows: IntArray, weight: NDArray[np.float64]) -> CrossPairs:
    left, right = embeddings.ids[rows]
    return CrossPairs(left, right, between(embeddings, left, right).astype(np.float64), weight)


def _within(embeddings: Embeddings, group: IntArray, answered: IntArray, reach: float, job: Job) -> Iterator[IntArray]:
    """The pairs (2, m) of rows not farther apart than `reach`, a block of rows at a time."""
    vectors, ids, size = embeddings.vectors, embeddings.ids, len(embeddings.ids)
    least = 1 - reach**2 / 2  # the same as a cosine
    for start in range(0, size, _ROWS):
        job.report("Comparing groups", start, size)
        stop = min(start + _ROWS, size)
        found = np.triu(group[start:stop, None] != group[start:], 1)
        if np.isfinite(reach):
            found &= vectors[start:stop] @ vectors[start:].T >= least
        rows = np.stack(np.nonzero(found)) + start
        yield rows[:, ~np.isin(keys(*ids[rows]), answered)]


def _drawn(ids: IntArray, group: IntArray, answered: IntArray, count: int, rng: Generator) -> IntArray:
    """`count` pairs (2, count) of rows, uniformly and with replacement, in ascending order of rows."""
    parts: list[IntArray] = []
    while (have := sum(part.shape[1] for part in parts)) < count:
        rows = np.sort(rng.integers(len(ids), size=(2, count - have + 1024)), axis=0)
        rows = rows[:, group[rows[0]] != group[rows[1]]]
        parts.append(rows[:, ~np.isin(keys(*ids[rows]), answered)])
    return np.concatenate(parts, axis=1)[:, :count]


def _places(ids: IntArray, answered: IntArray) -> IntArray:
    """Rows (2, m) of those answered pairs whose images are both among `ids`."""
    ends = np.stack((answered >> 32, answered & 0xFFFFFFFF))
    return np.searchsorted(ids, ends[:, np.isin(ends, ids).all(axis=0)])
