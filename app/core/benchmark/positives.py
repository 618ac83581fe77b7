"""Positives: which images are known to match under a cut, and so may never stand as each other's negatives.

What counts is closed: DUP and ND make sets of images; near-ND, NND and doubt hold between whole sets; an imported
group joins the sets of its members. Inside such a group only a grade below the cut frees two sets to be negatives,
since a group may hold pairs nobody has looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.random import Generator

from app.core.grading.relations import Relations
from app.core.records import Answer, Cut, Grade, IntArray, Kind

if TYPE_CHECKING:
    from app.core.store.images import KnownGroup
    from app.core.store.project import Project

Edge = tuple[int, int]
Links = Mapping[int, set[int]]
MOST = 100_000  # positive pairs that are measured; of more, so many are drawn


@dataclass(frozen=True)
class PositivePairs:
    """Positive pairs (image ids, `left` < `right`) in order, and where they come from: "grades" or "groups"."""

    left: IntArray
    right: IntArray
    source: str


@dataclass(frozen=True)
class Positives:
    """Sets of images closed over DUP and ND by their smallest id, and what holds between such sets."""

    cut: Cut
    root: Mapping[int, int]
    members: Mapping[int, tuple[int, ...]]
    near: Links
    kept_apart: Links  # between these sets nothing is known: graders disagree or are unsure
    groups: Sequence[set[int]]  # the sets in each imported group
    excluded: Links  # of each set the others that are no negatives of it

    @classmethod
    def build(
        cls,
        answers: Sequence[Answer],
        cut: Cut,
        *,
        doubtful: Iterable[Edge] = (),
        duplicates: Sequence[Edge] = (),
        groups: Sequence[KnownGroup] = (),
    ) -> Self:
        """Close what is known. `doubtful`: pairs somebody was unsure of; those in disagreement are found here."""
        relations = Relations.from_answers(answers, duplicates)
        root = {image: group[0] for group in relations.groups for image in group}
        members = {group[0]: group for group in relations.groups}

        def links(edges: Iterable[Edge]) -> Links:
            table: defaultdict[int, set[int]] = defaultdict(set)
            for left, right in edges:
                one, other = root.get(left, left), root.get(right, right)
                if one != other:
                    table[one].add(other)
                    table[other].add(one)
            return table

        by_grade = {grade: links((a.left, a.right) for a in answers if a.grade is grade) for grade in Grade}
        apart = links([*doubtful, *((a.left, a.right) for a in answers if a.grade is None)])
        named: defaultdict[str, set[int]] = defaultdict(set)
        for row in groups:
            named[row.name].add(root.get(row.image_id, row.image_id))
        together = list(named.values())
        near = by_grade[Grade.NEAR_ND]
        excluded = _excluded(near, by_grade[Grade.NND], apart, together, cut)
        return cls(cut, root, members, near, apart, together, excluded)

    @classmethod
    def of(cls, project: Project, cut: Cut) -> Self:
        """What this project knows now."""
        from app.core.mining.known import Known

        unsure = [(row.left, row.right) for row in project.labels.all() if row.kind is Kind.UNSURE and not row.undone]
        identical = Known.of(project).identical
        answers = project.labels.answers()
        graded = {(a.left, a.right) for a in answers if a.grade}
        return cls.build(
            answers,
            cut,
            doubtful=[pair for pair in unsure if pair not in graded],
            duplicates=list(zip(identical.ids.tolist(), identical.roots.tolist(), strict=True)),
            groups=project.images.groups(),
        )

    def partners(self, images: IntArray) -> set[int]:
        """Every image that is no negative of one of these, these included."""
        roots = {self.root.get(image, image) for image in images.tolist()}
        every = roots.union(*(self.excluded.get(one, ()) for one in roots))
        return {image for one in every for image in self.members.get(one, (one,))}

    def pairs(self, ids: IntArray, rng: Generator, most: int = MOST) -> PositivePairs:
        """The known positive pairs among `ids`; pairs of imported groups only where no grade gives any."""
        there = set(ids.tolist())
        sets = {one: [i for i in group if i in there] for one, group in self.members.items()}
        edges = {edge for group in sets.values() for edge in combinations(group, 2)}
        if self.cut is Cut.LENIENT:
            edges |= self._between(self.near, there)
        source = "grades"
        if not edges:
            table: defaultdict[int, set[int]] = defaultdict(set)
            for group in self.groups:
                for one in group:
                    table[one] |= group - {one} - self.kept_apart.get(one, set())
            edges, source = self._between(table, there), "groups"
        listed = np.array(sorted(edges), np.int64).reshape(-1, 2)
        if len(listed) > most:
            listed = listed[np.sort(rng.choice(len(listed), most, replace=False))]
        return PositivePairs(listed[:, 0], listed[:, 1], source)

    def _between(self, links: Links, there: set[int]) -> set[Edge]:
        """Every pair of images of two linked sets."""
        return {
            (min(a, b), max(a, b))
            for one, others in links.items()
            for other in others
            for a in self.members.get(one, (one,)) if a in there
            for b in self.members.get(other, (other,)) if b in there
        }  # fmt: skip


def _excluded(near: Links, nnd: Links, apart: Links, groups: Sequence[set[int]], cut: Cut) -> Links:
    """Of each set the others that match it under the cut or may match it."""
    excluded: defaultdict[int, set[int]] = defaultdict(set)
    for group in groups:
        for one in group:
            below = nnd.get(one, set()) | (near.get(one, set()) if cut is Cut.STRICT else set())
            excluded[one] |= group - below - {one}
    for links in (apart, near) if cut is Cut.LENIENT else (apart,):
        for one, others in links.items():
            excluded[one] |= others
    return excluded
