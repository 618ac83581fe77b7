"""Labels: the append-only record of what people answered, and what it amounts to now."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    insert,
    select,
    true,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_keep

from app import __version__
from app.core.grading import liveness
from app.core.grading.liveness import Mark
from app.core.grading.relations import Relations
from app.core.records import SCALE, SCALE_VERSION, Act, Answer, Batch, IntArray, Kind, Label
from app.core.store import own
from app.core.store.database import Database, among, now
from app.core.store.held import Held
from app.core.store.live_rows import ANSWERED, GRADED, acted, counts, newest
from app.core.store.own import LABELS, Own, Step, label_of
from app.core.store.schema import MERGED, batch_pair, image, label, pair, round_, scale, value

__all__ = ["By", "Labels", "Step"]

REVERSALS = (Kind.UNDO, Kind.REDO)


@dataclass(frozen=True)
class By:
    """Who acts, and where: `position` and `swapped` default to the pair's place in `batch`.

    `revealed`: the pair's answers had been shown before; `blindness` defaults to the batch's.
    """

    annotator: str
    batch: Batch | None = None
    position: int | None = None
    swapped: bool | None = None
    blindness: str | None = None
    revealed: bool = False


class Labels:
    """The queries on labels. `session` names this opening of the project in every row it adds."""

    def __init__(self, db: Database, session: str) -> None:
        self._db = db
        self._session = session
        self._held = Held(db)
        self._own: dict[str, Own] = {}

    def add_scale(self) -> None:
        """Store the graded scale of this program, once per version."""
        values = {"version": SCALE_VERSION, "choices": [asdict(choice) for choice in SCALE], "created_at": now()}
        with self._db.write() as connection:
            connection.execute(insert_or_keep(scale).values(values).on_conflict_do_nothing())

    def append(self, acts: Sequence[tuple[int, Act]], by: By) -> str:
        """Store the answers to these pairs as one step, on disk when this returns; gives the step's uuid.

        `Act.bad_side` is as stored in the pair, not as shown. ValueError when a grade is missing or unwanted.
        """
        with self._db.write() as connection:
            return self._append(connection, acts, by)

    def answer(self, acts: Sequence[tuple[int, Act]], by: By) -> tuple[str, dict[int, Label]]:
        """The same in one go with what `current` says of these pairs afterwards."""
        with self._db.write() as connection:
            step = self._append(connection, acts, by)
            return step, own.current(connection, by.annotator, [pair_id for pair_id, _ in acts])

    def _append(self, connection: Connection, acts: Sequence[tuple[int, Act]], by: By) -> str:
        for _, act in acts:
            if (act.kind in GRADED) != (act.grade is not None) or act.kind in REVERSALS:
                raise ValueError(f"a label of kind {act.kind} with grade {act.grade}")
        step, rows = uuid4().hex, []
        pair_ids = list(dict.fromkeys(pair_id for pair_id, _ in acts))
        shared = self._shared(connection, step, by)
        asked = {"pair_ids": json.dumps(pair_ids, default=int), **_where(by)}
        facts = {row.pair_id: row._asdict() for row in connection.execute(_FACTS, asked)}
        for pair_id, act in acts:
            rows.append(shared | facts[pair_id] | _values(act) | {"uuid": uuid4().hex})
            facts[pair_id]["supersedes"] = rows[-1]["uuid"]
        if rows:
            connection.execute(_INSERT, rows)
        return step

    def undo(self, by: By) -> str | None:
        """Take back this annotator's newest step by a row that names it; returns the step, None without one."""
        return self._reverse(Kind.UNDO, by)

    def redo(self, by: By) -> str | None:
        """Bring back the step undone last, unless something was answered since; returns it, None without one."""
        return self._reverse(Kind.REDO, by)

    def jump(self, step: str | None, by: By) -> int | None:
        """Undo or redo until `step` is this annotator's newest act that counts (None: no act does), in one go.

        How many steps that took; None when the step was undone and something else was done since.
        """
        with self._db.write() as connection:
            way = liveness.way_to(_marks(connection, by.annotator, _OWN_MARKS), step)
            if way:
                values = [_values(Act(kind)) | {"uuid": uuid4().hex, "undoes": gone, "side_order": ""}
                          for kind, gone in way]  # fmt: skip
                connection.execute(_INSERT, [self._shared(connection, uuid4().hex, by) | row for row in values])
        return None if way is None else len(way)

    def next_undo(self, annotator: str) -> str | None:
        """The step that `undo` would take back."""
        with self._db.read() as connection:
            return _next(connection, Kind.UNDO, annotator)

    def next_redo(self, annotator: str) -> str | None:
        """The step that `redo` would bring back."""
        with self._db.read() as connection:
            return _next(connection, Kind.REDO, annotator)

    def _reverse(self, kind: Kind, by: By) -> str | None:
        with self._db.write() as connection:
            step = _next(connection, kind, by.annotator)
            if step is not None:
                shared = self._shared(connection, uuid4().hex, by)
                row = shared | _values(Act(kind)) | {"uuid": uuid4().hex, "undoes": step, "side_order": ""}
                connection.execute(_INSERT, row)
        return step

    def _shared(self, connection: Connection, step: str, by: By) -> dict[str, Any]:
        """What all rows of a step share. Outside a batch the current round stands, if there is one."""
        around: dict[str, Any] = {"round": None, "embedder": None}
        if by.batch is not None:
            around = {"round": by.batch.round, "embedder": by.batch.embedder}
        elif row := connection.execute(_CURRENT_ROUND).first():
            around = row._asdict()
        return around | {
            "step": step,
            "annotator": by.annotator,
            "session": self._session,
            "batch_id": by.batch and by.batch.id,
            "batch_uuid": by.batch and by.batch.uuid,
            "blindness": by.blindness or (by.batch.blindness if by.batch else "open"),
            "revealed": by.revealed,
            "scale_version": SCALE_VERSION,
            "program": f"nearpair {__version__}",
            "created_at": now(),
        }

    def steps(self, annotator: str) -> list[Step]:
        """This annotator's acts, oldest first, undone ones marked."""
        return self._of(annotator).steps()

    def current(self, annotator: str, pair_ids: Sequence[int] | None = None) -> dict[int, Label]:
        """By pair id (all, or these), this annotator's newest answer that was not undone: a grade, unsure or bad."""
        if pair_ids is None:
            return self._of(annotator).labels()
        with self._db.read() as connection:
            return own.current(connection, annotator, pair_ids)

    def _of(self, annotator: str) -> Own:
        return self._own.setdefault(annotator, Own(self._db, annotator))

    def of_pair(self, pair_id: int) -> list[Label]:
        """The current answer of every annotator to one pair, oldest first."""
        return self._labels(label.c.id.in_(newest(acted.c.pair_id == pair_id)))

    def all(self, kind: Kind | None = None) -> list[Label]:
        """Every act (of this kind) on a pair ever, one row per act and pair in order of writing, undone ones marked."""
        return self._labels(label.c.pair_id.is_not(None) if kind is None else label.c.kind == kind)

    def judged(self) -> IntArray:
        """Rows (left, right, ungraded) of the pairs somebody answered; ungraded 1: nobody gave it a grade."""
        with self._db.read() as connection:
            return np.array([tuple(row) for row in connection.execute(_JUDGED)], np.int64).reshape(-1, 3)

    def _labels(self, condition: ColumnElement[bool]) -> list[Label]:
        query = LABELS.where(condition).order_by(label.c.id)
        with self._db.read() as connection:
            return [label_of(row) for row in connection.execute(query)]

    def answers(self) -> list[Answer]:
        """What holds of every graded pair now, ordered by pair id; the rule is in answers.py."""
        return self._held.answers()

    def counts(self) -> dict[str, int]:
        """How many pairs have each answer: the grades, `lookalike`, `unsure`, `bad`, `disagreements`.

        Look-alikes are counted in NND too; `unsure` and `bad` are pairs without any grade that somebody called so.
        """
        return self._held.counts()

    def relations(self, duplicates: Iterable[tuple[int, int]]) -> Relations:
        """What the answers and these computed duplicates say together; look at it only, it follows later answers."""
        return self._held.relations(duplicates)


