"""Bins: which images have which code, kept so that a move and a draw cost the same for any number of images."""

from __future__ import annotations

import math

import numpy as np

from models.sampler import IntArray

UNSEEN = -1  # the bin of images that have no code yet


class Bins:
    """Every image of `images` in exactly one bin; at first all of them in UNSEEN."""

    def __init__(self, images: IntArray, count: int) -> None:
        """`count`: one more than the largest image."""
        self._members: dict[int, list[int]] = {UNSEEN: images.tolist()}
        self._bin = np.full(count, UNSEEN, np.int64)
        self._place = np.full(count, -1, np.int64)
        self._place[images] = np.arange(len(images))
        self._total = len(images)
        self._heap = _weight(len(images))  # sum of c log2 c over the bins: the entropy without counting them all

    def move(self, image: int, code: int) -> None:
        """Put the image into the bin `code`; an image that is not one of these is left alone."""
        old, place = int(self._bin[image]), int(self._place[image])
        if place < 0 or old == code:
            return
        left = self._members[old]
        last = left.pop()
        if last != image:
            left[place] = last
            self._place[last] = place
        self._heap += _weight(len(left)) - _weight(len(left) + 1)
        if not left:
            del self._members[old]
        joined = self._members.setdefault(code, [])
        self._heap += _weight(len(joined) + 1) - _weight(len(joined))
        self._bin[image], self._place[image] = code, len(joined)
        joined.append(image)

    def of(self, image: int) -> int:
        """The bin of an image."""
        return int(self._bin[image])

    def draw(self, code: int, most: int, rng: np.random.Generator) -> IntArray:
        """At most `most` images of a bin in random order; none of a bin that is empty."""
        members = self._members.get(code, [])
        places = rng.choice(len(members), min(most, len(members)), replace=False) if members else ()
        return np.array([members[place] for place in places], np.int64)

    def members(self) -> dict[int, list[int]]:
        """Every bin that is not empty."""
        return self._members

    def occupied(self) -> int:
        """How many bins of seen images are not empty."""
        return len(self._members) - (UNSEEN in self._members)

    def entropy(self) -> float:
        """Of the bin of a random image, in bits."""
        return math.log2(self._total) - self._heap / self._total


def _weight(count: int) -> float:
    return count * math.log2(count) if count else 0.0
