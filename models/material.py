"""Material: what a training may look at. Images are numbers from 0, those that may be learned from first.

Everything behind `learnable` is held back: it tells when to stop, and no sampler ever hears of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.errors import UserError
from models.head import IntArray
from models.sampler import PairPool

FEWEST = 4  # positives, and negatives, without which nothing can be learned
OPEN = -1  # no rank: nobody said how alike these two are


def _none() -> IntArray:
    return np.empty(0, np.int64)


@dataclass(frozen=True)
class Relations:
    """What is known of any two images by number, all (m,) unless said otherwise.

    `group`: images of one match each other under the training's cut; `same`: closed over DUP and ND only;
    `component`: images of two components may be presumed different, of one may not; `apart`: images of two groups
    that both have it are known to be different. `links` (k,) ascending keys of two `same`, with the `ranks` that
    were answered between them; `unsettled` ascending keys of two images of which nothing may be said: people
    disagreed, or could not tell. `lenient`: near-ND is a match.
    """

    group: IntArray
    same: IntArray
    component: IntArray
    apart: NDArray[np.bool_]
    links: IntArray = field(default_factory=_none)
    ranks: IntArray = field(default_factory=_none)
    unsettled: IntArray = field(default_factory=_none)
    lenient: bool = True

    def rank(self, left: IntArray, right: IntArray) -> IntArray:
        """2 ND, 1 near-ND, 0 NND, OPEN where it is not known; images of one group are a match of at least rank 1."""
        apart = self.apart[left] & self.apart[right] & (self.component[left] != self.component[right])
        found = np.where(apart, 0, OPEN)
        if self.lenient:
            found = np.where(self.group[left] == self.group[right], 1, found)
        one, other = self.same[left], self.same[right]
        found = _looked_up(keys(one, other), self.links, self.ranks, found)
        found = np.where(one == other, 2, found)
        return np.where(self._is_unsettled(left, right), OPEN, found)

    def positive(self, rank: IntArray) -> NDArray[np.bool_]:
        """Whether pairs of these ranks are a match under the cut."""
        return np.asarray(rank >= (1 if self.lenient else 2))

    def presumable(self, left: IntArray, right: IntArray) -> NDArray[np.bool_]:
        """Pairs nobody spoke of that are different in all likelihood: of two components, and not unsettled."""
        different = self.component[left] != self.component[right]
        return np.asarray(different & ~self._is_unsettled(left, right) & (self.rank(left, right) == OPEN))

    def _is_unsettled(self, left: IntArray, right: IntArray) -> NDArray[np.bool_]:
        return np.asarray(_looked_up(keys(left, right), self.unsettled, np.ones_like(self.unsettled), 0) == 1)


@dataclass(frozen=True)
class Material:
    """Graded pairs (n,) and what is known of the images they are of.

    `left`, `right` image numbers; `rank` 2 ND, 1 near-ND, 0 NND; `degree` in [0, 1] or NaN; `validation` flags. A pair
    to learn from has both ends below `learnable`.
    """

    left: IntArray
    right: IntArray
    rank: IntArray
    degree: NDArray[np.float32]
    validation: NDArray[np.bool_]
    relations: Relations
    learnable: int

    @property
    def images(self) -> int:
        """How many images there are, held back ones included."""
        return len(self.relations.group)

    @property
    def positive(self) -> NDArray[np.bool_]:
        """(n,) which pairs are a match under the cut."""
        return self.relations.positive(self.rank)

    def pool(self) -> tuple[PairPool, IntArray]:
        """The pairs to learn from as samplers see them, and the row here of each."""
        rows = np.flatnonzero(~self.validation)
        return PairPool(self.positive[rows], self.rank[rows], self.left[rows], self.right[rows]), rows

    def groups(self) -> IntArray:
        """(learnable,) the group of every image to learn from, numbered from 0."""
        return np.unique(self.relations.group[: self.learnable], return_inverse=True)[1].astype(np.int64)

    def check(self) -> Self:
        """UserError unless both kinds of pairs are there, to learn from and held back."""
        if np.stack((self.left, self.right))[:, ~self.validation].max(initial=-1) >= self.learnable:
            raise ValueError("a pair to learn from has an image that is held back")
        for kind, name in ((True, "positive"), (False, "negative")):
            found = int((self.positive[~self.validation] == kind).sum())
            if found < FEWEST:
                raise UserError(
                    "there are {found} {name} pairs to learn from; grade until there are {needed}",
                    found=found, name=name, needed=FEWEST,
                )  # fmt: skip
            if not (self.positive[self.validation] == kind).any():
                raise UserError("no {name} pair is held back to tell when to stop; grade more pairs", name=name)
        return self


def keys(left: IntArray, right: IntArray) -> IntArray:
    """One number per pair, whatever the order of its ends."""
    return (np.minimum(left, right) << 32) | np.maximum(left, right)


def _looked_up(wanted: IntArray, ascending: IntArray, values: IntArray, otherwise: IntArray | int) -> IntArray:
    if not len(ascending):
        return np.broadcast_to(np.asarray(otherwise, np.int64), wanted.shape)
    place = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.where(ascending[place] == wanted, values[place], otherwise)


def unrelated(count: int) -> Relations:
    """Images of which nothing is known: each a group and a component of its own."""
    own = np.arange(count, dtype=np.int64)
    return Relations(own, own, own, np.zeros(count, np.bool_))
