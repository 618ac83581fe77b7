"""The training set: which answers are learned from, which are held back to tell when to stop, and which are left out.

Nothing that has an end on the evaluation side gets in. Of the components on the training side a fifth is held back
whole: no image of it is learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from app.core.jobs import NULL_JOB, Job
from app.core.learning.group_pairs import across, within
from app.core.learning.known_relations import Knowing, relations
from app.core.learning.split import Split, update
from app.core.learning.taught import taught
from app.core.records import POLICY, Answer, BoolArray, Cut, FloatArray, IntArray, Kind, Side
from app.core.settings import Settings
from models.material import Relations

if TYPE_CHECKING:
    from app.core.store.project import Project

HELD_BACK = 0.2  # share of the training side's components


@dataclass(frozen=True)
class TrainingSet:
    """Pairs to learn from (n,): image ids `left`, `right`, `target` 1 positive / 0 negative under the cut,
    `validation` flags, `rank` 2 ND, 1 near-ND, 0 NND, `degree` in [0, 1] or NaN; and the images behind them.

    `images` (m,) ids: the first `learnable` may be learned from, ungraded ones included, the others are held back;
    `relations`: what is known of any two of them, by their place in `images`.
    """

    left: IntArray
    right: IntArray
    target: IntArray
    validation: BoolArray
    rank: IntArray
    degree: FloatArray
    images: IntArray
    learnable: int
    relations: Relations


@dataclass(frozen=True)
class Drawn:
    """A training set and where it comes from.

    `left_out`: answers by the reason they are not in it; `graded`, `random` and `taught`: pairs from answers, from
    groups, from a verifier; `components` and `labels`: the names and uuids that a trained embedder must be able to
    tell it has seen.
    """

    pairs: TrainingSet
    left_out: Mapping[str, int]
    graded: int
    random: int
    components: tuple[str, ...]
    labels: tuple[str, ...]
    taught: int = 0


@dataclass(frozen=True)
class Limits:
    """At most so many pairs of images of different groups, and of one group, for each part; so many ungraded images."""

    negatives: int = 0
    positives: int = 0
    ungraded: int = 0


def training_set(project: Project, settings: Settings, *, seed: int, job: Job = NULL_JOB) -> Drawn:
    """The training set of the project's answers as they are now; brings the split up to date first."""
    from app.core.reading.identical import duplicates

    now = update(project, settings, job)
    labels = project.labels.all()
    untold = {(row.left, row.right) for row in labels if not row.undone and row.kind in (Kind.UNSURE, Kind.BAD)}
    knowing = Knowing(project.labels.answers(), duplicates(project), project.images.groups(), sorted(untold))
    limits = Limits(settings["train.random_negatives"], settings["train.group_positives"],
                    settings["train.ranked_images"] if settings["train.rounds"] else 0)  # fmt: skip
    drawn = draw(knowing, now, Cut(settings["train.cut"]), limits, np.random.default_rng(seed),
                 taught(project, settings, now))  # fmt: skip
    counts = project.labels.counts()
    unanswered = {name: counts[name] for name in ("unsure", "bad") if counts[name]}
    return replace(drawn, left_out={**drawn.left_out, **unanswered})


