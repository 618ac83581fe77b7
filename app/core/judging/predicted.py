"""Predicted: what the newest verifier thinks of the closest candidates of a round, kept until it is fitted again.

No pair is in it that the verifier learned from: of those it would only say again what it was told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from app.core.atomic import replacing
from app.core.jobs import NULL_JOB, Job
from app.core.judging.judge import Judge
from app.core.judging.pair_features import PairFeatures
from app.core.judging.verifier import Chances
from app.core.mining.candidates import read_candidates
from app.core.mining.known import keys
from app.core.records import FloatArray, Grade, IntArray

if TYPE_CHECKING:
    from app.core.store.project import Project

NAME = "predicted.safetensors"  # in the folder of the candidates: a cache as they are
GRADES = (Grade.NND, Grade.NEAR_ND, Grade.ND)  # by rank


@dataclass(frozen=True)
class Predicted:
    """Pairs of image ids (n,) by ascending key, and the chance (n, 3) of NND, near-ND and ND of each."""

    left: IntArray
    right: IntArray
    chance: FloatArray

    def __len__(self) -> int:
        return len(self.left)

    @classmethod
    def of(cls, left: IntArray, right: IntArray, chances: Chances) -> Self:
        """From what a verifier says of these pairs."""
        order = np.argsort(keys(left, right))
        return cls(left[order], right[order], chances.grades()[order].astype(np.float32))

    @cached_property
    def keys(self) -> IntArray:
        """One number per pair, ascending."""
        return keys(self.left, self.right)

    @cached_property
    def rank(self) -> IntArray:
        """The most probable grade by its rank: 2 ND, 1 near-ND, 0 NND; of equally probable ones the lower."""
        return np.asarray(self.chance.argmax(axis=1), np.int64)

    @cached_property
    def sure(self) -> FloatArray:
        """The chance of the most probable grade."""
        return np.asarray(self.chance.max(axis=1), np.float32)

    def sure_by_grade(self, least: float) -> dict[str, int]:
        """How many pairs have each grade with at least this chance."""
        return {grade.value: int((self.chance[:, rank] >= least).sum()) for rank, grade in enumerate(GRADES)}

    def place(self, left: int, right: int) -> int | None:
        """Where this pair is, None where it was not looked at."""
        key = (min(left, right) << 32) | max(left, right)
        at = int(np.searchsorted(self.keys, key))
        return at if at < len(self) and int(self.keys[at]) == key else None

    def chance_of(self, left: IntArray, right: IntArray) -> FloatArray:
        """The chances (m, 3) of these pairs, NaN where one was not looked at."""
        wanted = keys(left, right)
        at = np.minimum(np.searchsorted(self.keys, wanted), max(0, len(self) - 1))
        found = np.full((len(wanted), len(GRADES)), np.nan, np.float32)
        if len(self):
            there = self.keys[at] == wanted
            found[there] = self.chance[at[there]]
        return found

    def grade(self, left: int, right: int) -> tuple[Grade, float] | None:
        """The most probable grade of this pair with its chance, None where it was not looked at."""
        at = self.place(left, right)
        return None if at is None else (GRADES[int(self.rank[at])], float(self.sure[at]))


def predict(
    project: Project, found: Judge, features: PairFeatures, learned: IntArray, count: int, checked: int,
    job: Job = NULL_JOB,
) -> Predicted:  # fmt: skip
    """What `found` says of the `count` closest candidates of the round, but for pairs whose keys are `learned`."""
    left, right = closest(project, count, learned)
    known = features.known(left, right)
    left, right = left[known], right[known]
    if not len(left):
        return Predicted(left, right, np.empty((0, len(GRADES)), np.float32))
    job.report("Predicting grades")
    return Predicted.of(left, right, found(features, left, right, checked))


def closest(project: Project, count: int, without: IntArray) -> tuple[IntArray, IntArray]:
    """Ends of the `count` closest candidates of the current round, whoever mined them, each pair once."""
    round_ = project.rounds.current()
    minings = project.rounds.minings(round_.number) if round_ else []
    files = [read_candidates(project.path / mining.file) for mining in minings]
    none, most = np.empty(0, np.int64), count + len(without) if count else 0
    ends = [np.concatenate((none, *(getattr(file, side)[:most] for file in files))) for side in ("left", "right")]
    distance = np.concatenate((none.astype(np.float32), *(file.distance[:most] for file in files)))
    wanted, first = np.unique(keys(*ends), return_index=True)
    first = first[~np.isin(wanted, without)]
    rows = first[np.argsort(distance[first], kind="stable")][:count]
    return ends[0][rows], ends[1][rows]


def store(project: Project, embedder: str, predicted: Predicted) -> None:
    """Keep them in the place of those before, and whose they are: those of the embedder with this fingerprint."""
    from safetensors.numpy import save

    arrays = {"left": predicted.left, "right": predicted.right, "chance": predicted.chance}
    with replacing(_path(project)) as part:
        part.write_bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()},
                              {"embedder": embedder}))  # fmt: skip


def stored(project: Project) -> Predicted | None:
    """Those of the round's embedder; None where there are none, as before a verifier was fitted in this round."""
    from safetensors import SafetensorError, safe_open

    row = project.rounds.embedder()
    try:
        with safe_open(_path(project), framework="np") as file:
            if row is None or (file.metadata() or {}).get("embedder") != row.fingerprint:
                return None
            return Predicted(*(file.get_tensor(name) for name in ("left", "right", "chance")))
    except (OSError, SafetensorError):  # a cache: somebody may have deleted it
        return None


def _path(project: Project) -> Path:
    return project.folder("candidates") / NAME
