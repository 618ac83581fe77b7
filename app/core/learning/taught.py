"""Taught: a verifier's predictions of ungraded pairs, learned from as if they were grades where it is sure of them.

The verifier sees what the embedding cannot (geometry, colours, what is recorded), so what it is sure of has something
to teach: self-training as in Yarowsky (1995), with another, richer classifier as the teacher. Never of a pair that
anybody was asked about or whose grade follows from what is known, that lies in a sealed batch, or that has an end on
the evaluation side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.core.asking.implied import OPEN, Implied
from app.core.judging.predicted import GRADES, stored
from app.core.learning.split import Split
from app.core.mining.known import Known, keys
from app.core.records import Answer, BoolArray, IntArray, Side, Source
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project


def taught(project: Project, settings: Settings, split: Split) -> list[Answer]:
    """At most `train.taught` pairs whose most probable grade has a chance of at least `train.taught_sure`.

    Half of them matches where there are so many, the surest first. Their degree is what is expected of it. UserError
    where they are asked for and no verifier has looked at this round's candidates.
    """
    count = settings["train.taught"]
    if not count:
        return []
    predicted = stored(project)
    if predicted is None:
        raise UserError("nothing is predicted of this round's candidates yet: fit a verifier first, or set "
                        "train.taught to 0")  # fmt: skip
    usable = (predicted.sure >= settings["train.taught_sure"]) & ~np.isin(predicted.keys, _asked(project))
    usable &= ~_follows(project, predicted.left, predicted.right)
    side = {image: place.side for image, place in split.places.items()}
    rows = [row for row in np.flatnonzero(usable).tolist()
            if side.get(int(predicted.left[row])) is Side.TRAIN is side.get(int(predicted.right[row]))]  # fmt: skip
    rows.sort(key=lambda row: (-float(predicted.sure[row]), int(predicted.keys[row])))
    matches = [row for row in rows if predicted.rank[row]]
    others = [row for row in rows if not predicted.rank[row]]
    few = min(len(matches), count - min(len(others), count // 2))
    chosen = sorted(matches[:few] + others[: count - few], key=lambda row: int(predicted.keys[row]))
    degree = predicted.chance @ np.array([0.0, 0.5, 1.0], np.float32)
    return [_answer(int(predicted.left[row]), int(predicted.right[row]), int(predicted.rank[row]), float(degree[row]))
            for row in chosen]  # fmt: skip


def _asked(project: Project) -> IntArray:
    """Keys of every pair that somebody answered in any way, or that a sealed batch holds."""
    pairs = {(row.left, row.right) for row in project.labels.all()}
    for batch in project.pairs.batches():
        if batch.sealed:
            pairs |= {(pair.left, pair.right) for pair in project.pairs.batch_pairs(batch.id)}
    ends = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return keys(ends[:, 0], ends[:, 1])


def _follows(project: Project, left: IntArray, right: IntArray) -> BoolArray:
    """Of which of these pairs answers, identical pixels or imported groups say what they are."""
    from app.core.reading.identical import duplicates

    implied = Implied.build(project.labels.answers(), duplicates(project))
    grouped = np.array(sorted(row.image_id for row in project.images.groups() if row.cross_group_nnd), np.int64)
    among = np.isin(left, grouped) & np.isin(right, grouped)
    return np.asarray((implied.rank(left, right) != OPEN) | among | Known.of(project).matches(left, right))


def _answer(left: int, right: int, rank: int, degree: float) -> Answer:
    """As an answer that nobody gave: it rests on no label."""
    return Answer(0, left, right, GRADES[rank], lookalike=False, low_confidence=False, annotators=(), tags=(),
                  source=Source.INFERRED, labelled_at="", batch="", sealed=False, draw_probability=None, stratum="",
                  degree=min(1.0, max(0.0, degree)))  # fmt: skip
