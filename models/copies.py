"""Copies: altered views of the images a training looks at, and copies that take part as images of their own.

That a picture and its copy match is known without a grade. A copy that takes part gets a number like any image,
belongs to everything its source belongs to, and is an ND of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models.head import IntArray, Rows
from models.material import Material, keys


@dataclass(frozen=True)
class Views:
    """Altered views of images by number (m,): `row` in `rows`, -1 where there are none; `copy`: it is never shown
    as it is.

    `rows` (k, count * d) holds the views of an image side by side. `made(rows, views)` makes a view when it is first
    asked for: which there are, flags (n,), and those (m, d). Neither where views are made anew for every look.
    """

    row: IntArray
    copy: NDArray[np.bool_]
    count: int
    rows: Rows | None = None
    made: Callable[[IntArray, IntArray], tuple[NDArray[np.bool_], NDArray[Any]]] | None = None

    def pick(self, numbers: IntArray, chance: float, rng: Generator | None) -> IntArray:
        """Which view of each of these images to show, -1: the image itself.

        Without a generator always the same: the first view of a copy. With one, a view at random of every copy, and
        with this chance of any other image that has views.
        """
        copy = self.copy[numbers]
        if rng is None:
            return np.where(copy, 0, -1)
        shown = copy | ((self.row[numbers] >= 0) & (rng.random(len(numbers)) < chance))
        return np.where(shown, rng.integers(self.count, size=len(numbers)), -1)

    def read(self, originals: NDArray[Any], numbers: IntArray, view: IntArray) -> NDArray[Any]:
        """`originals` (n, d) of these images with the views asked for in their places; an image whose view cannot be
        made is shown as it is."""
        there = np.flatnonzero(view >= 0)
        if len(there) and self.made is not None:
            readable, found = self.made(self.row[numbers[there]], view[there])
            originals[there[readable]] = found
        elif len(there) and self.rows is not None:
            found = self.rows[self.row[numbers[there]]].reshape(len(there), self.count, -1)
            originals[there] = found[np.arange(len(there)), view[there]]
        return originals


@dataclass(frozen=True)
class WithCopies:
    """A material in which some images have a copy; `source` (m,): the number each image had before, or its source's;
    `copy` (m,) flags."""

    material: Material
    source: IntArray
    copy: NDArray[np.bool_]


def with_copies(material: Material, sources: IntArray) -> WithCopies:
    """`material` with one copy of each of `sources`, ascending image numbers: an ND pair more, to learn from or held
    back like its source."""
    learned = sources[sources < material.learnable]
    held = sources[sources >= material.learnable]
    source = np.concatenate((np.arange(material.learnable), learned,
                             np.arange(material.learnable, material.images), held))  # fmt: skip
    copy = np.zeros(len(source), np.bool_)
    copy[material.learnable : material.learnable + len(learned)] = True
    copy[len(source) - len(held) :] = True
    number = np.flatnonzero(~copy)  # of every image of before
    known = material.relations
    columns = {name: getattr(known, name)[source] for name in ("group", "same", "component", "apart")}
    relations = replace(known, **columns, unsettled=_unsettled(known.unsettled, number, source, copy))
    added = np.flatnonzero(copy)
    left, right = number[source[added]], added
    made = Material(
        np.concatenate((number[material.left], left)),
        np.concatenate((number[material.right], right)),
        np.concatenate((material.rank, np.full(len(added), 2, np.int64))),
        np.concatenate((material.degree, np.full(len(added), np.nan, np.float32))),
        np.concatenate((material.validation, source[added] >= material.learnable)),
        relations,
        material.learnable + len(learned),
    )
    return WithCopies(made, source, copy)


def _unsettled(unsettled: IntArray, number: IntArray, source: IntArray, copy: NDArray[np.bool_]) -> IntArray:
    """Of which pairs nothing may be said: what holds of two images holds of their copies."""
    twin = number.copy()
    twin[source[copy]] = np.flatnonzero(copy)
    left, right = unsettled >> 32, unsettled & 0xFFFFFFFF
    ends = [(one[left], other[right]) for one in (number, twin) for other in (number, twin)]
    return np.unique(np.concatenate([keys(one, other) for one, other in ends]))
