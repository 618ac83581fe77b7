"""Relations: what the answers say together. DUP and ND are equivalences and close; near-ND and NND do not.

near-ND and NND hold between whole ND groups: where one picture of a group differs from one of another, so do all.
What rests on a contradiction is not inferred before a person has settled it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Self

from app.core.grading.chains import Chains, Contradiction, Inferred, Ways, contradictions, shortest
from app.core.grading.group_links import GroupLinks, Pair
from app.core.records import Answer, Grade

__all__ = ["Contradiction", "Inferred", "Relations", "UnionFind"]


class UnionFind:
    """Disjoint sets over image ids; an id never joined is a set of its own."""

    def __init__(self, edges: Iterable[tuple[int, int]] = ()) -> None:
        self._parent: dict[int, int] = {}
        for left, right in edges:
            self.join(left, right)

    def root(self, item: int) -> int:
        """The smallest id of the set `item` is in."""
        top = item
        while (up := self._parent.get(top, top)) != top:
            top = up
        while item != top:  # path compression
            self._parent[item], item = top, self._parent.get(item, item)
        return top

    def join(self, left: int, right: int) -> None:
        """Make one set of the two that hold `left` and `right`."""
        low, high = sorted((self.root(left), self.root(right)))
        self._parent[low] = low
        self._parent[high] = low

    def sets(self) -> list[list[int]]:
        """Every set of two or more ids, ascending inside and by smallest id."""
        members: dict[int, list[int]] = {}
        for item in sorted(self._parent):
            members.setdefault(self.root(item), []).append(item)
        return [group for group in members.values() if len(group) > 1]


class Relations:
    """The answers of a project as groups and what holds between them; `put` and `remove` cost microseconds.

    Joining two groups moves the smaller one; taking a link away looks only as far as the smaller part it may leave.
    """

    def __init__(self, answers: Iterable[Answer] = (), duplicates: Iterable[Pair] = ()) -> None:
        self._answers: dict[Pair, Answer] = {}
        self._identical: set[Pair] = set()
        self._links = GroupLinks()
        self._listed: tuple[Contradiction, ...] | None = None
        for left, right in duplicates:
            self._identical.add((left, right))
            self._links.tie(left, right)
        for answer in sorted(answers, key=_parts):  # groups first: what parts them need not follow their joining
            self.put(answer)

    @classmethod
    def from_answers(cls, answers: Sequence[Answer], duplicates: Iterable[Pair] = ()) -> Self:
        """The relations of these answers and of the computed `duplicates` (identical pixels)."""
        return cls(answers, duplicates)

    def put(self, answer: Answer) -> None:
        """Take in what holds of a pair now instead of what held before; a disagreement (no grade) says nothing."""
        pair = answer.left, answer.right
        self.remove(*pair)
        if answer.grade is None:
            return
        self._answers[pair] = answer
        self._listed = None
        if _joins(answer.grade):
            self._links.tie(*pair)
        else:
            self._links.part(pair, answer.grade)

    def remove(self, left: int, right: int) -> None:
        """Forget the answer to this pair; nothing happens where there is none."""
        answer = self._answers.pop((left, right), None)
        if answer is None or answer.grade is None:
            return
        self._listed = None
        if not _joins(answer.grade):
            self._links.unpart((left, right), answer.grade)
        elif (left, right) not in self._identical:
            self._links.untie(left, right)

    def answer(self, left: int, right: int) -> Answer | None:
        """The graded answer that was put in for this pair."""
        return self._answers.get((min(left, right), max(left, right)))

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The ND groups of two images and more, ascending inside and by smallest id."""
        return tuple(sorted(tuple(sorted(members)) for members in self._links.groups()))

    def group(self, image: int) -> int:
        """The smallest image id of the ND group `image` is in; the image itself when it is in none."""
        return self._links.first(image)

    def members(self, image: int) -> frozenset[int]:
        """The ND group of an image; the image alone when it is in none."""
        return frozenset(self._links.members(image))

    def grade(self, left: int, right: int) -> Grade | None:
        """The grade that holds of two images: the one they were given, else the one that follows; None: unknown."""
        given = self.answer(left, right)
        return given.grade if given is not None else self._links.implied(left, right)

    def inferred(self, left: int, right: int) -> Inferred | None:
        """What follows for a pair that was not graded itself, with a shortest chain of answers it follows from."""
        grade = None if self.answer(left, right) else self._links.implied(left, right)
        if grade is None:
            return None
        ways = Ways(self._links.joined)
        if _joins(grade):
            chain = ways.between(left, right)
        else:
            chain = shortest(ways, left, right, self._links.parted(left, right, grade))
        labels = [uuid for a, b in pairwise(chain) if (given := self.answer(a, b)) for uuid in given.uuids]
        return Inferred(grade, chain, tuple(labels))

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Every contradiction with a shortest chain, by left and right image; found once per change."""
        if self._listed is None:
            self._listed = contradictions(Chains(self._links, self._answers))
        return self._listed

    @property
    def contradiction_count(self) -> int:
        """How many contradictions there are; no chain is looked for."""
        return self._links.clash_count()


def _parts(answer: Answer) -> bool:
    return answer.grade is not None and not _joins(answer.grade)


def _joins(grade: Grade) -> bool:
    return grade.rank >= Grade.ND.rank
