"""Union: the rows of another project's database that this one lacks, under this one's ids.

Images are the same when their bytes are, pairs when their images are, batches and labels by uuid. Nothing that is
here is changed, but that a batch is as blind as the blinder of its copies; so uniting twice, or in another order, holds
the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_keep

from app.core.grading.blindness import LEVELS
from app.core.store.database import Database
from app.core.store.pairs import BLINDER
from app.core.store.schema import (
    MERGED,
    batch,
    batch_pair,
    folder,
    image,
    image_file,
    known_group,
    label,
    pair,
    scale,
    value,
)
from models.errors import UserError
from models.views import inverse

_CHUNK = 5000
_OTHER_SIDE = {"left": "right", "right": "left", "as stored": "swapped", "swapped": "as stored"}
Row = dict[str, Any]


@dataclass(frozen=True)
class United:
    """How many rows of each kind were new here, and the images (ids here) of the other project's sealed batches."""

    images: int
    groups: int
    batches: int
    labels: int
    known: int
    sealed: tuple[int, ...]


def unite(here: Database, there: Database, name: str) -> United:
    """Add to `here` what it lacks of `there`, all of it or nothing; `name` sets apart groups of equal names."""
    with there.read() as source, here.write() as target:
        _same_scale(source, target)
        images, new_images = _images(source, target)
        groups = _groups(source, target, images, name)
        pairs = _pairs(source, target, images)
        batches, added = _batches(source, target, pairs)
        labels, known = _labels(source, target, pairs, batches)
        places = pair.join(batch_pair).join(batch, batch.c.id == batch_pair.c.batch_id)
        sealed = select(pair.c.left, pair.c.right).select_from(places).where(batch.c.sealed)
        ends = {images[end] for row in source.execute(sealed) for end in row}
    return United(new_images, groups, added, labels, known, tuple(sorted(ends)))


def _same_scale(source: Connection, target: Connection) -> None:
    """UserError when a version of the graded scale means one thing here and another there."""
    mine = dict(target.execute(select(scale.c.version, scale.c.choices)).all())
    for row in _rows(source, scale):
        if row["version"] not in mine:
            target.execute(insert(scale), row)
        elif mine[row["version"]] != row["choices"]:
            raise UserError("the two projects grade by different scales of version {version}; nothing was merged",
                            version=row["version"])  # fmt: skip


def _images(source: Connection, target: Connection) -> tuple[dict[int, int], int]:
    """The id here of every image there, and how many are new; those bring their files and folders along."""
    before = _ids(target, image.c.content_hash)
    rows = _rows(source, image)
    _add(target, image, [_without(row, "id") for row in rows if row["content_hash"] not in before])
    here = _ids(target, image.c.content_hash)
    ids = {row["id"]: here[row["content_hash"]] for row in rows}
    new = {row["id"] for row in rows if row["content_hash"] not in before}
    files = [row for row in _rows(source, image_file) if row["image_id"] in new]
    used = {row["folder_id"] for row in files}
    folders = [row for row in _rows(source, folder) if row["id"] in used]
    _add(target, folder, [_without(row, "id") for row in folders])
    places = _ids(target, folder.c.path)
    at = {row["id"]: places[row["path"]] for row in folders}
    moved = [row | {"folder_id": at[row["folder_id"]], "image_id": ids[row["image_id"]]} for row in files]
    _add(target, image_file, [_without(row, "id") for row in moved])
    return ids, len(new)


def _groups(source: Connection, target: Connection, images: Mapping[int, int], name: str) -> int:
    """Add known groups. One that shares its name with a group here, but no image, is another group: renamed."""
    here: dict[str, set[int]] = {}
    for row in _rows(target, known_group):
        here.setdefault(row["name"], set()).add(row["image_id"])
    rows = [row | {"image_id": images[row["image_id"]]} for row in _rows(source, known_group)]
    there: dict[str, set[int]] = {}
    for row in rows:
        there.setdefault(row["name"], set()).add(row["image_id"])
    strangers = {title for title in here.keys() & there.keys() if here[title].isdisjoint(there[title])}
    for row in rows:
        if row["name"] in strangers:
            row["name"] = f"{row['name']} ({name})"
    return _add(target, known_group, rows)


@dataclass(frozen=True)
class _Place:
    """A pair's id here, and whether its images stand the other way round."""

    id: int
    turned: bool


def _pairs(source: Connection, target: Connection, images: Mapping[int, int]) -> dict[int, _Place]:
    rows = [(row["id"], images[row["left"]], images[row["right"]]) for row in _rows(source, pair)]
    _add(target, pair, [{"left": min(ends), "right": max(ends)} for _, *ends in rows])
    here = {(left, right): key for key, left, right in target.execute(select(pair.c.id, pair.c.left, pair.c.right))}
    return {key: _Place(here[min(a, b), max(a, b)], a > b) for key, a, b in rows}


