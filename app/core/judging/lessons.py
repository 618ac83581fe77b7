"""Lessons: the graded pairs that a verifier learns from, all of the training side, and their features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from app.core.grading.proposed import TAG
from app.core.judging.pair_features import PairFeatures, Table
from app.core.judging.verifier import Lesson
from app.core.learning.group_pairs import across
from app.core.learning.split import Split
from app.core.records import POLICY, Answer, IntArray, Kind, Side

if TYPE_CHECKING:
    from app.core.store.project import Project

OWN = TAG + "verifier"  # begins the tags of grades that a verifier proposed: of its own words it would only grow surer


@dataclass(frozen=True)
class Pairs:
    """Pairs (n,) to learn from, with what is known of each (see Lesson); `labels`: the uuids they rest on."""

    left: IntArray
    right: IntArray
    rank: IntArray
    lookalike: IntArray
    policy: IntArray
    drawn: IntArray
    group: IntArray
    labels: tuple[str, ...]

    def lesson(self, table: Table) -> Lesson:
        """With the features (n, f) of these pairs."""
        lookalike, policy, drawn = (column == 1 for column in (self.lookalike, self.policy, self.drawn))
        return Lesson(table.astype(np.float32), self.rank, lookalike, policy, drawn, self.group)


def pairs_to_learn(project: Project, split: Split, features: PairFeatures, drawn: int, rng: Generator) -> Pairs:
    """The grades with both ends on the training side, none of a sealed batch and none that a verifier proposed, and
    `drawn` pairs across groups.

    Pairs across groups are NND by import, and none of them was answered. Pairs with an image that is gone are left
    out.
    """
    answers = [answer for answer in project.labels.answers() if _learns(answer, split)]
    rows = [[a.left, a.right, min(a.grade.rank, 2), int(a.lookalike), int(POLICY in a.tags), 0]
            for a in answers if a.grade]  # fmt: skip
    rows += [[left, right, 0, 0, 0, 1] for left, right in _across(project, split, drawn, rng)]
    table = np.array(rows, np.int64).reshape(-1, 6)
    table = table[features.known(table[:, 0], table[:, 1])]
    left, right, rank, lookalike, policy, across_groups = table.T
    group = np.array([split.root[image] for image in left.tolist()], np.int64)
    uuids = tuple(uuid for answer in answers for uuid in answer.uuids)
    return Pairs(left, right, rank, lookalike, policy, across_groups, group, uuids)


def _learns(answer: Answer, split: Split) -> bool:
    ends = [split.places[image].side for image in (answer.left, answer.right) if image in split.places]
    own = any(tag.startswith(OWN) for tag in answer.tags)
    return answer.grade is not None and not answer.sealed and not own and ends == [Side.TRAIN, Side.TRAIN]


def _across(project: Project, split: Split, count: int, rng: Generator) -> list[list[int]]:
    flagged = {row.image_id for row in project.images.groups() if row.cross_group_nnd}
    images = sorted(i for i in flagged if i in split.places and split.places[i].side is Side.TRAIN)
    labels = project.labels.all()
    answered = {(row.left, row.right) for row in labels if not row.undone and row.kind is not Kind.LATER}
    if len(images) < 2 or not count:
        return []
    found: list[list[int]] = across(images, split.root, (), answered, count, rng).tolist()
    return found
