"""Project: a folder NAME.nearpair with its database, its lock and the queries on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, get_args
from uuid import uuid4

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from app.core.atomic import refusal
from app.core.jobs import NULL_JOB, Job
from app.core.store import check, drives, lock, migrate
from app.core.store.database import Database, now
from app.core.store.images import Images
from app.core.store.labels import Labels
from app.core.store.pairs import Pairs
from app.core.store.rounds import Rounds
from app.core.store.schema import VERSION, value
from app.core.store.verifiers import Verifiers
from models.errors import UserError

Role = Literal["window", "command", "worker", "reader"]
SUFFIX = ".nearpair"
DATABASE = "project.db"
# All but checkpoints are caches: they may be deleted at any time and are made again.
Part = Literal["features", "embeddings", "candidates", "thumbs", "checkpoints"]


class Project:
    """An open project. The window and the command line hold its session, the worker its own lock, a reader none.

    `uuid` names the project for good, `salt` decides its split, `session` is this opening of it.
    """

    def __init__(self, path: Path, role: Role, held: ExitStack) -> None:
        self.path = path.resolve()
        self.name = self.path.name.removesuffix(SUFFIX)
        self.role = role
        self.session = uuid4().hex
        self.db = Database(self.path / DATABASE, read_only=role == "reader")
        self.images = Images(self.db)
        self.pairs = Pairs(self.db)
        self.labels = Labels(self.db, self.session)
        self.rounds = Rounds(self.db)
        self.verifiers = Verifiers(self.db)
        self._held = held
        held.callback(self.db.close)  # before the lock is given back
        self.uuid: str = self.get("uuid")
        self.salt: str = self.get("salt")

    @classmethod
    def create(cls, path: Path, *, role: Role = "command", salt: str | None = None) -> Self:
        """Make an empty project at `path` (the suffix is added) and open it; UserError when something is there.

        The same `salt` splits the same collection in the same way; without one it is drawn by the system.
        """
        path = _with_suffix(path)
        with _files_told(path):
            _refuse_drive(path)
            if _is_taken(path):
                raise UserError("{path} is there already; open it, or give another name", path=path)
            path.mkdir(parents=True, exist_ok=True)
            with ExitStack() as held:
                held.enter_context(lock.hold_session(path, role))
                _make_database(path, salt or secrets.token_hex(16))
                return cls(path, role, held.pop_all())

    @classmethod
    def open(cls, path: Path, *, role: Role = "window") -> Self:
        """Open the project at `path` (the suffix may be left out); UserError when that is not possible.

        An older project is brought to this version first, a copy of it set aside, except for a reader.
        """
        with _files_told(path), ExitStack() as held:
            path = _existing(path)
            version = migrate.version_of(path / DATABASE)
            migrate.refuse_newer(path, version)
            if role in ("window", "command"):
                _refuse_drive(path)
                held.enter_context(lock.hold_session(path, role))
                migrate.upgrade(path / DATABASE)
            elif version < VERSION:
                raise UserError("{path} was written by an older Nearpair; open it in the window once", path=path)
            elif role == "worker":
                held.enter_context(lock.hold_worker(path))
            project = cls(path, role, held)
            if role in ("window", "command"):
                project.labels.add_scale()
            project._held = held.pop_all()
            return project

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """The project at `path` (the suffix may be left out) for a command, made if there is none yet."""
        with _files_told(path):
            there = (path / DATABASE).is_file() or _is_taken(_with_suffix(path))
        return cls.open(path, role="command") if there else cls.create(path)

    def close(self) -> None:
        """Close the database and give back the lock; a second call does nothing."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def folder(self, name: Part) -> Path:
        """One of the project's folders, made when it is missing and this role may write."""
        if name not in get_args(Part):
            raise ValueError(f"a project has no folder {name!r}")
        path = self.path / name
        if self.role != "reader":
            with _files_told(path):
                path.mkdir(exist_ok=True)
        return path

    def get(self, key: str, default: Any = None) -> Any:
        """A value of the project's own, `default` when it was never set."""
        with self.db.read() as connection:
            row = connection.execute(select(value.c.json).where(value.c.key == key)).first()
        return default if row is None else row[0]

    def set(self, key: str, new: Any) -> None:
        """Keep a value of the project's own; anything JSON can hold."""
        with self.db.write() as connection:
            _set(connection, {key: new})

    def check(self, job: Job = NULL_JOB) -> list[str]:
        """What is wrong with the project, one sentence each; empty when it is whole."""
        return check.sentences(self.db, self.path, job)

    def back_up(self, to: Path) -> Path:
        """Copy the database, with all that is committed, to the file `to`, check the copy and return its path."""
        with _files_told(to):
            migrate.back_up(self.db.path, to)
        return to


_NEW = f"{DATABASE}.new"
# What an interrupted creation may leave behind: not a project, and nothing of anybody's.
_LEFTOVERS = {_NEW, f"{_NEW}-journal", f"{_NEW}-wal", f"{_NEW}-shm", "session.lock", "session.json", "worker.lock"}


def _is_taken(path: Path) -> bool:
    """Whether there is something at `path` that is not what an interrupted creation left."""
    return path.exists() and (not path.is_dir() or any(item.name not in _LEFTOVERS for item in path.iterdir()))


def _make_database(path: Path, salt: str) -> None:
    """Build the database beside its place and rename it, so that a project.db is always a whole one."""
    new = path / _NEW
    for name in _LEFTOVERS:
        if name.startswith(_NEW):
            (path / name).unlink(missing_ok=True)
    migrate.create(new)
    db = Database(new)
    try:
        with db.write() as connection:
            _set(connection, {"uuid": uuid4().hex, "salt": salt, "created_at": now()})
        Labels(db, "").add_scale()
    finally:
        db.close()
    new.replace(path / DATABASE)


def _set(connection: Connection, values: dict[str, Any]) -> None:
    into = insert(value)
    rows = [{"key": key, "json": new} for key, new in values.items()]
    connection.execute(into.on_conflict_do_update(["key"], set_={"json": into.excluded.json}), rows)


def _with_suffix(path: Path) -> Path:
    path = path.resolve()
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _existing(path: Path) -> Path:
    for place in (path, _with_suffix(path)):
        if (place / DATABASE).is_file():
            return place
    if path.exists():
        raise UserError("{path} is not a Nearpair project: it has no {file}", path=path, file=DATABASE)
    raise UserError("there is no project at {path}; nearpair init makes one", path=path)


def _refuse_drive(path: Path) -> None:
    if drives.is_network(path):
        text = "{path} is on a network drive, where labels are not safe; put the project on a disk of this computer"
        raise UserError(text, path=path)


@contextmanager
def _files_told(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into one sentence."""
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error
