"""Simulate: which query strategy would find the near-duplicates of this project with the fewest answers.

An oracle answers batch after batch from files that tell the truth. Everything happens on a copy of the project in a
temporary folder, with the very code that draws batches for people: a strategy sees only what was answered so far.
Every strategy is compared with taking the nearest pairs first, pairs whose answer follows from others left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.asking.batches import NothingToAsk, make_batch
from app.core.asking.curves import Point, Run, rows, summary, write_curves
from app.core.asking.implied import OPEN, Implied
from app.core.asking.oracle import Oracle, Truth, read_truth
from app.core.jobs import NULL_JOB, Job
from app.core.reading.identical import duplicates
from app.core.records import AGAIN, Act, Batch, BatchPair, Grade, IntArray, Kind
from app.core.scratch import scratch_copy
from app.core.settings import Settings
from app.core.strategies import STRATEGIES
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.store.project import Project

BASELINE = "nearest_first"  # the closest open pair next, what follows from the answers left out
ANNOTATOR = "oracle"


@dataclass(frozen=True)
class Plan:
    """What to compare: the strategies by name, seeds, the most decisions of a run, the chance of a wrong answer."""

    strategies: Sequence[str]
    seeds: Sequence[int]
    budget: int
    slips: float
    settings: Settings


def simulate(
    project: Project,
    plan: Plan,
    pairs: Path,
    groups: Path | None = None,
    ignored: Path | None = None,
    *,
    learn: Callable[[Project, int], None] | None = None,
    job: Job = NULL_JOB,
) -> tuple[int, list[Run]]:
    """The number of true ND and near-ND pairs, and a run of every strategy and seed; the baseline comes first.

    `learn` is called after every batch with the copy and the seed: to train and mine again.
    """
    truth = read_truth(project, pairs, groups, ignored, job)
    if not (truth.ranks > 0).any():
        raise UserError("{path} names no ND and no near-ND pair of this collection", path=pairs)
    names = [BASELINE, *(name for name in dict.fromkeys(plan.strategies) if name != BASELINE)]
    for name in names[1:]:
        STRATEGIES.entry(name)  # refuse a wrong name before the work, not after it
    runs = []
    planned = list(product(names, plan.seeds))
    for number, (name, seed) in enumerate(planned, 1):
        title = f"{name}, seed {seed} ({number} of {len(planned)})"
        with scratch_copy(project) as copy:
            points = list(_points(copy, truth, name, plan, seed, learn, job, title))
        runs.append(Run(name, seed, points))
    return int((truth.ranks > 0).sum()), runs


def compare(
    project: Project,
    plan: Plan,
    pairs: Path,
    groups: Path | None = None,
    ignored: Path | None = None,
    *,
    out: Path | None = None,
    learn: Callable[[Project, int], None] | None = None,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """`simulate`, its summary, and `out`: .json for both summary and curves, .csv for the curves."""
    if out is not None and out.suffix.lower() not in (".json", ".csv"):
        raise UserError("the curves are written to a file that ends in .json or .csv, not to {path}", path=out)
    total, runs = simulate(project, plan, pairs, groups, ignored, learn=learn, job=job)
    result = {"true_pairs": total, "baseline": BASELINE, "strategies": summary(total, runs)}
    if out is not None:
        write_curves(out, result, list(rows(total, runs)))
    return result | {"out": None if out is None else str(out)}


def _points(
    project: Project, truth: Truth, name: str, plan: Plan, seed: int,
    learn: Callable[[Project, int], None] | None, job: Job, title: str,
) -> Iterator[Point]:  # fmt: skip
    """Draw, answer, look; until the budget is used up or there is nothing to ask."""
    oracle = Oracle(truth, plan.slips, np.random.default_rng([seed, 1]))
    settings = plan.settings.having(batch__strategy="hardest" if name == BASELINE else name)
    decisions = 0
    implied, point = _state(project, truth, 0, 0)
    yield point
    while decisions < plan.budget:
        job.report(title, decisions, plan.budget)
        size = min(plan.settings["batch.size"], plan.budget - decisions)
        try:
            batch = make_batch(project, settings.having(batch__size=size), seed=seed + decisions)
        except NothingToAsk:
            break
        decisions += _answer(project, batch, oracle, implied)
        implied, point = _state(project, truth, decisions, oracle.slipped)
        yield point
        if learn is not None:
            learn(project, seed)


def _answer(project: Project, batch: Batch, oracle: Oracle, implied: Implied) -> int:
    """Answer a batch in its order; pairs that the answers before them settle are passed over. Returns the answers."""
    from app.core.store.labels import By

    growing = Growing(implied)
    acts = []
    for place in project.pairs.batch_pairs(batch.id):
        repeated = place.stratum.startswith(AGAIN)
        if not repeated and growing.settles(place):
            continue
        grade = oracle.answer(place.left, place.right)
        acts.append((place.pair_id, Act(Kind.UNSURE) if grade is None else Act(grade=grade)))
        if grade is not None and not repeated:
            growing.add(place, grade)
    if acts:
        project.labels.append(acts, By(ANNOTATOR, batch))
    return len(acts)


class Growing:
    """What the answers imply, kept up to date answer by answer within a batch."""

    def __init__(self, implied: Implied) -> None:
        self._implied = implied
        self._up: dict[int, int] = {}
        self._beside: dict[int, set[int]] = {}
        for key in implied.links.tolist():
            self._link(key >> 32, key & 0xFFFFFFFF)

    def _link(self, one: int, other: int) -> None:
        self._beside.setdefault(one, set()).add(other)
        self._beside.setdefault(other, set()).add(one)

    def _root(self, image: int) -> int:
        root = int(self._implied.same.root(np.array([image]))[0])
        while root in self._up:
            root = self._up[root]
        return root

    def settles(self, place: BatchPair) -> bool:
        """Whether the answer to this pair follows, or would contradict what does."""
        one, other = self._root(place.left), self._root(place.right)
        return one == other or other in self._beside.get(one, ())

    def add(self, place: BatchPair, grade: Grade) -> None:
        """Take in an answer."""
        one, other = self._root(place.left), self._root(place.right)
        if grade is not Grade.ND:
            self._link(one, other)
        elif one != other:
            self._up[other] = one
            for beside in self._beside.pop(other, set()):
                self._beside[beside].discard(other)
                self._link(beside, one)


def _state(project: Project, truth: Truth, decisions: int, slips: int) -> tuple[Implied, Point]:
    """What the answers imply now, and what that amounts to.

    A pair that may be ND or near-ND counts as known, and as right, with either of the two.
    """
    answers = project.labels.answers()
    implied = Implied.build(answers, duplicates(project))
    left, right = truth.pairs >> 32, truth.pairs & 0xFFFFFFFF
    asked = {(a.left << 32) | a.right for a in answers}
    held = implied.rank(left, right)
    right_now = _agrees(held, truth.ranks, truth.strict)
    unasked = np.array([key not in asked for key in truth.pairs.tolist()], np.bool_) & (held != OPEN)
    return implied, Point(
        decisions,
        int((right_now & (truth.ranks > 0)).sum()),
        int(unasked.sum()),
        int((unasked & right_now).sum()),
        slips,
        len(implied.contradictions),
    )


def _agrees(held: IntArray, truth: IntArray, strict: Any) -> Any:
    return (held == truth) | (~strict & (held > 0) & (truth > 0))
