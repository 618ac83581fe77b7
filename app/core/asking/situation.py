"""Situation: everything a query strategy may look at, computed when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.asking import boundaries
from app.core.asking.boundaries import Boundaries
from app.core.asking.implied import Implied
from app.core.mining.candidates import chosen
from app.core.records import Answer, BoolArray, Candidates, Embeddings, FloatArray, IntArray
from app.core.searching.index import between
from models.errors import UserError
from models.settings import Value

if TYPE_CHECKING:
    from app.core.asking.pool import Pool
    from app.core.judging.verifier import Chances
    from app.core.settings import Settings
    from app.core.store.project import Project

RANDOM_PAIRS = 20_000  # whose distances stand for those of all pairs: twenty of them are below the 0.1 % quantile
NO_HASH = 65  # bits between hashes of which one is missing: more than there are
NO_GRADE = -1


@dataclass(frozen=True)
class Graded:
    """Pairs that people answered, in no sealed batch: ends, the rank held true (NO_GRADE: none), whether they differ.

    `doubtful`: somebody marked the grade as a guess. All (n,), by left and right image.
    """

    left: IntArray
    right: IntArray
    rank: IntArray
    disputed: BoolArray
    doubtful: BoolArray

    def __len__(self) -> int:
        return len(self.left)


def no_embeddings() -> Embeddings | None:
    """There are none."""
    return None


# Called with ends of pairs, a verifier and how many of them geometry decides about; None with too few grades.
Judging = Callable[["IntArray", "IntArray", str, int], "Chances | None"]


def no_chances(left: IntArray, right: IntArray, kind: str, checked: int) -> Chances | None:
    """Nothing is known of pairs but what the situation holds."""
    return None


@dataclass(frozen=True)
class Situation:
    """What strategies decide on. `candidates` are open, closest first; `closed` were mined too and are not.

    `current` and `former` give the embeddings of this round and of the one before, None where there are none;
    `hashes` ids and perceptual hashes; `judge` the chances of pairs by a verifier fitted to the grades of now, and
    `fitted` by full key the settings of every verifier that was asked. Arrays named after pairs are by row of the
    candidates.
    """

    candidates: Candidates
    closed: Candidates
    graded: Graded
    implied: Implied
    current: Callable[[], Embeddings | None] = no_embeddings
    former: Callable[[], Embeddings | None] = no_embeddings
    hashes: Callable[[], tuple[IntArray, NDArray[np.uint64]]] = field(
        default=lambda: (np.empty(0, np.int64), np.empty(0, np.uint64))
    )
    judge: Judging = no_chances
    fitted: dict[str, Value] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.candidates)

    def only(self, rows: IntArray) -> Situation:
        """The same with these candidates alone, in their order."""
        return replace(self, candidates=chosen(self.candidates, rows))

    @cached_property
    def embeddings(self) -> Embeddings:
        """The embeddings of this round; UserError where there are none."""
        found = self.current()
        if found is None:
            raise UserError("this query strategy needs the embeddings of the round, and they cannot be made")
        return found

    @cached_property
    def groups(self) -> tuple[IntArray, IntArray]:
        """The ND group of the left and of the right image of each candidate."""
        return self.implied.same.root(self.candidates.left), self.implied.same.root(self.candidates.right)

    @cached_property
    def former_distance(self) -> FloatArray | None:
        """The distance of each candidate under the former embedding, nan without; None where there is no former."""
        found = self.former()
        return None if found is None else measured(found, self.candidates.left, self.candidates.right)

    @cached_property
    def bits(self) -> IntArray:
        """The bits in which the perceptual hashes of each candidate differ, NO_HASH where one is missing."""
        return bits_between(*self.hashes(), self.candidates.left, self.candidates.right)

    @cached_property
    def graded_distance(self) -> FloatArray:
        """The distance of each graded pair under the embedding of this round, nan where an image has none."""
        return measured(self.embeddings, self.graded.left, self.graded.right)

    @cached_property
    def boundaries(self) -> Boundaries:
        """b1 and b2: fitted to the grades where there are enough, else quantiles of the distances of random pairs."""
        start = boundaries.before_training(random_distances(self.embeddings))
        use = (self.graded.rank != NO_GRADE) & np.isfinite(self.graded_distance)
        return boundaries.fitted(self.graded_distance[use], self.graded.rank[use], start)


def measured(found: Embeddings, left: IntArray, right: IntArray) -> FloatArray:
    """Distances of pairs, nan where an image has no vector."""
    there = np.isin(left, found.ids) & np.isin(right, found.ids)
    distance = np.full(len(left), np.nan, np.float32)
    distance[there] = between(found, left[there], right[there])
    return distance


def bits_between(ids: IntArray, hashes: NDArray[np.uint64], left: IntArray, right: IntArray) -> IntArray:
    """The bits in which two perceptual hashes differ, NO_HASH where one is missing."""
    bits = np.full(len(left), NO_HASH, np.int64)
    there = np.isin(left, ids) & np.isin(right, ids)
    ends = [hashes[np.searchsorted(ids, end[there])] for end in (left, right)]
    bits[there] = np.bitwise_count(ends[0] ^ ends[1])
    return bits


def random_distances(found: Embeddings, count: int = RANDOM_PAIRS) -> FloatArray:
    """The distances of random pairs of different images, always the same ones: of all pairs where they are few."""
    images = len(found.ids)
    if images * (images - 1) // 2 <= count:
        one, other = np.triu_indices(images, 1)
    else:
        rng: Generator = np.random.default_rng(0)
        one = rng.integers(0, images, count)
        other = (one + rng.integers(1, images, count)) % images
    return between(found, found.ids[one], found.ids[other])


def graded_of(answers: Sequence[Answer], judged: IntArray) -> Graded:
    """The graded pairs from everybody's current answers, and those of `judged` that people could not grade."""
    # The answer to a sealed pair stays apart: what it is for is measuring, and measuring again.
    sealed = {(answer.left, answer.right) for answer in answers if answer.sealed}
    rows = [
        (a.left, a.right, NO_GRADE if a.grade is None else min(a.grade.rank, 2), a.grade is None, a.low_confidence)
        for a in answers
        if not a.sealed
    ]
    rows += [(left, right, NO_GRADE, False, True) for left, right, ungraded in judged.tolist()
             if ungraded and (left, right) not in sealed]  # fmt: skip
    table = np.array(sorted(rows), np.int64).reshape(-1, 5)
    return Graded(table[:, 0], table[:, 1], table[:, 2], table[:, 3] == 1, table[:, 4] == 1)


def situation_of(
    project: Project, source: Pool, graded: Graded, implied: Implied, settings: Settings
) -> Situation:  # fmt: skip
    """The situation of a project, with the embeddings of its last two rounds; verifiers are fitted with `settings`."""
    from app.core.embedding import embed

    rounds = project.rounds.all()
    fitted: dict[str, Value] = {}

    def judged(left: IntArray, right: IntArray, kind: str, checked: int) -> Chances | None:
        from app.core.judging.fitting import fitted_with, judge_now

        fitted.update(fitted_with(kind, settings))
        return judge_now(project, left, right, kind, checked, settings)

    def vectors(back: int) -> Embeddings | None:
        if len(rounds) < back or (back > 1 and rounds[-back].embedder == rounds[-1].embedder):
            return None
        return embed.embeddings(project, project.rounds.embedder(rounds[-back].embedder))

    return Situation(
        source.candidates,
        source.closed,
        graded,
        implied,
        lambda: vectors(1),
        lambda: vectors(2),
        project.images.hashes,
        judged,
        fitted,
    )
