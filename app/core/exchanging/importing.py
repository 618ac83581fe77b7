"""Importing: what people bring in files becomes labels and known groups; what cannot be used is told by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.exchanging import naming
from app.core.exchanging.tables import BadLine, Table
from app.core.importers import IMPORTERS
from app.core.jobs import NULL_JOB, Job
from app.core.reading.files import is_text
from app.core.records import Act, FloatArray, Grade, Kind, Label, Source
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

SHOWN = 10  # bad lines that are also told as warnings
Edge = tuple[int, int]


@dataclass(frozen=True)
class GradeRow:
    """A graded pair as written: two paths, the two content hashes where the file has them, the answer."""

    left: tuple[str, str]
    right: tuple[str, str]
    grade: Grade
    lookalike: bool = False
    low_confidence: bool = False
    degree: float | None = None
    tags: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True)
class GroupRow:
    """An image of a known group as written; `cross_group_nnd`: NND with the images of all other such groups."""

    image: tuple[str, str]
    group: str
    cross_group_nnd: bool = False


@dataclass(frozen=True)
class VectorRow:
    """An image as written and its vector (d,) of unit length."""

    image: tuple[str, str]
    vector: FloatArray


Importer = Callable[[Path], Table[Any]]  # rows are all GradeRow, all GroupRow or all VectorRow


@dataclass(frozen=True)
class Plan:
    """What an import will do: counts for the report, lines that fail against the project, and the doing."""

    counts: dict[str, Any]
    bad: Sequence[BadLine]
    store: Callable[[], None]


def import_file(
    project: Project, path: Path, format: str, *, annotator: str = "", name: str = "", strict: bool = False,
    job: Job = NULL_JOB,
) -> dict[str, Any]:  # fmt: skip
    """Read `path` in this format of IMPORTERS and store what it holds, in one step.

    The result counts what was stored and what was not, and lists `bad` lines and `ignored_columns`. With `strict` a
    bad line is a UserError and nothing is stored. `annotator`: whose the labels are; `name`: of an embedder.
    """
    job.report(f"Reading {path.name}")
    table: Table[Any] = IMPORTERS.load(format)(path)
    job.report("Finding the images")
    plan = _plan(project, table, path, format, annotator, name, job)
    bad = sorted([*table.bad, *plan.bad], key=lambda bad: bad.line)
    if bad and strict:
        raise UserError(
            "{path}, line {line}: {reason} ({count} such lines); nothing was imported",
            path=path,
            line=bad[0].line,
            reason=bad[0].reason,
            count=len(bad),
        )
    _warn(job, path, table.ignored, bad)
    plan.store()
    return {
        "rows": len(table.rows) + len(table.bad),
        **plan.counts,
        "bad": [{"line": line.line, "reason": line.reason} for line in bad],
        "ignored_columns": list(table.ignored),
    }


def _plan(
    project: Project, table: Table[Any], path: Path, format: str, annotator: str, name: str, job: Job
) -> Plan:
    if format == "groups":
        return plan_groups(project, table, path)
    if format == "labels":
        return plan_labels(project, table, path, annotator)
    from app.core.exchanging.importing_vectors import plan_vectors

    return plan_vectors(project, table, path, name, job)


def _warn(job: Job, path: Path, ignored: Sequence[str], bad: Sequence[BadLine]) -> None:
    if ignored:
        job.warn(f"{path.name}: columns not used: {', '.join(ignored)}")
    for line in bad[:SHOWN]:
        job.warn(f"{path.name}, line {line.line}: {line.reason}")
    if len(bad) > SHOWN:
        job.warn(f"{path.name}: {len(bad) - SHOWN} more lines cannot be used")


def plan_labels(project: Project, table: Table[GradeRow], path: Path, annotator: str) -> Plan:
    """The labels of a file: an answer the annotator has given already is not given again."""
    if not annotator.strip():
        raise UserError("labels need the name of their annotator")
    if not is_text(annotator):
        raise UserError("the annotator's name is not valid text")
    rows = [row for _, row in table.rows]
    ends = naming.meant(project, [end for row in rows for end in (row.left, row.right)], path.parent)
    bad: list[BadLine] = []
    first: dict[Edge, tuple[int, GradeRow]] = {}
    counts = {"same_image": 0, "inferred": 0, "repeated": 0}
    for (line, row), left, right in zip(table.rows, ends[::2], ends[1::2], strict=True):
        if isinstance(left, str) or isinstance(right, str):
            bad.append(BadLine(line, left if isinstance(left, str) else str(right)))
        elif left == right:
            counts["same_image"] += 1
        elif row.inferred:  # computed from other grades there, to be computed again here
            counts["inferred"] += 1
        else:
            number, before = first.setdefault((min(left, right), max(left, right)), (line, row))
            if number != line and _act(row) == _act(before):
                counts["repeated"] += 1
            elif number != line:
                bad.append(BadLine(line, f"answers the pair of line {number} differently"))
    acts = {edge: _act(row) for edge, (_, row) in first.items()}
    new = _unknown(project, acts, annotator)
    counts = {"labels": len(new), "unchanged": len(acts) - len(new)} | counts
    return Plan(counts, bad, lambda: _append(project, new, annotator))


def _act(row: GradeRow) -> Act:
    return Act(
        kind=Kind.IMPORT,
        grade=row.grade,
        lookalike=row.lookalike,
        low_confidence=row.low_confidence,
        degree=row.degree,
        tags=row.tags,
        mode="import",
        source=Source.IMPORT,
    )


def _unknown(project: Project, acts: dict[Edge, Act], annotator: str) -> dict[Edge, Act]:
    """The acts that say something else than this annotator's live answers."""
    now = {(label.left, label.right): label for label in project.labels.current(annotator).values()}
    return {edge: act for edge, act in acts.items() if edge not in now or _says(now[edge]) != _says(act)}


def _says(answer: Act | Label) -> tuple[object, ...]:
    return answer.grade, answer.lookalike, answer.low_confidence, answer.degree, answer.tags


def _append(project: Project, acts: dict[Edge, Act], annotator: str) -> None:
    from app.core.store.labels import By

    if acts:
        pair_ids = project.pairs.ids([left for left, _ in acts], [right for _, right in acts]).tolist()
        project.labels.append(list(zip(pair_ids, acts.values(), strict=True)), By(annotator))


def plan_groups(project: Project, table: Table[GroupRow], path: Path) -> Plan:
    """The group memberships of a file; of an image that is listed twice in a group the careful flag holds."""
    images = naming.meant(project, [row.image for _, row in table.rows], path.parent)
    bad: list[BadLine] = []
    members: dict[tuple[int, str], bool] = {}
    repeated = 0
    for (line, row), image in zip(table.rows, images, strict=True):
        if isinstance(image, str):
            bad.append(BadLine(line, image))
            continue
        repeated += (image, row.group) in members
        members[image, row.group] = members.get((image, row.group), True) and row.cross_group_nnd
    counts = {
        "groups": len({group for _, group in members}),
        "images": len({image for image, _ in members}),
        "repeated": repeated,
    }
    listed = [(image, group, nnd) for (image, group), nnd in members.items()]
    return Plan(counts, bad, lambda: project.images.set_groups(listed, path.name))
