"""Relations: what the answers say together. DUP and ND are equivalences and close; near-ND and NND do not."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.records import Answer, Grade


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


@dataclass(frozen=True)
class Contradiction:
    """A pair graded near-ND or NND although a chain of DUP and ND joins its ends; `chain` holds the image ids."""

    left: int
    right: int
    grade: Grade
    chain: tuple[int, ...]


@dataclass(frozen=True)
class Relations:
    """ND groups (two images or more, ascending) and the answers that contradict them."""

    groups: tuple[tuple[int, ...], ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    _root: Mapping[int, int] = field(default_factory=dict, repr=False)

    def group(self, image: int) -> int:
        """The smallest image id of the ND group `image` is in; the image itself when it is in none."""
        return self._root.get(image, image)

    @classmethod
    def from_answers(cls, answers: Sequence[Answer], duplicates: Iterable[tuple[int, int]] = ()) -> Relations:
        """Close DUP and ND over the answers and the computed `duplicates`, and list what contradicts them."""
        edges = list(duplicates)
        edges += [(a.left, a.right) for a in answers if a.grade in (Grade.DUP, Grade.ND)]
        groups = UnionFind(edges).sets()
        root = {image: group[0] for group in groups for image in group}
        neighbours = _neighbours(edges)
        contradictions = [
            Contradiction(a.left, a.right, a.grade, _chain(neighbours, a.left, a.right))
            for a in answers
            if a.grade in (Grade.NEAR_ND, Grade.NND) and root.get(a.left, a.left) == root.get(a.right, a.right)
        ]
        return cls(tuple(map(tuple, groups)), tuple(contradictions), root)


def _neighbours(edges: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    table: dict[int, list[int]] = {}
    for left, right in edges:
        table.setdefault(left, []).append(right)
        table.setdefault(right, []).append(left)
    return table


def _chain(neighbours: Mapping[int, Sequence[int]], start: int, end: int) -> tuple[int, ...]:
    """A shortest chain of images from `start` to `end` (breadth first; ties by id); both ends must be joined."""
    came_from = {start: start}
    waiting = deque([start])
    while end not in came_from:
        here = waiting.popleft()
        for there in sorted(neighbours[here]):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    chain = [end]
    while chain[-1] != start:
        chain.append(came_from[chain[-1]])
    return tuple(reversed(chain))
