"""Negative sets: the same positives against random, hn1, hn2_row and hn2_global negatives, side by side.

An AUC means nothing without its negatives: against random pairs almost any embedder is near 1, against the nearest
wrong image of every query the same embedder may be at .7. Both are true, of different questions.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.benchmark.hard_negatives import LISTS, hard_negatives
from app.core.jobs import NULL_JOB, Job
from app.core.measuring.cross_pairs import CrossPairs
from app.core.records import Embeddings, IntArray

FEWEST = 5  # positives, and images on either side


def negative_sets(
    embeddings: Mapping[str, Embeddings],
    group: IntArray,
    positive: Mapping[str, NDArray[np.float64]],
    crossing: Mapping[str, CrossPairs],
    rng: Generator,
    *,
    device: str = "cpu",
    job: Job = NULL_JOB,
) -> dict[str, dict[str, float]]:
    """By embedder: AUC (ties count nothing) of its `positive` distances against each set; empty with too little.

    `group` (n,) of the embeddings' images, all of known groups: half of the groups ask, the other half answers.
    """
    names = np.unique(group)
    asking = np.isin(group, rng.permutation(names)[: len(names) // 2])
    if min(asking.sum(), (~asking).sum()) < FEWEST or min(map(len, positive.values())) < FEWEST:
        return {}
    found: dict[str, dict[str, float]] = {}
    for name, one in embeddings.items():
        queries, compact = (Embeddings(one.ids[side], one.vectors[side]) for side in (asking, ~asking))
        lists = hard_negatives(queries, compact, device=device, job=job)
        far = crossing[name]
        found[name] = {"random": _auc(positive[name], far.distance, far.weight)}
        found[name] |= {key: _auc(positive[name], lists[key].distance, np.ones(len(lists[key]))) for key in LISTS}
    return found


def _auc(near: NDArray[np.float64], far: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    """Share of the pairs (positive, negative) in which the positive is strictly closer."""
    order = np.argsort(far)
    sums = np.concatenate(([0.0], np.cumsum(weight[order])))
    before = sums[np.searchsorted(far[order], near, side="right")]
    return round(float(np.mean(1 - before / sums[-1])), 6)
