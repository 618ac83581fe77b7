"""What is known of the images a training looks at, from answers, identical pixels and imported groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from app.core.asking.implied import Implied
from app.core.grading.relations import UnionFind
from app.core.learning.split import chained
from app.core.mining.known import keys
from app.core.records import Answer, Cut, IntArray
from models.material import Relations

if TYPE_CHECKING:
    from app.core.store.images import KnownGroup

Edge = tuple[int, int]


@dataclass(frozen=True)
class Knowing:
    """Answers, pixel-identical pairs, imported groups, and pairs that somebody looked at without an answer."""

    answers: Sequence[Answer] = ()
    duplicates: Sequence[Edge] = ()
    groups: Sequence[KnownGroup] = ()
    untold: Sequence[Edge] = ()
    images: Collection[int] = frozenset()

    def among(self, images: set[int], kept: Sequence[Answer]) -> Self:
        """What is known of these images alone: `kept` of the answers, the others as pairs of which nothing is said."""
        chosen = {(a.left, a.right) for a in kept}
        open_ = [(a.left, a.right) for a in self.answers if (a.left, a.right) not in chosen]
        return replace(
            self,
            answers=kept,
            duplicates=[edge for edge in self.duplicates if images.issuperset(edge)],
            groups=[row for row in self.groups if row.image_id in images],
            untold=[edge for edge in (*self.untold, *open_) if images.issuperset(edge) and edge not in chosen],
            images=frozenset(images),
        )

    def grouped(self) -> list[list[int]]:
        """The images of every imported group, by its name."""
        found: dict[str, list[int]] = {}
        for row in self.groups:
            found.setdefault(row.name, []).append(row.image_id)
        return [sorted(found[name]) for name in sorted(found)]

    def members(self) -> list[int]:
        """Images that are in an imported group."""
        return sorted({row.image_id for row in self.groups})

    def crossing(self) -> list[int]:
        """Images of imported groups that are NND across groups."""
        return sorted({row.image_id for row in self.groups if row.cross_group_nnd})


def relations(known: Knowing, root: Mapping[int, int], images: IntArray, cut: Cut) -> Relations:
    """The relations of `images` (m,) by their place: groups under `cut`, what was answered between them.

    Under the strict cut a group is what DUP and ND join; under the lenient one near-ND and imported groups join too.
    """
    implied = Implied.build(known.answers, known.duplicates)
    edges = [*known.duplicates, *((a.left, a.right) for a in known.answers if a.grade and cut.positive(a.grade))]
    if cut is Cut.LENIENT:
        edges += chained(known.grouped())
    joined = UnionFind(edges)
    place = {image: number for number, image in enumerate(images.tolist())}

    def numbered(names: Collection[int]) -> IntArray:
        return np.unique(np.array(list(names), np.int64), return_inverse=True)[1].astype(np.int64)

    same = implied.same.root(images)
    links, ranks = _links(implied, same, numbered(same))
    untold = [(place[a], place[b]) for a, b in known.untold if a in place and b in place]
    ends = np.array(untold, np.int64).reshape(-1, 2)
    return Relations(
        group=numbered([joined.root(image) for image in images.tolist()]),
        same=numbered(same),
        component=numbered([root[image] for image in images.tolist()]),
        apart=np.isin(images, np.array(known.crossing(), np.int64)),
        links=links,
        ranks=ranks,
        unsettled=np.unique(keys(ends[:, 0], ends[:, 1])),
        lenient=cut is Cut.LENIENT,
    )


def _links(implied: Implied, same: IntArray, number: IntArray) -> tuple[IntArray, IntArray]:
    """Keys of numbered ND sets, ascending, between which something was answered, and the ranks that it was."""
    roots, first = np.unique(same, return_index=True)
    ends = np.stack((implied.links >> 32, implied.links & 0xFFFFFFFF))
    there = np.isin(ends, roots).all(axis=0)
    left, right = (number[first[np.searchsorted(roots, side[there])]] for side in ends)
    found = keys(left, right)
    order = np.argsort(found)
    return found[order], np.asarray(implied.ranks[there][order])
