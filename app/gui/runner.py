"""JobRunner: long work in one worker process, kept warm between jobs; progress is polled, ends are signalled."""

from __future__ import annotations

import atexit
import multiprocessing
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app import worker
from app.core.records import Changes
from app.gui.texts import mark, tr
from app.worker import Cancel, Order, Pause, Report

if TYPE_CHECKING:
    from app.core.settings import Settings

POLL_MS = 100

LOST = mark(
    "The job's process was ended from outside ({code}), often because memory ran out. "
    "Everything finished before that is kept; start the job again to go on."
)

# What a stage may have changed, also when it failed or was cancelled half-way.
CHANGES: Mapping[str, Changes] = MappingProxyType(
    {
        "ingest": Changes(images=True),
        "embed": Changes(images=True, embedders=True),
        "mine": Changes(candidates=True, embedders=True),
        "queue": Changes(batches=True),
        "label": Changes(labels=True),
        "propose": Changes(labels=True),
        "groups": Changes(images=True),
        "import_file": Changes(images=True, labels=True, embedders=True),
        "relink": Changes(images=True),
        "merge": Changes(images=True, labels=True, batches=True, embedders=True),
        "train": Changes(embedders=True),
        "warm": Changes(embedders=True),
        "remine": Changes(candidates=True, embedders=True),
        "promote": Changes(embedders=True),
        "evaluate": Changes(evaluations=True),
        "find": Changes(),
        "protocol": Changes(),
        "apply": Changes(),
        "leakage": Changes(),
        "verifier": Changes(candidates=True, embedders=True),
        "export": Changes(),
        "model": Changes(),
    }
)
ALL = Changes(images=True, candidates=True, batches=True, labels=True, embedders=True, evaluations=True)


@dataclass(frozen=True)
class Outcome:
    """How a job ended: `kind` is done, cancelled, paused, refused (`text` is a sentence) or bug (`text` is a report).

    `changes` is what it may have changed; when done, `changes.result` is what the stage returned.
    """

    stage: str
    title: str
    kind: str
    text: str
    changes: Changes


class JobRunner(QObject):
    """Runs one stage at a time in the worker process.

    started(str): the title of the job. progress(Progress). warned(str): a sentence that stops nothing.
    ended(Outcome): exactly once for every job started, however it ended. `title` is that of the newest job.
    """

    started = Signal(str)
    progress = Signal(object)
    warned = Signal(str)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None, stages: str = worker.STAGES) -> None:
        super().__init__(parent)
        self._stages = stages
        self._number = 0
        self._order: Order | None = None
        self.title = ""
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._order is not None

    @property
    def stage(self) -> str:
        """The name of the running stage, or ""."""
        return self._order.stage if self._order else ""

    def start(
        self, stage: str, project: Path, settings: Settings, title: str, seed: int = 0, device: str = "auto",
        **arguments: Any,
    ) -> None:  # fmt: skip
        """Run `stage` on `project`; `title` is what the person reads. One at a time: ValueError when busy."""
        if self._order is not None:
            raise ValueError(f"{self._order.stage} is still running")
        self._number += 1
        self._order = Order(self._number, stage, project, settings, seed, arguments, device)
        self.title = title
        self._send(self._order)
        self._timer.start()
        self.started.emit(title)

    def cancel(self) -> None:
        """Ask the running job to stop at its next report; nothing happens when none runs."""
        if self._order is not None:
            self._send(Cancel(self._order.number))

    def pause(self) -> None:
        """Ask a running training to put itself away; it ends as "paused", and the same training goes on from there."""
        if self._order is not None:
            self._send(Pause(self._order.number))

    def close(self, patience: float = 2.0) -> None:
        """Stop the job and the process; returns when no process is left. Safe to call twice."""
        self.cancel()
        deadline = time.monotonic() + patience
        while self._order is not None and self._connection is not None and time.monotonic() < deadline:
            time.sleep(0.02)
            self._poll()
        self._order = None
        self._drop_process(1.0)

    def _send(self, message: Order | Cancel | Pause) -> None:
        if self._process is None or not self._process.is_alive():
            self._spawn()
        assert self._connection is not None
        try:
            self._connection.send(message)
        except OSError:
            self._poll()  # it died between the two lines: the poll finds the end of the pipe and says so

    def _spawn(self) -> None:
        self._drop_process(0.0)
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        # Not daemonic: a daemonic process may not start the decoders.
        self._process = spawn.Process(target=worker.main, args=(theirs, self._stages), name="nearpair-worker")
        self._process.start()
        theirs.close()  # else the end of the worker would never show as the end of the pipe
        self._connection = ours
        # Python joins such processes at exit, and ours waits for the pipe to close: close it before.
        atexit.register(self.close)

    def _drop_process(self, patience: float) -> None:
        """Close the pipe, which ends the worker, and wait for it; kill it when it does not listen."""
        self._timer.stop()
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.join(patience)
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
        self._connection = self._process = None
        atexit.unregister(self.close)

    def _poll(self) -> None:
        """Take everything the worker said since the last time."""
        try:
            while self._connection is not None and self._connection.poll():
                self._take(self._connection.recv())
        except (EOFError, OSError):
            self._mourn()

    def _take(self, report: Report) -> None:
        if self._order is None or report.number != self._order.number:
            return
        if report.kind == "progress":
            self.progress.emit(report.value)
        elif report.kind == "warning":
            self.warned.emit(tr(report.value))
        else:
            self._finish(report.kind, report.value)

    def _finish(self, kind: str, value: Any) -> None:
        assert self._order is not None
        stage, self._order = self._order.stage, None
        self._timer.stop()
        changes = CHANGES.get(stage, ALL)
        if kind == "done":
            changes = replace(changes, result=value)
        text = tr(value) if kind in ("refused", "bug") else ""
        self.ended.emit(Outcome(stage, self.title, kind, text, changes))

    def _mourn(self) -> None:
        """The process is gone: tell what it was doing; the next job gets a new process."""
        process = self._process
        code = None
        if process is not None:
            process.join(1.0)
            code = process.exitcode
        self._drop_process(0.0)
        if self._order is not None:
            self._finish("refused", tr(LOST, code=code))
