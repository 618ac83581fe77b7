"""Work for decoders that misbehaves on purpose; imported by the spawned processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from app.core.reading.inspecting import Inspected, Inspection, inspect
from app.core.reading.memory import BALLOONED


def echo(task: str, *arguments: object) -> tuple[str, tuple[object, ...], int]:
    return task, arguments, os.getpid()


def misbehave(task: str, marks: str) -> str:
    """What the task says: crash, exit, hang, raise, sleep:SECONDS, balloon:MB; all else is answered in capitals."""
    if task.startswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if task.startswith("exit"):
        os._exit(3)
    if task.startswith("hang"):
        time.sleep(600)
    if task.startswith("balloon"):
        return str(len(bytes(int(task.partition(":")[2]) << 20)))
    if task.startswith("watched"):  # what the watch does where the system refuses no memory
        os._exit(BALLOONED)
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


def poisoned_inspect(task: Inspection, word: str, *arguments: Any) -> Inspected:
    """The work of ingest, except that poison.jpg does what `word` says."""
    if task.found.path == "poison.jpg":
        misbehave(word, "")
    return inspect(task, *arguments)
