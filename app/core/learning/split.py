"""The split: which images may be learned from and which only measure. Decided once per component, and for good.

A component joins whatever could carry an answer from one side to the other: DUP, ND and near-ND answers, images of
one imported group, and perceptual hashes at most two bits apart. Until something was learned or a sealed pair was
answered nothing depends on the split, so it is drawn anew when components grow together; afterwards images only
ever move from training to evaluation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.grading.relations import UnionFind
from app.core.jobs import NULL_JOB, Job
from app.core.records import Cut, IntArray, Side
from app.core.searching.hash_index import near_pairs, told
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.core.store.project import Project

Edge = tuple[int, int]

HASH_DISTANCE = 2
LARGE_SHARE = 0.05
LARGE_IMAGES = 20  # in a small collection 5 % is a single pair; so large is also more than this


@dataclass(frozen=True)
class Place:
    """Where an image is: its side, and its component's name when that was decided (its smallest content hash)."""

    side: Side
    component: str


@dataclass(frozen=True)
class Split:
    """The place of every image, and what happened on the way.

    `root`: the smallest image id of the component every image is in now; `changed`: images whose place is new;
    `moved`: those that went from training to evaluation, with the component they were known under; `large`:
    components above 5 % of the images, without their hash edges.
    """

    places: Mapping[int, Place]
    root: Mapping[int, int]
    changed: tuple[int, ...]
    moved: Mapping[int, str]
    large: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Evidence:
    """What joins images: content hashes by image id, edges from answers and groups, edges of close hashes."""

    hashes: Mapping[int, str]
    positives: Sequence[Edge] = ()
    close: Sequence[Edge] = ()


def split_images(evidence: Evidence, stored: Mapping[int, Place], salt: str, share: float) -> Split:
    """Give every image a place; `stored` ones keep theirs, except that a training part joined to evaluation moves.

    A component without any stored image goes to evaluation with probability `share`, by a hash of `salt` and its
    smallest content hash, so no order and no earlier state has a say.
    """
    sets, large = components(evidence)
    places: dict[int, Place] = {}
    for members in sets:
        fallback = _place(members, evidence, stored, salt, share)
        for image in members:
            known = stored.get(image)
            places[image] = known if known and known.side is fallback.side else fallback
    moved = {i: p.component for i, p in sorted(stored.items()) if i in places and places[i].side is not p.side}
    changed = tuple(image for image, place in places.items() if stored.get(image) != place)
    root = {image: members[0] for members in sets for image in members}
    return Split(places, root, changed, moved, large)


def _place(members: Sequence[int], evidence: Evidence, stored: Mapping[int, Place], salt: str, share: float) -> Place:
    """The place of those of a component that have none, or that must leave theirs: evaluation wins over training."""
    known = [stored[image] for image in members if image in stored]
    if known:
        side = Side.EVALUATION if any(place.side is Side.EVALUATION for place in known) else Side.TRAIN
        return Place(side, min(place.component for place in known if place.side is side))
    name = min(evidence.hashes[image] for image in members)
    return Place(Side.EVALUATION if _fraction(salt, name) < share else Side.TRAIN, name)


def components(evidence: Evidence) -> tuple[list[list[int]], tuple[tuple[int, ...], ...]]:
    """Every component, single images too, and those still above 5 % of the images without their hash edges."""
    limit = max(LARGE_IMAGES, LARGE_SHARE * len(evidence.hashes))
    everything = UnionFind([*evidence.positives, *evidence.close])
    overgrown = {image for members in everything.sets() if len(members) > limit for image in members}
    joined = UnionFind(evidence.positives)
    for left, right in evidence.close:
        if left not in overgrown:
            joined.join(left, right)
    sets = joined.sets()
    seen = {image for members in sets for image in members}
    large = tuple(tuple(members) for members in sets if len(members) > limit)
    return sets + [[image] for image in evidence.hashes if image not in seen], large


def close_hashes(ids: IntArray, hashes: NDArray[np.uint64]) -> list[Edge]:
    """Edges between images whose 64-bit hashes differ in at most two bits; flat hashes have none.

    Images of equal hash are joined in a chain, not each with each.
    """
    kept = np.flatnonzero(told(hashes))
    order = kept[np.lexsort((ids[kept], hashes[kept]))]
    ids, hashes = ids[order], hashes[order]
    same = hashes[1:] == hashes[:-1]
    edges = list(zip(ids[:-1][same].tolist(), ids[1:][same].tolist(), strict=True))
    first = np.concatenate(([True], ~same))[: len(hashes)]
    near = near_pairs(hashes[first], HASH_DISTANCE)
    edges += zip(ids[first][near.left].tolist(), ids[first][near.right].tolist(), strict=True)
    return sorted({(min(edge), max(edge)) for edge in edges})


def chained(groups: Iterable[Sequence[int]]) -> list[Edge]:
    """Edges that join the images of each group."""
    return [edge for group in groups for edge in pairwise(group)]


def _fraction(salt: str, name: str) -> float:
    """A number in [0, 1) that only `salt` and `name` decide."""
    return int.from_bytes(hashlib.sha256(f"{salt}:{name}".encode()).digest()[:8], "big") / 2**64


def evidence(project: Project) -> Evidence:
    """What the project knows now: positive answers, pixel-identical images, imported groups, close hashes."""
    from app.core.reading.identical import duplicates

    groups: dict[str, list[int]] = {}
    for row in project.images.groups():
        groups.setdefault(row.name, []).append(row.image_id)
    positives = [
        *((a.left, a.right) for a in project.labels.answers() if a.grade and Cut.LENIENT.positive(a.grade)),
        *duplicates(project),
        *chained(groups.values()),
    ]
    hashes = {image.id: image.content_hash for image in project.images.all()}
    gone = {image for edge in positives for image in edge} - hashes.keys()
    hashes |= {image.id: image.content_hash for image in project.images.by_ids(gone).values()}
    return Evidence(hashes, positives, close_hashes(*project.images.hashes()))


def is_fixed(project: Project) -> bool:
    """Whether anything depends on the split: a head learned from grades, or an act in a sealed batch.

    A grade that was imported for a sealed pair is no answer to the batch: nobody was asked.
    """
    if any(row.head == "linear" for row in project.rounds.embedders()):
        return True
    sealed = {batch.id for batch in project.pairs.batches() if batch.sealed}
    return bool(sealed) and any(label.batch_id in sealed for label in project.labels.all())


def update(project: Project, settings: Settings, job: Job = NULL_JOB) -> Split:
    """Bring the stored split up to date with images and answers, and return it.

    Embedders that learned from images which are on the evaluation side now are flagged.
    """
    job.report("Splitting")
    stored: dict[int, Place] = {}
    if is_fixed(project):
        names = project.images.components()
        stored = {image: Place(side, names[image]) for image, side in project.images.sides().items()}
    now = split_images(evidence(project), stored, project.salt, settings["split.evaluation_share"])
    project.images.set_sides({i: (now.places[i].side, now.places[i].component) for i in now.changed})
    if now.moved:
        reason = "it learned from images that are on the evaluation side now"
        for name in project.rounds.flag_embedders(reason, set(now.moved.values())):
            job.warn(f"the figures of {name} are not to be trusted any more: {reason}")
    for members in now.large:
        job.warn(
            f"one component of the split holds {len(members)} of {len(now.places)} images; "
            "check whether its near-ND answers and its groups belong together"
        )
    return now
