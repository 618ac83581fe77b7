"""Exact nearest neighbours: a tiled product that only sifts, then distances in float64 that decide.

A product in float32 or float16 is off by up to a known margin, so near-duplicates that differ by less look alike to
it. Everything that could belong to the answer by that bound is measured by direct difference; a row with more such
images than were kept is sifted again, first in float32, then without a limit. The answer is therefore the same on
every device and for every block size: the distance first, the smaller image id where distances are equal, 0 for
identical vectors.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import cores
from app.core.records import Embeddings, FloatArray, IntArray, Neighbours
from app.core.searching import blocks
from app.core.searching.distances import half_squares, measure, widened
from app.core.searching.running import RunningBest
from app.core.searching.sieves import Sieve, margin, sieve_on
from app.core.side_by_side import one_at_a_time, side_by_side

SPARE = {False: 16, True: 64}  # scores kept beyond the k asked for, so that a second sift is rare; True: of float16
AGAIN_ROWS = 64  # rows sifted again without a limit; few, as each may hold a whole cluster of near-identical images
CROWD = 4  # times `keep` for every row on average: with more places above the floor their highest are chosen first


def nearest(
    queries: Embeddings,
    base: Embeddings,
    k: int,
    *,
    device: str = "cpu",
    block: tuple[int, int] | None = None,
    half: bool | None = None,
    threads: int = 0,
    job: Job = NULL_JOB,
) -> Neighbours:
    """The `k` nearest images of `base` for every query, never the query itself (the same id).

    `others` and `distances` are (n, k); rows with fewer than k others are padded with -1 and inf. Vectors may be
    float32 or float16, also memory-mapped: the base is read in blocks. `device` is "cpu" (numpy) or a torch device;
    `half` sifts in float16 first (None: on CUDA). `threads` 0 = all cores; on a GPU it is one. Memory: a block of
    scores for each thread beside the data, never n x n.
    """
    total = len(queries.ids)
    others = np.full((total, k), -1, np.int64)
    distances = np.full((total, k), np.inf, np.float32)
    if not (k and total and len(base.ids)):
        return Neighbours(queries.ids, others, distances)
    threads = (threads or cores()) if device == "cpu" else 1
    half = device.startswith("cuda") if half is None else half
    sift = Sift(base, k, device, half, block, total, threads)
    tell = one_at_a_time(job.report)

    def work(start: int) -> tuple[slice, tuple[IntArray, FloatArray]]:
        part = slice(start, start + sift.rows)
        few = Embeddings(queries.ids[part], widened(queries.vectors[part]))
        return part, sift.nearest(few, partial(tell, "Comparing images", start, total))

    for part, found in side_by_side(work, range(0, total, sift.rows), threads):
        others[part], distances[part] = found
    job.report("Comparing images", total, total)
    return Neighbours(queries.ids, others, distances)


def between(embeddings: Embeddings, left: IntArray, right: IntArray) -> FloatArray:
    """Distances of the pairs `left`, `right` (n,): image ids, all of them in `embeddings`."""
    rows, columns = np.searchsorted(embeddings.ids, left), np.searchsorted(embeddings.ids, right)
    return measure(embeddings.vectors, embeddings.vectors, rows, columns).astype(np.float32)


class Base:
    """The vectors searched among, read tile by tile onto a device; they stay there where they fit."""

    def __init__(self, vectors: NDArray[Any], sieve: Sieve, tile: int, resident: bool) -> None:
        self.half = half_squares(vectors)
        # Where all lengths agree the half squares need not be subtracted: the margin takes their spread.
        spread = float(self.half.max() - self.half.min()) if len(vectors) else 0.0
        self.even = spread <= 2.0**-20
        self.spread = spread if self.even else 0.0
        self.longest = float(np.sqrt(2 * self.half.max(initial=0.0)))
        self.lost = 0.0  # by rounding, in the tiles read so far
        self.tile = tile
        self._vectors, self._sieve = vectors, sieve
        self._kept: dict[int, tuple[Any, Any]] | None = {} if resident else None

    def tiles(self) -> Iterator[tuple[int, Any, Any | None]]:
        """First row, vectors and half squares (None where they may be left out) of every tile, on the device."""
        for start in range(0, len(self._vectors), self.tile):
            found = None if self._kept is None else self._kept.get(start)
            if found is None:
                found = self._read(slice(start, start + self.tile))
                if self._kept is not None:
                    self._kept[start] = found
            yield start, *found

    def _read(self, part: slice) -> tuple[Any, Any | None]:
        values, lost = self._sieve.load(self._vectors[part])
        self.lost = max(self.lost, lost)
        return values, None if self.even else self._sieve.offset(self.half[part])


class Sift:
    """The search of one base for the k nearest; `rows` queries are meant to come at a time."""

    def __init__(
        self, base: Embeddings, k: int, device: str, half: bool, block: tuple[int, int] | None,
        queries: int, threads: int = 1,
    ) -> None:  # fmt: skip
        self._all, self._k, self._device = base, k, device
        self._keep = min(k + 1 + SPARE[half], len(base.ids))  # one more, as the query itself is usually found
        self._sieve = sieve_on(device, half=half)
        free, gpu = blocks.free_memory(device), self._sieve.gpu
        plan = blocks.blocks(free, queries, len(base.ids), base.vectors.shape[1], self._keep, gpu=gpu, threads=threads)
        self.rows, self._tile = block or (plan.rows, plan.tile)
        self._base = Base(base.vectors, self._sieve, self._tile, plan.resident)
        self._finer: Sift | None = None

    def nearest(self, queries: Embeddings, report: partial[None]) -> tuple[IntArray, FloatArray]:
        """Ids and distances, (rows, k) each, for float32 queries."""
        loaded, lost = self._sieve.load(queries.vectors)
        row, column, score = self._best(loaded, len(queries.ids), report)
        count = np.bincount(row, minlength=len(queries.ids))
        begin = np.cumsum(count) - count
        cut = np.full(len(count), -np.inf, np.float32)
        full = count > self._k
        # k + 1 images score at least this much, so k others do; no image of the answer scores 2 margins less.
        error = self._error(queries.vectors, lost)
        cut[full] = score[begin[full] + self._k] - 2 * error
        last = np.full(len(count), np.inf, np.float32)
        last[count > 0] = score[(begin + count - 1)[count > 0]]
        doubtful = (count == self._keep) & (last >= cut) & (self._keep < len(self._all.ids))
        sure = (score >= cut[row]) & ~doubtful[row]
        others, distances = self._order(queries, row[sure], column[sure])
        again = np.flatnonzero(doubtful)
        step = len(count) if self._sieve.half else AGAIN_ROWS
        for start in range(0, len(again), step):
            part = again[start : start + step]
            few = Embeddings(queries.ids[part], queries.vectors[part])
            others[part], distances[part] = self._again(few, cut[part], report)
        return others, distances

    def _best(
        self, queries: Any, rows: int, report: partial[None]
    ) -> tuple[IntArray, IntArray, FloatArray]:
        """The `keep` best places of every row, best first."""
        best = RunningBest(rows, self._keep)
        for start, values, offset in self._base.tiles():
            report()
            scores = self._sieve.scores(queries, values, offset)
            if start == 0:
                best.floor = self._sieve.floor(scores, self._keep)
            row, column, score = self._sieve.above(scores, best.floor)
            if len(row) > CROWD * self._keep * rows:
                row, column, score = self._sieve.highest(scores, self._keep)
            best.add(row, column + start, score)
        return best.settle()

    def _error(self, queries: FloatArray, lost: float) -> float:
        longest = max(self._base.longest, float(np.sqrt(2 * half_squares(queries).max())))
        return self._base.spread + margin(
            queries.shape[1], longest, half=self._sieve.half, lost=lost + self._base.lost
        )

    def _again(self, queries: Embeddings, cut: FloatArray, report: partial[None]) -> tuple[IntArray, FloatArray]:
        """The same for rows that hold more images within the margin than were kept."""
        if self._sieve.half:
            if self._finer is None:
                block = self.rows, self._tile
                self._finer = Sift(self._all, self._k, self._device, False, block, len(queries.ids))
            return self._finer.nearest(queries, report)
        loaded, _ = self._sieve.load(queries.vectors)
        rows, columns = [], []
        below = np.nextafter(cut, np.float32(-np.inf))
        for start, values, offset in self._base.tiles():
            row, column, _ = self._sieve.above(self._sieve.scores(loaded, values, offset), below)
            rows.append(row)
            columns.append(column + start)
        return self._order(queries, np.concatenate(rows), np.concatenate(columns))

    def _order(self, queries: Embeddings, row: IntArray, column: IntArray) -> tuple[IntArray, FloatArray]:
        return first_by_distance(queries, self._all, row, column, self._k)


def first_by_distance(
    queries: Embeddings, base: Embeddings, row: IntArray, column: IntArray, k: int
) -> tuple[IntArray, FloatArray]:
    """For every query the k smallest by (distance, id) of the given (row, column) places, itself left out."""
    strangers = queries.ids[row] != base.ids[column]
    row, column = row[strangers], column[strangers]
    distance = measure(queries.vectors, base.vectors, row, column)
    order = np.lexsort((base.ids[column], distance, row))
    row, column, distance = row[order], column[order], distance[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    first = place < k
    others = np.full((len(queries.ids), k), -1, np.int64)
    distances = np.full((len(queries.ids), k), np.inf, np.float32)
    others[row[first], place[first]] = base.ids[column[first]]
    distances[row[first], place[first]] = distance[first]
    return others, distances
