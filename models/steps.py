"""Steps: from what a sampler draws to what a loss takes.

Whatever is drawn, a pair is only ever learned from in the sense in which it is known: a triplet whose positive was
graded NND, or whose negative matches, is dropped, and so is a negative that nobody graded and that is closer than
`suspect`: of such pairs most are matches that nobody found yet. They are counted, and offered for grading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)
from numpy.typing import NDArray
from torch import Tensor  # noqa: TID253

from models.head import FloatArray, IntArray
from models.looking import pair_distances
from models.loss import LossValue, PairBatch
from models.material import OPEN, Material, keys
from models.sampler import PairSampler
from models.student import Student


@dataclass(frozen=True)
class Taken:
    """One step before its gradient: the loss, the images it looked at, and what the sampler is told afterwards."""

    value: LossValue
    images: IntArray
    tell: Callable[[], None]


@dataclass
class Hard:
    """Mined negatives that go into every step beside what the sampler draws: (k, 2) image numbers, `count` a step."""

    pairs: IntArray
    count: int

    def draw(self, rng: np.random.Generator) -> IntArray:
        """(count, 2) of them, each as often as another; (0, 2) where there are none."""
        if not len(self.pairs) or not self.count:
            return np.empty((0, 2), np.int64)
        return self.pairs[rng.choice(len(self.pairs), self.count, replace=self.count > len(self.pairs))]


@dataclass
class Scene:
    """What every kind of step needs: the material, the student, sizes and bounds, and what was dropped so far."""

    material: Material
    student: Student
    loss: Any
    size: int
    hard: Hard
    suspect: float = 0.0
    device: str = "cpu"
    suspects: dict[int, float] = field(default_factory=dict)  # pair key: the smallest distance it was seen at

    def vectors(self, numbers: IntArray) -> Tensor:
        """Unit vectors of these images."""
        return self.student(torch.from_numpy(numbers).to(self.device))

    def tensor(self, array: NDArray[Any]) -> Tensor:
        """The array on the device."""
        return torch.from_numpy(np.ascontiguousarray(array)).to(self.device)

    def learned_as_negative(self, left: IntArray, right: IntArray, distance: FloatArray) -> NDArray[np.bool_]:
        """Which of these pairs may be pushed apart; those that are suspiciously close are noted."""
        relations = self.material.relations
        rank = relations.rank(left, right)
        known = (rank != OPEN) & ~relations.positive(rank)
        presumed = relations.presumable(left, right)
        close = presumed & (distance < self.suspect)
        for key, apart in zip(keys(left, right)[close].tolist(), distance[close].tolist(), strict=True):
            self.suspects[key] = min(apart, self.suspects.get(key, np.inf))
        return np.asarray(known | (presumed & ~close))

    def learned_as_positive(self, left: IntArray, right: IntArray) -> NDArray[np.bool_]:
        """Which of these pairs may be pulled together: those that are known to match."""
        return self.material.relations.positive(self.material.relations.rank(left, right))


class Steps(Protocol):
    """Draws one step and gives its loss."""

    def __call__(self, rng: np.random.Generator) -> Taken:
        """The next step."""
        ...


class PairsOfPairs:
    """A pair loss on graded pairs that the sampler draws, and on mined ones."""

    def __init__(self, scene: Scene, sampler: PairSampler) -> None:
        self._scene, self._sampler = scene, sampler
        self._rows = scene.material.pool()[1]

    def __call__(self, rng: np.random.Generator) -> Taken:
        """One step on `size` graded pairs and the mined ones among them."""
        scene, material = self._scene, self._scene.material
        hard = scene.hard.draw(rng)
        drawn = self._sampler.draw(scene.size - len(hard), rng)
        rows = self._rows[drawn]
        left = np.concatenate((material.left[rows], hard[:, 0]))
        right = np.concatenate((material.right[rows], hard[:, 1]))
        rank = np.concatenate((material.rank[rows], np.zeros(len(hard), np.int64)))
        degree = np.concatenate((material.degree[rows], np.full(len(hard), np.nan, np.float32)))
        images, place = np.unique(np.stack((left, right)), return_inverse=True)
        ends = scene.tensor(place.reshape(2, -1))
        vectors = scene.vectors(images)
        distance = pair_distances(vectors[ends[0]], vectors[ends[1]])
        value = scene.loss(pair_batch(scene, distance, rank, left, right, degree))
        seen = distance.detach().float().cpu().numpy()[: len(drawn)]
        return Taken(value, images, partial(self._sampler.see, drawn, seen))


def pair_batch(
    scene: Scene, distance: Tensor, rank: IntArray, left: IntArray, right: IntArray, degree: FloatArray
) -> PairBatch:
    """The batch of these pairs of images at these distances."""
    positive = scene.material.relations.positive(rank)
    return PairBatch(distance, *(scene.tensor(column) for column in (positive, rank, left, right, degree)))
