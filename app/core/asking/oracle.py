"""An oracle: answers pairs from files that tell the truth, as a person would, slips included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.random import Generator

from app.core.exchanging import naming
from app.core.exchanging.tables import BadRow, Cells, read_table
from app.core.importers import IMPORTERS
from app.core.jobs import NULL_JOB, Job
from app.core.mining.known import keys
from app.core.records import BoolArray, Grade, IntArray
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.exchanging.importing import GroupRow
    from app.core.store.project import Project

UNKNOWN = -1  # rank of a pair of which the files say nothing
BY_RANK = (Grade.NND, Grade.NEAR_ND, Grade.ND)
_ALIASES = {"path_a": "left_path", "path_b": "right_path", "label": "grade"}


class TruthRow(NamedTuple):
    """A pair as written: two paths, the grade's rank (UNKNOWN in a file of pairs to ignore), whether it is strict."""

    left: tuple[str, str]
    right: tuple[str, str]
    rank: int
    strict: bool


@dataclass(frozen=True)
class Truth:
    """What is true of pairs: `pairs` (keys, ascending) with `ranks` and `strict`; `group` and `apart` by image id.

    Two images of different groups that are both `apart` are NND. A strict pair is ND or near-ND for sure, not only
    one of the two. `ignored` (keys, ascending) have no truth whatever the rest says.
    """

    pairs: IntArray
    ranks: IntArray
    strict: BoolArray
    groups: dict[int, frozenset[str]]
    apart: frozenset[int]
    ignored: IntArray

    def rank(self, left: int, right: int) -> int:
        """The rank of the true grade of one pair; UNKNOWN where the files do not tell."""
        key = int(keys(np.array([left]), np.array([right]))[0])
        if _holds(self.ignored, key):
            return UNKNOWN
        if _holds(self.pairs, key):
            return int(self.ranks[np.searchsorted(self.pairs, key)])
        known = left in self.apart and right in self.apart
        return 0 if known and self.groups[left].isdisjoint(self.groups[right]) else UNKNOWN


def _holds(ascending: IntArray, key: int) -> bool:
    place = int(np.searchsorted(ascending, key))
    return place < len(ascending) and int(ascending[place]) == key


@dataclass
class Oracle:
    """Answers from the truth; every answer but "unsure" is, with the chance `slips`, one of the two other grades."""

    truth: Truth
    slips: float
    rng: Generator
    slipped: int = 0

    def answer(self, left: int, right: int) -> Grade | None:
        """The grade this annotator gives, None for unsure."""
        rank = self.truth.rank(left, right)
        if rank == UNKNOWN:
            return None
        if self.slips and self.rng.random() < self.slips:
            self.slipped += 1
            rank = (rank + int(self.rng.integers(1, 3))) % 3
        return BY_RANK[rank]


def read_truth(
    project: Project, pairs: Path, groups: Path | None = None, ignored: Path | None = None, job: Job = NULL_JOB
) -> Truth:
    """Read the files, as `label` and `groups` read them; lines that cannot be used are warned about, by number."""
    job.report("Reading the truth")
    edges, rows = _pairs(project, pairs, job, graded=True)
    key, place = np.unique(edges, return_index=True)
    left_out = np.empty(0, np.int64) if ignored is None else np.unique(_pairs(project, ignored, job, graded=False)[0])
    if not len(key):
        raise UserError("no pair of {path} is in this collection", path=pairs)
    kept = ~np.isin(key, left_out)
    members, apart = ({}, frozenset[int]()) if groups is None else _groups(project, groups, job)
    return Truth(
        key[kept],
        np.array([rows[row].rank for row in place.tolist()], np.int64)[kept],
        np.array([rows[row].strict for row in place.tolist()], np.bool_)[kept],
        members,
        apart,
        left_out,
    )


def _pairs(project: Project, path: Path, job: Job, *, graded: bool) -> tuple[IntArray, list[TruthRow]]:
    """Keys and rows of the pairs of a file whose ends are two different images of the project."""
    needs = ("left_path", "right_path", *(("grade",) if graded else ()))
    table = read_table(path, _graded if graded else _plain, needs=needs,
                       may_have=("left_hash", "right_hash", "strict"), aliases=_ALIASES)  # fmt: skip
    rows = [row for _, row in table.rows]
    ends = naming.meant(project, [end for row in rows for end in (row.left, row.right)], path.parent)
    bad = [(line.line, line.reason) for line in table.bad]
    edges, kept = [], []
    for (number, row), left, right in zip(table.rows, ends[::2], ends[1::2], strict=True):
        if isinstance(left, str) or isinstance(right, str):
            bad.append((number, left if isinstance(left, str) else str(right)))
        elif left != right:
            edges.append((left, right))
            kept.append(row)
    _warn(job, path, bad)
    columns = np.array(edges, np.int64).reshape(-1, 2)
    return keys(columns[:, 0], columns[:, 1]), kept


def _plain(cells: Cells) -> TruthRow:
    left, right = (
        (cells.get(f"{side}_path", ""), cells.get(f"{side}_hash", "").strip()) for side in ("left", "right")
    )
    return TruthRow(left, right, UNKNOWN, cells.get("strict", "1").strip() != "0")


def _graded(cells: Cells) -> TruthRow:
    try:
        return _plain(cells)._replace(rank=min(Grade.parse(cells.get("grade", "")).rank, Grade.ND.rank))
    except UserError as error:
        raise BadRow(str(error)) from error


def _groups(project: Project, path: Path, job: Job) -> tuple[dict[int, frozenset[str]], frozenset[int]]:
    table = IMPORTERS.load("groups")(path)
    rows: list[GroupRow] = [row for _, row in table.rows]
    images = naming.meant(project, [row.image for row in rows], path.parent)
    members: dict[int, set[str]] = {}
    careful: set[int] = set()
    bad = [(line.line, line.reason) for line in table.bad]
    for (number, row), image in zip(table.rows, images, strict=True):
        if isinstance(image, str):
            bad.append((number, image))
            continue
        members.setdefault(image, set()).add(row.group)
        if not row.cross_group_nnd:
            careful.add(image)
    _warn(job, path, bad)
    return {image: frozenset(names) for image, names in members.items()}, frozenset(members.keys() - careful)


def _warn(job: Job, path: Path, bad: Sequence[tuple[int, str]]) -> None:
    if bad:
        number, reason = min(bad)
        job.warn(f"{path.name}: {len(bad)} lines cannot be used; line {number}: {reason}")
