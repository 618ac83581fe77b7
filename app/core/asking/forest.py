"""Which pairs of a batch answer each other: of five pictures that are one, four pairs tell what ten would."""

from __future__ import annotations

import numpy as np

from app.core.grading.relations import UnionFind
from app.core.records import BoolArray, IntArray


def leading(left: IntArray, right: IntArray, size: int, joins: BoolArray | None = None) -> IntArray:
    """The first `size` pairs, in order, that close no ring; where those run out the skipped ones follow, in order.

    `left`, `right` (n,) name the ND groups of the ends, best pair first. Only pairs in `joins` (n,) make rings: those
    whose answer is expected to be ND; without it all do. A pair between groups that another one links is a ring too.
    """
    ends = zip(left.tolist(), right.tolist(), strict=True)
    joining = [True] * len(left) if joins is None else joins.tolist()
    sets, linked = UnionFind(), set[tuple[int, int]]()
    taken: list[int] = []
    skipped: list[int] = []
    for row, ((one, other), join) in enumerate(zip(ends, joining, strict=True)):
        if len(taken) == size:
            break
        link = tuple(sorted((sets.root(one), sets.root(other))))
        if link[0] == link[1] or (one, other) in linked or (other, one) in linked:
            skipped.append(row)
            continue
        linked.add((one, other))
        taken.append(row)
        if join:
            sets.join(*link)
    return np.array(taken + skipped[: size - len(taken)], np.int64)
