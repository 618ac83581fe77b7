"""Hard negatives of queries in a compact set, in the three ways of the near-duplicate benchmark (Morra, Lamberti 2019).

hn1: of every query the nearest image. hn2_row: of every query the ROW nearest. hn2_global: the closest ROW x queries
pairs of all, whichever query they belong to. By row the lower ranks are never closer than the first, so hn2_row is the
*easier* list at every threshold; only hn2_global is harder, and there a few hub queries may own most of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, IntArray
from app.core.searching.index import nearest

ROW = 5  # pairs of one query in hn2_row; hn2_global holds as many in all
FIRST = 16  # neighbours asked for at first: hubs have more pairs in hn2_global than ROW
LISTS = ("hn1", "hn2_row", "hn2_global")


@dataclass(frozen=True)
class NegativeList:
    """Pairs of a query (its place among the queries) and an image id, closest first; ties by query, then image.

    `bound` (queries,): above this distance the list may lack pairs of the query: the second neighbour for hn1, the
    last of the row for hn2_row, the end of the list for hn2_global; inf where every pair is in the list.
    """

    query: IntArray
    other: IntArray
    distance: NDArray[np.float64]
    bound: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.query)

    def hubs(self) -> dict[str, float]:
        """How unevenly the list is spread: queries and images in it, the most pairs of one, share of the ten first."""
        if not len(self):
            return {"queries": 0, "most_per_query": 0, "images": 0, "most_per_image": 0, "share_of_ten": 0.0}
        _, by_query = np.unique(self.query, return_counts=True)
        _, by_image = np.unique(self.other, return_counts=True)
        return {
            "queries": len(by_query),
            "most_per_query": int(by_query.max()),
            "images": len(by_image),
            "most_per_image": int(by_image.max()),
            "share_of_ten": float(np.sort(by_query)[-10:].sum() / len(self)),
        }


def hard_negatives(
    queries: Embeddings, compact: Embeddings, *, row: int = ROW, device: str = "cpu", job: Job = NULL_JOB
) -> dict[str, NegativeList]:
    """The three LISTS by exact search. No image of `compact` may be one of `queries`."""
    size = len(compact.ids)
    width = min(max(FIRST, row + 1), size)
    found = nearest(queries, compact, width, device=device, job=job)
    distances = found.distances.astype(np.float64)
    lists = {name: _by_row(found.others, distances, min(k, size)) for name, k in (("hn1", 1), ("hn2_row", row))}
    return lists | {"hn2_global": _closest(queries, compact, found.others, distances, row, device, job)}


def _by_row(others: IntArray, distances: NDArray[np.float64], k: int) -> NegativeList:
    """The k first of every row."""
    total, width = distances.shape
    bound = distances[:, max(1, k - 1)] if width > k else np.full(total, np.inf)
    return _sorted(np.repeat(np.arange(total), k), others[:, :k].ravel(), distances[:, :k].ravel(), bound)


def _closest(
    queries: Embeddings,
    compact: Embeddings,
    others: IntArray,
    distances: NDArray[np.float64],
    row: int,
    device: str,
    job: Job,
) -> NegativeList:
    """The row x queries closest of all pairs: rows that may hold more of them are searched wider until none does."""
    total, width = distances.shape
    size = len(compact.ids)
    wanted = min(row * total, total * size)
    rows, column, distance = np.repeat(np.arange(total), width), others.ravel(), distances.ravel()
    last = distances[:, -1].copy()  # the farthest pair known of each row
    while True:
        cut = np.partition(distance, wanted - 1)[wanted - 1]
        short = np.flatnonzero(last < cut) if width < size else np.empty(0, np.int64)
        if not len(short):
            break
        width = min(2 * width, size)
        few = Embeddings(queries.ids[short], queries.vectors[short])
        more = nearest(few, compact, width, device=device, job=job)
        keep = ~np.isin(rows, short)
        place = np.nonzero(more.distances <= cut)  # what is farther can never enter the list
        rows = np.concatenate((rows[keep], short[place[0]]))
        column = np.concatenate((column[keep], more.others[place]))
        distance = np.concatenate((distance[keep], more.distances[place].astype(np.float64)))
        last[short] = more.distances[:, -1]
    listed = _sorted(rows, column, distance, np.full(total, cut if wanted < total * size else np.inf))
    return NegativeList(listed.query[:wanted], listed.other[:wanted], listed.distance[:wanted], listed.bound)


def _sorted(
    query: IntArray, other: IntArray, distance: NDArray[np.float64], bound: NDArray[np.float64]
) -> NegativeList:
    order = np.lexsort((other, query, distance))
    return NegativeList(query[order].astype(np.int64), other[order], distance[order], bound)
