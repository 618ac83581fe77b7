"""Held back: the pairs that tell which state is the best and when to stop; no image of theirs is learned from.

The graded ones alone say little. People are asked for close pairs: of those held back two or three may be NND, and
anything tells them from the rest. So pairs nobody compared, of images that are different in all likelihood, stand
beside them: among thousands of strangers it shows whether a match has to be looked for behind one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.head import FloatArray, IntArray
from models.material import Material

STRANGERS = 20_000  # pairs nobody compared, at most
_EACH = 2_000  # images up to which every pair of them is looked at


@dataclass(frozen=True)
class HeldBack:
    """Image numbers `left` and `right` (n,), `positive` flags, `presumed`: flags of those nobody compared."""

    left: IntArray
    right: IntArray
    positive: NDArray[np.bool_]
    presumed: NDArray[np.bool_]

    @property
    def images(self) -> IntArray:
        """The ends of these pairs, ascending."""
        return np.unique(np.concatenate((self.left, self.right)))

    def without_suspects(self, distance: FloatArray, bound: float) -> Self:
        """Without presumed pairs that begin closer than `bound`: most are matches nobody found."""
        kept = ~self.presumed | (distance >= bound)
        return type(self)(self.left[kept], self.right[kept], self.positive[kept], self.presumed[kept])


def held_back(material: Material, seed: int) -> HeldBack:
    """The graded pairs of `material` that are held back, and up to STRANGERS pairs of images held back that may be
    presumed to be different."""
    rows = np.flatnonzero(material.validation)
    left, right = _strangers(material, np.random.default_rng([seed, 2]))
    return HeldBack(
        np.concatenate((material.left[rows], left)),
        np.concatenate((material.right[rows], right)),
        np.concatenate((material.positive[rows], np.zeros(len(left), np.bool_))),
        np.arange(len(rows) + len(left)) >= len(rows),
    )


def _strangers(material: Material, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
    count = material.images - material.learnable
    if count <= _EACH:
        ends = np.stack(np.triu_indices(count, 1))
    else:  # with luck twice the same pair: of so many it does not matter
        ends = rng.integers(count, size=(2, 4 * STRANGERS))
        ends = ends[:, ends[0] != ends[1]]
    ends = ends.astype(np.int64) + material.learnable
    ends = ends[:, material.relations.presumable(*ends)]
    if ends.shape[1] > STRANGERS:
        ends = ends[:, np.sort(rng.choice(ends.shape[1], STRANGERS, replace=False))]
    return ends[0], ends[1]
