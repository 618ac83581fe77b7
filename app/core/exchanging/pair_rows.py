"""The rows of pair files: what is written of an answer, of a vote, of a candidate, of two identical images."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from app.core.exchanging.naming import Names
from app.core.judging.predicted import Predicted, stored
from app.core.mining.candidates import rounded
from app.core.mining.why import why
from app.core.records import Candidates, Grade, Source

if TYPE_CHECKING:
    from app.core.store.project import Project

CHUNK = 10_000  # candidates turned into rows at once


@dataclass(frozen=True)
class PairRow:
    """One row; the fields are the columns of every pair file. Cells are texts, numbers or None for empty."""

    left_path: str
    right_path: str
    left_hash: str
    right_hash: str
    distance: float | None = None  # 6 decimals, as it was when the pair was mined
    degree: float | None = None
    miner: str | None = None
    why: str | None = None
    round: int | None = None
    batch: str | None = None
    draw_probability: float | None = None
    grade: str | None = None
    lookalike: int = 0
    confidence: str | None = None  # "low" or empty
    tags: str | None = None  # joined by ;
    annotator: str | None = None  # joined by ;
    inferred: int = 0
    labelled_at: str | None = None
    label_source: str | None = None  # human, import, rule or inferred; empty where nobody answered
    predicted_grade: str | None = None  # the grade a verifier gives that did not learn from this pair
    predicted_probability: float | None = None  # 4 decimals


@dataclass(frozen=True)
class VoteRow(PairRow):
    """One act on a pair; also those that are no grade (unsure, bad, later) and those taken back (`undone`)."""

    kind: str = ""
    bad_side: str | None = None
    note: str | None = None
    undone: int = 0


def answers(project: Project, *, absolute: bool = False) -> list[PairRow]:
    """The pairs with an agreed grade, and those with identical pixels as DUP, inferred; closest first."""
    held = [answer for answer in project.labels.answers() if answer.grade is not None]
    told = stored(project)
    names = Names(project, {image for answer in held for image in (answer.left, answer.right)}, absolute=absolute)
    mined = _Mined(project)
    rows = [
        PairRow(
            *names.ends(answer.left, answer.right),
            **mined.how(answer.pair_id),
            degree=answer.degree,
            batch=answer.batch or None,
            draw_probability=answer.draw_probability,
            grade=answer.grade,
            lookalike=int(answer.lookalike),
            confidence="low" if answer.low_confidence else None,
            tags=";".join(answer.tags) or None,
            annotator=";".join(answer.annotators) or None,
            inferred=int(answer.source is Source.INFERRED),
            labelled_at=answer.labelled_at,
            label_source=answer.source,
            **predicted_columns(told, answer.left, answer.right),
        )
        for answer in held
    ]
    rows += identical(project, absolute=absolute, known={(answer.left, answer.right) for answer in held})
    return sorted(rows, key=lambda row: (row.distance is None, row.distance or 0.0, row.left_hash, row.right_hash))


def votes(project: Project, *, absolute: bool = False) -> list[PairRow]:
    """Every act on a pair, in the order of writing."""
    acts = project.labels.all()
    names = Names(project, {image for act in acts for image in (act.left, act.right)}, absolute=absolute)
    mined = _Mined(project)
    return [
        VoteRow(
            *names.ends(act.left, act.right),
            **mined.how(act.pair_id),
            degree=act.degree,
            batch=mined.batch_name(act.batch_id),
            draw_probability=act.draw_probability,
            grade=act.grade,
            lookalike=int(act.lookalike),
            confidence="low" if act.low_confidence else None,
            tags=";".join(act.tags) or None,
            annotator=act.annotator,
            inferred=int(act.source is Source.INFERRED),
            labelled_at=act.created_at,
            label_source=act.source,
            kind=act.kind,
            bad_side=act.bad_side,
            note=act.note or None,
            undone=int(act.undone),
        )
        for act in acts
    ]


class _Predicted(TypedDict, total=False):
    predicted_grade: str
    predicted_probability: float


def predicted_columns(told: Predicted | None, left: int, right: int) -> _Predicted:
    """The columns of what is predicted of a pair; none where no verifier looked at it, or it learned from it."""
    found = None if told is None else told.grade(left, right)
    return {} if found is None else {"predicted_grade": found[0].value, "predicted_probability": round(found[1], 4)}


class _How(TypedDict, total=False):
    distance: float | None
    miner: str
    why: str
    round: int


class _Mined:
    """How pairs were found, by the first batch that asked them."""

    def __init__(self, project: Project) -> None:
        self._places = project.pairs.places()
        self._batches = {batch.id: batch for batch in project.pairs.batches()}

    def how(self, pair_id: int) -> _How:
        """The columns distance, miner, why and round of a pair; none where no batch asked it."""
        place = self._places.get(pair_id)
        if place is None:
            return {}
        number = self._batches[place.batch_id].round
        return {"distance": place.distance, "miner": place.miner, "why": place.why, "round": number}

    def batch_name(self, batch_id: int | None) -> str | None:
        """The name of a batch."""
        return None if batch_id is None else self._batches[batch_id].name


def proposed(
    project: Project, found: Candidates, miners: Sequence[str], round_number: int, *, absolute: bool = False
) -> Iterator[PairRow]:
    """Unjudged pairs in the order they are in; `miners` names who proposed each."""
    names = Names(project, np.union1d(found.left, found.right).tolist(), absolute=absolute)
    told = stored(project)
    for start in range(0, len(found), CHUNK):
        part = slice(start, start + CHUNK)
        ends = zip(found.left[part].tolist(), found.right[part].tolist(), strict=True)
        distances = rounded(found.distance[part]).tolist()
        for (left, right), distance, reason, miner in zip(ends, distances, found.why[part], miners[part], strict=True):
            yield PairRow(*names.ends(left, right), distance, None, miner, reason, round_number,
                          **predicted_columns(told, left, right))  # fmt: skip


def identical(
    project: Project, *, absolute: bool = False, known: Container[tuple[int, int]] = ()
) -> list[PairRow]:
    """The pairs with identical pixels, which nobody is asked about, as DUP, inferred; ordered by hash."""
    from app.core.reading.identical import duplicate_pairs

    pairs = [edge for edge in duplicate_pairs(project) if edge not in known]
    names = Names(project, {image for edge in pairs for image in edge}, absolute=absolute)
    reason = why("identical")
    rows = [
        PairRow(*names.ends(left, right), distance=0.0, why=reason, grade=Grade.DUP, inferred=1)
        for left, right in pairs
    ]
    return sorted(rows, key=lambda row: (row.left_hash, row.right_hash))
