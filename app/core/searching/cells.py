"""Cells: a collection cut into small regions by k-means, and the cells nearest to every vector.

Two levels (hierarchical k-means, Nister and Stewenius 2006, but for assignment only): groups, then cells in each in
proportion to its size, then a few rounds over all cells together. Cheap on purpose: the recall of what is found
through cells is measured, not assumed. Every vector is compared with all centres, though: looking only among those
around its group put one in sixty into a wrong cell and lost a hundredth of the neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import FloatArray, IntArray
from app.core.searching.distances import half_squares, widened
from app.core.searching.running import RunningBest
from app.core.searching.sieves import Sieve
from app.core.side_by_side import side_by_side

MEMBERS = 256  # of a cell on average
MOST = 16_384  # cells
LEARNT_FROM = 32  # vectors a cell
ROUNDS = (8, 8, 2)  # of k-means: groups, cells of a group, all cells
ROWS = 32_768  # vectors assigned at once: 32 MB at 256 dimensions
PRODUCT_ROWS = 4096


@dataclass(frozen=True)
class Cells:
    """`centres` (c, d) float32 and the `group` (c,) of each, ascending, none left out."""

    centres: FloatArray
    group: IntArray

    @cached_property
    def half(self) -> FloatArray:
        """Half of the squared length of every centre."""
        return half_squares(self.centres)


def count_for(vectors: int) -> int:
    """How many cells a collection of this size is cut into."""
    return max(1, min(MOST, vectors // MEMBERS))


def learn(vectors: NDArray[Any], count: int, seed: int, sieve: Sieve, threads: int = 1, job: Job = NULL_JOB) -> Cells:
    """`count` cells (fewer where there are fewer vectors) of the vectors (n, d), float16 or float32, by k-means on
    a sample; the same seed gives the same cells.
    """
    rng = np.random.default_rng(seed)
    drawn = np.sort(rng.choice(len(vectors), min(len(vectors), LEARNT_FROM * count), replace=False))
    points = widened(vectors[drawn])
    count = min(count, len(points))
    job.report("Cutting the collection into cells", 0, 3)
    groups = max(1, round(count**0.5))
    middles = _k_means(points[:: max(1, len(points) // (256 * groups))], groups, ROUNDS[0], rng, sieve)
    group = _first(points, middles, sieve)
    centres: list[FloatArray] = []
    owners: list[IntArray] = []
    for number, share in enumerate(_shares(np.bincount(group, minlength=len(middles)), count)):
        job.report("Cutting the collection into cells", 1, 3)
        if share:
            centres.append(_k_means(points[group == number], share, ROUNDS[1], rng, sieve))
            owners.append(np.full(len(centres[-1]), len(owners)))
    job.report("Cutting the collection into cells", 2, 3)
    together = _k_means(points, np.concatenate(centres), ROUNDS[2], rng, sieve, threads)
    return Cells(together, np.concatenate(owners))


def assign(
    vectors: NDArray[Any], cells: Cells, probes: int, sieve: Sieve, threads: int = 1, job: Job = NULL_JOB
) -> NDArray[np.int32]:
    """The `probes` nearest cells of every vector, (n, probes), nearest first; all cells where there are fewer."""
    probes = min(probes, len(cells.centres))
    found = np.empty((len(vectors), probes), np.int32)

    def work(start: int) -> None:
        block = widened(vectors[start : start + ROWS])
        found[start : start + ROWS] = best_columns(block, cells.centres, cells.half, probes, sieve)[0]

    starts = range(0, len(vectors), ROWS)
    for _ in job.track(side_by_side(work, starts, threads), len(starts), "Sorting images into cells"):
        pass
    return found


def best_columns(
    rows: FloatArray, base: FloatArray, half: FloatArray, keep: int, sieve: Sieve
) -> tuple[IntArray, FloatArray]:
    """For every row its `keep` nearest of `base`, which has as many, nearest first: columns and scores (n, keep)."""
    loaded, offset = sieve.load(base)[0], sieve.offset(half)
    keep = min(keep, len(base))
    columns, found = [], []
    for start in range(0, len(rows), PRODUCT_ROWS):
        part = rows[start : start + PRODUCT_ROWS]
        scores = sieve.scores(sieve.load(part)[0], loaded, offset)
        best = RunningBest(len(part), keep)
        best.add(*sieve.above(scores, sieve.floor(scores, keep)))
        _, column, score = best.settle()
        columns.append(column.reshape(-1, keep))
        found.append(score.reshape(-1, keep))
    return np.concatenate(columns), np.concatenate(found)


def _first(points: FloatArray, centres: FloatArray, sieve: Sieve, threads: int = 1) -> IntArray:
    """The nearest centre of every point."""
    loaded, offset = sieve.load(centres)[0], sieve.offset(half_squares(centres))

    def work(start: int) -> IntArray:
        part, _ = sieve.load(points[start : start + PRODUCT_ROWS])
        return sieve.first(sieve.scores(part, loaded, offset))

    return np.concatenate(list(side_by_side(work, range(0, len(points), PRODUCT_ROWS), threads)))


def _k_means(
    points: FloatArray, start: int | FloatArray, rounds: int, rng: Generator, sieve: Sieve, threads: int = 1
) -> FloatArray:
    """Lloyd's rounds from drawn points or given centres; a cell that runs empty takes a member of the largest."""
    if isinstance(start, int):
        centres = points[np.sort(rng.choice(len(points), min(start, len(points)), replace=False))]
    else:
        centres = start
    for _ in range(rounds):
        cell = _first(points, centres, sieve, threads)
        sizes = np.bincount(cell, minlength=len(centres))
        for empty in np.flatnonzero(sizes == 0):
            members = np.flatnonzero(cell == sizes.argmax())
            taken = members[rng.integers(len(members))]
            sizes[cell[taken]] -= 1
            cell[taken], sizes[empty] = empty, 1
        centres = _means(points, cell, len(centres))
    return centres


def _means(points: FloatArray, cell: IntArray, count: int) -> FloatArray:
    """The mean of the points of every cell; every cell has one."""
    order = np.argsort(cell, kind="stable")
    begin = np.searchsorted(cell[order], np.arange(count))
    sums = np.add.reduceat(points[order], begin, axis=0)
    return np.asarray(sums / np.diff(begin, append=len(cell))[:, None], np.float32)


def _shares(sizes: IntArray, count: int) -> list[int]:
    """`count` cells divided over groups of these sizes: in proportion, none more than its size, none 0 that has any."""
    exact = sizes * (count / sizes.sum())
    shares = np.minimum(np.maximum(np.floor(exact).astype(np.int64), sizes > 0), sizes)
    for place in np.argsort(-(exact - shares), kind="stable"):
        if shares.sum() >= count:
            break
        shares[place] += shares[place] < sizes[place]
    return [int(share) for share in shares]
