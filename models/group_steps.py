"""Group steps: images of known groups as a group sampler draws them, for all three kinds of losses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)
from numpy.typing import NDArray
from torch import Tensor  # noqa: TID253

from models.head import FloatArray, IntArray
from models.looking import pair_distances
from models.loss import GroupBatch, TripletBatch
from models.material import Material
from models.sampler import GroupSampler, Triplets
from models.steps import Scene, Taken, pair_batch


@dataclass(frozen=True)
class Drawn:
    """The images of a step and of the memory (the last ones, without gradient), and where they are now.

    `images` (b + k,) numbers; `vectors` (b + k, d); `now` the same as numbers of numpy; `batch` = b; `hard` (h, 2)
    places of the mined pairs.
    """

    images: IntArray
    vectors: Tensor
    now: FloatArray
    batch: int
    hard: IntArray


class _Drawing:
    """Lets the sampler draw, and adds the mined negatives, each end with one image of its own group."""

    def __init__(self, scene: Scene, sampler: GroupSampler) -> None:
        self._scene, self._sampler = scene, sampler
        self._partner = _partners(scene.material)

    def draw(self, rng: np.random.Generator) -> Drawn:
        hard = self._scene.hard.draw(rng)
        drawn = self._sampler.draw(self._scene.size, rng)
        added = np.concatenate((hard.ravel(), self._partner[hard].ravel()))
        images = np.concatenate((drawn, np.setdiff1d(added, drawn)))
        vectors = self._scene.vectors(images)
        order = np.argsort(images)
        places = order[np.searchsorted(images, hard, sorter=order)] if len(hard) else hard
        memory = self._sampler.remembered()
        now = np.concatenate((_numbers(vectors), memory.vectors.reshape(-1, vectors.shape[1]).astype(np.float32)))
        held = torch.cat((vectors, self._scene.tensor(now[len(images) :]).to(vectors.dtype)))
        return Drawn(np.concatenate((images, memory.image)), held, now, len(images), places)

    def triplets(self, drawn: Drawn, rng: np.random.Generator) -> Triplets:
        """What the sampler chooses and the mined pairs add, as far as it is known to be so."""
        chosen = self._sampler.choose(drawn.now, drawn.images, rng)
        added = _hard_triplets(drawn, self._partner)
        anchor = np.concatenate((chosen.anchor, added.anchor))
        positive = np.concatenate((chosen.positive, added.positive))
        negative = np.concatenate((chosen.negative, added.negative))
        far = np.linalg.norm(drawn.now[anchor] - drawn.now[negative], axis=1).astype(np.float32)
        a, p, n = drawn.images[anchor], drawn.images[positive], drawn.images[negative]
        kept = (a != p) & self._scene.learned_as_positive(a, p) & self._scene.learned_as_negative(a, n, far)
        return Triplets(anchor[kept], positive[kept], negative[kept])

    def paired(self, drawn: Drawn) -> NDArray[np.bool_]:
        """(h, 2) which ends of the mined pairs have another image of their group."""
        images = drawn.images[drawn.hard]
        return np.asarray(self._partner[images] != images)

    def tell(self, drawn: Drawn) -> Callable[[], None]:
        return partial(self._sampler.see, drawn.images[: drawn.batch], drawn.now[: drawn.batch])


class TripletsAsPairs:
    """A pair loss on the two pairs of every triplet."""

    def __init__(self, scene: Scene, sampler: GroupSampler) -> None:
        self._scene, self._drawing = scene, _Drawing(scene, sampler)

    def __call__(self, rng: np.random.Generator) -> Taken:
        """One step; the rank of a presumed negative is 0."""
        drawn = self._drawing.draw(rng)
        chosen = self._drawing.triplets(drawn, rng)
        lonely = drawn.hard[~self._drawing.paired(drawn).any(axis=1)]  # in no triplet, as neither end has a match
        one = np.concatenate((chosen.anchor, chosen.anchor, lonely[:, 0]))
        other = np.concatenate((chosen.positive, chosen.negative, lonely[:, 1]))
        distance = pair_distances(drawn.vectors[one], drawn.vectors[other])
        left, right = drawn.images[one], drawn.images[other]
        rank = np.maximum(self._scene.material.relations.rank(left, right), 0)
        degree = np.full(len(rank), np.nan, np.float32)
        value = self._scene.loss(pair_batch(self._scene, distance, rank, left, right, degree))
        return Taken(value, np.unique(drawn.images), self._drawing.tell(drawn))


class TripletsOfGroups:
    """A triplet loss on what the sampler chooses."""

    def __init__(self, scene: Scene, sampler: GroupSampler) -> None:
        self._scene, self._drawing = scene, _Drawing(scene, sampler)

    def __call__(self, rng: np.random.Generator) -> Taken:
        """One step."""
        drawn = self._drawing.draw(rng)
        chosen = self._drawing.triplets(drawn, rng)
        near = pair_distances(drawn.vectors[chosen.anchor], drawn.vectors[chosen.positive])
        far = pair_distances(drawn.vectors[chosen.anchor], drawn.vectors[chosen.negative])
        value = self._scene.loss(TripletBatch(near, far, self._scene.tensor(drawn.images[chosen.anchor])))
        return Taken(value, np.unique(drawn.images), self._drawing.tell(drawn))


class ImagesOfGroups:
    """A group loss on the images drawn: it compares all of them, so one end of a pair it may not learn from goes."""

    def __init__(self, scene: Scene, sampler: GroupSampler) -> None:
        self._scene, self._drawing = scene, _Drawing(scene, sampler)
        self._group = scene.material.groups()
        # Said of two images by a grade or a copy; that they are of one group does not say which match they are.
        self._told = replace(scene.material.relations, lenient=False)

    def __call__(self, rng: np.random.Generator) -> Taken:
        """One step; remembered copies of the images themselves are left out."""
        drawn = self._drawing.draw(rng)
        kept = _speakable(self._scene, drawn, self._group)
        images = drawn.images[kept]
        memory = int((kept >= drawn.batch).sum())
        batch = GroupBatch(drawn.vectors[self._scene.tensor(kept)], self._scene.tensor(self._group[images]), memory,
                           partial(self._ranks, images[: len(images) - memory]))  # fmt: skip
        return Taken(self._scene.loss(batch), np.unique(images), self._drawing.tell(drawn))

    def _ranks(self, images: IntArray) -> Tensor:
        """(n, n) what is said of every two of these images."""
        count = len(images)
        ranks = self._told.rank(np.repeat(images, count), np.tile(images, count))
        return self._scene.tensor(ranks.reshape(count, count))


def _speakable(scene: Scene, drawn: Drawn, group: IntArray) -> IntArray:
    """Places to keep, ascending: without copies of a batch image, and without the later end of every pair that is
    neither known to match as its groups say nor to be taken for different."""
    images, batch = drawn.images, drawn.batch
    usable = np.ones(len(images), np.bool_)
    usable[batch:] = ~np.isin(images[batch:], images[:batch])
    one, other = _doubtful(scene, drawn)
    one, other = (ends[usable[one] & usable[other]] for ends in (one, other))
    left, right = images[one], images[other]
    together = group[left] == group[right]
    far = np.linalg.norm(drawn.now[one] - drawn.now[other], axis=1).astype(np.float32)
    wrong = np.where(together, ~scene.learned_as_positive(left, right), ~scene.learned_as_negative(left, right, far))
    for first, last in zip(one[wrong].tolist(), other[wrong].tolist(), strict=True):
        if usable[first]:
            usable[last] = False
    return np.flatnonzero(usable)


def _doubtful(scene: Scene, drawn: Drawn) -> tuple[IntArray, IntArray]:
    """Places of the pairs (batch image first) that have to be looked up: related, unsettled, or suspiciously close."""
    relations = scene.material.relations
    component = relations.component[drawn.images]
    asked = np.zeros(len(relations.group), np.bool_)
    asked[relations.unsettled >> 32] = asked[relations.unsettled & 0xFFFFFFFF] = True
    asked = asked[drawn.images]
    head = drawn.now[: drawn.batch]
    square: NDArray[np.float32] = 2 - 2 * (head @ drawn.now.T)
    found = (component[: drawn.batch, None] == component) | (square < scene.suspect**2 + 1e-3)
    found |= asked[: drawn.batch, None] & asked
    return tuple(np.nonzero(np.triu(found, 1)))  # type: ignore[return-value]


def _hard_triplets(drawn: Drawn, partner: IntArray) -> Triplets:
    """Triplets of the mined pairs: each end that has a partner in the batch is an anchor once."""
    ends = np.concatenate((drawn.hard, drawn.hard[:, ::-1]))
    batch = drawn.images[: drawn.batch]
    wanted = partner[batch[ends[:, 0]]]
    paired = wanted != batch[ends[:, 0]]
    ends, wanted = ends[paired], wanted[paired]
    order = np.argsort(batch)
    return Triplets(ends[:, 0], order[np.searchsorted(batch, wanted, sorter=order)], ends[:, 1])


def _partners(material: Material) -> IntArray:
    """(learnable,) another image of the same group for every image; itself where it is alone."""
    group = material.groups()
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    first = np.searchsorted(ordered, ordered)
    after = np.searchsorted(ordered, ordered, side="right")
    place = np.arange(len(order))
    following = np.where(place + 1 < after, place + 1, first)
    partner = np.empty(len(order), np.int64)
    partner[order] = order[following]
    return partner


def _numbers(vectors: Tensor) -> FloatArray:
    found: FloatArray = vectors.detach().float().cpu().numpy()
    return found
