"""Situations for tests of query strategies, made of drawn vectors and hashes; no project, no picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.random import Generator

from app.core.asking.implied import OPEN, Implied
from app.core.asking.situation import NO_GRADE, Graded, Situation, measured
from app.core.mining.known import keys
from app.core.mining.why import Whys
from app.core.records import Answer, Candidates, Embeddings, Grade, Source

Pair = tuple[int, int]


def answer(left: int, right: int, grade: Grade | None, *, doubtful: bool = False) -> Answer:
    """One person's answer to a pair, outside any batch."""
    return Answer(
        pair_id=left * 10_000 + right, left=left, right=right, grade=grade, lookalike=False, low_confidence=doubtful,
        annotators=("ann",), tags=(), source=Source.HUMAN, labelled_at="", batch="", sealed=False,
        draw_probability=None, stratum="",
    )  # fmt: skip


def vectors(count: int, rng: Generator, dim: int = 8) -> Embeddings:
    """Unit vectors of images 1 .. count."""
    found = rng.standard_normal((count, dim)).astype(np.float32)
    return Embeddings(np.arange(1, count + 1), found / np.linalg.norm(found, axis=1, keepdims=True))


def listed(found: Embeddings, pairs: Sequence[Pair]) -> Candidates:
    """These pairs as candidates, closest first."""
    table = np.array(pairs, np.int64).reshape(-1, 2)
    distance = measured(found, table[:, 0], table[:, 1])
    order = np.argsort(distance, kind="stable")
    whys = Whys(np.zeros(len(table), np.int64), ("knn rank=1 back=1 k=10",))
    return Candidates(table[order, 0], table[order, 1], distance[order], "knn", whys)


def situation(
    found: Embeddings,
    pairs: Sequence[Pair],
    grades: Mapping[Pair, Grade | None] | None = None,
    *,
    former: Embeddings | None = None,
    hashed: bool = True,
    unsure: Sequence[Pair] = (),
    duplicates: Sequence[Pair] = (),
) -> Situation:
    """What a strategy would see after these grades (None: people differ); graded and implied pairs are not open."""
    answers = [answer(*pair, grade) for pair, grade in (grades or {}).items()]
    implied = Implied.build(answers, duplicates)
    judged = {*(grades or {}), *unsure}
    table = np.array(pairs, np.int64).reshape(-1, 2)
    free = implied.rank(table[:, 0], table[:, 1]) == OPEN
    open_ = [pair for pair, is_free in zip(pairs, free.tolist(), strict=True) if is_free and pair not in judged]
    rows = sorted(
        [(*pair, NO_GRADE if grade is None else min(grade.rank, 2), grade is None, 0)
         for pair, grade in (grades or {}).items()] + [(*pair, NO_GRADE, 0, 1) for pair in unsure]
    )  # fmt: skip
    columns = np.array(rows, np.int64).reshape(-1, 5)
    graded = Graded(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3] == 1, columns[:, 4] == 1)
    hashes = np.random.default_rng(5).integers(0, 2**63, len(found.ids)).astype(np.uint64)
    return Situation(
        listed(found, open_),
        listed(found, sorted(set(pairs) - set(open_))),
        graded,
        implied,
        lambda: found,
        lambda: former,
        lambda: (found.ids, hashes) if hashed else (found.ids[:0], hashes[:0]),
    )


def all_pairs(count: int) -> list[Pair]:
    """Every pair of images 1 .. count."""
    return [(a, b) for a in range(1, count + 1) for b in range(a + 1, count + 1)]


def edges(found: Candidates | Graded) -> list[Pair]:
    """The pairs of candidates or graded pairs, in order."""
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def keys_of(pairs: Sequence[Pair]) -> list[int]:
    """The keys of pairs."""
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return list(keys(table[:, 0], table[:, 1]).tolist())
