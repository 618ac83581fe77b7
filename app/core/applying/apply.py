"""Apply: which pairs and groups of the whole collection are near-duplicates, at a threshold one can answer for."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.applying import linkage
from app.core.applying.linkage import Group
from app.core.applying.operating_points import OperatingPoint, keep
from app.core.atomic import replacing
from app.core.embedding import embed
from app.core.exchanging.exporting import format_of, write
from app.core.exchanging.naming import Names
from app.core.exchanging.pair_rows import PairRow, predicted_columns
from app.core.jobs import NULL_JOB, Job, Sentence
from app.core.judging.predicted import stored
from app.core.measuring.decision import Decision, decide
from app.core.mining.candidates import rounded
from app.core.records import Answer, Cut, Embeddings, FloatArray, IntArray
from app.core.searching.search import open_search
from app.core.settings import Settings
from models.device import resolve

if TYPE_CHECKING:
    from app.core.store.project import Project


@dataclass(frozen=True)
class PredictedRow(PairRow):
    """A pair within the threshold: `predicted` by distance, `grade` where somebody answered; its group by number.

    Where a verifier looked at it, the columns of what it predicts say so: they see more than a distance.
    """

    predicted: str = ""
    group: int | None = None


def apply(
    project: Project,
    settings: Settings,
    *,
    at: str,
    cut: Cut,
    kind: str = "complete",
    out: Path | None = None,
    groups_out: Path | None = None,
    absolute: bool = False,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Find every pair within the threshold for `at` (decision.py), group by linkage `kind`, write what was asked for.

    Pairs that people graded otherwise are left out of pairs and joins, and counted. The threshold becomes the
    operating point of its embedder.
    """
    if out is not None:
        format_of(out)  # refuse a wrong suffix before the work
    decision = decide(project, settings, at, cut, seed=seed, device=device, threads=threads, job=job)
    vectors = embed.embeddings(project, decision.embedder, device, threads, job)
    search = open_search(vectors, method="exact", device=resolve(device), job=job)
    left, right, distance = search.within(decision.distance)
    answers = {(a.left, a.right): a for a in project.labels.answers() if a.grade is not None}
    agreed = _agreed(left, right, answers, cut)
    left, right, distance = left[agreed], right[agreed], distance[agreed]
    groups = linkage.group(vectors, left, right, decision.distance, kind, job)
    point = OperatingPoint(decision.distance, Sentence("apply at {at}", at=at))
    keep(project, decision.embedder.fingerprint, cut, point)
    if out is not None:
        rows = _rows(project, (left, right, distance), answers, groups, absolute)
        write(format_of(out), out, PredictedRow, rows, len(left), job)
    if groups_out is not None:
        _write_groups(project, groups, groups_out, absolute)
    files = {"out": out, "groups_out": groups_out}
    told = {"linkage": kind} | {name: None if path is None else str(path) for name, path in files.items()}
    return _result(project, decision, vectors, (left, right), groups, int((~agreed).sum())) | told


def _agreed(left: IntArray, right: IntArray, answers: dict[tuple[int, int], Answer], cut: Cut) -> Any:
    """Flags of the pairs that nobody graded as no match under this cut."""
    kept = np.ones(len(left), np.bool_)
    for place, edge in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        answer = answers.get(edge)
        if answer is not None and answer.grade is not None and not cut.positive(answer.grade):
            kept[place] = False
    return kept


def _rows(
    project: Project,
    pairs: tuple[IntArray, IntArray, FloatArray],
    answers: dict[tuple[int, int], Answer],
    groups: Sequence[Group],
    absolute: bool,
) -> Iterator[PredictedRow]:
    """The pairs, closest first."""
    left, right, distance = pairs
    number = {image: place for place, group in enumerate(groups, 1) for image in group.images}
    names = Names(project, np.union1d(left, right).tolist(), absolute=absolute)
    told = stored(project)
    order = np.lexsort((right, left, rounded(distance)))
    for row in order.tolist():
        edge = int(left[row]), int(right[row])
        answer = answers.get(edge)
        together = number.get(edge[0]) if number.get(edge[0]) == number.get(edge[1]) else None
        yield PredictedRow(
            *names.ends(*edge),
            distance=float(rounded(distance[row : row + 1])[0]),
            grade=answer.grade if answer else None,
            annotator=";".join(answer.annotators) if answer else None,
            predicted="match",
            group=together,
            **predicted_columns(told, *edge),
        )


def _write_groups(project: Project, groups: Sequence[Group], path: Path, absolute: bool) -> None:
    """The groups as CSV with the columns image and group, as `groups` reads them, and the diameter of each."""
    names = Names(project, [image for group in groups for image in group.images], absolute=absolute)
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("image", "group", "hash", "diameter"))
        for number, group in enumerate(groups, 1):
            for image in group.images:
                name, content = names.of(image)
                rows.writerow((name, number, content, f"{group.diameter:.6f}"))


def _result(
    project: Project,
    decision: Decision,
    vectors: Embeddings,
    pairs: tuple[IntArray, IntArray],
    groups: Sequence[Group],
    refused: int,
) -> dict[str, Any]:
    hubs = linkage.hubs(*pairs)
    names = Names(project, [hub.image for hub in hubs])
    return decision.as_dict() | {
        "images": len(vectors.ids),
        "matches": len(pairs[0]),
        "refused_by_people": refused,
        "groups": len(groups),
        "grouped_images": sum(len(group.images) for group in groups),
        "largest_group": len(groups[0].images) if groups else 0,
        "hubs": [{"path": names.of(hub.image)[0], "pairs": hub.pairs} for hub in hubs],
    }
