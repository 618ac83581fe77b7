"""What a project holds true of a pair, from everybody's current answers to it.

The adjudication, else the grade that all who graded agree on, else none: a disagreement, which is listed, neither
trained nor evaluated. Who was unsure or called an image bad has no vote. What a rule or an inference says counts
only where no person graded. A pair of a sealed batch keeps the draw of that batch, wherever it was answered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from statistics import fmean
from typing import Any, NamedTuple

from app.core.records import Answer, Grade, Kind, Source

_PEOPLE = (Source.HUMAN, Source.IMPORT)
# Of several votes the one nearest to a person names the source: an import that agrees changes nothing.
_WEIGHT = (Source.HUMAN, Source.IMPORT, Source.RULE, Source.INFERRED)


_GRADES = {grade.value: grade for grade in Grade}
_SOURCES = {source.value: source for source in Source}


class Vote(NamedTuple):
    """A label row as it is stored (`tags` as JSON), the images of its pair and the name of its batch."""

    pair_id: int
    uuid: str
    kind: str
    grade: str | None
    lookalike: bool
    low_confidence: bool
    degree: float | None
    tags: str
    annotator: str
    source: str
    created_at: str
    draw_probability: float | None
    stratum: str | None
    left: int
    right: int
    batch: str | None


def decide(votes: Sequence[Vote], sealed_places: Sequence[Any]) -> list[Answer]:
    """The answers of all pairs with a grade, ordered by pair id.

    `votes`: current label rows and adjudications, ordered by pair and age. `sealed_places`: pair_id, batch, stratum,
    draw_probability; the last of a pair wins.
    """
    sealed = {place.pair_id: place for place in sealed_places}
    held = []
    for pair_id, rows in groupby(votes, attrgetter("pair_id")):
        deciding = _deciding([row for row in rows if row.grade is not None])
        if deciding:
            held.append(_answer(deciding, sealed.get(pair_id)))
    return held


def _deciding(graded: list[Vote]) -> list[Vote]:
    if len(graded) < 2:  # nearly always
        return graded
    adjudications = [row for row in graded if row.kind == Kind.ADJUDICATION]
    if adjudications:
        return adjudications[-1:]
    return [row for row in graded if row.source in _PEOPLE] or graded


def tags_of(stored: str) -> tuple[str, ...]:
    """Tags from their JSON."""
    return () if stored == "[]" else tuple(json.loads(stored))


def _single(vote: Vote, grade: Grade, drawn: Any, *, sealed: bool) -> Answer:
    return Answer(
        vote.pair_id,
        vote.left,
        vote.right,
        grade,
        vote.lookalike and grade is Grade.NND,
        vote.low_confidence,
        (vote.annotator,),
        tags_of(vote.tags),
        _SOURCES[vote.source],
        vote.created_at,
        drawn.batch or "",
        sealed,
        drawn.draw_probability,
        drawn.stratum or "",
        vote.degree,
        (vote.uuid,),
    )


def _answer(votes: Sequence[Vote], place: Any | None) -> Answer:
    last = votes[-1]
    assert last.grade is not None
    given = _GRADES[last.grade]
    if len(votes) == 1:
        return _single(last, given, last if place is None else place, sealed=place is not None)
    grade = given if len({vote.grade for vote in votes}) == 1 else None
    degrees = [vote.degree for vote in votes if vote.degree is not None]
    drawn = last if place is None else place
    return Answer(
        pair_id=last.pair_id,
        left=last.left,
        right=last.right,
        grade=grade,
        lookalike=grade is Grade.NND and any(vote.lookalike for vote in votes),
        low_confidence=any(vote.low_confidence for vote in votes),
        annotators=tuple(sorted({vote.annotator for vote in votes})),
        tags=tuple(dict.fromkeys(tag for vote in votes for tag in tags_of(vote.tags))),
        source=min((_SOURCES[vote.source] for vote in votes), key=_WEIGHT.index),
        labelled_at=last.created_at,
        batch=drawn.batch or "",
        sealed=place is not None,
        draw_probability=drawn.draw_probability,
        stratum=drawn.stratum or "",
        degree=fmean(degrees) if degrees else None,
        uuids=tuple(vote.uuid for vote in votes),
    )
