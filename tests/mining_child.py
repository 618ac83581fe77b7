"""Stages of mining in processes of their own, to be ended early: `python -m tests.mining_child`.

It reads lines `PROJECT <tab> STAGE <tab> HOW <tab> MOMENT` and for each forks a process that does this stage and, at
that moment, kills itself or is cancelled. A moment is anything that is reported or done to a file, the next file or
rename included that a `kill -9` may come between; moment 0 never comes. The answer is a line per moment, then
"killed", "cancelled" or "end", then "over". A fork takes a hundredth of the time of a start.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from app.core.jobs import Cancelled, Job, Progress
from app.core.store.project import Project
from tests.mining_stages import STAGES, many_moments

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Moments:
    """Counts what happens and tells it to a pipe; at one number this process ends, or its job is cancelled."""

    def __init__(self, project: Path, how: str, last: int, pipe: int) -> None:
        self._project, self._how, self._last, self._pipe, self._count = str(project), how, last, pipe, 0
        sys.addaudithook(self._heard)

    def cancelled(self) -> bool:
        return self._how == "cancel" and 0 < self._last <= self._count

    def reported(self, progress: Progress) -> None:
        self._next(f"{progress.text} {progress.done}/{progress.total}")

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in {"open", "os.rename", "os.remove", "os.mkdir"}:
            return
        path = os.fsdecode(args[0]) if isinstance(args[0], str | bytes | os.PathLike) else ""
        if path.startswith(self._project) and (event != "open" or (isinstance(args[2], int) and args[2] & WRITING)):
            self._next(f"{event} {path.removeprefix(self._project)}")

    def _next(self, text: str) -> None:
        self._count += 1
        os.write(self._pipe, f"{text}\n".encode())
        if self._count == self._last and self._how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)


def child(project: Path, stage: str, how: str, moment: int, pipe: int) -> None:
    """One stage; never returns."""
    try:
        with Project.open(project, role="command") as opened:
            moments = Moments(project, how, moment, pipe)
            STAGES[stage][1](opened, Job(moments.reported, moments.cancelled))
        os.write(pipe, b"end\n")
    except Cancelled:
        os.write(pipe, b"cancelled\n")
    except BaseException:  # noqa: BLE001 - told to the test, which fails
        os.write(pipe, traceback.format_exc().encode())
    finally:
        os._exit(0)


def main() -> None:
    """Fork a process for each line that is read."""
    many_moments()
    for line in sys.stdin:
        project, stage, how, moment = line.rstrip("\n").split("\t")
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            child(Path(project), stage, how, int(moment), write)
        os.close(write)
        with os.fdopen(read, "rb") as told:
            sys.stdout.write(told.read().decode())
        _, status = os.waitpid(pid, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else "")
        sys.stdout.write("over\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