_INSERT = insert(label)
_CURRENT_ROUND = select(round_.c.number.label("round"), round_.c.embedder).order_by(round_.c.number.desc()).limit(1)

_JUDGED = (
    select(pair.c.left, pair.c.right, func.min(label.c.kind.in_((Kind.UNSURE, Kind.BAD))))
    .join(pair, pair.c.id == label.c.pair_id)
    .where(label.c.kind.in_(ANSWERED), counts(label))
    .group_by(label.c.pair_id)
)

# The statements of a key press are built once: building them takes SQLAlchemy longer than SQLite takes to run them.
_MARKS = (
    select(label.c.step, label.c.kind, label.c.undoes)
    .where(label.c.annotator == bindparam("annotator"))
    .order_by(label.c.id.desc())
)
_merged = func.json_each(value.c.json).table_valued("value")
# Undo walks what was done in this copy: an act that came with a merge is not taken back by a key press here.
_elsewhere = select(_merged.c.value).select_from(value.join(_merged, true())).where(value.c.key == MERGED)
_OWN_MARKS = _MARKS.where(label.c.session.not_in(_elsewhere))
_left, _right = image.alias(), image.alias()
_here = and_(  # the place of the pair in the batch it is graded in; a pair may be repeated there
    batch_pair.c.pair_id == pair.c.id,
    batch_pair.c.batch_id == bindparam("batch_id"),
    batch_pair.c.position == func.coalesce(bindparam("position", type_=Integer), batch_pair.c.position),
)
_swapped = func.coalesce(bindparam("swapped", type_=Boolean), batch_pair.c.swapped, False)
_latest = newest(acted.c.pair_id == pair.c.id, acted.c.annotator == bindparam("annotator")).correlate(pair)
_FACTS = (
    select(
        pair.c.id.label("pair_id"),
        _left.c.content_hash.label("left_hash"),
        _right.c.content_hash.label("right_hash"),
        *(batch_pair.c[name] for name in ("position", "stratum", "draw_probability", "distance")),
        case((_swapped, "swapped"), else_="as stored").label("side_order"),
        select(label.c.uuid).where(label.c.id == _latest.scalar_subquery()).scalar_subquery().label("supersedes"),
    )
    .join(_left, _left.c.id == pair.c.left)
    .join(_right, _right.c.id == pair.c.right)
    .join(batch_pair, _here, isouter=True)
    .where(among(pair.c.id, bindparam("pair_ids", type_=Text)))
    .order_by(batch_pair.c.position.desc())  # of several places the first stands
)


def _where(by: By) -> dict[str, Any]:
    batch_id = None if by.batch is None else by.batch.id
    return {"annotator": by.annotator, "batch_id": batch_id, "position": by.position, "swapped": by.swapped}


def _values(act: Act) -> dict[str, Any]:
    values = {name: getattr(act, name) for name in Act.__dataclass_fields__}
    return values | {"tags": list(act.tags), "inferred_from": list(act.inferred_from)}


def _marks(connection: Connection, annotator: str, query: Select[Any] | None = None) -> Generator[Mark, None, None]:
    """This annotator's log, newest first, read only as far as it is asked for."""
    with closing(connection.execute(_MARKS if query is None else query, {"annotator": annotator})) as rows:
        for step, kind, undoes in rows:
            yield Mark(step, Kind(kind), undoes)


def _next(connection: Connection, kind: Kind, annotator: str) -> str | None:
    with closing(_marks(connection, annotator, _OWN_MARKS)) as marks:
        return liveness.next_undo(marks) if kind is Kind.UNDO else liveness.next_redo(marks)
