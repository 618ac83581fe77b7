"""Own: one annotator's acts and the answers of his that hold, read once, then followed by the rows that were added."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from threading import RLock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Text, bindparam, literal, not_, select, type_coerce

from app.core.records import Grade, Kind, Label, Source
from app.core.store.answers import tags_of
from app.core.store.bulk import collector_waits
from app.core.store.database import Database, among
from app.core.store.live_rows import acted, changed, counts, newest, top
from app.core.store.schema import label, pair


@dataclass(frozen=True)
class Step:
    """One act for the history: its pairs (several for a bulk act), its answer as a code, whether it was undone."""

    step: str
    kind: Kind
    text: str  # ND | near-ND | NND | lookalike | DUP | unsure | later | bad
    pair_ids: tuple[int, ...]
    batch_id: int | None
    undone: bool
    at: str
    source: Source = Source.HUMAN
    note: str = ""
    mode: str = "pair"  # pair | anchor | sheet | proof | group | import


class Own:
    """What one annotator did in one project; every call looks first whether rows were added."""

    def __init__(self, db: Database, annotator: str) -> None:
        self._db, self._annotator = db, annotator
        self._lock = RLock()
        self._seen = 0
        self._steps: dict[str, Step] = {}
        self._labels: dict[int, Label] = {}

    def steps(self) -> list[Step]:
        """The acts, oldest first, undone ones marked."""
        with self._lock:
            self._follow()
            return list(self._steps.values())

    def labels(self) -> dict[int, Label]:
        """By pair id the newest answer that was not undone."""
        with self._lock:
            self._follow()
            return dict(self._labels)

    def _follow(self) -> None:
        with nullcontext() if self._seen else collector_waits():
            self._take_in_rows()

    def _take_in_rows(self) -> None:
        asked: dict[str, Any] = {"annotator": self._annotator, "since": self._seen}
        with self._db.read() as connection:
            newest_row = top(connection)
            if newest_row == self._seen:
                return
            rows = connection.execute(_ACTS, asked).all()
            verdicts = connection.execute(_VERDICTS, asked).all()
            pairs = changed(connection, self._seen) if self._seen else None
            labels = current(connection, self._annotator, pairs)
            self._seen = newest_row
        # The rows of a step were written in one transaction, so they follow one another.
        self._steps |= {step: _step(list(group)) for step, group in groupby(rows, attrgetter("step"))}
        for step, kind in verdicts:  # oldest first: the last one stands
            if step in self._steps:
                self._steps[step] = replace(self._steps[step], undone=kind == Kind.UNDO)
        for pair_id in pairs or ():
            self._labels.pop(pair_id, None)
        self._labels |= labels


def current(connection: Connection, annotator: str, pair_ids: Sequence[int] | None) -> dict[int, Label]:
    """By pair id (of these; None: of all), this annotator's newest answer that was not undone."""
    if pair_ids is None:
        rows = connection.execute(_CURRENT, {"annotator": annotator})
    else:
        rows = connection.execute(_CURRENT_OF, {"annotator": annotator, "pair_ids": json.dumps(pair_ids, default=int)})
    return {made.pair_id: made for made in map(label_of, rows)}


def label_of(row: Any) -> Label:
    """A row of LABELS as a record."""
    values = list(row)
    for place, kind in _CONVERTED:
        if values[place] is not None:
            values[place] = kind(values[place])
    return Label(*values)


def _step(rows: Sequence[Any]) -> Step:
    first = rows[0]
    text = "lookalike" if first.lookalike else first.grade or first.kind
    pairs = tuple(row.pair_id for row in rows)
    tail = first.created_at, _SOURCES[first.source], first.note, first.mode
    return Step(first.step, _KINDS[first.kind], text, pairs, first.batch_id, False, *tail)


_LABEL = tuple(Label.__dataclass_fields__)
_BESIDES: dict[str, ColumnElement[Any]] = {
    "left": pair.c.left,
    "right": pair.c.right,
    "tags": type_coerce(label.c.tags, Text),  # nearly always none: not worth a parser for each row
    "undone": not_(counts(label)).label("undone"),
}
_COLUMNS = {name: _BESIDES[name] if name in _BESIDES else label.c[name] for name in _LABEL}
LABELS = select(*_COLUMNS.values()).join(pair, pair.c.id == label.c.pair_id)
_LIVE = select(*(_COLUMNS | {"undone": literal(value=False)}).values()).join(pair, pair.c.id == label.c.pair_id)
_KINDS = {kind.value: kind for kind in Kind}  # several times faster than to ask the enumeration
_GRADES = {grade.value: grade for grade in Grade}
_SOURCES = {source.value: source for source in Source}
_TYPES: dict[str, Callable[[Any], Any]] = {
    "kind": _KINDS.__getitem__, "grade": _GRADES.__getitem__, "tags": tags_of, "source": _SOURCES.__getitem__,
}  # fmt: skip
_CONVERTED = tuple((_LABEL.index(name), kind) for name, kind in _TYPES.items())

# The statements of a key press are built once: building them takes SQLAlchemy longer than SQLite takes to run them.
_his, _since = bindparam("annotator", type_=Text), bindparam("since", type_=Integer)
_these = among(acted.c.pair_id, bindparam("pair_ids", type_=Text))
_CURRENT = _LIVE.where(label.c.id.in_(newest(acted.c.annotator == _his)))
_CURRENT_OF = _LIVE.where(label.c.id.in_(newest(_these, acted.c.annotator == _his))).order_by(label.c.id)
_STEP = ("step", "kind", "grade", "lookalike", "pair_id", "batch_id", "created_at", "source", "note", "mode")
_ROWS = label.c.annotator == _his, label.c.id > _since
_ACTS = select(*(label.c[name] for name in _STEP)).where(*_ROWS, label.c.undoes.is_(None)).order_by(label.c.id)
_VERDICTS = select(label.c.undoes, label.c.kind).where(*_ROWS, label.c.undoes.is_not(None)).order_by(label.c.id)
