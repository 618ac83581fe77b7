"""Cross-batch memory: the vectors of earlier steps are compared with as well (Wang, Zhang, Huang, Scott 2020, XBM).

One vector an image, the latest. What is in the batch is there afresh and is not remembered at the same time, so an
anchor never meets its own older copy; other images at the same place do stay, as duplicates are positives.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.sampler import FloatArray, IntArray, Remembered, Triplets
from models.samplers.composed import NOTHING, Composed, chooser
from models.samplers.surroundings import Chooser, surroundings

AGES = (10, 100, 1000)  # steps, about which the drift is told
_EASE = 0.9  # of the running mean of each drift


class CrossBatch(Composed):
    """Random groups; triplets by `chooser` among the batch and the last `size` other images."""

    def __init__(self, group: IntArray, per_group: int, chooser: Chooser, size: int, warm_up: int) -> None:
        super().__init__(group, per_group, chooser)
        self._size, self._warm_up = size, warm_up
        # One slot an image, taken in turn; an image that comes again frees its old slot and takes the next.
        self._image = np.full(2 * size, -1, np.int64)
        self._vectors = np.empty((0, 0), np.float32)
        self._slot = np.full(len(self.composition.group), -1, np.int64)
        self._step_of = np.zeros(2 * size, np.int64)
        self._next = self._steps = 0
        self._now = np.empty(0, np.int64)
        self._drift: dict[int, float] = {}

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """About `size` images, each once, at least two of every group drawn."""
        self._now = super().draw(size, rng)
        return self._now

    def remembered(self) -> Remembered:
        """The last `size` images that are not in the batch just drawn, oldest first; none during the warm-up."""
        if self._steps < self._warm_up or not len(self._vectors):
            return NOTHING
        slots = self._filled()
        slots = slots[~np.isin(self._image[slots], self._now)]
        return Remembered(self._vectors[slots], self._image[slots])

    def choose(self, vectors: FloatArray, images: IntArray, rng: np.random.Generator) -> Triplets:
        """Triplets among `images`: anchors of the batch, the others from the batch or the memory.

        A rule that takes every positive pair takes as many for an anchor as there are images of a group in the batch:
        in large groups the memory would bring a hundred.
        """
        around = surroundings(vectors, images, self.composition.group, len(self._now))
        return self.chooser(replace(around, most=self.composition.per_group), rng)

    def see(self, images: IntArray, vectors: FloatArray) -> None:
        """Remember where these images are now."""
        self._steps += 1
        if len(images) > self._size:  # the whole collection at the start: some from everywhere in it
            some = np.linspace(0, len(images) - 1, self._size).astype(np.int64)
            images, vectors = images[some], vectors[some]
        if self._vectors.shape[1:] != vectors.shape[1:]:  # the first, or another network: the old ones mean nothing
            self._vectors = np.empty((len(self._image), vectors.shape[1]), np.float32)
            self.forget(self._image[self._image >= 0])
        self._measure_drift(images, vectors)
        self.forget(images)
        if self._next + len(images) > len(self._image):
            self._close_up()
        slots = np.arange(self._next, self._next + len(images))
        self._image[slots], self._vectors[slots], self._step_of[slots] = images, vectors, self._steps
        self._slot[images] = slots
        self._next += len(images)
        self.forget(self._image[self._filled()[: -self._size]])

    def forget(self, images: IntArray) -> None:
        """Remove these images, as after a label of theirs was changed."""
        slots = self._slot[images]
        self._image[slots[slots >= 0]] = -1
        self._slot[images] = -1

    def figures(self) -> dict[str, float]:
        """Those of the chooser; how many are remembered; how far images moved since about so many steps before."""
        drift = {f"drift_{age}": value for age, value in self._drift.items()}
        return self.chooser.figures() | {"remembered": float(len(self._filled()))} | drift

    def _filled(self) -> IntArray:
        """Slots in use, oldest first."""
        return np.flatnonzero(self._image[: self._next] >= 0)

    def _close_up(self) -> None:
        """Move what is remembered to the front: at least half of the slots are free then."""
        filled = self._filled()
        count = self._next = len(filled)
        for kept in (self._image, self._vectors, self._step_of):
            kept[:count] = kept[filled]
        self._image[count:] = -1
        self._slot[self._image[:count]] = np.arange(count)

    def _measure_drift(self, images: IntArray, vectors: FloatArray) -> None:
        again = self._slot[images] >= 0
        slots = self._slot[images[again]]
        moved = np.linalg.norm(vectors[again] - self._vectors[slots], axis=1)
        nearest = np.abs(np.log((self._steps - self._step_of[slots])[:, None] / np.array(AGES))).argmin(axis=1)
        for place, age in enumerate(AGES):
            if (nearest == place).any():
                value = float(moved[nearest == place].mean())
                self._drift[age] = _EASE * self._drift.get(age, value) + (1 - _EASE) * value


def build(group: IntArray, *, per_group: int, choose: str, size: int, warm_up: int) -> CrossBatch:
    """Random groups; triplets by the sampler called `choose` with its default settings, among batch and memory."""
    return CrossBatch(group, per_group, chooser(choose, group), size, warm_up)
