"""Bags of negatives: batches of images that an online hash puts together, at the same cost for any collection.

In the manner of Gajić, Amato, Gatta ("Bag of negatives for Siamese architectures", BMVC 2019), reconstructed: of the
paper only its idea was at hand. Chosen here: a linear encoder (sign_bits.py) on the vectors of every step, one bin a
code; the images of a step move to the bin of their fresh code and all others keep their last one. A batch begins at
an image at random and takes the groups of its bin; where these are too few, the bins with one bit flipped follow,
the bit nearest to changing first, and after them groups at random.
"""

from __future__ import annotations

import numpy as np

from models.sampler import FloatArray, IntArray
from models.samplers.bins import Bins
from models.samplers.composed import Composed, chooser
from models.samplers.sign_bits import SignBits
from models.samplers.surroundings import Chooser

_OFFERED = 4  # images of a bin looked at, for each that is wanted: enough groups among them, and never a whole bin
_MOST_BITS = 16
_BLOCK = 16384  # vectors projected at a time


class BagOfNegatives(Composed):
    """Groups of one bin; triplets by `chooser`."""

    def __init__(self, group: IntArray, per_group: int, chooser: Chooser, bag: int, encoder: str) -> None:
        super().__init__(group, per_group, chooser)
        images = self.composition.images
        self._encoder = SignBits(int(np.clip(round(np.log2(len(images) / bag)), 1, _MOST_BITS)), encoder)
        self.bins = Bins(images, len(self.composition.group))
        self._projected = np.zeros((len(self.composition.group), self._encoder.bits), np.float16)
        # The mean age of the codes by one sum, as of all images there are too many to look at.
        self._step_of = np.zeros(len(self.composition.group), np.int64)
        self._steps = self._sum_of_steps = 0
        self._filled = 0.0

    def draw(self, size: int, rng: np.random.Generator) -> IntArray:
        """About `size` images, each once, at least two of every group drawn: of one bin as far as they go."""
        images = self.composition.images
        first = int(images[rng.integers(len(images))])
        bag = np.concatenate([[first], *self._bags(first, size, rng)])
        wanted = self.composition.groups_of(size)
        found = np.unique(self.composition.place[bag]).size
        self._filled = max(0, wanted - found) / wanted
        if found < wanted:
            bag = np.concatenate([bag, self.composition.draw(size, rng)])
        return self.composition.complete(bag, size, rng)

    def _bags(self, first: int, size: int, rng: np.random.Generator) -> list[IntArray]:
        """Images of the first image's bin, then of its neighbours, until there are groups enough."""
        code, wanted = self.bins.of(first), self.composition.groups_of(size)
        flips = np.argsort(np.abs(self._projected[first, : self._encoder.bits])) if code >= 0 else ()
        bags: list[IntArray] = []
        groups: set[int] = set()
        for near in (code, *(code ^ (1 << int(bit)) for bit in flips)):
            bags.append(self.bins.draw(near, _OFFERED * size, rng))
            groups.update(self.composition.place[bags[-1]].tolist())
            if len(groups) >= wanted:
                break
        return bags

    def see(self, images: IntArray, vectors: FloatArray) -> None:
        """Let the encoder follow, and move these images to the bins of their codes."""
        self._steps += 1
        self._encoder.follow(vectors)
        for start in range(0, len(images), _BLOCK):
            block = images[start : start + _BLOCK]
            projected = self._encoder.project(vectors[start : start + _BLOCK])
            self._projected[block, : self._encoder.bits] = projected
            for image, code in zip(block.tolist(), self._encoder.codes(projected).tolist(), strict=True):
                self.bins.move(image, code)
        kept = images[self.composition.place[images] >= 0]
        self._sum_of_steps += int((self._steps - self._step_of[kept]).sum())
        self._step_of[kept] = self._steps

    def figures(self) -> dict[str, float]:
        """Those of the chooser; bits, share of bins in use, entropy in bits, mean age of the codes in steps, and the
        share of the last batch's groups that were none of the bag's."""
        return self.chooser.figures() | {
            "bits": float(self._encoder.bits),
            "occupancy": self.bins.occupied() / 2**self._encoder.bits,
            "entropy": self.bins.entropy(),
            "age": self._steps - self._sum_of_steps / len(self.composition.images),
            "filled_at_random": self._filled,
        }


def build(group: IntArray, *, per_group: int, choose: str, bag: int, encoder: str) -> BagOfNegatives:
    """Bags of about `bag` images each; triplets by the sampler called `choose` with its default settings."""
    return BagOfNegatives(group, per_group, chooser(choose, group), bag, encoder)
