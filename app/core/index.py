"""Exact nearest neighbours: a tiled float32 product that only sifts, then distances in float64 that decide.

The product of two unit vectors in float32 is off by up to `_margin`, so near-duplicates that differ by less look
alike to it. Everything that could belong to the answer by that bound is measured by direct difference; a row with
more such images than were kept is scanned again. The answer is therefore the same on every device and for every
block size: the distance first, the smaller image id where distances are equal, 0 for identical vectors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, FloatArray, IntArray, Neighbours

BLOCK = (1024, 8192)  # query rows and base rows of one product: 32 MB of scores
GPU_BLOCK = (4096, 65536)
SPARE = 16  # scores kept beyond the k asked for, so that a second scan is rare
SECOND_SCAN_ROWS = 64  # few, because each may hold a whole cluster of near-identical images
MEASURE_ROWS = 1024  # pairs measured at once: 4 MB of float64 at 512 dimensions

# Unordered best scores and their columns, (rows, keep) each; the second argument is called between tiles.
Scan = Callable[[FloatArray, Callable[[], None]], tuple[FloatArray, IntArray]]


def nearest(
    queries: Embeddings,
    base: Embeddings,
    k: int,
    *,
    device: str = "cpu",
    block: tuple[int, int] | None = None,
    job: Job = NULL_JOB,
) -> Neighbours:
    """The `k` nearest images of `base` for every query, never the query itself (the same id).

    `others` and `distances` are (n, k); rows with fewer than k others are padded with -1 and inf. `device` is
    "cpu" (numpy) or a torch device. Memory: one block of scores beside the data, never n x n.
    """
    rows, tile = block or (BLOCK if device == "cpu" else GPU_BLOCK)
    total = len(queries.ids)
    others = np.full((total, k), -1, np.int64)
    distances = np.full((total, k), np.inf, np.float32)
    if not (k and total and len(base.ids)):
        return Neighbours(queries.ids, others, distances)
    half = _half_squares(base.vectors)
    keep = min(k + 1 + SPARE, len(base.ids))  # one more, as the query itself is usually among the best
    scan = _numpy_scan(base.vectors, half, keep, tile)
    if device != "cpu":
        scan = _torch_scan(base.vectors, half, keep, tile, device)
    for start in range(0, total, rows):
        part = slice(start, start + rows)
        few = Embeddings(queries.ids[part], queries.vectors[part])
        found = scan(few.vectors, partial(job.report, "Comparing images", start, total))
        others[part], distances[part] = _decide(few, base, half, found, k)
    job.report("Comparing images", total, total)
    return Neighbours(queries.ids, others, distances)


def between(embeddings: Embeddings, left: IntArray, right: IntArray) -> FloatArray:
    """Distances of the pairs `left`, `right` (n,): image ids, all of them in `embeddings`."""
    rows, columns = np.searchsorted(embeddings.ids, left), np.searchsorted(embeddings.ids, right)
    return _measure(embeddings.vectors, embeddings.vectors, rows, columns).astype(np.float32)


def _decide(
    queries: Embeddings, base: Embeddings, half: FloatArray, found: tuple[FloatArray, IntArray], k: int
) -> tuple[IntArray, FloatArray]:
    """The exact answer for a block of queries from the best scores of the sieve."""
    scores, columns = found
    keep = scores.shape[1]
    cut = np.full(len(scores), -np.inf, np.float32)
    if keep > k:
        # k + 1 images score at least this much, so k others do; no image of the answer scores 2 margins less.
        margin = _margin(queries.vectors, half)
        cut = np.partition(scores, keep - k - 1, axis=1)[:, keep - k - 1] - 2 * margin
    doubtful = (scores.min(axis=1) >= cut) & (keep < len(base.ids))
    row, place = np.nonzero((scores >= cut[:, None]) & ~doubtful[:, None])
    others, distances = _order(queries, base, row, columns[row, place], k)
    again = np.flatnonzero(doubtful)
    for start in range(0, len(again), SECOND_SCAN_ROWS):
        part = again[start : start + SECOND_SCAN_ROWS]
        few = Embeddings(queries.ids[part], queries.vectors[part])
        row, column = _all_above(few.vectors, base.vectors, half, cut[part])
        others[part], distances[part] = _order(few, base, row, column, k)
    return others, distances


def _order(
    queries: Embeddings, base: Embeddings, row: IntArray, column: IntArray, k: int
) -> tuple[IntArray, FloatArray]:
    """For every query the k smallest by (distance, id) of the given (row, column) places, itself left out."""
    strangers = queries.ids[row] != base.ids[column]
    row, column = row[strangers], column[strangers]
    distance = _measure(queries.vectors, base.vectors, row, column)
    order = np.lexsort((base.ids[column], distance, row))
    row, column, distance = row[order], column[order], distance[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    first = place < k
    others = np.full((len(queries.ids), k), -1, np.int64)
    distances = np.full((len(queries.ids), k), np.inf, np.float32)
    others[row[first], place[first]] = base.ids[column[first]]
    distances[row[first], place[first]] = distance[first]
    return others, distances


def _measure(left: FloatArray, right: FloatArray, row: IntArray, column: IntArray) -> NDArray[np.float64]:
    """Euclidean distances by direct difference in float64: exactly 0 for identical vectors."""
    distances = np.empty(len(row), np.float64)
    for start in range(0, len(row), MEASURE_ROWS):
        part = slice(start, start + MEASURE_ROWS)
        difference = left[row[part]].astype(np.float64) - right[column[part]]
        distances[part] = np.sqrt(np.einsum("ij,ij->i", difference, difference))
    return distances


def _half_squares(vectors: FloatArray) -> FloatArray:
    """Half of every squared length: q.x - |x|^2 / 2 orders like the distance, also where |x| is not quite 1."""
    halves = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), MEASURE_ROWS):
        part = vectors[start : start + MEASURE_ROWS].astype(np.float64)
        halves[start : start + MEASURE_ROWS] = np.einsum("ij,ij->i", part, part) / 2
    return halves


def _margin(queries: FloatArray, half: FloatArray) -> float:
    """The most a float32 score can be off: d + 8 roundings of 2^-24 at these lengths, summed in any order."""
    squares = 2 * max(float(half.max()), float(_half_squares(queries).max()))
    return float((queries.shape[1] + 8) * 2.0**-24 * squares)


def _numpy_scan(base: FloatArray, half: FloatArray, keep: int, tile: int) -> Scan:
    """The sieve on the CPU: a running best per row; only scores above a row's worst kept one are looked at."""

    def scan(queries: FloatArray, report: Callable[[], None]) -> tuple[FloatArray, IntArray]:
        best = np.full((len(queries), keep), -np.inf, np.float32)
        columns = np.full((len(queries), keep), -1, np.int64)
        # One buffer: a fresh block for every tile costs more in page faults than the comparing.
        buffer = np.empty(len(queries) * min(tile, len(base)), np.float32)
        for start in range(0, len(base), tile):
            report()
            part = slice(start, start + tile)
            scores = _scores(queries, base[part], half[part], buffer)
            row, column = _improving(scores, best.min(axis=1), keep)
            _merge(best, columns, row, column + start, scores[row, column])
        return best, columns

    return scan


