"""Composition of a batch: a number of groups, a number of images of each, shared by every sampler of groups."""

from __future__ import annotations

import numpy as np

from models.errors import UserError
from models.sampler import IntArray

FEWEST = 2  # groups, without which there is no negative, and images of each, without which there is no positive


class Composition:
    """P groups times `per_group` images each; smaller groups give what they have, groups of one image nothing.

    `group` (m,) is the group of every image. UserError unless two groups have two images.
    """

    def __init__(self, group: IntArray, per_group: int) -> None:
        self.group = np.asarray(group, np.int64)
        self.per_group = per_group
        _, number, counts = np.unique(self.group, return_inverse=True, return_counts=True)
        order = np.argsort(number, kind="stable")
        large = counts >= FEWEST
        if large.sum() < FEWEST:
            raise UserError(
                "there are {found} groups of two images or more, and learning from groups needs {needed}",
                found=int(large.sum()), needed=FEWEST,
            )  # fmt: skip
        self._members = order[large[number[order]]]
        self._counts = counts[large]
        self._starts = np.cumsum(self._counts) - self._counts
        self._typical = float(np.minimum(self._counts, per_group).mean())
        self.place = np.full(len(self.group), -1, np.int64)  # of every image, its group among the large ones
        self.place[self._members] = np.repeat(np.arange(len(self._counts)), self._counts)

    @property
    def images(self) -> IntArray:
        """Every image that can be drawn, in the order of their groups."""
        return self._members

    def groups_of(self, size: int) -> int:
        """How many groups a batch of about `size` images has."""
        return min(max(FEWEST, int(size / self._typical)), len(self._counts))

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """About `size` images, each once: every group equally likely, `per_group` images at random of each."""
        groups = rng.choice(len(self._counts), self.groups_of(size), replace=False)
        return self._members[self._inside(groups, rng)]

    def _inside(self, groups: IntArray, rng: np.random.Generator) -> IntArray:
        """Floyd's draw without replacement, in all groups at once: positions among the members."""
        counts = self._counts[groups]
        wanted = np.minimum(counts, self.per_group)
        drawn = np.full((len(groups), self.per_group), -1, np.int64)
        for column in range(self.per_group):
            last = counts - wanted + column
            found = (rng.random(len(groups)) * (last + 1)).astype(np.int64)
            again = (drawn[:, :column] == found[:, None]).any(axis=1)
            drawn[:, column] = np.where(column < wanted, np.where(again, last, found), -1)
        there = drawn >= 0
        return np.asarray((self._starts[groups, None] + drawn)[there])

    def complete(self, bag: IntArray, size: int, rng: np.random.Generator) -> IntArray:
        """A batch out of `bag`, in this order: its groups as they come, their images in the bag first, then others.

        It has fewer groups than `draw` gives when the bag does.
        """
        batch: dict[int, list[int]] = {}
        most = self.groups_of(size)
        for image, place in zip(bag.tolist(), self.place[bag].tolist(), strict=True):
            if place not in batch and len(batch) < most:
                batch[place] = [image]
            elif place in batch and len(batch[place]) < self.per_group and image not in batch[place]:
                batch[place].append(image)
        for place, images in batch.items():
            self._top_up(place, images, rng)
        return np.array([image for images in batch.values() for image in images], np.int64)

    def _top_up(self, place: int, images: list[int], rng: np.random.Generator) -> None:
        """Random further images of the group until there are `per_group`, or all of it."""
        start, count = int(self._starts[place]), int(self._counts[place])
        missing = min(self.per_group, count) - len(images)
        if missing > 0:
            # As many as there can be in all: however large the group, enough of them are new.
            offered = rng.choice(count, min(count, self.per_group + len(images)), replace=False)
            fresh = [image for image in self._members[start + offered].tolist() if image not in images]
            images += fresh[:missing]
