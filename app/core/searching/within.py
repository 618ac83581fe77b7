"""Range search: every pair of images that is at most a given distance apart, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import cores
from app.core.records import Embeddings, IntArray
from app.core.searching import blocks
from app.core.searching.distances import half_squares, measure, widened
from app.core.searching.index import Base
from app.core.searching.sieves import Sieve, margin, sieve_on
from app.core.side_by_side import one_at_a_time, side_by_side
from models.errors import UserError

MOST = 20_000_000  # pairs: half a gigabyte
TEXT = "Comparing images"

Pairs = tuple[IntArray, IntArray, NDArray[np.float64]]  # left and right image ids, distance


def within(
    queries: Embeddings,
    base: Embeddings,
    radius: float,
    *,
    device: str = "cpu",
    block: tuple[int, int] | None = None,
    most: int = MOST,
    threads: int = 0,
    job: Job = NULL_JOB,
) -> Iterator[Pairs]:
    """Pairs (query, image of `base`) at most `radius` apart, block by block of queries, ordered by their ids.

    An image is never paired with itself (the same id). Where `queries` is `base` each pair comes once, left < right.
    UserError when there are more than `most`. Memory: a block of scores for each thread, and one block's pairs.
    """
    if not (len(queries.ids) and len(base.ids)):
        return
    threads = (threads or cores()) if device == "cpu" else 1
    sieve, dim = sieve_on(device), base.vectors.shape[1]
    free = blocks.free_memory(device)
    plan = blocks.blocks(free, len(queries.ids), len(base.ids), dim, 1, gpu=sieve.gpu, threads=threads)
    rows, tile = block or (plan.rows, plan.tile)
    search = _Within(queries, base, Base(base.vectors, sieve, tile, plan.resident), sieve, radius, most)
    tell = one_at_a_time(job.report)
    total, found = len(queries.ids), 0

    def work(start: int) -> Pairs:
        return search.pairs(start, min(start + rows, total), lambda: tell(TEXT, start, total))

    for pairs in side_by_side(work, range(0, total, rows), threads):
        found += len(pairs[0])
        refuse_more(found, most, radius)
        yield pairs
    job.report(TEXT, total, total)


def refuse_more(found: int, most: int, radius: float) -> None:
    """UserError when a range search has found more than `most` pairs."""
    if found > most:
        raise UserError(
            "more than {most} pairs are within {radius}; choose a smaller distance", most=most, radius=radius
        )


class _Within:
    def __init__(
        self, queries: Embeddings, base: Embeddings, tiles: Base, sieve: Sieve, radius: float, most: int
    ) -> None:
        self._queries, self._base, self._tiles, self._sieve = queries, base, tiles, sieve
        self._radius, self._most = radius, most
        self._once = queries is base

    def pairs(self, start: int, stop: int, report: Callable[[], None]) -> Pairs:
        """The pairs of queries start .. stop."""
        queries = widened(self._queries.vectors[start:stop])
        half = half_squares(queries)
        longest = max(self._tiles.longest, float(np.sqrt(2 * half.max())))
        error = margin(queries.shape[1], longest) + self._tiles.spread
        # |q - x|^2 = |q|^2 - 2 (q.x - |x|^2 / 2): within the radius are the scores of at least this. Where the half
        # squares are left out, all of them are as good as the largest.
        left_out = float(self._tiles.half.max()) if self._tiles.even else 0.0
        cut = (half - self._radius * self._radius / 2 + left_out - error).astype(np.float32)
        loaded, _ = self._sieve.load(queries)
        none = np.empty(0, np.int64)
        found: list[Pairs] = [(none, none, np.empty(0, np.float64))]
        count = 0
        for first, values, offset in self._tiles.tiles():
            report()
            if self._once and first + self._tiles.tile <= start + 1:
                continue
            row, column, _ = self._sieve.above(self._sieve.scores(loaded, values, offset), cut)
            part = self._near(row + start, column + first)
            count += len(part[0])
            refuse_more(count, self._most, self._radius)
            found.append(part)
        left, right, distance = (np.concatenate(part) for part in zip(*found, strict=True))
        order = np.lexsort((right, left))
        return self._queries.ids[left[order]], self._base.ids[right[order]], distance[order]

    def _near(self, row: IntArray, column: IntArray) -> Pairs:
        wanted = column > row if self._once else self._queries.ids[row] != self._base.ids[column]
        row, column = row[wanted], column[wanted]
        distance = measure(self._queries.vectors, self._base.vectors, row, column)
        near = distance <= self._radius
        return row[near], column[near], distance[near]
