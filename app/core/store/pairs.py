"""Pairs: the pairs that were asked about or graded, and the batches that ask about them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import ArrayLike
from sqlalchemy import Connection, Select, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.core.grading.blindness import LEVELS
from app.core.records import Batch, BatchPair, IntArray
from app.core.store.database import Database, among, now
from app.core.store.schema import batch, batch_pair, pair
from models.errors import UserError

RETIRED = "retired"  # the purpose of a batch that another one took the place of
BLINDER = "made_blinder"  # among the settings of a batch: when its level became stricter, and who had seen what


@dataclass(frozen=True)
class NewBatch:
    """How a batch to be made was drawn. `strata` is {name: {"population": n, "drawn": n}}."""

    name: str
    strategy: str
    round: int
    embedder: str | None
    seed: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    strata: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    blindness: str = "blind"
    sealed: bool = False
    purpose: str = "label"  # label | frozen | practice | retired


@dataclass(frozen=True)
class BatchRow:
    """One place of a batch to be made; the order of the rows is the order they are asked in."""

    left: int
    right: int
    distance: float | None
    miner: str
    why: str
    stratum: str
    draw_probability: float | None = None  # 1 for a deterministic pick, which is a stratum of its own
    swapped: bool = False
    view: int | None = None  # the dihedral view of the right image that matched; None: as it is


class Pairs:
    """The queries on pairs and batches."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ids(self, left: ArrayLike, right: ArrayLike) -> IntArray:
        """The id of each pair of image ids, made where it is new; `left` < `right` everywhere."""
        with self._db.write() as connection:
            return _ids(connection, np.asarray(left, np.int64), np.asarray(right, np.int64))

    def ends(self, pair_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
        """The two image ids of each of these pairs."""
        query = select(pair.c.id, pair.c.left, pair.c.right).where(among(pair.c.id, pair_ids))
        with self._db.read() as connection:
            return {key: (left, right) for key, left, right in connection.execute(query)}

    def create_batch(self, new: NewBatch, rows: Sequence[BatchRow]) -> Batch:
        """Store a batch with its pairs in the order given, all of it or nothing."""
        values = {name: getattr(new, name) for name in _NEW_BATCH} | {"uuid": uuid4().hex, "created_at": now()}
        left = np.array([row.left for row in rows], np.int64)
        right = np.array([row.right for row in rows], np.int64)
        with self._db.write() as connection:
            key = connection.execute(insert(batch).values(values).returning(batch.c.id)).scalar_one()
            places = [
                {name: getattr(row, name) for name in _PLACE}
                | {"batch_id": key, "position": position, "pair_id": int(pair_id)}
                for position, (row, pair_id) in enumerate(zip(rows, _ids(connection, left, right), strict=True))
            ]
            if places:
                connection.execute(insert(batch_pair), places)
            return _batches(connection, _BATCHES.where(batch.c.id == key))[0]

    def retire(self, batch_id: int) -> None:
        """Take a batch out of all lists; its rows stay, so an answer that is just being given still finds them."""
        with self._db.write() as connection:
            connection.execute(update(batch).where(batch.c.id == batch_id).values(purpose=RETIRED))

    def make_blinder(self, batch_id: int, level: str, note: Mapping[str, Any]) -> Batch:
        """Give a batch a stricter level of blindness and keep `note` with it; UserError when it is not stricter."""
        with self._db.write() as connection:
            query = select(batch.c.blindness, batch.c.settings).where(batch.c.id == batch_id)
            held, settings = connection.execute(query).one()
            if LEVELS.index(level) <= LEVELS.index(held):
                raise UserError("this batch is as blind already, and no batch ever shows more again")
            notes = [*settings.get(BLINDER, ()), dict(note)]
            values = {"blindness": level, "settings": settings | {BLINDER: notes}}
            connection.execute(update(batch).where(batch.c.id == batch_id).values(values))
            return _batches(connection, _BATCHES.where(batch.c.id == batch_id))[0]

    def made_blinder(self, batch_id: int) -> list[dict[str, Any]]:
        """The notes of every time a batch was made blinder, oldest first."""
        with self._db.read() as connection:
            settings = connection.execute(select(batch.c.settings).where(batch.c.id == batch_id)).scalar_one()
        return list(settings.get(BLINDER, ()))

    def batches(self) -> list[Batch]:
        """Every batch that was not retired, oldest first."""
        with self._db.read() as connection:
            return _batches(connection, _BATCHES.where(batch.c.purpose != RETIRED))

    def batch(self, batch_id: int) -> Batch:
        """The batch with this id; UserError when there is none."""
        with self._db.read() as connection:
            found = _batches(connection, _BATCHES.where(batch.c.id == batch_id))
        if not found:
            raise UserError("there is no batch {batch}", batch=batch_id)
        return found[0]

    def batch_pairs(self, batch_id: int) -> list[BatchPair]:
        """The pairs of a batch, by position."""
        query = _PLACES.where(batch_pair.c.batch_id == batch_id).order_by(batch_pair.c.position)
        with self._db.read() as connection:
            return [BatchPair(*row) for row in connection.execute(query)]

    def places(self) -> dict[int, BatchPair]:
        """By pair id, the first place a pair was given in any batch: the miner and the why of that time."""
        query = _PLACES.where(_LISTED).order_by(batch_pair.c.batch_id.desc(), batch_pair.c.position.desc())
        with self._db.read() as connection:
            return {row.pair_id: BatchPair(*row) for row in connection.execute(query)}

    def asked(self) -> set[tuple[int, int]]:
        """The pairs that are in any batch, as (left, right) image ids."""
        query = select(pair.c.left, pair.c.right).where(pair.c.id.in_(select(batch_pair.c.pair_id).where(_LISTED)))
        with self._db.read() as connection:
            return {(left, right) for left, right in connection.execute(query)}


_NEW_BATCH = tuple(NewBatch.__dataclass_fields__)
_PLACE = ("distance", "miner", "why", "stratum", "draw_probability", "swapped", "view")

_LISTED = batch_pair.c.batch_id.not_in(select(batch.c.id).where(batch.c.purpose == RETIRED))
_SIZE = select(func.count()).where(batch_pair.c.batch_id == batch.c.id).scalar_subquery()
_BATCHES = select(batch, _SIZE.label("size")).order_by(batch.c.id)
_PLACES = select(
    batch_pair.c.batch_id,
    batch_pair.c.position,
    batch_pair.c.pair_id,
    pair.c.left,
    pair.c.right,
    *(batch_pair.c[name] for name in _PLACE),
).join(pair)


def _batches(connection: Connection, query: Select[Any]) -> list[Batch]:
    names = Batch.__dataclass_fields__
    return [Batch(**{name: row._mapping[name] for name in names}) for row in connection.execute(query)]


def _ids(connection: Connection, left: IntArray, right: IntArray) -> IntArray:
    if not len(left):
        return np.empty(0, np.int64)
    ends = list(zip(left.tolist(), right.tolist(), strict=True))
    values = [{"left": a, "right": b} for a, b in ends]
    connection.execute(insert(pair).on_conflict_do_nothing(["left", "right"]), values)
    listed = func.json_each(json.dumps(ends)).table_valued("key", "value")
    same = and_(
        pair.c.left == func.json_extract(listed.c.value, "$[0]"),
        pair.c.right == func.json_extract(listed.c.value, "$[1]"),
    )
    query = select(pair.c.id).select_from(listed.join(pair, same)).order_by(listed.c.key)
    return np.array(connection.execute(query).scalars().all(), np.int64)
