"""Closure: what one person's answers say of pairs that were not asked, kept up to date answer by answer.

What more than MOST pairs would follow from, or a pair that looks like something else, does not rest on one answer
alone: it waits until a second one says the same. An ND answer rests on itself alone where it is a bridge of its group
(R. Tarjan, A note on finding the bridges of a graph, 1974), a near-ND or NND answer where it is the only one between
two groups. A change costs what the groups of its two images cost, however many answers there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.core.grading.group_links import GroupLinks, Pair
from app.core.records import Grade

MOST = 20  # pairs that may follow from one answer alone
_SMALLEST = 10  # images: fewer in a group, and no answer joins two parts with more than MOST pairs between them


class Verdict(NamedTuple):
    """What follows for a pair; `waits`: only once a second answer agrees, and the same for all that waits with it."""

    grade: Grade
    waits: tuple[int, ...] = ()


class Closure:
    """The grades of pairs (left < right) and what follows from them.

    `duplicates` are computed facts: they never wait. `suspects` by grade: pairs that would be a surprise with it.
    `grades` are told at once, which is faster than one by one.
    """

    def __init__(
        self,
        duplicates: Iterable[Pair] = (),
        suspects: Mapping[Grade, Iterable[Pair]] | None = None,
        grades: Iterable[tuple[Pair, Grade]] = (),
    ) -> None:
        self._links = GroupLinks()
        self._grade: dict[Pair, Grade] = {}
        self._facts = set(duplicates)
        self._parts: dict[int, dict[int, int]] = {}  # by image: its group's part of each image, since the last change
        self._suspects: dict[Grade, dict[int, set[int]]] = {}
        for pair in self._facts:
            self._links.tie(*pair)
        for pair, grade in sorted(grades, key=lambda told: not _joins(told[1])):  # groups first, then what parts them
            self._add(pair, grade)
        for grade, pairs in (suspects or {}).items():
            table = self._suspects.setdefault(grade, {})
            for left, right in pairs:
                table.setdefault(left, set()).add(right)
                table.setdefault(right, set()).add(left)

    def tell(self, left: int, right: int, grade: Grade | None) -> set[int]:
        """Take in the answer to a pair (None: there is none any more); images whose pairs may be told otherwise now."""
        pair = left, right
        if self._grade.get(pair) is grade:
            return set()
        touched = self._forget(left) | self._forget(right)  # whatever is joined or parted now, it was among these
        old = self._grade.pop(pair, None)
        if old is not None and not _joins(old):
            self._links.unpart(pair, old)
        elif old is not None and pair not in self._facts:
            self._links.untie(left, right)
        if grade is not None:
            self._add(pair, grade)
        return touched

    def _add(self, pair: Pair, grade: Grade) -> None:
        self._grade[pair] = grade
        if _joins(grade):
            self._links.tie(*pair)
        else:
            self._links.part(pair, grade)

    def group(self, image: int) -> list[int]:
        """The images joined to this one by DUP and ND, itself included, ascending; what waits joins too."""
        return sorted(self._links.members(image))

    def degree(self, image: int) -> int:
        """How many images were answered or computed to be the same as this one."""
        return len(self._links.joined.get(image, ()))

    def identical(self, left: int, right: int) -> bool:
        """Whether the two are computed to be the same."""
        return (min(left, right), max(left, right)) in self._facts

    def grade(self, left: int, right: int) -> Grade | None:
        """The answer to this pair that was told."""
        return self._grade.get((min(left, right), max(left, right)))

    def verdict(self, left: int, right: int) -> Verdict | None:
        """What follows for a pair that was not answered; None: nothing, or answers contradict each other."""
        grade = self._links.implied(left, right)
        if grade is None:
            return None
        one, other = self._part(left), self._part(right)
        if _joins(grade):
            return Verdict(grade, () if one == other else (self._links.first(left),))
        links = self._links.parted(left, right, grade)
        held = [pair for pair in links if {self._part(image) for image in pair} == {one, other}]
        if not held:
            return None
        waits = len(held) == 1 and self._is_much(left, right, grade, held[0])
        return Verdict(grade, (min(one, other), max(one, other)) if waits else ())

    def _is_much(self, left: int, right: int, grade: Grade, known: Pair) -> bool:
        """Whether much follows between the parts of two images, or a surprise other than the pair that is known."""
        few, many = sorted((self._with(left), self._with(right)), key=len)
        table = self._suspects.get(grade, {})
        surprises = ({image, there} for image in few for there in table.get(image, ()) if there in many)
        return len(few) * len(many) - 1 > MOST or any(pair != {*known} for pair in surprises)

    def _part(self, image: int) -> int:
        """The part of its group an image is in: what no waiting answer joins has one name, its smallest image."""
        found = self._parts.get(image)
        if found is None:
            found = self._split(image)
            self._parts.update(dict.fromkeys(self._links.members(image), found))
        return found.get(image, image)

    def _with(self, image: int) -> set[int]:
        part = self._part(image)
        return {other for other in self._links.members(image) if self._part(other) == part}

    def _forget(self, image: int) -> set[int]:
        """Drop what was worked out of the image's group; its images."""
        members = {*self._links.members(image)}
        for member in members:
            self._parts.pop(member, None)
        return members

    def _split(self, image: int) -> dict[int, int]:
        """The part of each image of a group."""
        members = self._links.members(image)
        surprises = self._surprises(members)
        if len(members) < _SMALLEST and not surprises:
            return dict.fromkeys(members, self._links.first(image))
        tree = _Tree(self._links.joined, image)
        alone = {low: below for low, below in tree.bridges() if not self.identical(low, tree.parent[low] or 0)}
        waiting = {low for low, below in alone.items() if below * (len(members) - below) - 1 > MOST}
        for left, right in surprises:
            waiting.update(low for low in tree.way(left, right) if low in alone)
        return tree.parts(waiting)

    def _surprises(self, members: set[int]) -> list[Pair]:
        table = self._suspects.get(Grade.ND, {})
        return [
            (image, there)
            for image in members
            for there in table.get(image, ())
            if image < there and there in members and there not in self._links.joined[image]
        ]


