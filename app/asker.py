"""The asker process: answers the window's questions about pictures while the worker is busy; it only reads.

Small and started with the first question. The window holds the other end of one pipe; when it closes, for whatever
reason, the process ends at once. Only the newest question counts: who moves on wants nothing of the last pair.
"""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.core.priority import step_back
from app.errors import UserError, bug_report

DESK = "app.core.verifying.evidence:Desk"  # of pairs
NEARBY = "app.core.applying.nearby:Desk"
NICE = 4  # behind the window, before the worker and its decoders


@dataclass(frozen=True)
class Question:
    """What two files say of each other: `view` is how the right one is known to match, None: as it is."""

    number: int
    left: Path
    right: Path
    view: int | None = None
    with_change: bool = True


@dataclass(frozen=True)
class NearbyQuestion:
    """Which `k` images of the project at `project` are nearest to its image `image`."""

    number: int
    project: Path
    image: int
    k: int


@dataclass(frozen=True)
class Reply:
    """The answer to question `number`: a PairEvidence or a Nearby; None with a `problem` (a sentence) or a `bug`."""

    number: int
    evidence: Any = None
    problem: str = ""
    bug: str = ""


class _Newest:
    """Holds one question; a newer one takes its place, None empties it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._question: Question | NearbyQuestion | None = None

    def put(self, question: Question | NearbyQuestion | None) -> None:
        with self._changed:
            self._question = question
            self._changed.notify()

    def take(self) -> Question | NearbyQuestion:
        with self._changed:
            while self._question is None:
                self._changed.wait()
            question, self._question = self._question, None
            return question


def main(connection: Connection, desk: str = DESK) -> None:
    """Answer questions from `connection` until it closes. `desk` names what answers, `module:class`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal reaches us too; the window decides
    step_back(NICE)
    newest = _Newest()
    threading.Thread(target=_listen, args=(connection, newest), daemon=True).start()
    module, _, name = desk.partition(":")
    made = getattr(import_module(module), name)()
    while True:
        reply = _answer(newest.take(), made)
        try:
            connection.send(reply)
        except OSError:
            os._exit(0)


def _listen(connection: Connection, newest: _Newest) -> None:
    """Take questions as they come; the end of the pipe is the end of the process, in the middle of anything."""
    try:
        while True:
            newest.put(connection.recv())
    finally:
        os._exit(0)


def _answer(question: Question | NearbyQuestion, desk: Any) -> Reply:
    try:
        if isinstance(question, NearbyQuestion):
            found = desk.nearby(question.project, question.image, question.k)
        else:
            found = desk.evidence(question.left, question.right, question.view, with_change=question.with_change)
    except UserError as error:
        return Reply(question.number, problem=str(error))
    except Exception as error:  # noqa: BLE001 - the edge where a bug becomes a report
        return Reply(question.number, bug=bug_report(error))
    return Reply(question.number, found)
