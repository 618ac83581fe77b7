"""Search by cells: the self-join with its files, which an interrupted or a repeated run goes on from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from app.core.jobs import Job
from app.core.records import Embeddings, IntArray, Neighbours
from app.core.searching import index_files, recall
from app.core.searching.cells import count_for
from app.core.searching.selfjoin import Join, plan
from app.core.searching.sieves import sieve_on
from app.core.searching.within import Pairs, refuse_more
from app.core.side_by_side import side_by_side

TEXT = "Comparing images cell by cell"
VERSION = 2  # of what an index file holds


class CellSearch:
    """A search by cells: approximate in whom it compares, exact in what it says of them, and measured."""

    def __init__(
        self, embeddings: Embeddings, probes: int, device: str, folder: Path | None, fingerprint: str, seed: int,
        threads: int, job: Job,
    ) -> None:  # fmt: skip
        self._base, self._probes, self._device, self._folder = embeddings, probes, device, folder
        self._seed, self._threads, self._job = seed, threads, job
        self._stamp = {
            "version": VERSION, "embedder": fingerprint, "images": _digest(embeddings), "seed": seed,
            "probes": probes, "cells": count_for(len(embeddings.ids)),
        }  # fmt: skip
        self._name = hashlib.sha256(repr(sorted(self._stamp.items())).encode()).hexdigest()[:16]
        self._made: Join | None = None
        self._groups: list[IntArray] = []

    def _join(self) -> Join:
        if self._made is None:
            self._forget()
            path = self._file("cells")
            found = plan(self._base.vectors, count_for(len(self._base.ids)), self._probes, self._seed,
                         sieve_on(self._device), path, self._stamp, self._threads, self._job)  # fmt: skip
            self._groups = found.groups
            self._made = Join(self._base, found, sieve_on(self._device))
        return self._made

    def nearest(self, rows: IntArray, k: int) -> Neighbours:
        """The `k` nearest found for the images at these rows (ascending); nothing of it is kept."""
        return self._join().nearest(rows, k)

    def everything(self, k: int) -> Neighbours:
        """The `k` nearest found for every image; each group of cells is kept as soon as it is done."""
        join, total = self._join(), len(self._base.ids)
        others = np.full((total, k), -1, np.int64)
        distances = np.full((total, k), np.inf, np.float32)

        def work(number: int) -> Neighbours:
            stamp = {**self._stamp, "k": k, "group": number}
            path, rows = self._file(f"{k}-{number}"), self._groups[number]
            kept = index_files.read(path, stamp) if path else None
            if kept is None:
                found = join.nearest(rows, k)
                kept = {"others": found.others, "distances": found.distances}
                if path:
                    index_files.write(path, stamp, **kept)
            return Neighbours(rows, kept["others"], kept["distances"])

        parts = side_by_side(work, range(len(self._groups)), self._threads)
        for part in self._job.track(parts, len(self._groups), TEXT):
            others[part.ids], distances[part.ids] = part.others, part.distances
        return Neighbours(self._base.ids, others, distances)

    def within(self, radius: float, most: int) -> Iterator[Pairs]:
        """Pairs found at most `radius` apart, some of them twice; UserError when there are more than `most`."""
        join, count = self._join(), 0
        parts = side_by_side(lambda rows: join.within(rows, radius, most), self._groups, self._threads)
        for left, right, distance in self._job.track(parts, len(self._groups), TEXT):
            count += len(left)
            if count > 2 * most:  # a pair may be found from both ends
                refuse_more(count, most, radius)
            left, right = np.minimum(left, right), np.maximum(left, right)
            yield self._base.ids[left], self._base.ids[right], distance

    def report(self, found: Neighbours | None) -> dict[str, Any]:
        """What was done, with the recall of `found` (every image's row); None: of a sample's, joined for it."""
        if found is None:
            rng, total = np.random.default_rng(self._seed), len(self._base.ids)
            found = self.nearest(np.sort(rng.choice(total, min(total, 4 * recall.SAMPLE), replace=False)), 10)
        told = recall.measured(found, self._base, seed=self._seed, device=self._device, job=self._job)
        return {
            "method": "cells", "recall": told.recall, "recall_low": told.low, "recall_first": told.first,
            "recall_bands": told.bands, "sample": told.sample, "cells": self._stamp["cells"],
            "probes": self._probes, "blocks": {"groups": len(self._groups)},
        }  # fmt: skip

    def _file(self, name: str) -> Path | None:
        return None if self._folder is None else self._folder / f"{self._name}-{name}.safetensors"

    def _forget(self) -> None:
        """Delete what was kept for this embedder of another collection or with other settings."""
        for path in self._folder.glob("*.safetensors") if self._folder else ():
            if not path.name.startswith(self._name):
                path.unlink(missing_ok=True)


def _digest(embeddings: Embeddings) -> str:
    """Tells collections apart: all ids, and the vectors of a thousand images."""
    digest = hashlib.sha256(np.ascontiguousarray(embeddings.ids).data)
    some = embeddings.vectors[:: max(1, len(embeddings.ids) // 1000)]
    digest.update(f"{embeddings.vectors.shape}{some.dtype}".encode())
    digest.update(np.ascontiguousarray(some).data)
    return digest.hexdigest()