def _scores(queries: FloatArray, base: FloatArray, half: FloatArray, buffer: FloatArray) -> FloatArray:
    scores = buffer[: len(queries) * len(base)].reshape(len(queries), len(base))
    np.matmul(queries, base.T, out=scores)
    scores -= half
    return scores


def _improving(scores: FloatArray, floor: FloatArray, keep: int) -> tuple[IntArray, IntArray]:
    """Places (row, column) that may enter a row's best: those above its floor, at most its `keep` highest."""
    hits = np.flatnonzero(scores > floor[:, None])
    width = scores.shape[1]
    if len(hits) <= 4 * keep * len(scores) or width <= keep:
        return hits // width, hits % width
    columns = np.argpartition(scores, width - keep, axis=1)[:, width - keep :]
    return np.repeat(np.arange(len(scores)), keep), columns.ravel()


def _merge(best: FloatArray, columns: IntArray, row: IntArray, column: IntArray, score: FloatArray) -> None:
    """Take the scores found at (row, column), rows ascending, into the running best (rows, keep), in place."""
    keep = best.shape[1]
    touched, compact = np.unique(row, return_inverse=True)
    row = np.concatenate((np.repeat(np.arange(len(touched)), keep), compact))
    score = np.concatenate((best[touched].ravel(), score))
    column = np.concatenate((columns[touched].ravel(), column))
    order = np.lexsort((-score, row))
    highest = order[np.searchsorted(row[order], np.arange(len(touched)))[:, None] + np.arange(keep)]
    best[touched], columns[touched] = score[highest], column[highest]


def _all_above(
    queries: FloatArray, base: FloatArray, half: FloatArray, cut: FloatArray
) -> tuple[IntArray, IntArray]:
    """Every place (row, column) whose score reaches the row's cut, however many there are."""
    rows, columns = [], []
    tile = BLOCK[1]
    buffer = np.empty(len(queries) * min(tile, len(base)), np.float32)
    for start in range(0, len(base), tile):
        part = slice(start, start + tile)
        row, column = np.nonzero(_scores(queries, base[part], half[part], buffer) >= cut[:, None])
        rows.append(row)
        columns.append(column + start)
    return np.concatenate(rows), np.concatenate(columns)


def _torch_scan(base: FloatArray, half: FloatArray, keep: int, tile: int, device: str) -> Scan:
    """The sieve on a GPU: the base is uploaded once, the best of every tile are merged there."""
    import torch

    data: Any = torch.from_numpy(np.ascontiguousarray(base)).to(device)
    halves: Any = torch.from_numpy(half).to(device)

    def scan(queries: FloatArray, report: Callable[[], None]) -> tuple[FloatArray, IntArray]:
        rows: Any = torch.from_numpy(np.ascontiguousarray(queries)).to(device)
        best = torch.full((len(queries), 0), 0.0, device=device)
        columns = torch.full((len(queries), 0), 0, dtype=torch.int64, device=device)
        for start in range(0, len(data), tile):
            report()
            scores = rows @ data[start : start + tile].T - halves[start : start + tile]
            score, column = torch.topk(scores, min(keep, scores.shape[1]), dim=1, sorted=False)
            best, columns = torch.cat((best, score), 1), torch.cat((columns, column + start), 1)
            best, places = torch.topk(best, min(keep, best.shape[1]), dim=1, sorted=False)
            columns = torch.gather(columns, 1, places)
        return best.cpu().numpy(), columns.cpu().numpy()

    return scan