def _batches(source: Connection, target: Connection, pairs: Mapping[int, _Place]) -> tuple[dict[int, int], int]:
    """The id here of every batch there, and how many are new; a second frozen batch joins as a sealed one."""
    before = _ids(target, batch.c.uuid)
    frozen = target.execute(select(func.count()).where(batch.c.purpose == "frozen")).scalar_one()
    rows = _rows(source, batch)
    new = [row for row in rows if row["uuid"] not in before]
    for row in new:
        if row["purpose"] == "frozen" and frozen:
            row["purpose"] = "label"
    _add(target, batch, [_without(row, "id") for row in new])
    _make_blinder(target, [row for row in rows if row["uuid"] in before])
    here = _ids(target, batch.c.uuid)
    ids = {row["id"]: here[row["uuid"]] for row in rows}
    fresh = {row["id"] for row in new}
    places = []
    for row in _rows(source, batch_pair):
        if row["batch_id"] in fresh:
            place = pairs[row["pair_id"]]
            row |= {"batch_id": ids[row["batch_id"]], "pair_id": place.id, "swapped": row["swapped"] ^ place.turned}
            if place.turned and row["view"] is not None:
                row["view"] = inverse(row["view"])
            places.append(row)
    _add(target, batch_pair, places)
    return ids, len(new)


def _make_blinder(target: Connection, rows: Sequence[Row]) -> None:
    """A batch that was made blinder in the other project is as blind here; whoever has seen what is known of both."""
    for row in rows:
        query = select(batch.c.blindness, batch.c.settings).where(batch.c.uuid == row["uuid"])
        level, settings = target.execute(query).one()
        notes = settings.get(BLINDER, [])
        notes = notes + [note for note in row["settings"].get(BLINDER, ()) if note not in notes]
        if notes:
            notes.sort(key=lambda note: note["at"])
            strictest = max(level, row["blindness"], key=LEVELS.index)
            values = {"blindness": strictest, "settings": settings | {BLINDER: notes}}
            target.execute(update(batch).where(batch.c.uuid == row["uuid"]).values(values))


def _labels(
    source: Connection, target: Connection, pairs: Mapping[int, _Place], batches: Mapping[int, int]
) -> tuple[int, int]:
    """Add the acts that are not here, in their order; gives how many, and how many were here already.

    Of two answers of one annotator to one pair the one with the higher id holds. An act older than what its
    annotator answered here therefore gets an id below all that are here.
    """
    known = set(target.execute(select(label.c.uuid)).scalars())
    every = _rows(source, label)
    rows = [_moved(row, pairs, batches) for row in every if row["uuid"] not in known]
    answered = select(label.c.pair_id, label.c.annotator, func.max(label.c.created_at)).where(label.c.pair_id > 0)
    latest: dict[tuple[int, str], str] = {}
    for key, annotator, at in target.execute(answered.group_by(label.c.pair_id, label.c.annotator)):
        latest[key, annotator] = at
    old: list[Row] = []
    young: list[Row] = []
    for row in rows:
        late = latest.get((row["pair_id"], row["annotator"]), "")
        (old if row["created_at"] < late else young).append(row)
    lowest = min(target.execute(select(func.min(label.c.id))).scalar() or 1, 1)
    _add(target, label, [row | {"id": lowest - len(old) + number} for number, row in enumerate(old)])
    _add(target, label, young)
    _note_sessions(target, {row["session"] for row in rows})
    return len(rows), len(every) - len(rows)


def _moved(row: Row, pairs: Mapping[int, _Place], batches: Mapping[int, int]) -> Row:
    """An act with the ids of its pair and batch here, and its sides as the pair is stored here."""
    row = _without(row, "id")
    if row["batch_id"] is not None:
        row["batch_id"] = batches[row["batch_id"]]
    if row["pair_id"] is None:
        return row
    place = pairs[row["pair_id"]]
    row["pair_id"] = place.id
    if place.turned:
        row |= {"left_hash": row["right_hash"], "right_hash": row["left_hash"]}
        row |= {key: _OTHER_SIDE.get(row[key], row[key]) for key in ("bad_side", "side_order")}
    return row


def _note_sessions(target: Connection, sessions: set[str]) -> None:
    stored = target.execute(select(value.c.json).where(value.c.key == MERGED)).scalar() or []
    into = insert_or_keep(value).values(key=MERGED, json=sorted({*stored, *sessions}))
    target.execute(into.on_conflict_do_update(["key"], set_={"json": into.excluded.json}))


def _rows(connection: Connection, table: Table) -> list[Row]:
    """Every row, in the order of writing."""
    order = table.primary_key.columns.values()
    return [row._asdict() for row in connection.execute(select(table).order_by(*order))]


def _ids(connection: Connection, column: Any) -> dict[str, int]:
    return dict(connection.execute(select(column, column.table.c.id)).all())


def _without(row: Row, name: str) -> Row:
    return {key: item for key, item in row.items() if key != name}


def _add(target: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert rows, keeping what is there already; gives how many were new."""
    added = 0
    for start in range(0, len(rows), _CHUNK):
        statement = insert_or_keep(table).on_conflict_do_nothing()
        added += target.execute(statement, list(rows[start : start + _CHUNK])).rowcount
    return added
