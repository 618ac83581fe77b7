"""Chains: the shortest way of answers from one image to another, and the contradictions that such ways show."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.core.grading.group_links import GroupLinks, Pair
from app.core.records import Answer, Grade


@dataclass(frozen=True)
class Contradiction:
    """A pair graded near-ND or NND against what others say; `chain` holds the image ids from `left` to `right`.

    The steps of the chain are DUP and ND; where the groups of the two were also told apart in another way, one of
    them, `other`, is that answer.
    """

    left: int
    right: int
    grade: Grade
    chain: tuple[int, ...]
    other: Pair | None = None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of which one must be wrong: the contradicting one, then those of the chain; left < right."""
        return (self.left, self.right), *((min(step), max(step)) for step in pairwise(self.chain))


@dataclass(frozen=True)
class Inferred:
    """A grade that follows: `chain` of image ids, and the uuids of the label rows along it.

    Steps over identical pixels are facts and have no label.
    """

    grade: Grade
    chain: tuple[int, ...]
    labels: tuple[str, ...]


class Ways:
    """Shortest ways over `joined`, breadth first, ties by id; what was walked from an image is kept."""

    def __init__(self, joined: Mapping[int, set[int]]) -> None:
        self._joined = joined
        self._from: dict[int, dict[int, int]] = {}  # start: image: the image before it

    def between(self, start: int, end: int) -> tuple[int, ...]:
        """The images from `start` to `end`, both of one group."""
        before = self._tree(start)
        chain = [end]
        while chain[-1] != start:
            chain.append(before[chain[-1]])
        return tuple(reversed(chain))

    def lengths(self, start: int) -> dict[int, int]:
        """The steps from `start` to every image of its group."""
        steps: dict[int, int] = {}
        for image, before in self._tree(start).items():  # in the order they were reached
            steps[image] = 0 if image == start else steps[before] + 1
        return steps

    def _tree(self, start: int) -> dict[int, int]:
        if start not in self._from:
            found = {start: start}
            waiting = deque([start])
            while waiting:
                here = waiting.popleft()
                for there in sorted(self._joined.get(here, ())):
                    if there not in found:
                        found[there] = here
                        waiting.append(there)
            self._from[start] = found
        return self._from[start]


def shortest(ways: Ways, left: int, right: int, bridges: Iterable[Pair]) -> tuple[int, ...]:
    """The shortest chain from `left` to `right` of different groups, over one of `bridges` between them."""
    near, far = ways.lengths(left), ways.lengths(right)
    best = min(
        ((near[a] + far[b], a, b) for pair in bridges for a, b in (pair, pair[::-1]) if a in near and b in far),
    )
    return ways.between(left, best[1]) + tuple(reversed(ways.between(right, best[2])))


@dataclass(frozen=True)
class Chains:
    """What contradictions are found in: the groups and the graded answers by pair."""

    links: GroupLinks
    answers: Mapping[Pair, Answer]


def contradictions(chains: Chains) -> tuple[Contradiction, ...]:
    """Every pair graded apart inside an ND group; between two groups every pair of the rarer of two grades."""
    ways, found = Ways(chains.links.joined), []
    for inside, between in chains.links.clashes():
        if inside:
            for pair in (*between.near, *between.nnd):
                found.append(Contradiction(*pair, _grade(chains, pair), ways.between(*pair)))
            continue
        rarer, usual = sorted((between.near, between.nnd), key=len)
        for pair in rarer:
            chain = shortest(ways, *pair, usual)
            step = next(step for step in pairwise(chain) if (min(step), max(step)) in usual)
            found.append(Contradiction(*pair, _grade(chains, pair), chain, (min(step), max(step))))
    return tuple(sorted(found, key=lambda one: (one.left, one.right)))


def _grade(chains: Chains, pair: Pair) -> Grade:
    grade = chains.answers[pair].grade
    assert grade is not None
    return grade
