"""Work for decoders that misbehaves on purpose; imported by the spawned processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from app.core.images import Found
from app.core.ingest import inspect
from app.core.records import ScanResult


def echo(task: str, *arguments: object) -> tuple[str, tuple[object, ...], int]:
    return task, arguments, os.getpid()


def misbehave(task: str, marks: str) -> str:
    """What the task says: crash, exit, hang, raise, sleep:SECONDS; anything else is answered in capitals."""
    if task.startswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if task.startswith("exit"):
        os._exit(3)
    if task.startswith("hang"):
        time.sleep(600)
    if task.startswith("raise"):
        raise KeyError(task)
    if task.startswith("sleep:"):
        time.sleep(float(task.removeprefix("sleep:")))
    if task.startswith("mark"):
        Path(marks, f"{task}.{os.getpid()}").touch()
    return task.upper()


def big(task: int) -> bytes:
    return bytes(task)


def nice(task: int) -> int:
    return os.nice(0)


def poisoned_inspect(found: Found, word: str, *arguments: Any) -> ScanResult:
    """The work of ingest, except that poison.jpg does what `word` says."""
    if found.path == "poison.jpg":
        misbehave(word, "")
    return inspect(found, *arguments)
