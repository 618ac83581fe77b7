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
from app.core.learning.split import Split, update
from app.core.records import POLICY, Answer, Cut, IntArray, Side, TrainingSet
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.core.store.project import Project

HELD_BACK = 0.2  # share of the training side's components


@dataclass(frozen=True)
class Drawn:
    """A training set and where it comes from.

    `left_out`: answers by the reason they are not in it; `graded` and `random`: pairs from answers and from groups;
    `components` and `labels`: the names and uuids that a trained embedder must be able to tell it has seen.
    """

    pairs: TrainingSet
    left_out: Mapping[str, int]
    graded: int
    random: int
    components: tuple[str, ...]
    labels: tuple[str, ...]


def training_set(project: Project, settings: Settings, *, seed: int, job: Job = NULL_JOB) -> Drawn:
    """The training set of the project's answers as they are now; brings the split up to date first."""
    now = update(project, settings, job)
    crossing = sorted({row.image_id for row in project.images.groups() if row.cross_group_nnd})
    rng = np.random.default_rng(seed)
    cut, random = Cut(settings["train.cut"]), settings["train.random_negatives"]
    drawn = draw(project.labels.answers(), now, crossing, cut, random, rng)
    counts = project.labels.counts()
    unanswered = {name: counts[name] for name in ("unsure", "bad") if counts[name]}
    return replace(drawn, left_out={**drawn.left_out, **unanswered})


def draw(
    answers: Sequence[Answer],
    split: Split,
    crossing: Sequence[int],
    cut: Cut,
    random_negatives: int,
    rng: Generator,
) -> Drawn:
    """Targets under `cut`, the held-back flags, and up to `random_negatives` pairs of each part from groups.

    `crossing`: images of imported groups that are NND across groups.
    """
    reasons = [_reason(answer, split, cut) for answer in answers]
    kept = [answer for answer, reason in zip(answers, reasons, strict=True) if reason is None]
    target = np.array([_target(answer, cut) for answer in kept], np.int64)
    ends = np.array([(a.left, a.right) for a in kept], np.int64).reshape(-1, 2)
    usable = [image for image in crossing if image in split.places and split.places[image].side is Side.TRAIN]
    root = split.root
    held = _held_back({root[i] for i in (*ends.ravel().tolist(), *usable)},
                      {root[i] for i in ends[target == 1].ravel().tolist()}, rng)  # fmt: skip
    answered: set[tuple[int, ...]] = {(a.left, a.right) for a in answers}  # also those that people disagree on
    random = _random_pairs(usable, root, held, answered, random_negatives, rng)
    ends = np.concatenate((ends, random))
    target = np.concatenate((target, np.zeros(len(random), np.int64)))
    is_held = np.array([root[a] in held or root[b] in held for a, b in ends.tolist()], np.bool_)
    return Drawn(
        TrainingSet(ends[:, 0].copy(), ends[:, 1].copy(), target, is_held),
        dict(Counter(filter(None, reasons))),
        len(kept),
        len(random),
        tuple(sorted({split.places[image].component for image in ends.ravel().tolist()})),
        tuple(uuid for answer in kept for uuid in answer.uuids),
    )


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


def _target(answer: Answer, cut: Cut) -> int:
    return int(answer.grade is not None and cut.positive(answer.grade))


def _held_back(components: set[int], positive: set[int], rng: Generator) -> set[int]:
    """A fifth of the components, drawn apart from those with a positive pair and from the others.

    Apart, because a handful of positives would often leave none to tell when to stop.
    """
    held: set[int] = set()
    for roots in (sorted(positive), sorted(components - positive)):
        count = max(1, round(HELD_BACK * len(roots))) if len(roots) > 1 else 0
        held |= set(rng.permutation(roots)[:count].tolist())
    return held


def _random_pairs(
    images: Sequence[int],
    root: Mapping[int, int],
    held: set[int],
    answered: set[tuple[int, ...]],
    count: int,
    rng: Generator,
) -> IntArray:
    """Up to `count` pairs (m, 2) across components among `images` to learn from, as many with a held-back end."""
    ids = np.array(sorted(images), np.int64)
    roots = np.array([root[image] for image in ids.tolist()], np.int64)
    back = np.isin(roots, np.array(sorted(held), np.int64))
    every = np.arange(len(ids))
    parts = [np.zeros((0, 2), np.int64)]
    for anchors, others in ((every[~back], every[~back]), (every[back], every)):
        if len(anchors):
            pair = np.stack((rng.choice(anchors, count), rng.choice(others, count)))
            pair = pair[:, roots[pair[0]] != roots[pair[1]]]
            parts.append(np.unique(np.sort(ids[pair.T], axis=1), axis=0))
    pairs = np.concatenate(parts)
    new = [place for place, pair in enumerate(map(tuple, pairs.tolist())) if pair not in answered]
    return pairs[new]
