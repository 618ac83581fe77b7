"""What the answers imply of pairs that nobody was asked about.

DUP and ND are equivalences, so the images they join form groups; near-ND and NND hold between whole groups. A pair
inside a group is implied to be ND, a pair between two groups has the grade that any pair between them was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from app.core.grading.relations import Contradiction, Relations
from app.core.mining.known import Sets, keys
from app.core.records import Answer, Grade, IntArray

OPEN = -1  # no rank: nothing is implied


@dataclass(frozen=True)
class Implied:
    """ND groups, and what holds between them: `links` (keys of pairs of group roots, ascending) with their `ranks`.

    Groups between which both near-ND and NND were answered imply nothing.
    """

    same: Sets
    links: IntArray
    ranks: IntArray
    contradictions: tuple[Contradiction, ...] = ()

    @classmethod
    def build(cls, answers: Sequence[Answer], duplicates: Iterable[tuple[int, int]] = ()) -> Self:
        """Close the answers and the computed `duplicates`."""
        relations = Relations.from_answers(answers, duplicates)
        same = Sets.of({image: members[0] for members in relations.groups for image in members})
        apart = [a for a in answers if a.grade in (Grade.NEAR_ND, Grade.NND)]
        ends = np.array([(a.left, a.right) for a in apart], np.int64).reshape(-1, 2)
        ranks = np.array([a.grade.rank for a in apart if a.grade is not None], np.int64)
        links, place = np.unique(keys(same.root(ends[:, 0]), same.root(ends[:, 1])), return_inverse=True)
        lowest, highest = np.full(len(links), 9, np.int64), np.full(len(links), OPEN, np.int64)
        np.minimum.at(lowest, place, ranks)
        np.maximum.at(highest, place, ranks)
        agreed = lowest == highest
        return cls(same, links[agreed], highest[agreed], relations.contradictions)

    def rank(self, left: IntArray, right: IntArray) -> IntArray:
        """The rank of the grade implied for each pair of images: 2 ND, 1 near-ND, 0 NND, OPEN where none is."""
        one, other = self.same.root(left), self.same.root(right)
        found = np.full(one.shape, OPEN, np.int64)
        if len(self.links):
            wanted = keys(one, other)
            place = np.minimum(np.searchsorted(self.links, wanted), len(self.links) - 1)
            found = np.where(self.links[place] == wanted, self.ranks[place], OPEN)
        return np.where(one == other, Grade.ND.rank, found)
