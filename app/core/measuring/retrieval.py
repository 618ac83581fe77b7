"""Retrieval: how well the nearest images of a query are of its class. Two things are called recall@k; both are here.

`recall` is the share of a query's relevant images among the first k; `hit` says whether there is any (the recall@k
of metric learning papers). A query is never its own answer: it is left out by its id, not by its distance, so exact
duplicates count as what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import BoolArray, Embeddings, IntArray
from app.core.searching.index import nearest

Floats = NDArray[np.float64]

KS = (1, 10, 50, 1000)
_CELLS = 4_000_000  # neighbours held at a time


@dataclass(frozen=True)
class Retrieval:
    """Figures of every query that has something to find, by name: `hit@k`, `recall@k`, `precision@k`, `map@r`, ...

    `values[name]` is (n,), in the order of `ids`; `without` queries had no relevant image and are left out.
    """

    ids: IntArray
    classes: IntArray
    values: Mapping[str, Floats]
    without: int

    def means(self) -> dict[str, float]:
        """The mean of every figure over the queries; empty when there is no query."""
        return {name: float(value.mean()) for name, value in self.values.items() if len(value)}

    def intervals(self, resamples: int, rng: Generator) -> dict[str, tuple[float, float, float]]:
        """Mean with its 95 % interval; whole classes are redrawn, since their queries find each other."""
        names, member = np.unique(self.classes, return_inverse=True)
        if not len(names):
            return {}
        size = np.bincount(member)
        counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
        result = {}
        for name, value in self.values.items():
            sums = np.bincount(member, weights=value)
            low, high = np.percentile(counts @ sums / (counts @ size), (2.5, 97.5))
            result[name] = (float(value.mean()), float(low), float(high))
        return result


def retrieval(
    queries: Embeddings,
    query_class: IntArray,
    base: Embeddings,
    base_class: IntArray,
    *,
    ks: Sequence[int] = KS,
    device: str = "cpu",
    job: Job = NULL_JOB,
) -> Retrieval:
    """Look every query up among the images of `base`; classes are (n,) whole numbers in the order of the ids.

    With R relevant images for a query: precision@k is hits / k, at most R / k where k > R; R-precision is
    precision@R; MAP@R is the mean over the first R places of the precision there where the place is a hit, else 0
    (Musgrave et al. 2020). Memory: a block of queries times max(k, R), never n x n.
    """
    relevant = _relevant(queries, query_class, base, base_class)
    kept = np.flatnonzero(relevant)
    width = min(len(base.ids), max([*ks, int(relevant.max(initial=0))]))
    parts: list[dict[str, Floats]] = []
    for rows in _blocks(kept, width):
        few = Embeddings(queries.ids[rows], queries.vectors[rows])
        found = nearest(few, base, width, device=device, job=job)
        places = np.minimum(np.searchsorted(base.ids, found.others), len(base.ids) - 1)
        hits = (found.others >= 0) & (base_class[places] == query_class[rows][:, None])
        parts.append(_figures(hits, relevant[rows], ks))
    names = [*(f"{kind}@{k}" for k in ks for kind in ("hit", "recall", "precision")), "r-precision", "map@r"]
    values = {name: np.concatenate([np.empty(0), *(part[name] for part in parts)]) for name in names}
    return Retrieval(queries.ids[kept], query_class[kept], values, len(queries.ids) - len(kept))


def by_size(
    embeddings: Embeddings,
    classes: IntArray,
    sizes: Sequence[int],
    rng: Generator,
    *,
    device: str = "cpu",
    job: Job = NULL_JOB,
) -> list[tuple[int, Retrieval]]:
    """Every image against retrieval sets of growing size, each holding the one before: sizes up to the whole.

    The sets are drawn at random. An image whose class has nobody else in a set is no query of it; that is counted.
    """
    order = rng.permutation(len(embeddings.ids))
    made = []
    for size in sorted({min(size, len(order)) for size in sizes}):
        rows = np.sort(order[:size])
        base = Embeddings(embeddings.ids[rows], embeddings.vectors[rows])
        made.append((size, retrieval(embeddings, classes, base, classes[rows], ks=(1, 10), device=device, job=job)))
    return made


def _relevant(queries: Embeddings, query_class: IntArray, base: Embeddings, base_class: IntArray) -> IntArray:
    """How many images of its class each query could find, itself not counted."""
    names, counts = np.unique(base_class, return_counts=True)
    if not len(names):
        return np.zeros(len(query_class), np.int64)
    place = np.minimum(np.searchsorted(names, query_class), len(names) - 1)
    count = np.where(names[place] == query_class, counts[place], 0)
    own = np.minimum(np.searchsorted(base.ids, queries.ids), len(base.ids) - 1)
    itself: BoolArray = (base.ids[own] == queries.ids) & (base_class[own] == query_class)
    return np.asarray(count - itself, np.int64)


def _blocks(rows: IntArray, width: int) -> Iterator[IntArray]:
    step = max(1, _CELLS // max(1, width))
    for start in range(0, len(rows), step):
        yield rows[start : start + step]


def _figures(hits: BoolArray, relevant: IntArray, ks: Sequence[int]) -> dict[str, Floats]:
    """The figures of a block: `hits` (q, width) along each row of neighbours, R of each query."""
    found = np.cumsum(hits, axis=1, dtype=np.float64)
    width = hits.shape[1]
    made: dict[str, Floats] = {}
    for k in ks:
        first = found[:, min(k, width) - 1]
        made |= {f"hit@{k}": (first > 0).astype(np.float64), f"recall@{k}": first / relevant,
                 f"precision@{k}": first / k}  # fmt: skip
    place = np.arange(1, width + 1)
    within = place <= relevant[:, None]
    made["r-precision"] = (hits & within).sum(axis=1) / relevant
    made["map@r"] = (found / place * (hits & within)).sum(axis=1) / relevant
    return made
