"""What a miner may look at: `MiningInput`, and the facts of images that are not their content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.mining.known import Known
from app.core.records import BoolArray, Embeddings, FloatArray, IntArray, Neighbours
from app.core.searching.view_search import ViewSearch, between_views

if TYPE_CHECKING:
    from app.core.records import Image


class Searching(Protocol):
    """The nearest images of images of the collection, never the image itself; and what the search says of itself."""

    def neighbours(self, k: int, ids: IntArray) -> Neighbours:
        """The `k` nearest of each of `ids`, in the order of `ids`."""

    def within(self, radius: float) -> tuple[IntArray, IntArray, FloatArray]:
        """All pairs at most `radius` apart: `left` < `right`, each once, and their distances."""

    def report(self) -> dict[str, Any]:
        """Method, recall and the like, for people."""


@dataclass(frozen=True)
class Facts:
    """Columns by row of `MiningInput.ids`; every one (n,)."""

    folder: IntArray  # a number per folder of the collection
    taken: NDArray[np.float64]  # seconds, NaN where no time was recorded
    camera: IntArray  # a number per camera, -1 where none was recorded
    phash: NDArray[np.uint64]
    hashed: BoolArray  # whether there is a perceptual hash

    @classmethod
    def none(cls, count: int) -> Facts:
        """Nothing is known of any image, and all are in one folder."""
        zeros = np.zeros(count, np.int64)
        return cls(zeros, np.full(count, np.nan), zeros - 1, zeros.astype(np.uint64), np.zeros(count, np.bool_))


@dataclass(frozen=True)
class MiningInput:
    """What a miner may look at. `facts` and `images` cost something and are asked only by miners that need them."""

    embeddings: Embeddings
    hashes: Mapping[int, str]  # content hashes by image id
    known: Known
    search: Searching
    facts: Callable[[], Facts]
    images: Callable[[IntArray], Mapping[int, Image]] = lambda _ids: {}
    turned: Mapping[int, Embeddings] = field(default_factory=dict)  # by view, where pictures are also turned
    propose_known: bool = False  # whether pairs that are known to match are proposed like any other
    seed: int = 0
    job: Job = NULL_JOB
    folder: Path | None = None  # where what is computed of pictures may be kept; None: nowhere
    left_out: Counter[str] = field(default_factory=Counter)  # what a miner had to leave out, for the run's report

    @property
    def ids(self) -> IntArray:
        """The images, ascending."""
        return self.embeddings.ids

    def neighbours(self, k: int, ids: IntArray) -> Neighbours:
        """Of each of `ids` the `k` nearest others, nearest first, ties by id; short rows end in -1 and inf."""
        return self.search.neighbours(k, ids)

    def within(self, radius: float) -> tuple[IntArray, IntArray, FloatArray]:
        """All pairs at most `radius` apart: `left` < `right`, each once, and their distances."""
        return self.search.within(radius)

    def among(self, ids: IntArray, k: int) -> Neighbours:
        """The `k` nearest among these images alone, exactly; rows in the order of `ids` (ascending)."""
        rows = np.searchsorted(self.ids, ids)
        turned = {view: Embeddings(ids, found.vectors[rows]) for view, found in self.turned.items()}
        return ViewSearch(Embeddings(ids, self.embeddings.vectors[rows]), turned, job=self.job).neighbours(k, ids)

    def distances(self, left: IntArray, right: IntArray) -> tuple[FloatArray, IntArray | None]:
        """The distance of each pair and the view of `right` that gives it (None where pictures are not turned)."""
        return between_views(self.embeddings, self.turned, left, right)

    def closed(self, left: IntArray, right: IntArray) -> BoolArray:
        """Whether each pair is not to be proposed: judged, identical, or known to match unless those are asked for."""
        settled = self.known.settled(left, right)
        return settled if self.propose_known else settled | self.known.matches(left, right)

    def rng(self) -> Generator:
        """A generator of this run's seed, at its start."""
        return np.random.default_rng(self.seed)
