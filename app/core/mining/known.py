"""What is known of pairs before mining: which are settled and never proposed, and which images match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from app.core.grading.relations import Relations, UnionFind
from app.core.records import Answer, BoolArray, Grade, IntArray, Kind

if TYPE_CHECKING:
    from app.core.store.images import KnownGroup
    from app.core.store.project import Project

Edge = tuple[int, int]


@dataclass(frozen=True)
class Sets:
    """Disjoint sets of images: every id outside `ids` (ascending) is a set of its own; `roots` name the sets."""

    ids: IntArray
    roots: IntArray

    @classmethod
    def of(cls, roots: dict[int, int]) -> Self:
        """The sets in which `roots` gives the same root."""
        ids = np.array(sorted(roots), np.int64)
        return cls(ids, np.array([roots[image] for image in ids.tolist()], np.int64))

    def root(self, images: IntArray) -> IntArray:
        """The root of each image, of any shape."""
        if not len(self.ids):
            return images
        place = np.minimum(np.searchsorted(self.ids, images), len(self.ids) - 1)
        return np.where(self.ids[place] == images, self.roots[place], images)


@dataclass(frozen=True)
class Known:
    """Pairs that are settled (judged, or identical pixels) and images that match (ND closure, near-ND, groups)."""

    judged: IntArray  # keys of pairs that somebody answered, ascending
    identical: Sets
    same: Sets  # closed over DUP and ND
    near: IntArray  # keys of pairs of roots of `same` between which near-ND holds, ascending
    nd: IntArray  # (m, 2) pairs answered ND or DUP, ordered
    groups: IntArray  # (m, 2) root of `same` and number of an imported group, ordered

    @classmethod
    def build(
        cls,
        answers: Sequence[Answer],
        judged: Iterable[Edge] = (),
        duplicates: Sequence[Edge] = (),
        groups: Sequence[KnownGroup] = (),
    ) -> Self:
        """Close what is known. near-ND reaches from a whole ND group to a whole ND group, imported groups likewise."""
        relations = Relations.from_answers(answers, duplicates)
        group = relations.group
        near = [(group(a.left), group(a.right)) for a in answers if a.grade is Grade.NEAR_ND]
        numbers = {name: number for number, name in enumerate(sorted({row.name for row in groups}))}
        members = sorted({(group(row.image_id), numbers[row.name]) for row in groups})
        same = {image: members[0] for members in relations.groups for image in members}
        identical = {image: members[0] for members in UnionFind(duplicates).sets() for image in members}
        return cls(
            judged=_sorted_keys([*judged, *((a.left, a.right) for a in answers)]),
            identical=Sets.of(identical),
            same=Sets.of(same),
            near=_sorted_keys(near),
            nd=np.array(sorted((a.left, a.right) for a in answers if a.grade in (Grade.DUP, Grade.ND)), np.int64)
            .reshape(-1, 2),
            groups=np.array(members, np.int64).reshape(-1, 2),
        )

    @classmethod
    def of(cls, project: Project) -> Self:
        """What this project knows now; every pair anybody answered is judged, with whatever answer."""
        from app.core.reading.identical import duplicates

        labels = project.labels.all()
        judged = {(row.left, row.right) for row in labels if not row.undone and row.kind is not Kind.LATER}
        return cls.build(project.labels.answers(), judged, duplicates(project), project.images.groups())

    def settled(self, left: IntArray, right: IntArray) -> BoolArray:
        """Whether each pair was judged or shows identical pixels; such pairs are never proposed."""
        identical: BoolArray = self.identical.root(left) == self.identical.root(right)
        return identical | _among(keys(left, right), self.judged)

    def matches(self, left: IntArray, right: IntArray) -> BoolArray:
        """Whether each pair is known to be DUP, ND or near-ND, or both its images are in one imported group."""
        left, right = self.same.root(left), self.same.root(right)
        found: BoolArray = (left == right) | _among(keys(left, right), self.near)
        for one in self._groups_of(left):
            for other in self._groups_of(right):
                found |= (one == other) & (one >= 0)
        return found

    def clusters(self, images: IntArray) -> IntArray:
        """A label per image: the same for images joined by DUP, ND or one imported group, however many steps apart."""
        roots = self.same.root(images)
        by_group: dict[int, int] = {}
        edges = [(root, by_group.setdefault(group, root)) for root, group in self.groups.tolist()]
        joined = {root: members[0] for members in UnionFind(edges).sets() for root in members}
        return Sets.of(joined).root(roots)

    def families(self, ids: IntArray) -> Iterator[IntArray]:
        """What makes up the known matches: lists of `ids` (ascending), in each of which every two images match."""
        root = self.same.root(ids)
        order = np.argsort(root, kind="stable")
        ordered = root[order]

        def members(roots: IntArray) -> IntArray:
            low, high = np.searchsorted(ordered, roots), np.searchsorted(ordered, roots, side="right")
            found = [ids[order[a:b]] for a, b in zip(low.tolist(), high.tolist(), strict=True)]
            return np.sort(np.concatenate([np.empty(0, np.int64), *found]))

        for one in np.unique(self.same.roots):
            yield members(np.array([one]))
        for key in self.near.tolist():
            yield members(np.array([key >> 32, key & 0xFFFFFFFF]))  # near-ND joins two whole ND sets
        for group in np.unique(self.groups[:, 1]):
            yield members(self.groups[self.groups[:, 1] == group, 0])

    def _groups_of(self, roots: IntArray) -> list[IntArray]:
        """The first, second ... imported group of each root, -1 where it has no more."""
        first = np.searchsorted(self.groups[:, 0], roots)
        count = np.searchsorted(self.groups[:, 0], roots, side="right") - first
        most = int(count.max(initial=0))
        return [np.where(n < count, self.groups[:, 1][np.minimum(first + n, len(self.groups) - 1)], -1)
                for n in range(most)]  # fmt: skip


def keys(left: IntArray, right: IntArray) -> IntArray:
    """One number per pair, whatever the order of its ends; image ids are below 2^31."""
    return (np.minimum(left, right) << 32) | np.maximum(left, right)


def _sorted_keys(edges: Iterable[Edge]) -> IntArray:
    table = np.array(list(edges), np.int64).reshape(-1, 2)
    return np.unique(keys(table[:, 0], table[:, 1]))


def _among(wanted: IntArray, ascending: IntArray) -> BoolArray:
    if not len(ascending):
        return np.zeros(wanted.shape, np.bool_)
    place = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.asarray(ascending[place] == wanted)
