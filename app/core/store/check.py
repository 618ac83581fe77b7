"""Whether a project is whole: the database file, the rows that name each other, the files that rows name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, func, select

from app.core.jobs import Job
from app.core.store.database import Database
from app.core.store.schema import embedder, folder, image, label, pair
from models.errors import UserError


def sentences(db: Database, path: Path, job: Job) -> list[str]:
    """What is wrong with the project at `path`, one sentence each; nothing is changed."""
    found: list[str] = []
    try:
        with db.read() as connection:
            for text, part in _PARTS.items():
                job.report(text)
                found += part(connection, path)
    except UserError as error:  # so damaged that a query fails
        found.append(str(error))
    return found


def _file(connection: Connection, path: Path) -> Iterator[str]:
    for (text,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if text != "ok":
            yield f"{path / 'project.db'} is damaged: {text}"


def _parents(connection: Connection, path: Path) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} names a row of {parent} that is missing"


def _labels(connection: Connection, path: Path) -> Iterator[str]:
    left, right = image.alias(), image.alias()
    query = select(label.c.uuid).join(pair, pair.c.id == label.c.pair_id)
    query = query.join(left, left.c.id == pair.c.left).join(right, right.c.id == pair.c.right)
    differs = (left.c.content_hash != label.c.left_hash) | (right.c.content_hash != label.c.right_hash)
    for (uuid,) in connection.execute(query.where(differs)):
        yield f"label {uuid} was given to other images than those its pair names now"
    lost = label.c.undoes.is_not(None) & label.c.undoes.not_in(select(label.alias("act").c.step))
    for uuid, step in connection.execute(select(label.c.uuid, label.c.undoes).where(lost)):
        yield f"label {uuid} takes back step {step}, which is missing"


def _files(connection: Connection, path: Path) -> Iterator[str]:
    for name, *files in connection.execute(select(embedder.c.name, embedder.c.file, embedder.c.network)):
        for file in files:
            if file and not (path / file).is_file():
                yield f"embedder {name}: its file {file} is missing"
    for (root,) in connection.execute(select(folder.c.path)):
        if not Path(root).is_dir():
            yield f"folder {root} of the collection is missing"
    unsized = select(func.count()).where((image.c.width <= 0) | (image.c.height <= 0))
    if count := connection.execute(unsized).scalar_one():
        yield f"{count} images have no size"


_PARTS = {
    "Checking the database": _file,
    "Checking references": _parents,
    "Checking labels": _labels,
    "Checking files": _files,
}
