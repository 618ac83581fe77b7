"""The worker process: runs the window's long jobs one after another, and never outlives the window.

The window holds the other end of one pipe. Orders come in, reports go out; when the pipe closes, for whatever
reason, the process ends at once together with the decoders it started. Everything a stage has committed stays.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from app.core.jobs import Cancelled, Job, Paused, Progress
from app.core.priority import step_back
from app.errors import UserError, bug_report

if TYPE_CHECKING:
    from app.core.settings import Settings

STAGES = "app.core.pipeline:STAGES"
INTERVAL = 0.05  # seconds between two progress reports: twenty a second are enough for any eye


@dataclass(frozen=True)
class Order:
    """One job to run: its number, the stage by name, the project it works on, how and on which device to run, and its
    arguments."""

    number: int
    stage: str
    project: Path
    settings: Settings
    seed: int = 0
    arguments: dict[str, Any] = field(default_factory=dict)
    device: str = "auto"


@dataclass(frozen=True)
class Cancel:
    """Stop the job of this number at its next report."""

    number: int


@dataclass(frozen=True)
class Pause:
    """Put the job of this number away, if it is of a kind that can be gone on with."""

    number: int


@dataclass(frozen=True)
class Report:
    """What the worker says about job `number`.

    kind and value: progress Progress, warning str, done dict, cancelled None, paused None, refused UserError, bug str.
    """

    number: int
    kind: str
    value: Any = None


def main(connection: Connection, stages: str = STAGES) -> None:
    """Run orders from `connection` until it closes. `stages` names the table of stages, `module:attribute`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal reaches us too; the window decides
    step_back()
    orders: SimpleQueue[Order] = SimpleQueue()
    asked: set[Cancel | Pause] = set()
    threading.Thread(target=_listen, args=(connection, orders, asked), daemon=True).start()
    while True:
        _run(orders.get(), connection, asked, stages)


def _listen(connection: Connection, orders: SimpleQueue[Order], asked: set[Cancel | Pause]) -> None:
    """Take messages as they come, also while a job runs; the end of the pipe is the end of the process."""
    try:
        while True:
            message = connection.recv()
            if isinstance(message, Cancel | Pause):
                asked.add(message)
            else:
                orders.put(message)
    finally:  # also when a message cannot be read: a worker that no longer listens must not stay
        _end()


def _run(order: Order, connection: Connection, asked: set[Cancel | Pause], stages: str) -> None:
    """Run one order and report how it ended."""
    reporter = _Reporter(order.number, connection)
    cancel, pause = Cancel(order.number), Pause(order.number)
    job = Job(reporter.progress, lambda: cancel in asked, reporter.warn, lambda: pause in asked)
    try:
        end = Report(order.number, "done", _result(order, job, stages))
    except Paused:
        end = Report(order.number, "paused")
    except Cancelled:
        end = Report(order.number, "cancelled")
    except UserError as error:
        end = Report(order.number, "refused", error)
    except Exception as error:  # noqa: BLE001 - the edge where a bug becomes a report
        end = Report(order.number, "bug", bug_report(error))
    reporter.flush()
    reporter.send(end)
    asked -= {cancel, pause}


def _result(order: Order, job: Job, stages: str) -> dict[str, Any]:
    from app.core.how import How
    from app.core.store.project import Project

    module, _, attribute = stages.partition(":")
    stage = getattr(import_module(module), attribute)[order.stage]
    with Project.open(order.project, role="worker") as project:
        result: dict[str, Any] = stage(project, How(order.settings, order.seed, order.device), job, **order.arguments)
        return result


class _Reporter:
    """Sends what a job says, progress at most once per INTERVAL: the newest wins, the last is never lost."""

    def __init__(self, number: int, connection: Connection) -> None:
        self._number = number
        self._connection = connection
        self._waiting: Progress | None = None
        self._sent = 0.0

    def progress(self, progress: Progress) -> None:
        before = self._waiting
        if before is not None and before.text == progress.text:  # a figure told only now and then must come through
            progress = replace(progress, figures=before.figures | progress.figures)
        self._waiting = progress
        if time.monotonic() - self._sent >= INTERVAL:
            self.flush()

    def warn(self, text: str) -> None:
        self.send(Report(self._number, "warning", text))

    def flush(self) -> None:
        if self._waiting is not None:
            self.send(Report(self._number, "progress", self._waiting))
            self._waiting, self._sent = None, time.monotonic()

    def send(self, report: Report) -> None:
        try:
            self._connection.send(report)
        except OSError:
            _end()


def _end() -> None:
    """End now, in the middle of whatever runs; decoders first, since they might be deep in a decoder."""
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(0)