def draw(
    known: Knowing, split: Split, cut: Cut, limits: Limits, rng: Generator, taught: Sequence[Answer] = ()
) -> Drawn:
    """Ranks and targets under `cut`, the held-back flags, pairs from groups, and what is known of the images.

    `taught`: pairs that are learned from as if they were answered; what is held back hears nothing of them.
    """
    reasons = [_reason(answer, split, cut) for answer in known.answers]
    kept = [answer for answer, reason in zip(known.answers, reasons, strict=True) if reason is None]
    graded, rank = _ends_and_rank(kept)
    known = known.among({image for image, place in split.places.items() if place.side is Side.TRAIN}, kept)
    held = _held_back(known, split.root, graded, graded[_target(rank, cut) == 1], rng)
    taught = [a for a in taught if not {split.root[a.left], split.root[a.right]} & held]
    known = replace(known, answers=[*kept, *taught])
    kept = [*kept, *taught]
    graded, rank = _ends_and_rank(kept)
    alike, apart = _from_groups(known, split.root, held, cut, limits, rng)
    ends = np.concatenate((graded, alike, apart))
    rank = np.concatenate((rank, np.ones(len(alike), np.int64), np.zeros(len(apart), np.int64)))
    is_held = np.array([split.root[a] in held or split.root[b] in held for a, b in ends.tolist()], np.bool_)
    degree = np.full(len(ends), np.nan, np.float32)
    degree[: len(kept)] = [np.nan if answer.degree is None else answer.degree for answer in kept]
    images, learnable = _images(known, split, ends, held, limits.ungraded, rng)
    return Drawn(
        TrainingSet(ends[:, 0].copy(), ends[:, 1].copy(), _target(rank, cut), is_held, rank, degree, images, learnable,
                    relations(known, split.root, images, cut)),
        dict(Counter(filter(None, reasons))),
        len(kept) - len(taught),
        len(alike) + len(apart),
        tuple(sorted({split.places[image].component for image in ends.ravel().tolist()})),
        tuple(uuid for answer in kept for uuid in answer.uuids),
        len(taught),
    )  # fmt: skip


def _ends_and_rank(answers: Sequence[Answer]) -> tuple[IntArray, IntArray]:
    ends = np.array([(a.left, a.right) for a in answers], np.int64).reshape(-1, 2)
    return ends, np.array([min(a.grade.rank, 2) for a in answers if a.grade is not None], np.int64)


def _reason(answer: Answer, split: Split, cut: Cut) -> str | None:
    """Why this answer is not learned from, None when it is."""
    if answer.grade is None:
        return "disagreement"
    if cut is Cut.STRICT and POLICY in answer.tags:
        return POLICY
    ends = [split.places[image].side for image in (answer.left, answer.right) if image in split.places]
    if len(ends) < 2:
        return "image gone"
    if ends[0] is not ends[1]:
        return "across sides"
    return "evaluation side" if ends[0] is Side.EVALUATION else None


def _target(rank: IntArray, cut: Cut) -> IntArray:
    return (rank >= (2 if cut is Cut.STRICT else 1)).astype(np.int64)


def _held_back(
    known: Knowing, root: Mapping[int, int], graded: IntArray, positive: IntArray, rng: Generator
) -> set[int]:
    """A fifth of the components, drawn apart from those with a positive pair and from the others.

    Apart, because a handful of positives would often leave none to tell when to stop.
    """
    matched = {root[image] for image in positive.ravel().tolist()}
    matched |= {root[members[0]] for members in known.grouped() if len(members) > 1}
    every = {root[image] for image in (*graded.ravel().tolist(), *known.members())}
    held: set[int] = set()
    for roots in (sorted(matched), sorted(every - matched)):
        count = max(1, round(HELD_BACK * len(roots))) if len(roots) > 1 else 0
        held |= set(rng.permutation(roots)[:count].tolist())
    return held


def _from_groups(
    known: Knowing, root: Mapping[int, int], held: set[int], cut: Cut, limits: Limits, rng: Generator
) -> tuple[IntArray, IntArray]:
    """Pairs (n, 2) of one imported group, where that is a match, and across groups that are NND to each other."""
    answered = {(a.left, a.right) for a in known.answers} | set(known.untold)
    alike = within(known.grouped(), root, held, answered, limits.positives if cut is Cut.LENIENT else 0, rng)
    return alike, across(known.crossing(), root, held, answered, limits.negatives, rng)


def _images(
    known: Knowing, split: Split, ends: IntArray, held: set[int], ungraded: int, rng: Generator
) -> tuple[IntArray, int]:
    """The ids of all images a training may look at, those to learn from first, and how many these are."""
    named = set(ends.ravel().tolist()) | set(known.members())
    named |= {image for edge in known.duplicates for image in edge}
    others = np.array(sorted(set(known.images) - named), np.int64)
    named |= set(rng.choice(others, min(len(others), ungraded), replace=False).tolist())
    back = sorted(image for image in named if split.root[image] in held)
    learned = sorted(named.difference(back))
    return np.array(learned + back, np.int64), len(learned)
