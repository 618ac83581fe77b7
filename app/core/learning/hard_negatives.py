"""Hard negatives: the nearest pairs of the training side that nobody graded, taken for different and trained on.

Only what is in all likelihood different may be taken: known matches, images of one component and pairs people could
not settle are out, and so are pairs closer than a stated bound, as most of these are matches that nobody found: they
are counted and offered for grading. What is left is the cache of Felzenszwalb et al. 2010 ("Object detection with
discriminatively trained part-based models"): what became easy is dropped, what is hard is added, and when there is no
hard pair outside it the training has converged over all that was ranked.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.random import Generator

from app.core.jobs import NULL_JOB, Job
from app.core.records import BoolArray, Embeddings, FloatArray, IntArray
from app.core.searching.distances import measure
from app.core.searching.index import nearest
from app.core.settings import Settings
from models.material import OPEN, Relations, keys

if TYPE_CHECKING:
    from models.material import Material

NEIGHBOURS = 20  # of each image: those a pair is looked for among
REACH = 0.95  # share of the graded matches that is nearer than `reach`: a negative nearer than it is hard


def _none() -> IntArray:
    return np.empty((0, 2), np.int64)


@dataclass(frozen=True)
class Rules:
    """Settings of the hard-negative rounds: see train.* in the settings table for each."""

    top: float
    random: float
    replay: float
    per_image: int
    per_pair: int
    per_folders: int
    suspect: float

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The rules of these settings."""
        names = ("top", "random", "replay", "per_image", "per_pair", "per_folders")
        return cls(**{name: settings[f"train.hard_{name}"] for name in names}, suspect=settings["train.suspect"])


@dataclass(frozen=True)
class Cache:
    """Mined pairs (k, 2) by image number, smaller first: `hard` ones, `random` ones beside them.

    `new`: how many hard pairs were outside the cache before, caps and shares not counted; `suspects`: pair keys of
    presumed negatives too close to be learned from, with their distance.
    """

    hard: IntArray = field(default_factory=_none)
    random: IntArray = field(default_factory=_none)
    new: int = 0
    suspects: dict[int, float] = field(default_factory=dict)

    @property
    def pairs(self) -> IntArray:
        """All of it, to draw from."""
        return np.concatenate((self.hard, self.random))


@dataclass(frozen=True)
class Bounds:
    """Distances that say what is hard: above `suspect`, below `reach`; of the graded matches as they lie now."""

    suspect: float
    reach: float

    @classmethod
    def of(cls, vectors: FloatArray, material: Material, share: float) -> Self:
        """From the matches to learn from, at the vectors (learnable, d) of the images to learn from."""
        rows = np.flatnonzero(material.positive & ~material.validation)
        apart = measure(vectors, vectors, material.left[rows], material.right[rows])
        return cls(float(np.quantile(apart, share)) if share else 0.0, float(np.quantile(apart, REACH)))


def mine(
    vectors: FloatArray,
    material: Material,
    folder: IntArray,
    sample: IntArray,
    before: Cache,
    rules: Rules,
    rng: Generator,
    *,
    device: str = "cpu",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> Cache:
    """The next cache, given unit `vectors` (learnable, d) of the images to learn from and the `folder` of each.

    Pairs are looked for among `sample` (ascending image numbers).
    """
    relations = material.relations
    bounds = Bounds.of(vectors, material, rules.suspect)
    ends, apart = _ranked(vectors, sample, device, threads, job)
    presumed = relations.presumable(ends[:, 0], ends[:, 1])
    close = presumed & (apart < bounds.suspect)
    suspects = dict(zip(keys(*ends[close].T).tolist(), apart[close].tolist(), strict=True))
    usable = (presumed & ~close) | _known_apart(relations, ends)
    ends, apart = ends[usable], apart[usable]
    hard = apart < bounds.reach
    old = keys(*before.hard.T)
    new = int((~np.isin(keys(*ends[hard].T), old)).sum())
    top = min(int(hard.sum()), math.ceil(len(ends) * rules.top))
    kept = _still_hard(vectors, before, bounds, rules.replay, rng)
    added = ends[:top][~np.isin(keys(*ends[:top].T), keys(*kept.T))]
    added = _capped(added, kept, relations.group, folder, rules)
    found = np.concatenate((kept, added))
    return Cache(found, _random(len(found), material, rules.random, rng), new, suspects)


def _ranked(
    vectors: FloatArray, sample: IntArray, device: str, threads: int, job: Job
) -> tuple[IntArray, FloatArray]:
    """Pairs (n, 2) of near neighbours among these images, nearest first, each once."""
    some = Embeddings(sample, vectors[sample])
    near = nearest(some, some, NEIGHBOURS, device=device, threads=threads, job=job)
    row, column = np.nonzero(near.others >= 0)
    one, other = near.ids[row], near.others[row, column]
    found, first = np.unique(keys(one, other), return_index=True)
    distance = near.distances[row, column][first]
    order = np.lexsort((found, distance))
    return np.stack((found >> 32, found & 0xFFFFFFFF), axis=1)[order], distance[order]


def _known_apart(relations: Relations, ends: IntArray) -> BoolArray:
    rank = relations.rank(ends[:, 0], ends[:, 1])
    return np.asarray((rank != OPEN) & ~relations.positive(rank))


def _still_hard(vectors: FloatArray, before: Cache, bounds: Bounds, replay: float, rng: Generator) -> IntArray:
    """Of the old cache what is hard still, and of what became easy a share, so that it is not forgotten.

    What has become suspiciously close is no longer trained on either.
    """
    apart = measure(vectors, vectors, before.hard[:, 0], before.hard[:, 1])
    hard = (apart < bounds.reach) & (apart >= bounds.suspect)
    easy = np.flatnonzero(apart >= bounds.reach)
    again = np.sort(rng.choice(easy, round(replay * len(easy)), replace=False))
    return np.concatenate((before.hard[hard], before.hard[again]))


def _capped(added: IntArray, kept: IntArray, group: IntArray, folder: IntArray, rules: Rules) -> IntArray:
    """Those of `added`, nearest first, for which there is room beside `kept`."""
    caps = [(most, table) for most, table in
            ((rules.per_image, None), (rules.per_pair, group), (rules.per_folders, folder)) if most]  # fmt: skip
    if not caps:
        return added

    def named(pairs: IntArray) -> list[IntArray]:
        """What each cap counts of these pairs, (n, 1 or 2): both images, the pair of groups, the pair of folders."""
        return [pairs if table is None else keys(table[pairs[:, 0]], table[pairs[:, 1]])[:, None] for _, table in caps]

    counts = [Counter(names.ravel().tolist()) for names in named(kept)]
    room = []
    for place, names in enumerate(zip(*(column.tolist() for column in named(added)), strict=True)):
        every = list(zip(counts, names, caps, strict=True))
        if all(count[name] < most for count, some, (most, _) in every for name in some):
            room.append(place)
            for count, some, _ in every:
                count.update(some)
    return added[room]


def _random(hard: int, material: Material, share: float, rng: Generator) -> IntArray:
    """Random pairs that may be taken for different, so many that they are `share` of all with `hard` hard ones."""
    if not hard:
        return _none()
    count = round(hard * share / (1 - share)) if share < 1 else hard
    ends = np.sort(rng.integers(0, material.learnable, (4 * count, 2)), axis=1)
    ends = np.unique(ends[material.relations.presumable(ends[:, 0], ends[:, 1])], axis=0)
    return ends[np.sort(rng.choice(len(ends), min(count, len(ends)), replace=False))]
