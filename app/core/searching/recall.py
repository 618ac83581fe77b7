"""Recall: what share of the true neighbours an approximate search found, on a sample against the exact search.

The sample has as many images whose nearest was found close as images whose nearest was found far, because the close
ones are what the search is for and are few; the figure weights them back. An index that misses close neighbours
moves images to the far strata, where the exact search finds out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, IntArray, Neighbours
from app.core.searching.index import between, nearest

SAMPLE = 512
EDGES = (0.1, 0.3, 0.5, 0.7, 0.9)  # of the distance to the first neighbour found
Z = 1.96


@dataclass(frozen=True)
class Recall:
    """`recall` in [0, 1] over the collection and its lower 95 % bound; `bands`: the same by distance of the first."""

    recall: float
    low: float
    first: float
    sample: int
    bands: list[dict[str, Any]]


def measured(
    found: Neighbours, base: Embeddings, *, seed: int = 0, size: int = SAMPLE, device: str = "cpu", job: Job = NULL_JOB
) -> Recall:
    """How many of the k nearest of `base` the rows of `found` (images of `base`) hold, as near as the k-th."""
    k = min(found.others.shape[1], len(base.ids) - 1)
    stratum = np.searchsorted(EDGES, found.distances[:, 0], side="right") if k > 0 else np.empty(0, np.int64)
    if not len(stratum):
        return Recall(1.0, 1.0, 1.0, 0, [])
    rows = _drawn(stratum, size, np.random.default_rng(seed))
    queries = Embeddings(found.ids[rows], base.vectors[np.searchsorted(base.ids, found.ids[rows])])
    truth = nearest(queries, base, k, device=device, job=job)
    # Distances are measured again: what is written in an index is what is doubted here.
    real = np.full((len(rows), k), np.inf, np.float32)
    others = found.others[rows, :k]
    row, column = np.nonzero(_countable(others, queries.ids, base.ids))
    real[row, column] = between(base, queries.ids[row], others[row, column])
    share = (real <= truth.distances[:, -1:]).sum(axis=1) / k
    first = real.min(axis=1) <= truth.distances[:, 0]
    return _summed(stratum, stratum[rows], share, first)


def _countable(others: IntArray, own: IntArray, known: IntArray) -> NDArray[np.bool_]:
    """Which entries (n, k) are images of the base, not the row's own, and not listed in the row before."""
    order = np.argsort(others, axis=1, kind="stable")
    ascending = np.take_along_axis(others, order, axis=1)
    again = np.zeros(others.shape, np.bool_)
    again[:, 1:] = ascending[:, 1:] == ascending[:, :-1]
    repeated = np.empty_like(again)
    np.put_along_axis(repeated, order, again, axis=1)
    there: NDArray[np.bool_] = np.isin(others, known) & (others != own[:, None]) & ~repeated
    return there


def _drawn(stratum: IntArray, size: int, rng: np.random.Generator) -> IntArray:
    """Equal numbers of every stratum; what a small one cannot give is taken from the others."""
    members = [np.flatnonzero(stratum == number) for number in np.unique(stratum)]
    members.sort(key=len)
    drawn: list[IntArray] = []
    for place, rows in enumerate(members):
        count = min(len(rows), (size - sum(map(len, drawn))) // (len(members) - place))
        drawn.append(rng.choice(rows, count, replace=False))
    return np.sort(np.concatenate(drawn))


def _summed(
    everyone: IntArray, sampled: IntArray, share: NDArray[np.float64], first: NDArray[np.bool_]
) -> Recall:
    bands, recall, top, variance = [], 0.0, 0.0, 0.0
    for number in np.unique(sampled):
        of_it = share[sampled == number]
        weight = float(np.mean(everyone == number))
        recall += weight * float(of_it.mean())
        top += weight * float(first[sampled == number].mean())
        variance += weight**2 * float(of_it.var()) / len(of_it)
        bands.append(
            {
                "from": (0.0, *EDGES)[number],
                "to": (*EDGES, None)[number],
                "images": int((everyone == number).sum()),
                "sample": len(of_it),
                "recall": round(float(of_it.mean()), 4),
            }
        )
    count = min(len(share), recall * (1 - recall) / variance) if variance > 0 else len(share)
    return Recall(recall, _wilson(recall, count), top, len(share), bands)


def _wilson(share: float, count: float) -> float:
    """The lower bound of Wilson's interval (1927) for a share seen in `count` draws."""
    middle = share + Z * Z / (2 * count)
    reach = Z * float(np.sqrt(max(0.0, share * (1 - share) / count + Z * Z / (4 * count * count))))
    return max(0.0, (middle - reach) / (1 + Z * Z / count))
