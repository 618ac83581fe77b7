"""Doubt: which of the answers that contradict one another is most likely the wrong one.

A sum of simple signs, each in points, so that the reasons can be told: the answer stands in several contradictions
(what is wrong is met again and again, what is right once), it was marked as a guess, one person gave it, its
distance is on the wrong side of a boundary, it was given much faster than that person's others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from statistics import median
from typing import TYPE_CHECKING

from app.core.asking.boundaries import Boundaries, fitted
from app.core.grading.chains import Contradiction
from app.core.grading.group_links import Pair
from app.core.grading.relations import Relations
from app.core.jobs import Sentence
from app.core.records import Answer, Grade, Source

if TYPE_CHECKING:
    from app.core.store.project import Project

FAST = 0.4  # of the person's median time
GUESS, ALONE, BEYOND, HASTY, BY_RULE = 2.0, 0.5, 1.0, 1.0, 1.5  # points


@dataclass(frozen=True)
class Evidence:
    """What is known of answers beyond their grades: distances by pair, boundaries, seconds by label uuid.

    `usual`: the median of the seconds of each annotator.
    """

    distance: Mapping[Pair, float] = field(default_factory=dict)
    boundaries: Boundaries | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Doubt:
    """Points, more = more doubtful, and the reasons as words."""

    points: float = 0.0
    reasons: tuple[str, ...] = ()


FACT = Doubt(float("-inf"), (Sentence("identical pixels"),))


def doubts(relations: Relations, told: Sequence[Contradiction], evidence: Evidence) -> dict[Pair, Doubt]:
    """The doubt about every pair that stands in one of these contradictions; identical pixels are never doubted."""
    times = Counter(pair for found in told for pair in found.pairs)
    found: dict[Pair, Doubt] = {}
    for pair, count in times.items():
        answer = relations.answer(*pair)
        found[pair] = FACT if answer is None else _doubt(answer, count, evidence)
    return found


def most_doubtful_first(one: Contradiction, found: Mapping[Pair, Doubt]) -> list[Pair]:
    """The pairs of a contradiction by doubt; ties: the contradicting pair first, then along the chain."""
    return sorted(one.pairs, key=lambda pair: -found[pair].points)


def _doubt(answer: Answer, count: int, evidence: Evidence) -> Doubt:
    signs: list[tuple[float, str]] = []
    if count > 1:
        signs.append((log2(count), Sentence("in {count} contradictions", count=count)))
    if answer.source in (Source.RULE, Source.INFERRED):
        signs.append((BY_RULE, Sentence("given by a rule")))
    if answer.low_confidence:
        signs.append((GUESS, Sentence("low confidence")))
    if len(answer.annotators) == 1:
        signs.append((ALONE, Sentence("only one person said so")))
    signs += _beyond(answer, evidence)
    signs += _hasty(answer, evidence)
    return Doubt(sum(points for points, _ in signs), tuple(words for _, words in signs))


def _beyond(answer: Answer, evidence: Evidence) -> Iterable[tuple[float, str]]:
    distance = evidence.distance.get((answer.left, answer.right))
    if distance is None or evidence.boundaries is None or answer.grade is None:
        return
    b1, b2 = evidence.boundaries.b1, evidence.boundaries.b2
    expected = 2 if distance < b1 else 1 if distance < b2 else 0
    steps = abs(expected - min(answer.grade.rank, Grade.ND.rank))
    if steps:
        yield BEYOND * steps, Sentence("far from its grade: distance {distance}", distance=f"{distance:.2f}")


def _hasty(answer: Answer, evidence: Evidence) -> Iterable[tuple[float, str]]:
    times = [evidence.seconds[uuid] for uuid in answer.uuids if uuid in evidence.seconds]
    usual = [evidence.usual[name] for name in answer.annotators if name in evidence.usual]
    if times and usual and min(times) < FAST * max(usual):
        yield HASTY, Sentence("answered in {seconds} s", seconds=f"{min(times):.1f}")


def evidence_of(project: Project, answers: Sequence[Answer]) -> Evidence:
    """What this project knows of its answers."""
    import numpy as np

    from app.core.store import label_facts

    ends = project.pairs.places()
    distance = {(p.left, p.right): p.distance for p in ends.values() if p.distance is not None}
    rows = [(distance[a.left, a.right], min(a.grade.rank, 2)) for a in answers
            if a.grade is not None and (a.left, a.right) in distance]  # fmt: skip
    table = np.array(rows, np.float64).reshape(-1, 2)
    never = Boundaries(-np.inf, -np.inf)
    found = fitted(table[:, 0], table[:, 1].astype(np.int64), never)
    seconds = label_facts.seconds(project.db)
    people: dict[str, list[float]] = {}
    for answer in answers:
        for uuid in answer.uuids:
            if uuid in seconds and len(answer.annotators) == 1:
                people.setdefault(answer.annotators[0], []).append(seconds[uuid])
    usual = {name: median(times) for name, times in people.items()}
    return Evidence(distance, found if np.isfinite(found.b1) else None, seconds, usual)
