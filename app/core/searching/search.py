"""Search: the neighbours of a collection as miners ask for them, exact or by cells, and how good the answers are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import cores
from app.core.records import Embeddings, FloatArray, IntArray, Neighbours
from app.core.searching import blocks
from app.core.searching.cell_search import CellSearch
from app.core.searching.index import nearest
from app.core.searching.within import MOST, refuse_more, within

METHODS = ("auto", "exact", "cells")
MINUTE = 60.0  # that the exact search may take where the method is left to us
RATE = {"cpu": 4e10, "cuda": 1e13, "mps": 1e12}  # products and sums a second, of each core on the CPU; cautious
KEPT_CELLS = 50_000_000  # neighbours of the whole collection kept in memory: 600 MB
MANY = {False: 100, True: 8}  # a request for one image in so many computes all; True: when narrower rows are there


def chosen(method: str, images: int, dim: int, device: str, threads: int = 0) -> str:
    """`exact` or `cells`; auto is exact as long as that takes about a minute on this kind of device.

    It goes by the number of cores and not by their speed today, so that a machine always chooses the same.
    """
    if method != "auto":
        return method
    rate = RATE.get(device.partition(":")[0], RATE["cpu"]) * ((threads or cores()) if device == "cpu" else 1)
    return "exact" if 2.0 * images * images * dim <= MINUTE * rate else "cells"


def open_search(
    embeddings: Embeddings,
    *,
    method: str = "auto",
    probes: int = 20,
    device: str = "cpu",
    folder: Path | None = None,
    fingerprint: str = "",
    seed: int = 0,
    threads: int = 0,
    job: Job = NULL_JOB,
) -> Search:
    """A search among `embeddings`. `method`: auto, exact or cells, each image looking into its `probes` nearest ones.

    What a search by cells has found is kept in `folder` (None: nowhere) under the embedder's `fingerprint`; there a
    search that was interrupted, or is made again, goes on.
    """
    threads = (threads or cores()) if device == "cpu" else 1
    if method not in METHODS:
        raise ValueError(f"there is no search method {method!r}")
    how = chosen(method, len(embeddings.ids), embeddings.vectors.shape[1], device, threads)
    if how == "exact" or len(embeddings.ids) < 2:
        return Search(_Exact(embeddings, device, threads, job), embeddings)
    kept = None if folder is None else folder / fingerprint[:16]
    return Search(CellSearch(embeddings, probes, device, kept, fingerprint, seed, threads, job), embeddings)


class Search:
    """Neighbours among some embeddings. Rows that were found once are not looked for again."""

    def __init__(self, way: _Exact | CellSearch, embeddings: Embeddings) -> None:
        self._way, self._ids = way, embeddings.ids
        self._all: Neighbours | None = None
        self._seconds = 0.0

    def neighbours(self, k: int, ids: IntArray | None = None) -> Neighbours:
        """The `k` nearest of every image of `ids` (ascending; None: all), never itself; -1 and inf pad short rows."""
        began = time.perf_counter()
        ids = self._ids if ids is None else ids
        if self._all is None or self._all.others.shape[1] < k:
            many = len(ids) * MANY[self._all is not None] >= len(self._ids)
            if not many or len(self._ids) * k > KEPT_CELLS:
                found = self._way.nearest(np.searchsorted(self._ids, ids), k)
                self._seconds += time.perf_counter() - began
                return found
            self._all = None  # before a wider one is made
            self._all = self._way.everything(k)
        rows = slice(None) if len(ids) == len(self._ids) else np.searchsorted(self._ids, ids)
        self._seconds += time.perf_counter() - began
        return Neighbours(ids, self._all.others[rows, :k], self._all.distances[rows, :k])

    def within(self, radius: float, most: int = MOST) -> tuple[IntArray, IntArray, FloatArray]:
        """All pairs found at most `radius` apart: `left` < `right`, each once, ordered; UserError beyond `most`."""
        began = time.perf_counter()
        none = np.empty(0, np.int64)
        parts = [(none, none, np.empty(0, np.float64)), *self._way.within(radius, most)]
        left, right, distance = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.lexsort((right, left))
        order = order[np.r_[True, (np.diff(left[order]) | np.diff(right[order])) != 0][: len(order)]]
        refuse_more(len(order), most, radius)
        self._seconds += time.perf_counter() - began
        return left[order], right[order], distance[order].astype(np.float32)

    def report(self) -> dict[str, Any]:
        """How it was done and how good it is: method, recall, recall_low, recall_first, recall_bands (by distance of
        the first neighbour), sample, seconds, cells, probes, blocks. An exact search has recall 1 by construction.
        """
        return self._way.report(self._all) | {"seconds": round(self._seconds, 3)}


class _Exact:
    def __init__(self, embeddings: Embeddings, device: str, threads: int, job: Job) -> None:
        self._base, self._device, self._threads, self._job = embeddings, device, threads, job

    def nearest(self, rows: IntArray, k: int) -> Neighbours:
        return self._among(Embeddings(self._base.ids[rows], self._base.vectors[rows]), k)

    def everything(self, k: int) -> Neighbours:
        return self._among(self._base, k)

    def _among(self, queries: Embeddings, k: int) -> Neighbours:
        return nearest(queries, self._base, k, device=self._device, threads=self._threads, job=self._job)

    def within(self, radius: float, most: int) -> Iterator[tuple[IntArray, IntArray, Any]]:
        return within(self._base, self._base, radius, device=self._device, most=most, threads=self._threads,
                      job=self._job)  # fmt: skip

    def report(self, _found: Neighbours | None) -> dict[str, Any]:
        free, (count, dim) = blocks.free_memory(self._device), self._base.vectors.shape
        size = blocks.blocks(free, count, count, dim, 32, gpu=self._device != "cpu", threads=self._threads)
        return {
            "method": "exact", "recall": 1.0, "recall_low": 1.0, "recall_first": 1.0, "recall_bands": [], "sample": 0,
            "cells": 0, "probes": 0, "blocks": {"rows": size.rows, "tile": size.tile},
        }  # fmt: skip
