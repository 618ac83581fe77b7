"""Cluster-restricted: the groups of a batch are of one k-means cell, so their images are near each other.

The useful half of Sanakoyeu et al. 2019 ("Divide and conquer the embedding space"); the vectors are not sliced.
"""

from __future__ import annotations

import numpy as np

from models.sampler import FloatArray, IntArray
from models.samplers.composed import Composed, chooser
from models.samplers.surroundings import Chooser

_MOST_CELLS = 256  # above it the cells of a million images would take longer than the steps between two of them
_ROUNDS = 10  # of k-means
_EACH = 64  # images for each cell that k-means is made from
_BLOCK = 65536


class ClusterRestricted(Composed):
    """Groups of one cell of about `cell` images, and of the next ones; cells are made anew every `refresh` steps."""

    def __init__(self, group: IntArray, per_group: int, chooser: Chooser, cell: int, refresh: int) -> None:
        super().__init__(group, per_group, chooser)
        images = self.composition.images
        self._cells = int(np.clip(round(len(images) / cell), 2, _MOST_CELLS))
        self._refresh = refresh
        self._vectors = np.empty((0, 0), np.float16)
        self._seen = np.zeros(len(self.composition.group), np.bool_)
        self._unseen, self._steps, self._made = len(images), 0, -1
        self._centres = np.empty((0, 0), np.float32)
        self._members: list[IntArray] = []
        self._cell_of = np.full(len(self.composition.group), -1, np.int64)
        self._moved = 0.0

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """About `size` images, each once, at least two of every group drawn; at random until half of all were seen."""
        if self._due():
            self._make_cells(rng)
        images = self.composition.images
        cell = int(self._cell_of[images[rng.integers(len(images))]]) if self._members else -1
        if cell < 0:
            return self.composition.draw(size, rng)
        wanted, bags, groups = self.composition.groups_of(size), [], np.empty(0, np.int64)
        for near in np.square(self._centres - self._centres[cell]).sum(axis=1).argsort(kind="stable"):
            bags.append(rng.permutation(self._members[near]))
            groups = np.union1d(groups, self.composition.place[bags[-1]])
            if len(groups) >= wanted:
                break
        return self.composition.complete(np.concatenate(bags), size, rng)

    def see(self, images: IntArray, vectors: FloatArray) -> None:
        """Note where these images are now."""
        self._steps += 1
        if self._vectors.shape[1:] != vectors.shape[1:]:
            self._vectors = np.zeros((len(self._seen), vectors.shape[1]), np.float16)
        self._vectors[images] = vectors
        fresh = images[~self._seen[images] & (self.composition.place[images] >= 0)]
        self._seen[images] = True
        self._unseen -= len(fresh)

    def figures(self) -> dict[str, float]:
        """Those of the chooser; how many cells, and the share of images that the last refresh put elsewhere."""
        return self.chooser.figures() | {"cells": float(len(self._members)), "moved": self._moved}

    def _due(self) -> bool:
        half = self._unseen * 2 <= len(self.composition.images)
        return half and (self._made < 0 or self._steps - self._made >= self._refresh)

    def _make_cells(self, rng: np.random.Generator) -> None:
        """k-means from the last centres, or from images at random, and every seen image to its nearest centre."""
        self._made = self._steps
        images = self.composition.images[self._seen[self.composition.images]]
        some = rng.choice(images, min(len(images), _EACH * self._cells), replace=False)
        rows = self._vectors[some].astype(np.float32)
        first = not len(self._centres)
        self._centres = means(rows, rows[: self._cells] if first else self._centres)
        cells = np.concatenate([
            nearest(self._vectors[images[start : start + _BLOCK]].astype(np.float32), self._centres)
            for start in range(0, len(images), _BLOCK)
        ])  # fmt: skip
        self._moved = 0.0 if first else float((self._cell_of[images] != cells).mean())
        self._cell_of[images] = cells
        order = np.argsort(cells, kind="stable")
        ends = np.cumsum(np.bincount(cells, minlength=len(self._centres)))
        self._members = np.split(images[order], ends[:-1])


def means(rows: FloatArray, centres: FloatArray) -> FloatArray:
    """Lloyd's k-means of `rows` (n, d) from these centres (k, d); a cell that runs empty keeps its centre."""
    for _ in range(_ROUNDS):
        cells = nearest(rows, centres)
        counts = np.bincount(cells, minlength=len(centres))
        used = np.flatnonzero(counts)
        starts = np.cumsum(counts)[used] - counts[used]
        sums = np.add.reduceat(rows[np.argsort(cells, kind="stable")], starts)
        centres = centres.copy()
        centres[used] = sums / counts[used, None]
    return centres


def nearest(rows: FloatArray, centres: FloatArray) -> IntArray:
    """The nearest centre of each row, (n,)."""
    return np.asarray((np.square(centres).sum(axis=1) - 2 * rows @ centres.T).argmin(axis=1))


def build(group: IntArray, *, per_group: int, choose: str, cell: int, refresh: int) -> ClusterRestricted:
    """Cells of about `cell` images, made anew every `refresh` steps; triplets by the sampler called `choose`."""
    return ClusterRestricted(group, per_group, chooser(choose, group), cell, refresh)
