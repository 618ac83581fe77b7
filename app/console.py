"""Running one command: progress on stderr, the result on stdout, and the exit code of the contract."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, NoReturn

from app.core.jobs import Cancelled, Job, Progress
from app.errors import UserError, bug_report

Result = dict[str, Any]
DONE, USER_ERROR, BUG, CANCELLED = 0, 1, 70, 130


@dataclass
class Console:
    """One command being run: how it speaks, and what it has warned about so far."""

    command: str
    as_json: bool
    warnings: list[str] = field(default_factory=list)

    def execute(
        self, work: Callable[[Job], Result], show: Callable[[Result], None],
        wrong: Callable[[Result], str] = lambda _result: "",
    ) -> NoReturn:  # fmt: skip
        """Run `work`, print its result (`show`, or one JSON object) and exit with the contract's code.

        `wrong`: a sentence where the result tells of something to act on, which is no success then; "" otherwise.
        """
        started = time.monotonic()
        code, result = self._outcome(work)
        if code == DONE and not self.as_json:
            show(result)
        if code == DONE and (sentence := wrong(result)):
            code, result = USER_ERROR, result | self._failed(sentence)
        if self.as_json:
            head = {"command": self.command, "ok": code == DONE, "seconds": round(time.monotonic() - started, 3),
                    "project": None, "seed": None, "warnings": self.warnings}  # fmt: skip
            write(json.dumps(head | result, default=str))  # ASCII: whatever names hold, every pipe takes it
        sys.exit(code)

    def _outcome(self, work: Callable[[Job], Result]) -> tuple[int, Result]:
        try:
            with _Bar() as bar, _Interrupt() as interrupt:
                return DONE, work(Job(bar.show, interrupt.asked, self._warn))
        except (Cancelled, KeyboardInterrupt):
            return CANCELLED, self._failed("cancelled; what was finished before is kept")
        except UserError as error:
            return USER_ERROR, self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - the edge where a bug becomes a report
            report = bug_report(error)
            return BUG, self._failed(f"this is a bug in Nearpair; please report it with these lines:\n{report}")

    def _failed(self, sentence: str) -> Result:
        sys.stderr.write(f"nearpair: {sentence}\n")
        return {"error": sentence}

    def _warn(self, text: str) -> None:
        self.warnings.append(text)
        sys.stderr.write(f"warning: {text}\n")


def write(text: str) -> None:
    """Print one line of result on stdout; letters that it cannot show are shown as their codes."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stdout.flush()


class _Interrupt:
    """The first Ctrl-C asks the job to stop at its next report; a second one stops at once."""

    def __enter__(self) -> _Interrupt:
        self._asked = False
        self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    def asked(self) -> bool:
        return self._asked


class _Bar:
    """Progress on stderr: a bar on a terminal, otherwise a plain line when the work changes or every 5 s."""

    def __init__(self) -> None:
        self._rich: Any = None
        self._task: Any = None
        self._text, self._said = "", 0.0

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            from rich.console import Console as Terminal
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._rich = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                                  TimeRemainingColumn(), TextColumn("{task.fields[figures]}"),
                                  console=Terminal(stderr=True), transient=True)  # fmt: skip
            self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._rich is not None:
            self._rich.stop()

    def show(self, progress: Progress) -> None:
        figures = "  ".join(f"{name} {value:.4g}" for name, value in progress.figures.items())
        if self._rich is not None:
            if self._task is None or progress.text != self._text:
                self._task = self._rich.add_task(progress.text, figures="")
                self._text = progress.text
            self._rich.update(self._task, completed=progress.done, total=progress.total or None, figures=figures)
        elif progress.text != self._text or time.monotonic() - self._said > 5:
            self._text, self._said = progress.text, time.monotonic()
            count = f" {progress.done}/{progress.total}" if progress.total else ""
            left = progress.seconds_left
            until = f"  {left:.0f} s left" if left else ""
            sys.stderr.write(f"{progress.text}{count}  {figures}{until}".rstrip() + "\n")
