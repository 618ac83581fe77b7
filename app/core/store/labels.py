"""Labels: the append-only record of what people answered, and what it amounts to now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    insert,
    not_,
    select,
    true,
    union,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_keep

from app import __version__
from app.core.grading import liveness
from app.core.grading.liveness import Mark
from app.core.records import SCALE, SCALE_VERSION, Act, Answer, Batch, Grade, IntArray, Kind, Label, Source
from app.core.store.answers import decide
from app.core.store.database import Database, among, now
from app.core.store.schema import MERGED, batch, batch_pair, image, label, pair, round_, scale, value

GRADED = (Kind.GRADE, Kind.IMPORT, Kind.ADJUDICATION)
ANSWERED = (*GRADED, Kind.UNSURE, Kind.BAD)  # "later" is an act and no answer: an earlier answer stays
REVERSALS = (Kind.UNDO, Kind.REDO)
COUNTED = (*(grade.value for grade in Grade), "lookalike", "unsure", "bad", "disagreements")


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


class Labels:
    """The queries on labels. `session` names this opening of the project in every row it adds."""

    def __init__(self, db: Database, session: str) -> None:
        self._db = db
        self._session = session

    def add_scale(self) -> None:
        """Store the graded scale of this program, once per version."""
        values = {"version": SCALE_VERSION, "choices": [asdict(choice) for choice in SCALE], "created_at": now()}
        with self._db.write() as connection:
            connection.execute(insert_or_keep(scale).values(values).on_conflict_do_nothing())

    def append(self, acts: Sequence[tuple[int, Act]], by: By) -> str:
        """Store the answers to these pairs as one step, on disk when this returns; gives the step's uuid.

        `Act.bad_side` is as stored in the pair, not as shown. ValueError when a grade is missing or unwanted.
        """
        for _, act in acts:
            if (act.kind in GRADED) != (act.grade is not None) or act.kind in REVERSALS:
                raise ValueError(f"a label of kind {act.kind} with grade {act.grade}")
        step, rows = uuid4().hex, []
        pair_ids = list(dict.fromkeys(pair_id for pair_id, _ in acts))
        with self._db.write() as connection:
            shared = self._shared(connection, step, by)
            asked = {"pair_ids": json.dumps(pair_ids, default=int), **_where(by)}
            facts = {row.pair_id: row._asdict() for row in connection.execute(_FACTS, asked)}
            for pair_id, act in acts:
                rows.append(shared | facts[pair_id] | _values(act) | {"uuid": uuid4().hex})
                facts[pair_id]["supersedes"] = rows[-1]["uuid"]
            if rows:
                connection.execute(insert(label), rows)
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
                connection.execute(insert(label), [self._shared(connection, uuid4().hex, by) | row for row in values])
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
                connection.execute(insert(label), row)
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
        query = select(*(label.c[name] for name in _STEP)).where(label.c.annotator == annotator)
        query = query.where(label.c.undoes.is_(None)).order_by(label.c.id)
        with self._db.read() as connection:
            undone = {mark.step for mark, counts in liveness.acts(_marks(connection, annotator)) if not counts}
            rows = connection.execute(query).all()
        # The rows of a step were written in one transaction, so they follow one another.
        return [_step(list(group), step in undone) for step, group in groupby(rows, attrgetter("step"))]

    def current(self, annotator: str, pair_ids: Sequence[int] | None = None) -> dict[int, Label]:
        """By pair id (all, or these), this annotator's newest answer that was not undone: a grade, unsure or bad."""
        if pair_ids is None:
            found = self._labels(label.c.id.in_(_newest(_act.c.annotator == annotator)))
        else:
            with self._db.read() as connection:
                asked = {"pair_ids": json.dumps(pair_ids, default=int), "annotator": annotator}
                found = [_label(row) for row in connection.execute(_CURRENT, asked)]
        return {item.pair_id: item for item in found}

    def of_pair(self, pair_id: int) -> list[Label]:
        """The current answer of every annotator to one pair, oldest first."""
        return self._labels(label.c.id.in_(_newest(_act.c.pair_id == pair_id)))

    def all(self) -> list[Label]:
        """Every act on a pair ever, one row per act and pair in the order of writing, undone ones marked."""
        return self._labels(label.c.pair_id.is_not(None))

    def judged(self) -> IntArray:
        """Rows (left, right, ungraded) of the pairs somebody answered; ungraded 1: nobody gave it a grade."""
        with self._db.read() as connection:
            return np.array([tuple(row) for row in connection.execute(_JUDGED)], np.int64).reshape(-1, 3)

    def _labels(self, condition: ColumnElement[bool]) -> list[Label]:
        query = _LABELS.where(condition).order_by(label.c.id)
        with self._db.read() as connection:
            return [_label(row) for row in connection.execute(query)]

    def answers(self) -> list[Answer]:
        """What holds of every graded pair now, ordered by pair id; the rule is in answers.py."""
        return decide(*self._votes())

    def counts(self) -> dict[str, int]:
        """How many pairs have each answer: the grades, `lookalike`, `unsure`, `bad`, `disagreements`.

        Look-alikes are counted in NND too; `unsure` and `bad` are pairs without any grade that somebody called so.
        """
        votes, places = self._votes()
        held = decide(votes, places)
        graded = {answer.pair_id for answer in held}
        counted = Counter("disagreements" if answer.grade is None else answer.grade.value for answer in held)
        counted["lookalike"] = sum(answer.lookalike for answer in held)
        for name in ("unsure", "bad"):
            counted[name] = len({vote.pair_id for vote in votes if vote.kind == name} - graded)
        return {name: counted[name] for name in COUNTED}

    def _votes(self) -> tuple[Sequence[Any], Sequence[Any]]:
        with self._db.read() as connection:
            return connection.execute(_VOTES).all(), connection.execute(_SEALED_PLACES).all()


