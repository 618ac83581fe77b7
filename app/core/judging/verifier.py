"""Verifier: three questions about a pair, each learned by itself and calibrated on pairs it did not learn from.

Is it a match (ND or near-ND)? Of matches: is it the same picture (ND)? Of the others: do the two look alike? The
chances of the grades follow by multiplying (the continuation-ratio form of an ordinal model, Agresti 2010, 4.2), so
that at least ND is never more probable than at least near-ND, whatever was learned.

Calibrated by Platt's (1999) sigmoid on the log-odds of held-out pairs: the groups are dealt into folds, and a pair is
judged by what was learned without the group of its left image. A sigmoid keeps the order of the pairs, which an
isotonic step would not.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.records import BoolArray, Cut, IntArray
from models.errors import UserError
from models.verifier import Scorer, VerifierKind

FOLDS = 3
FEWEST = 10  # pairs with either answer, before a question is learned from features
QUESTIONS = ("match", "same", "lookalike")

Floats = NDArray[np.float64]
_TOO_FEW = (
    "a verifier learns from at least {count} matches (ND, near-ND) and {count} NND pairs graded on the training side; "
    "there are {matches} and {others}. The query strategy uniform_distance asks for both kinds"
)


@dataclass(frozen=True)
class Lesson:
    """Graded pairs (n,): their features `table` (n, f) float32, `rank` 2 ND, 1 near-ND, 0 NND, `lookalike` flags.

    `policy`: near-ND by policy, which says nothing of ND; `drawn`: known to be NND by their groups, not graded, and so
    no part of what is calibrated; `group`: of the left image.
    """

    table: NDArray[np.float32]
    rank: IntArray
    lookalike: BoolArray
    policy: BoolArray
    drawn: BoolArray
    group: IntArray

    def __len__(self) -> int:
        return len(self.rank)

    def only(self, columns: int | IntArray) -> Lesson:
        """With the first columns alone, or with these."""
        kept = slice(columns) if isinstance(columns, int) else columns
        return replace(self, table=self.table[:, kept])

    def asked(self, question: str) -> tuple[BoolArray, BoolArray]:
        """Which pairs the question is about, and for which of all the answer is yes."""
        if question == "match":
            return np.ones(len(self), np.bool_), self.rank > 0
        if question == "same":
            return (self.rank > 0) & ~self.policy, self.rank > 1
        return (self.rank == 0) & ~self.drawn, self.lookalike


@dataclass(frozen=True)
class Question:
    """What was learned of one question: log-odds slope * scorer + offset; without a scorer they are the `offset`."""

    scorer: Scorer | None
    slope: float
    offset: float

    def __call__(self, table: Floats) -> Floats:
        """Calibrated log-odds (n,) of yes."""
        if self.scorer is None:
            return np.full(len(table), self.offset)
        return self.slope * self.scorer(table) + self.offset


@dataclass(frozen=True)
class Chances:
    """Calibrated log-odds (n,) by question; of `same` given a match, of `lookalike` given that it is none."""

    match: Floats
    same: Floats
    lookalike: Floats

    @property
    def at_least_near(self) -> Floats:
        """The chance of ND or near-ND."""
        return sigmoid(self.match)

    @property
    def at_least_nd(self) -> Floats:
        """The chance of ND."""
        return sigmoid(self.match) * sigmoid(self.same)

    @property
    def looks_alike(self) -> Floats:
        """The chance of NND that looks alike."""
        return sigmoid(-self.match) * sigmoid(self.lookalike)

    def order(self, cut: Cut) -> Floats:
        """What puts pairs in order of their chance under `cut`, also where that is too close to 1 to be told apart."""
        if cut is Cut.LENIENT:
            return self.match
        return np.asarray(-np.logaddexp(np.logaddexp(-self.match, -self.same), -self.match - self.same))

    def rank(self) -> IntArray:
        """The most probable grade: 2 ND, 1 near-ND, 0 NND; of equally probable ones the lower."""
        return np.asarray(self.grades().argmax(1), np.int64)

    def grades(self) -> Floats:
        """The chances (n, 3) of NND, near-ND and ND."""
        near, same = self.at_least_near, self.at_least_nd
        return np.column_stack((1 - near, near - same, same))

    def confidence(self) -> Floats:
        """The chance of the most probable grade."""
        return np.asarray(self.grades().max(1))

    def merged(self, finer: Chances, rows: IntArray) -> Chances:
        """With those of `rows` replaced by `finer`."""
        both = {}
        for name in QUESTIONS:
            both[name] = getattr(self, name).copy()
            both[name][rows] = getattr(finer, name)
        return Chances(**both)


@dataclass(frozen=True)
class Verifier:
    """A fitted verifier: the columns it knows, by `names`, and what it learned by question."""

    kind: str
    names: tuple[str, ...]
    questions: Mapping[str, Question]

    def __call__(self, table: Floats) -> Chances:
        """The chances of pairs by their features (n, f)."""
        known = table.astype(np.float32).astype(np.float64)  # as it is stored, so that a refit sees the same
        with one_thread():
            return Chances(**{name: self.questions[name](known) for name in QUESTIONS})


def fit(
    lesson: Lesson, kind: str, names: tuple[str, ...], how: VerifierKind, seed: int, settings: Mapping[str, Any]
) -> Verifier:
    """Learn the three questions; UserError when there are too few matches or too few others.

    Where only one of the other two has too few answers of a kind, its share stands for every pair.
    """
    refuse_too_few(lesson.rank[~lesson.drawn])
    rng = np.random.default_rng(seed)
    fold = _folds(lesson.group, rng)
    with one_thread():
        found = {name: _learned(lesson, name, fold, how, seed, settings) for name in QUESTIONS}
    return Verifier(kind, names, found)


def one_thread() -> AbstractContextManager[object]:
    """For so few numbers threads would only wait for one another, a hundred times as long as the work takes."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def refuse_too_few(rank: IntArray) -> None:
    """UserError unless there are FEWEST matches and FEWEST others among graded pairs of these ranks."""
    matches = int((rank > 0).sum())
    if min(matches, len(rank) - matches) < FEWEST:
        raise UserError(_TOO_FEW, count=FEWEST, matches=matches, others=len(rank) - matches)


