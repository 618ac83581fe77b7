"""Database: the one file behind a project, its connections and transactions, and what its errors mean to people."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
from sqlalchemy import BindParameter, ColumnElement, Connection, QueuePool, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError

from models.errors import UserError

BUSY_SECONDS = 5.0
TRY_AGAIN = 0.001  # seconds between two tries to write while somebody else does

# Ids and distances come out of arrays; sqlite3 by itself knows only Python's own numbers.
for _kind in (np.int64, np.int32, np.uint64, np.float32, np.float64, np.bool_):
    sqlite3.register_adapter(_kind, lambda number: cast("np.generic", number).item())

# By SQLite's primary result code. What is not listed here is a bug and stays one.
_SENTENCES = {
    sqlite3.SQLITE_PERM: "{path} cannot be written: permission denied",
    sqlite3.SQLITE_BUSY: "{path} is busy: another program has been writing to it for several seconds; try again",
    sqlite3.SQLITE_LOCKED: "{path} is busy: another program is writing to it; try again",
    sqlite3.SQLITE_READONLY: "{path} cannot be written: the file or its folder is read-only",
    sqlite3.SQLITE_IOERR: "{path} could not be read or written: the disk is full or failing; "
    "what was stored before is safe",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged; put a copy from the project's folder `backups` in its place",
    sqlite3.SQLITE_FULL: "{path} could not be written: the disk is full; what was stored before is safe",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened: its folder is missing, read-only or full",
    sqlite3.SQLITE_NOTADB: "{path} is damaged: it is not a database any more; "
    "put a copy from the project's folder `backups` in its place",
}


def now() -> str:
    """This moment as stored: ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def among(column: ColumnElement[Any], values: Iterable[int | str] | BindParameter[str]) -> ColumnElement[bool]:
    """The condition `column IN values` with one bound parameter, however many values there are.

    A statement built once takes a named parameter, to be given as `json.dumps(values)`.
    """
    bound = values if isinstance(values, BindParameter) else json.dumps(list(values), default=int)
    return column.in_(select(func.json_each(bound).table_valued("value").c.value))


@contextmanager
def errors_told(path: Path) -> Iterator[None]:
    """Turn those SQLite errors that a person can act on into one sentence about `path`."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        sentence = _SENTENCES.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF)
        if sentence is None:
            raise
        raise UserError(sentence, path=path) from error


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to an existing file in autocommit mode; without `write` it can change nothing."""
    mode = "rw"
    if not write and not os.access(path.parent, os.W_OK):
        # A WAL database wants to make its -shm file; where it cannot, only `immutable` reads it.
        mode = "ro" if Path(f"{path}-wal").exists() else "ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,  # transactions are begun by us, never behind our back
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if not write:
            connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class Database:
    """An SQLite file in WAL mode whose commits are on disk when they return (synchronous FULL).

    `read()` and `write()` give a connection inside one transaction, committed on leaving the block and rolled
    back on any error. Neither may be nested in the other.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool)
        self._writing = self._engine.execution_options(immediate=True)
        event.listen(self._engine, "begin", _begin)  # `_writing` inherits it

    def _connect(self) -> sqlite3.Connection:
        connection = connect(self.path, write=not self.read_only)
        if not self.read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the file."""
        with errors_told(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that holds the write lock from the start, so that it never fails half-way on a busy file."""
        with errors_told(self.path), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; the last one out moves the log into the file and removes it."""
        self._engine.dispose()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate"):
        _take_write_lock(cast("sqlite3.Connection", connection.connection.driver_connection))
    else:
        connection.exec_driver_sql("BEGIN")


def _take_write_lock(connection: sqlite3.Connection) -> None:
    """Begin to write as soon as nobody else does; SQLITE_BUSY after BUSY_SECONDS.

    SQLite itself sleeps 1, 2, 5, 10, 15, 20, 25 ms ... between its tries (sqliteDefaultBusyCallback) and so misses the
    short pauses of a job that writes on and on: a grade would wait for several frames.
    """
    end = time.monotonic() + BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(TRY_AGAIN)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(1000 * BUSY_SECONDS)}")
