"""Asking: questions of the window to the asker process, answered by a signal; the newest question wins."""

from __future__ import annotations

import logging
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app import asker
from app.asker import NearbyQuestion, Question, Reply
from app.gui.texts import mark, tr

POLL_MS = 15
GONE = mark("The comparison was ended from outside")
BROKEN = mark("These two could not be compared; the log says why")


class Asking(QObject):
    """Starts the process with the first question and again after it died; nothing of it outlives `close`.

    answered(Reply): the answer to the newest question. Answers to older ones are dropped in silence.
    """

    answered = Signal(object)

    def __init__(self, parent: QObject | None = None, desk: str = asker.DESK) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number = 0
        self._open = False  # whether the newest question waits for its answer
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    def ask(self, left: Path, right: Path, view: int | None = None, *, with_change: bool = True) -> None:
        """Ask about these two files; any earlier question is given up."""
        self._ask(Question(self._number + 1, left, right, view, with_change))

    def ask_nearby(self, project: Path, image: int, k: int) -> None:
        """Ask for the nearest images of one image; any earlier question is given up."""
        self._ask(NearbyQuestion(self._number + 1, project, image, k))

    def _ask(self, question: Question | NearbyQuestion) -> None:
        self._number = question.number
        self._open = True
        self._timer.start()
        self._send(question)

    def give_up(self) -> None:
        """Nobody waits for an answer any more."""
        if self._open:
            self._open = False
            self._timer.stop()
            self._send(None)

    def close(self) -> None:
        """End the process; safe to call twice."""
        self._timer.stop()
        self._open = False
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.join(1.0)
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
        self._connection = self._process = None

    def _send(self, question: Question | NearbyQuestion | None) -> None:
        if self._process is None or not self._process.is_alive():
            if question is None:
                return
            self._spawn()
        assert self._connection is not None
        try:
            self._connection.send(question)
        except OSError:
            return  # it died between the two lines: the poll finds the end of the pipe and says so

    def _spawn(self) -> None:
        waiting = self._open
        self.close()
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=asker.main, args=(theirs, self._desk), name="nearpair-asker", daemon=True
        )
        self._process.start()
        theirs.close()  # else the end of the process would never show as the end of the pipe
        self._connection = ours
        if waiting:
            self._open = True
            self._timer.start()

    def _poll(self) -> None:
        try:
            while self._connection is not None and self._connection.poll():
                self._take(self._connection.recv())
        except (EOFError, OSError):
            number, waited = self._number, self._open
            self.close()
            if waited:
                self.answered.emit(Reply(number, problem=tr(GONE)))

    def _take(self, reply: Reply) -> None:
        if not self._open or reply.number != self._number:
            return
        self._open = False
        self._timer.stop()
        if reply.bug:
            logging.getLogger("nearpair").error("%s", reply.bug)
            reply = Reply(reply.number, problem=tr(BROKEN))
        self.answered.emit(reply)
