"""Bringing a project's database to this program's version: one transaction a step, a copy set aside before.

Labels are why this file is so careful. SQLite rebuilds a table to change it, and with foreign keys on that can
delete or refuse rows of other tables, and the pragma cannot be changed inside a transaction: so they are off before
BEGIN, and checked before COMMIT. Alembic's own SQLite transactions are not transactions: so BEGIN is ours, and
`user_version` is written inside it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, NullPool, create_engine, event

from app import paths
from app.core.store.database import connect, errors_told
from app.core.store.schema import APPLICATION_ID, VERSION
from models.errors import UserError

if TYPE_CHECKING:
    from alembic.script import Script

BACKUPS = "backups"


def version_of(path: Path) -> int:
    """The version of the database at `path`; UserError when it is empty, damaged or another program's."""
    if path.stat().st_size == 0:
        raise UserError("{path} is empty; put a copy from the project's folder `backups` in its place", path=path)
    with errors_told(path), closing(connect(path, write=False)) as connection:
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not ours:
        raise UserError("{path} is not a Nearpair database: it belongs to another program", path=path)
    return version


def refuse_newer(path: Path, version: int, target: int = VERSION) -> None:
    """UserError when the database was written by a newer program than this one."""
    if version > target:
        text = "{path} was written by a newer Nearpair (its version is {version}, this one reads up to {target})"
        raise UserError(text, path=path, version=version, target=target)


def create(path: Path, scripts: Path = paths.MIGRATIONS, target: int = VERSION) -> None:
    """Make a database at `path`, where nothing is yet, through every step from the first."""
    path.touch(exist_ok=False)
    _run(path, 0, scripts, target)


def upgrade(path: Path, scripts: Path = paths.MIGRATIONS, target: int = VERSION) -> Path | None:
    """Bring the database at `path` to version `target`; returns the copy of the old one, None if it was current.

    A step that raises, or is killed, leaves the file as it was before that step.
    """
    version = version_of(path)
    refuse_newer(path, version, target)
    if version == target:
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    copy = path.parent / BACKUPS / f"{path.stem}-version{version}-{stamp}{path.suffix}"
    copy.parent.mkdir(exist_ok=True)
    back_up(path, copy)
    _run(path, version, scripts, target)
    return copy


def _run(path: Path, version: int, scripts: Path, target: int) -> None:
    """Take the steps after `version` up to `target`, each in a transaction of its own."""
    from alembic.script import ScriptDirectory

    revisions = ScriptDirectory(str(scripts)).walk_revisions()
    steps = sorted((script for script in revisions if version < int(script.revision) <= target), key=_number)
    if [_number(step) for step in steps] != list(range(version + 1, target + 1)):
        raise RuntimeError(f"{scripts} has no complete way from version {version} to {target}")
    engine = create_engine("sqlite://", creator=lambda: _unguarded(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with errors_told(path), engine.connect() as connection:
        for step in steps:
            with connection.begin():
                _take(connection, step)


def _take(connection: Connection, step: Script) -> None:
    """One step inside the open transaction: its changes, the version they make, and no row without its parent."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    with Operations.context(context):
        step.module.upgrade()
    connection.exec_driver_sql(f"PRAGMA user_version = {_number(step)}")
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"step {step.revision} leaves rows without their parents: {orphans[:5]}")


def _number(step: Script) -> int:
    return int(step.revision)


def _unguarded(path: Path) -> sqlite3.Connection:
    connection = connect(path, write=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def back_up(path: Path, to: Path) -> None:
    """Copy the database at `path` through SQLite (a file copy would miss its log) and check the copy."""
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        with (
            errors_told(to),
            closing(connect(path, write=False)) as source,
            closing(sqlite3.connect(part, isolation_level=None)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, without a log beside it
            found = target.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise UserError("{path} is damaged: {what}", path=path, what=found[0][0])
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
