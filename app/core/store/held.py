"""Held: what a project holds true of its pairs, read once and from then on followed by the rows that were added.

Labels are only appended, whoever writes them, so the rows newer than the last one seen name every pair of which
something else may hold now. Batches are added too; only a new sealed one changes what is known of earlier answers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from threading import RLock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, bindparam, select, type_coerce, union

from app.core.grading.relations import Relations
from app.core.records import Answer, Grade, Kind
from app.core.store.answers import Vote, decide
from app.core.store.bulk import collector_waits
from app.core.store.database import Database, among
from app.core.store.live_rows import acted, changed, newest, top
from app.core.store.schema import batch, batch_pair, label, pair

UNGRADED = (Kind.UNSURE.value, Kind.BAD.value)
COUNTED = (*(grade.value for grade in Grade), "lookalike", *UNGRADED, "disagreements")


class Held:
    """The answers of one project; every call looks first whether rows were added."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._lock = RLock()
        self._relations: Relations | None = None
        self._facts: frozenset[tuple[int, int]] = frozenset()
        self._listed: list[Answer] | None = None
        self._begin()

    def answers(self) -> list[Answer]:
        """What holds of every graded pair now, ordered by pair id; the rule is in answers.py."""
        with self._lock:
            self._follow()
            if self._listed is None:
                self._listed = [self._answers[pair_id] for pair_id in sorted(self._answers)]
            return list(self._listed)

    def counts(self) -> dict[str, int]:
        """How many pairs have each answer, by the names of COUNTED; `unsure` and `bad` where nobody gave a grade."""
        with self._lock:
            self._follow()
            found = Counter(answer.grade for answer in self._answers.values())
            counted = {grade.value: found[grade] for grade in Grade} | {"disagreements": found[None]}
            counted["lookalike"] = sum(answer.lookalike for answer in self._answers.values())
            counted |= {name: sum(one not in self._answers for one in self._ungraded[name]) for name in UNGRADED}
            return {name: counted[name] for name in COUNTED}

    def relations(self, duplicates: Iterable[tuple[int, int]]) -> Relations:
        """What the answers and these computed duplicates say together; look at it only, it follows later answers."""
        with self._lock, nullcontext() if self._relations else collector_waits():
            self._follow()
            facts = frozenset(duplicates)
            if self._relations is None or facts != self._facts:
                self._relations, self._facts = Relations(self._answers.values(), facts), facts
            return self._relations

    def _begin(self) -> None:
        self._seen = 0
        self._batches: dict[int, tuple[str, bool]] = {}
        self._answers: dict[int, Answer] = {}
        self._listed = None
        self._ungraded: dict[str, set[int]] = {name: set() for name in UNGRADED}
        self._relations = None

    def _follow(self) -> None:
        with nullcontext() if self._seen else collector_waits():
            self._take_in_rows()

    def _take_in_rows(self) -> None:
        with self._db.read() as connection:
            batches = {id: (name, sealed) for id, name, sealed in connection.execute(_BATCHES)}
            others = batches.items() ^ self._batches.items()
            if others and (self._batches.items() - batches.items() or any(sealed for _, (_, sealed) in others)):
                self._begin()
            self._batches = batches
            newest_row = top(connection)
            if newest_row == self._seen:
                return
            pairs = changed(connection, self._seen) if self._seen else None
            votes, places = _votes(connection, pairs), connection.execute(_SEALED_PLACES).all()
            self._seen = newest_row
        self._take_in(votes, decide(votes, places), pairs)

    def _take_in(self, votes: Sequence[Vote], held: Sequence[Answer], pairs: Sequence[int] | None) -> None:
        """These answers hold of these pairs (None: of all) and no others."""
        self._listed = None
        gone = [self._answers.pop(pair_id) for pair_id in pairs or () if pair_id in self._answers]
        self._answers |= {answer.pair_id: answer for answer in held}
        for name, members in self._ungraded.items():
            members.difference_update(pairs or ())
            members.update(vote.pair_id for vote in votes if vote.kind == name)
        if self._relations is not None:
            for answer in gone:
                self._relations.remove(answer.left, answer.right)
            for answer in held:
                self._relations.put(answer)


_BESIDES: dict[str, ColumnElement[Any]] = {
    "tags": type_coerce(label.c.tags, Text),  # nearly always none: not worth a parser for each row
    "left": pair.c.left,
    "right": pair.c.right,
    "batch": batch.c.name,
}
_ALL = (
    select(*(_BESIDES[name] if name in _BESIDES else label.c[name] for name in Vote._fields))
    .join(pair, pair.c.id == label.c.pair_id)
    .join(batch, batch.c.id == label.c.batch_id, isouter=True)
    .order_by(label.c.pair_id, label.c.id)
)
_these = among(acted.c.pair_id, bindparam("pair_ids", type_=Text))
_ADJUDICATED = (Kind.ADJUDICATION,)
_VOTES = _ALL.where(label.c.id.in_(union(newest(), newest(kinds=_ADJUDICATED))))
_VOTES_OF = _ALL.where(label.c.id.in_(union(newest(_these), newest(_these, kinds=_ADJUDICATED))))
_BATCHES = select(batch.c.id, batch.c.name, batch.c.sealed)
_SEALED_PLACES = (
    select(batch_pair.c.pair_id, batch.c.name.label("batch"), batch_pair.c.stratum, batch_pair.c.draw_probability)
    .join(batch)
    .where(batch.c.sealed)
    .order_by(batch.c.id.desc(), batch_pair.c.position.desc())
)


def _votes(connection: Connection, pairs: Sequence[int] | None) -> list[Vote]:
    """The current answers and adjudications of these pairs (None: of all), by pair and age."""
    if pairs is None:
        rows = connection.execute(_VOTES)
    else:
        rows = connection.execute(_VOTES_OF, {"pair_ids": json.dumps(pairs)})
    return [Vote._make(row) for row in rows]
