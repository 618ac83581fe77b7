"""Self-join through cells: for every image the nearest among those in the cells nearest to it (IVF, Jegou et al. 2011).

Images are taken group by group: images of one group look into much the same cells, so that each of these is one
dense product of the images that look into it with those that lie in it. The running best of a group stays in
memory, distances are measured again in float64, and the group's answer is a file of its own: after an interruption
only what is missing is done. Which images are compared is approximate; what is reported of them is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, FloatArray, IntArray, Neighbours
from app.core.searching import index_files
from app.core.searching.cells import Cells, assign, learn
from app.core.searching.distances import half_squares, measure, widened
from app.core.searching.index import first_by_distance
from app.core.searching.running import RunningBest
from app.core.searching.sieves import Sieve, margin
from app.core.searching.within import Pairs, refuse_more

SPARE = 4  # scores kept beyond the k asked for
SCORES = 4_000_000  # of one product: 16 MB


@dataclass(frozen=True)
class Plan:
    """The cells of a collection and, for every image in order, its `probes` (n, p) nearest ones, nearest first."""

    cells: Cells
    probes: NDArray[np.int32]

    @cached_property
    def home(self) -> NDArray[np.int32]:
        """The cell every image lies in."""
        return self.probes[:, 0]

    @cached_property
    def members(self) -> tuple[IntArray, IntArray]:
        """Rows by cell, ascending in each, and where each cell begins (one more than there are cells)."""
        order = np.argsort(self.home, kind="stable")
        return order, np.searchsorted(self.home[order], np.arange(len(self.cells.centres) + 1))

    @cached_property
    def groups(self) -> list[IntArray]:
        """The rows of every group, ascending."""
        group = self.cells.group[self.home]
        order = np.argsort(group, kind="stable")
        return np.split(order, np.searchsorted(group[order], np.arange(1, int(self.cells.group[-1]) + 1)))


@dataclass(frozen=True)
class Visit:
    """One product: scores of the queries `row` (of those asked about) with the images `column` (of the collection)."""

    row: IntArray
    column: IntArray
    scores: Any


def plan(
    vectors: NDArray[Any],
    count: int,
    probes: int,
    seed: int,
    sieve: Sieve,
    path: Path | None = None,
    stamp: dict[str, Any] | None = None,
    threads: int = 1,
    job: Job = NULL_JOB,
) -> Plan:
    """The plan kept at `path` under this stamp, or a new one, which is then kept there."""
    kept = index_files.read(path, stamp or {}) if path else None
    if kept is None:
        cells = learn(vectors, count, seed, sieve, threads, job)
        near = assign(vectors, cells, probes, sieve, threads, job)
        kept = {"centres": cells.centres, "group": cells.group, "probes": near}
        if path:
            index_files.write(path, stamp or {}, **kept)
    return Plan(Cells(kept["centres"], kept["group"]), kept["probes"])


class Join:
    """Joins images of a collection with the collection."""

    def __init__(self, embeddings: Embeddings, plan: Plan, sieve: Sieve) -> None:
        # A plain view: every access to a memory map costs as much as a small product.
        self._all = Embeddings(embeddings.ids, np.asarray(embeddings.vectors))
        self._plan, self._sieve = plan, sieve
        self._half = half_squares(embeddings.vectors)
        longest = float(np.sqrt(2 * self._half.max(initial=0.0)))
        self.error = margin(embeddings.vectors.shape[1], longest)

    def nearest(self, rows: IntArray, k: int) -> Neighbours:
        """The `k` nearest found for the images at `rows` (ascending); -1 and inf where fewer were."""
        queries = Embeddings(self._all.ids[rows], widened(self._all.vectors[rows]))
        best = RunningBest(len(rows), k + 1 + SPARE)
        for visit in self.visits(rows, queries.vectors):
            floor = best.floor[visit.row]
            if not np.isfinite(floor).all():
                floor = np.maximum(floor, self._sieve.floor(visit.scores, k + 1 + SPARE))
            row, column, score = self._sieve.above(visit.scores, floor)
            best.add(visit.row[row], visit.column[column], score)
        row, column, score = best.settle()
        begin = np.searchsorted(row, np.arange(len(rows) + 1))
        cut = np.full(len(rows), -np.inf, np.float32)
        full = np.diff(begin) > k
        cut[full] = score[begin[:-1][full] + k] - 2 * self.error
        sure = score >= cut[row]
        others, distances = first_by_distance(queries, self._all, row[sure], column[sure], k)
        return Neighbours(queries.ids, others, distances)

    def within(self, rows: IntArray, radius: float, most: int) -> Pairs:
        """Rows of the pairs at most `radius` apart that were found from `rows`, (row, other), and their distances.

        A pair may be found from both ends; UserError when there are more than twice `most`.
        """
        queries = widened(self._all.vectors[rows])
        cut = (self._half[rows] - radius * radius / 2 - self.error).astype(np.float32)
        none = np.empty(0, np.int64)
        found: list[Pairs] = [(none, none, np.empty(0, np.float64))]
        count = 0
        for visit in self.visits(rows, queries):
            row, column, _ = self._sieve.above(visit.scores, cut[visit.row])
            left, right = rows[visit.row[row]], visit.column[column]
            left, right = left[left != right], right[left != right]
            distance = measure(self._all.vectors, self._all.vectors, left, right)
            near = distance <= radius
            found.append((left[near], right[near], distance[near]))
            count += len(found[-1][0])
            if count > 2 * most:
                refuse_more(count, most, radius)
        left, right, distance = (np.concatenate(part) for part in zip(*found, strict=True))
        return left, right, distance

    def visits(self, rows: IntArray, queries: FloatArray) -> Iterator[Visit]:
        """Every product that the images at `rows` take part in: first each with its own cell, then the others."""
        loaded, _ = self._sieve.load(queries)
        probes = self._plan.probes[rows]
        for near in (probes[:, :1], probes[:, 1:]):
            cell = near.ravel()
            order = np.argsort(cell, kind="stable")
            begin = np.searchsorted(cell[order], np.arange(len(self._plan.cells.centres) + 1))
            for number in np.flatnonzero(np.diff(begin)).tolist():
                yield from self._products(loaded, order[begin[number] : begin[number + 1]] // near.shape[1], number)

    def _products(self, queries: Any, row: IntArray, cell: int) -> Iterator[Visit]:
        order, begin = self._plan.members
        members = order[begin[cell] : begin[cell + 1]]
        tile = max(1, SCORES // len(row))
        for start in range(0, len(members), tile):
            column = members[start : start + tile]
            values, _ = self._sieve.load(self._all.vectors[column])
            yield Visit(row, column, self._sieve.scores(queries[row], values, self._sieve.offset(self._half[column])))
