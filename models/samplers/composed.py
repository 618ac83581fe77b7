"""Composed: a sampler of groups made of a composition (which images) and a chooser (which triplets among them)."""

from __future__ import annotations

import numpy as np

from models.sampler import FloatArray, IntArray, Remembered, Triplets
from models.samplers.composition import Composition
from models.samplers.surroundings import Chooser, surroundings

NOTHING = Remembered(np.empty((0, 0), np.float32), np.empty(0, np.int64))


class Composed:
    """Groups and images at random, triplets by `chooser`, nothing remembered."""

    def __init__(self, group: IntArray, per_group: int, chooser: Chooser) -> None:
        self.composition = Composition(group, per_group)
        self.chooser = chooser

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """About `size` images, each once, at least two of every group drawn."""
        return self.composition.draw(size, rng)

    def remembered(self) -> Remembered:
        """Nothing."""
        return NOTHING

    def choose(self, vectors: FloatArray, images: IntArray, rng: np.random.Generator) -> Triplets:
        """Triplets among `images` (as drawn, then as remembered) at their unit `vectors`; never of one group."""
        return self.chooser(surroundings(vectors, images, self.composition.group, len(images)), rng)

    def see(self, images: IntArray, vectors: FloatArray) -> None:
        """Nothing to remember."""

    def figures(self) -> dict[str, float]:
        """Those of the chooser."""
        return self.chooser.figures()


def chooser(name: str, group: IntArray) -> Chooser:
    """The chooser of the sampler called `name`, with its default settings."""
    from models.samplers import SAMPLERS

    entry = SAMPLERS.entry(name)
    made = entry.load()(group, **{setting.key: setting.default for setting in entry.settings})
    assert isinstance(made, Composed)
    return made.chooser
