"""Pair features: some fifty numbers that say how alike two images are, for verifiers; NaN where one is missing.

Distances in the embedding and in every other cached feature, surroundings, appearance, what is recorded of the files,
and, for those pairs where it is asked for, the geometric check. Never a path or a folder: a collection is often sorted
by what is to be found out. All are symmetric: which image is the left one has no say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.embedding import embed, segments
from app.core.embedding.extraction import ABOUT, folder_of
from app.core.jobs import NULL_JOB, Job
from app.core.judging import alignment, appearance, recorded, surroundings
from app.core.judging.alignment import Alignments
from app.core.records import EmbedderRow, Embeddings, FloatArray, IntArray
from app.core.searching.index import between
from models.device import resolve
from models.head import unit

if TYPE_CHECKING:
    from app.core.store.project import Project

STAGES = ("feature_distance", "feature_city_block", "feature_largest_gap", "map_distance", "other_distance")
PLAIN = (*surroundings.NAMES, *STAGES, *appearance.NAMES, *recorded.NAMES)
WITH_GEOMETRY = (*PLAIN, *alignment.NAMES)
_CELLS = 4_000_000  # numbers of pairs held at a time

Table = NDArray[np.float64]


class PairFeatures:
    """The features of pairs of a project under one embedder; both images of a pair must be embedded.

    What is computed of an image or a pair is kept on disk, so a second look costs next to nothing.
    """

    def __init__(
        self, project: Project, row: EmbedderRow, device: str = "auto", threads: int = 0, job: Job = NULL_JOB
    ) -> None:
        self._project, self._row = project, row
        self._device, self._threads, self._job = device, threads, job
        self._images = {image.id: image for image in project.images.all()}

    @cached_property
    def embeddings(self) -> Embeddings:
        """Those of the embedder."""
        return embed.embeddings(self._project, self._row, self._device, self._threads, self._job)

    @cached_property
    def _alignments(self) -> Alignments:
        return Alignments(self._project, self._images)

    def known(self, left: IntArray, right: IntArray) -> NDArray[np.bool_]:
        """Which pairs have both their images embedded, and their files there."""
        ids = np.intersect1d(self.embeddings.ids, np.array(sorted(self._images), np.int64))
        return np.isin(left, ids) & np.isin(right, ids)

    def table(self, left: IntArray, right: IntArray) -> Table:
        """The columns PLAIN of these pairs of image ids."""
        ends = np.unique(np.concatenate((left, right)))
        near = surroundings.neighbourhoods(self.embeddings, ends, resolve(self._device), self._job)
        places = np.searchsorted(ends, left), np.searchsorted(ends, right)
        images = [self._images[image] for image in ends.tolist()]
        return np.column_stack((
            surroundings.surroundings(self.embeddings, near, left, right),
            self._stages(ends, *places),
            self._appearance(ends, *places),
            recorded.recorded(images, *places),
        ))  # fmt: skip

    def aligned(self, table: Table, left: IntArray, right: IntArray) -> Table:
        """The columns WITH_GEOMETRY: those of `table`, and the geometric check of every pair."""
        return np.column_stack((table, self._alignments.table(left, right, self._job)))

    def _appearance(self, ends: IntArray, left: IntArray, right: IntArray) -> Table:
        images = [self._images[image] for image in ends.tolist()]
        folders = self._project.folder("features"), self._project.folder("thumbs")
        seen, found = appearance.appearances(images, *folders, self._job)
        table = np.full((len(left), len(appearance.NAMES)), np.nan)
        both = seen[left] & seen[right]
        place = np.cumsum(seen) - 1
        table[both] = appearance.compared(found, place[left[both]], place[right[both]])
        return table

    def _stages(self, ends: IntArray, left: IntArray, right: IntArray) -> Table:
        """The columns STAGES: the backbone's features, its cached maps, and other backbones' cached features."""
        network = embed.backbone_of(self._row, self._project)
        stem = network.parts().stem if network.parts is not None else None
        features = self._project.folder("features")
        keys = segments.keys(self._images[image].content_hash for image in ends.tolist())
        own = _differences(folder_of(features, network), network.dim, keys, left, right)
        maps = None if stem is None else folder_of(features, stem)
        stages = np.full(len(left), np.nan)
        if maps is not None and stem is not None:
            stages = _differences(maps, stem.dim, keys, left, right)[:, 0]
        others = [_differences(folder, dim, keys, left, right)[:, 0] for folder, dim in _cached(features)
                  if folder not in (folder_of(features, network), maps)]  # fmt: skip
        return np.column_stack((own, stages, _mean(others, len(left))))


def _differences(folder: Path, dim: int, keys: segments.Keys, left: IntArray, right: IntArray) -> Table:
    """Of the cached unit features of pairs of places in `keys`: distance, city block over root dim, largest gap."""
    cached = segments.find(folder, keys, dim)
    table = np.full((len(left), 3), np.nan)
    place = np.cumsum(cached.found) - 1
    rows = np.flatnonzero(cached.found[left] & cached.found[right])
    step = max(1, _CELLS // dim)
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        few, position = np.unique(place[np.concatenate((left[part], right[part]))], return_inverse=True)
        vectors: FloatArray = unit(cached.vectors[few].astype(np.float32))
        one, other = position[: len(part)], position[len(part) :]
        table[part, 0] = between(Embeddings(np.arange(len(few)), vectors), one, other)
        gap = np.abs(vectors[one] - vectors[other])
        table[part, 1:] = np.column_stack((gap.sum(1) / np.sqrt(dim), gap.max(1)))
    return table


def _mean(columns: Sequence[Table], count: int) -> Table:
    """The mean of those columns that have a value, NaN where none has."""
    table = np.array(columns, np.float64).reshape(-1, count)
    there = np.isfinite(table)
    return np.where(there.any(0), np.where(there, table, 0.0).sum(0) / np.maximum(there.sum(0), 1), np.nan)


def _cached(features: Path) -> list[tuple[Path, int]]:
    """The folders of cached features, as pictures are, and their dimensions."""
    found = []
    for about in sorted(features.glob(f"*/{ABOUT}")):
        with suppress(OSError, ValueError, TypeError, KeyError):
            found.append((about.parent, int(json.loads(about.read_text("utf-8"))["dim"])))
    return found