_act, _verdict = label.alias("act"), label.alias("verdict")


def _counts(rows: FromClause) -> ColumnElement[bool]:
    """Whether a row's step counts: the rule of liveness.py in SQL."""
    newest = select(_verdict.c.kind).where(_verdict.c.undoes == rows.c.step).order_by(_verdict.c.id.desc()).limit(1)
    return func.coalesce(newest.correlate(rows).scalar_subquery(), "") != Kind.UNDO.value


def _newest(*conditions: ColumnElement[bool], kinds: Sequence[Kind] = ANSWERED) -> Select[Any]:
    """The ids of the newest counting row of these kinds per pair and annotator; conditions are on `_act`."""
    ids = select(func.max(_act.c.id)).where(_act.c.kind.in_(kinds), _counts(_act), *conditions)
    return ids.group_by(_act.c.pair_id, _act.c.annotator)


_CURRENT_ROUND = select(round_.c.number.label("round"), round_.c.embedder).order_by(round_.c.number.desc()).limit(1)

_LABEL = tuple(Label.__dataclass_fields__)
_BESIDES: dict[str, ColumnElement[Any]] = {
    "left": pair.c.left,
    "right": pair.c.right,
    "undone": not_(_counts(label)).label("undone"),
}
_LABELS = select(*(_BESIDES[name] if name in _BESIDES else label.c[name] for name in _LABEL)).join(
    pair, pair.c.id == label.c.pair_id
)

_JUDGED = (
    select(pair.c.left, pair.c.right, func.min(label.c.kind.in_((Kind.UNSURE, Kind.BAD))))
    .join(pair, pair.c.id == label.c.pair_id)
    .where(label.c.kind.in_(ANSWERED), _counts(label))
    .group_by(label.c.pair_id)
)

_VOTES = (
    select(
        *(label.c[name] for name in ("pair_id", "uuid", "kind", "grade", "lookalike", "low_confidence", "degree")),
        *(label.c[name] for name in ("tags", "annotator", "source", "created_at", "draw_probability", "stratum")),
        pair.c.left,
        pair.c.right,
        batch.c.name.label("batch"),
    )
    .join(pair, pair.c.id == label.c.pair_id)
    .join(batch, batch.c.id == label.c.batch_id, isouter=True)
    .where(label.c.id.in_(union(_newest(), _newest(kinds=(Kind.ADJUDICATION,)))))
    .order_by(label.c.pair_id, label.c.id)
)

_SEALED_PLACES = (
    select(batch_pair.c.pair_id, batch.c.name.label("batch"), batch_pair.c.stratum, batch_pair.c.draw_probability)
    .join(batch)
    .where(batch.c.sealed)
    .order_by(batch.c.id.desc(), batch_pair.c.position.desc())
)


# The statements of a key press are built once: building them takes SQLAlchemy longer than SQLite takes to run them.
_THESE = _newest(among(_act.c.pair_id, bindparam("pair_ids", type_=Text)), _act.c.annotator == bindparam("annotator"))
_CURRENT = _LABELS.where(label.c.id.in_(_THESE)).order_by(label.c.id)
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
_latest = _newest(_act.c.pair_id == pair.c.id, _act.c.annotator == bindparam("annotator")).correlate(pair)
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


_STEP = ("step", "kind", "grade", "lookalike", "pair_id", "batch_id", "created_at", "source", "note", "mode")


def _step(rows: Sequence[Any], undone: bool) -> Step:
    first = rows[0]
    text = "lookalike" if first.lookalike else first.grade or first.kind
    pairs = tuple(row.pair_id for row in rows)
    tail = undone, first.created_at, Source(first.source), first.note, first.mode
    return Step(first.step, Kind(first.kind), text, pairs, first.batch_id, *tail)


def _label(row: Any) -> Label:
    values = list(row)
    for place, kind in _CONVERTED:
        if values[place] is not None:
            values[place] = kind(values[place])
    return Label(*values)


_TYPES: dict[str, Callable[[Any], Any]] = {"kind": Kind, "grade": Grade, "tags": tuple, "source": Source}
_CONVERTED = tuple((_LABEL.index(name), kind) for name, kind in _TYPES.items())
