"""Questions about the label table that are no answers: how long labels took, which tags were given."""

from __future__ import annotations

from sqlalchemy import func, select, true

from app.core.store.database import Database
from app.core.store.schema import label


def seconds(db: Database) -> dict[str, float]:
    """How long each label took, by uuid, where that was measured: with both pictures in sight, breaks left out."""
    query = select(label.c.uuid, label.c.focus_ms).where(label.c.focus_ms.is_not(None))
    with db.read() as connection:
        return {uuid: milliseconds / 1000 for uuid, milliseconds in connection.execute(query)}


def tags(db: Database) -> list[str]:
    """Every tag that was ever given, most used first."""
    each = func.json_each(label.c.tags).table_valued("value")
    query = select(each.c.value).select_from(label.join(each, true())).group_by(each.c.value)
    with db.read() as connection:
        return list(connection.execute(query.order_by(func.count().desc(), each.c.value)).scalars())


def annotators(db: Database, batch_id: int) -> list[str]:
    """Who did anything in this batch."""
    query = select(label.c.annotator).where(label.c.batch_id == batch_id).distinct().order_by(label.c.annotator)
    with db.read() as connection:
        return list(connection.execute(query).scalars())


def revealed_to(db: Database, annotator: str, batch_id: int) -> set[int]:
    """The pairs that this annotator acted on in this batch, taken back or not, while all of them was shown."""
    his = (label.c.annotator == annotator, label.c.batch_id == batch_id, label.c.pair_id.is_not(None))
    with db.read() as connection:
        return set(connection.execute(select(label.c.pair_id).where(*his, label.c.revealed)).scalars())
