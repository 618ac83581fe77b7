"""Which label rows hold now, in SQL: the rule of grading/liveness.py, and the newest row of each person for a pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, Select, bindparam, func, select, union

from app.core.records import Kind
from app.core.store.schema import label

GRADED = (Kind.GRADE, Kind.IMPORT, Kind.ADJUDICATION)
ANSWERED = (*GRADED, Kind.UNSURE, Kind.BAD)  # "later" is an act and no answer: an earlier answer stays

acted, _verdict = label.alias("act"), label.alias("verdict")


def counts(rows: FromClause) -> ColumnElement[bool]:
    """Whether a row's step counts: the rule of liveness.py in SQL."""
    newest_verdict = select(_verdict.c.kind).where(_verdict.c.undoes == rows.c.step).order_by(_verdict.c.id.desc())
    return func.coalesce(newest_verdict.limit(1).correlate(rows).scalar_subquery(), "") != Kind.UNDO.value


def newest(*conditions: ColumnElement[bool], kinds: Sequence[Kind] = ANSWERED) -> Select[Any]:
    """The ids of the newest counting row of these kinds per pair and annotator; conditions are on `acted`."""
    ids = select(func.max(acted.c.id)).where(acted.c.kind.in_(kinds), counts(acted), *conditions)
    return ids.group_by(acted.c.pair_id, acted.c.annotator)


_since = bindparam("since", type_=Integer)
_named = select(label.c.undoes).where(label.c.id > _since, label.c.undoes.is_not(None))
_CHANGED = union(
    select(label.c.pair_id).where(label.c.id > _since, label.c.pair_id.is_not(None)),
    select(label.c.pair_id).where(label.c.step.in_(_named), label.c.pair_id.is_not(None)),
)
_TOP = select(func.max(label.c.id))


def top(connection: Connection) -> int:
    """The id of the newest row, 0 without any. Rows are only appended, so what was read up to it stays true."""
    return connection.execute(_TOP).scalar_one_or_none() or 0


def changed(connection: Connection, since: int) -> list[int]:
    """The pairs that rows newer than the row `since` are about: answered, or their answers undone or redone."""
    return list(connection.execute(_CHANGED, {"since": since}).scalars())