class _Tree:
    """A depth-first tree over a group: `order` of the images, the image above each in `parent`."""

    def __init__(self, links: Mapping[int, set[int]], start: int) -> None:
        self._links = links
        self.order: list[int] = []
        self.parent: dict[int, int | None] = {}
        self._place: dict[int, int] = {}
        ways: list[tuple[int | None, int]] = [(None, start)]
        while ways:
            above, image = ways.pop()
            if image not in self._place:
                self._place[image] = len(self.order)
                self.order.append(image)
                self.parent[image] = above
                ways += [(image, there) for there in links.get(image, ()) if there not in self._place]

    def bridges(self) -> Iterator[tuple[int, int]]:
        """Images whose link to the one above is a bridge, each with how many images are on its side of it."""
        low = dict(self._place)
        below = dict.fromkeys(self.order, 1)
        for image in reversed(self.order):
            above = self.parent[image]
            for there in self._links.get(image, ()):
                if there != above:
                    low[image] = min(low[image], low[there] if self.parent[there] == image else self._place[there])
            if above is not None:
                below[above] += below[image]
                if low[image] == self._place[image]:
                    yield image, below[image]

    def way(self, left: int, right: int) -> set[int]:
        """The images whose links upwards lead from one image to the other."""
        return {*self._up(left)} ^ {*self._up(right)}

    def parts(self, waiting: set[int]) -> dict[int, int]:
        """By image, the smallest image of what stays in one piece without the links of `waiting` upwards."""
        top: dict[int, int] = {}
        for image in self.order:
            above = self.parent[image]
            top[image] = image if above is None or image in waiting else top[above]
        name: dict[int, int] = {}
        for image, root in top.items():
            name[root] = min(image, name.get(root, image))
        return {image: name[root] for image, root in top.items()}

    def _up(self, image: int) -> Iterator[int]:
        above: int | None = image
        while above is not None:
            yield above
            above = self.parent[above]


def _joins(grade: Grade) -> bool:
    return grade.rank >= Grade.ND.rank
