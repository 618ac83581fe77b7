"""Neighbours among pictures that may be turned or mirrored: the least distance over the views, both ways.

A network is not quite blind to turning, so of two pictures either may be the one that is turned: the distance is
the least of "this one as it is, that one turned" and "this one turned, that one as it is". A view always says how
to turn the *other* picture: where the anchor was turned by v it is the inverse of v.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, FloatArray, IntArray, Neighbours
from app.core.searching.index import between, nearest
from models.views import AS_IT_IS, VIEWS, inverse

INVERSE = np.array([inverse(view) for view in VIEWS], np.int64)
_ROWS = 4096


class ViewSearch:
    """Exact neighbours over the picture as it is and the `turned` embeddings (by view, the same ids)."""

    def __init__(
        self, plain: Embeddings, turned: Mapping[int, Embeddings], device: str = "cpu", job: Job = NULL_JOB
    ) -> None:
        self._plain, self._turned, self._device, self._job = plain, turned, device, job

    def neighbours(self, k: int, ids: IntArray) -> Neighbours:
        """The `k` nearest of each of `ids` by the least distance over the views, with the view of each."""
        found = [(AS_IT_IS, self._nearest(self._plain, self._plain, k, ids))]
        for view, turned in self._turned.items():
            found.append((view, self._nearest(self._plain, turned, k, ids)))
            found.append((int(INVERSE[view]), self._nearest(turned, self._plain, k, ids)))
        others = np.concatenate([rows.others for _, rows in found], axis=1)
        distances = np.concatenate([rows.distances for _, rows in found], axis=1)
        views = np.repeat([view for view, _ in found], k)
        return _best(ids, others, distances, np.broadcast_to(views, others.shape), k)

    def _nearest(self, queries: Embeddings, base: Embeddings, k: int, ids: IntArray) -> Neighbours:
        part = Embeddings(ids, queries.vectors[np.searchsorted(queries.ids, ids)])
        return nearest(part, base, k, device=self._device, job=self._job)

    def within(self, radius: float) -> tuple[IntArray, IntArray, FloatArray]:
        """All pairs at most `radius` apart in some view: as often as needed with longer rows, ordered by ids."""
        ids, k = self._plain.ids, 16
        while True:
            rows = self.neighbours(min(k, max(1, len(ids) - 1)), ids)
            if k >= len(ids) - 1 or not len(ids) or bool((rows.distances[:, -1] > radius).all()):
                break
            k *= 2
        row, column = np.nonzero(rows.distances <= radius)
        anchor, other = rows.ids[row], rows.others[row, column]
        once = anchor < other  # each pair is in both rows
        return anchor[once], other[once], rows.distances[row, column][once]

    def report(self) -> dict[str, Any]:
        """Exact, over so many views."""
        return {"method": "exact", "recall": 1.0, "recall_low": 1.0, "views": 1 + len(self._turned)}


def _best(ids: IntArray, others: IntArray, distances: FloatArray, views: IntArray, k: int) -> Neighbours:
    """Of each row the `k` nearest distinct others, ties by id, and of each the view that was nearest (least first)."""
    row = np.repeat(np.arange(len(ids)), others.shape[1])
    other, distance, view = others.ravel(), distances.ravel(), views.ravel()
    order = np.lexsort((view, distance, other, row))
    row, other, distance, view = row[order], other[order], distance[order], view[order]
    new = other >= 0
    new[1:] &= (row[1:] != row[:-1]) | (other[1:] != other[:-1])
    row, other, distance, view = row[new], other[new], distance[new], view[new]
    order = np.lexsort((other, distance, row))
    row, other, distance, view = row[order], other[order], distance[order], view[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    first = place < k
    cell = row[first], place[first]
    out = Neighbours(
        ids, np.full((len(ids), k), -1, np.int64), np.full((len(ids), k), np.inf, np.float32),
        np.zeros((len(ids), k), np.int64),
    )  # fmt: skip
    assert out.views is not None
    out.others[cell], out.distances[cell], out.views[cell] = other[first], distance[first], view[first]
    return out


def between_views(
    plain: Embeddings, turned: Mapping[int, Embeddings], left: IntArray, right: IntArray
) -> tuple[FloatArray, IntArray | None]:
    """The distance of each pair and the view of `right` that gives it (None where nothing is turned)."""
    least = between(plain, left, right)
    if not turned:
        return least, None
    view = np.full(len(left), AS_IT_IS, np.int64)
    for number, found in turned.items():
        for one, other, seen in ((left, right, number), (right, left, int(INVERSE[number]))):
            distance = _across(plain, found, one, other)
            better = (distance < least) | ((distance == least) & (seen < view))
            least, view = np.where(better, distance, least), np.where(better, seen, view)
    return least, view


def _across(plain: Embeddings, turned: Embeddings, one: IntArray, other: IntArray) -> FloatArray:
    """The distance of `one` as it is to `other` turned, by direct difference in float64."""
    rows, columns = np.searchsorted(plain.ids, one), np.searchsorted(turned.ids, other)
    distance = np.empty(len(one), np.float32)
    for start in range(0, len(one), _ROWS):
        part = slice(start, start + _ROWS)
        gap = plain.vectors[rows[part]].astype(np.float64) - turned.vectors[columns[part]]
        distance[part] = np.sqrt(np.einsum("ij,ij->i", gap, gap))
    return distance