def _folds(group: IntArray, rng: Generator) -> IntArray:
    """The fold of each pair, by the group of its left image."""
    groups, place = np.unique(group, return_inverse=True)
    return np.asarray((rng.permutation(len(groups)) % FOLDS)[place])


def _learned(
    lesson: Lesson, question: str, fold: IntArray, how: VerifierKind, seed: int, settings: Mapping[str, Any]
) -> Question:
    about, yes = lesson.asked(question)
    graded = about & ~lesson.drawn
    if min((yes & graded).sum(), (~yes & graded).sum()) < FEWEST:
        count = int((yes & graded).sum())
        return Question(None, 0.0, _logit((count + 0.5) / (graded.sum() + 1)) if count else -30.0)
    table = lesson.table.astype(np.float64)
    held = np.full(len(lesson), np.nan)
    for number in range(FOLDS):
        learns, judged = about & (fold != number), graded & (fold == number)
        if yes[learns].any() and not yes[learns].all() and judged.any():
            held[judged] = how.fit(table[learns], yes[learns], seed, **settings)(table[judged])
    there = np.isfinite(held)
    slope, offset = platt(held[there], yes[there])
    return Question(how.fit(table[about], yes[about], seed, **settings), slope, offset)


def platt(score: Floats, match: BoolArray) -> tuple[float, float]:
    """Slope (above 0) and offset that make slope * score + offset the log-odds of `match` (Platt 1999).

    His targets keep away from 0 and 1 by one pair, so separable pairs give no infinite slope; by Newton's method.
    """
    yes = int(match.sum())
    target = np.where(match, (yes + 1) / (yes + 2), 1 / (len(match) - yes + 2))
    middle, spread = (float(score.mean()), float(score.std())) if len(score) else (0.0, 0.0)
    scaled = np.column_stack(((score - middle) / max(spread, 1e-9), np.ones(len(score))))
    weights = np.array([0.0, _logit(float(target.mean()))]) if len(score) else np.zeros(2)
    for _ in range(100):
        chance = sigmoid(scaled @ weights)
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + 1e-6 * np.eye(2)
        step = np.linalg.solve(curve, scaled.T @ (chance - target) + 1e-6 * weights)
        weights = weights - step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-9:
            break
    slope = max(float(weights[0]), 1e-3) / max(spread, 1e-9)  # never turned round, never lost: the order stays
    return slope, float(weights[1]) - slope * middle


def sigmoid(log_odds: Floats) -> Floats:
    """The chance that belongs to these log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -500, 500))))


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))
