"""One session per project: the window or one command line, with its worker process.

The locks are the kernel's (flock, LockFileEx), so they end with their holder however it ends, and no process id
has to be judged. The worker holds one of its own: a session starts only when the worker of a dead one is gone too.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import ExitStack, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from app.core.store.database import now
from models.errors import UserError

WORKER_SECONDS = 3.0  # how long a worker may take to notice that its window is gone
_NAMES = {"window": "the Nearpair window", "command": "a nearpair command"}


def hold_session(folder: Path, role: str, wait: float = WORKER_SECONDS) -> ExitStack:
    """Take the session of this project for a `role` (window or command); closing the result gives it back.

    UserError naming the holder when it is taken, or when a worker of an ended session is still at work.
    """
    held = ExitStack()
    try:
        held.callback(_lock(folder / "session.lock", 0).release)
    except Timeout:
        raise UserError("{path} is in use by {who}", path=folder, who=_holder(folder)) from None
    try:
        _lock(folder / "worker.lock", wait).release()
        card = {"role": role, "pid": os.getpid(), "host": platform.node(), "since": now()}
        (folder / "session.json").write_text(json.dumps(card), encoding="utf-8")
    except Timeout:
        held.close()
        text = "{path} is still being written by the worker of a session that has ended; try again in a moment"
        raise UserError(text, path=folder) from None
    except BaseException:
        held.close()
        raise
    held.callback((folder / "session.json").unlink, missing_ok=True)
    return held


def hold_worker(folder: Path) -> ExitStack:
    """Take the place of the session's worker process; UserError when there is one."""
    held = ExitStack()
    try:
        held.callback(_lock(folder / "worker.lock", 0).release)
    except Timeout:
        raise UserError("{path} has a worker process already", path=folder) from None
    return held


def _lock(path: Path, wait: float) -> FileLock:
    lock = FileLock(path, timeout=wait, thread_local=False)
    lock.acquire()
    return lock


def _holder(folder: Path) -> str:
    with suppress(OSError, ValueError, KeyError):
        card = json.loads((folder / "session.json").read_text(encoding="utf-8"))
        name = _NAMES.get(card["role"], "another Nearpair")
        return f"{name} (process {card['pid']} on {card['host']}, since {card['since']})"
    return "another Nearpair"
