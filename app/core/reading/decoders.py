"""The decoder pool: untrusted files are decoded in processes of their own, so that one death costs one file.

Every process has one pipe and answers its tasks in order; so the task it owes next is the one that killed it or that
it hangs on. Answers are given in the order of the tasks, whichever process was faster.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar, cast

from app.core.jobs import NULL_JOB, Job
from app.core.priority import step_back
from app.core.reading.memory import BALLOONED, limit_memory
from models.errors import UserError

T = TypeVar("T")

DEPTH = 2  # tasks a process holds: the next one is there when it finishes the first
AHEAD = 256  # answers kept while an earlier one is still owed; bounds the memory
TICK = 0.1  # seconds between two looks at time limits and cancellation
MEMORY_MB = 4096  # what one process may take; see the setting ingest.memory_mb
_READY, _DONE, _REFUSED, _BUG, _BALLOON = "ready", "done", "refused", "bug", "balloon"


@dataclass(frozen=True)
class Decoded(Generic[T]):
    """What became of one task: the `value` the work gave, or the `problem` code of the process that did it."""

    task: T
    value: Any = None
    problem: str = ""
    detail: str = ""


def cores() -> int:
    """How many processor cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def decode_all(
    tasks: Sequence[T],
    work: str,
    *,
    arguments: tuple[Any, ...] = (),
    processes: int = 0,
    time_limit: float = 60.0,
    memory_mb: int = MEMORY_MB,
    job: Job = NULL_JOB,
    text: str = "Decoding",
) -> Generator[Decoded[T]]:
    """Yield an answer per task, in order; `work` names `module:function`, called as function(task, *arguments).

    A task whose process dies is answered with the problem `crashed`, one that takes longer than `time_limit`
    seconds with `timed-out`, one that takes more than `memory_mb` with `too-much-memory`. What the work raises is
    raised here, a UserError as it is, all else as a bug. `processes` 0 = all cores; more than two a core (or four)
    are never started. Close the iterator (contextlib.closing) to end the processes early.
    """
    size = min(processes or cores(), max(2 * cores(), 4), len(tasks))
    pool = _Pool(tasks, (work, arguments, memory_mb), size, time_limit)
    started, last = time.monotonic(), 0.0
    done = 0
    try:
        while done < len(tasks):
            pool.step()
            while done in pool.answers:
                yield pool.answers.pop(done)
                done += 1
                pool.first_owed = done
                pool.hand_out()
            now = time.monotonic()
            if now - last >= TICK or done == len(tasks):
                last = now
                job.report(text, done, len(tasks), images_per_s=round(done / max(now - started, 1e-3), 1))
    finally:
        pool.close()


@dataclass
class _Decoder:
    process: SpawnProcess
    connection: Connection
    ready: bool = False
    owed: deque[int] = field(default_factory=deque)
    since: float = 0.0  # when it began with the first task it owes


class _Pool(Generic[T]):
    """The processes and who owes which task. `step` waits for something to happen, at most TICK seconds."""

    def __init__(
        self, tasks: Sequence[T], work: tuple[str, tuple[Any, ...], int], size: int, time_limit: float
    ) -> None:
        self._tasks = tasks
        self._work = work
        self._size = size
        self._time_limit = time_limit
        self._decoders: list[_Decoder] = []
        self._fresh = iter(range(len(tasks)))
        self._waiting: deque[int] = deque()
        self.answers: dict[int, Decoded[T]] = {}
        self.first_owed = 0

    def step(self) -> None:
        """Hand out tasks, take what the processes have to say, end those that hang."""
        self.hand_out()
        by_connection = {decoder.connection: decoder for decoder in self._decoders}
        for connection in cast("list[Connection]", wait(by_connection, TICK)):
            self._listen(by_connection[connection])
        now = time.monotonic()
        for decoder in list(self._decoders):
            if decoder.ready and decoder.owed and now - decoder.since > self._time_limit:
                self._give_up(decoder, "timed-out", f"decoding took longer than {self._time_limit:g} seconds")

    def hand_out(self) -> None:
        """Give every process up to DEPTH tasks, the least busy one first; start processes while there are few."""
        while (task := self._next_task()) is not None:
            decoder = min(self._decoders, key=lambda d: len(d.owed), default=None)
            if decoder is None or (decoder.owed and len(self._decoders) < self._size):
                decoder = self._start()
            if len(decoder.owed) >= DEPTH:
                self._waiting.appendleft(task)
                return
            try:
                decoder.connection.send(self._tasks[task])
            except OSError:  # it died while it owed nothing: no task is to blame
                self._waiting.appendleft(task)
                self._remove(decoder)
                continue
            if not decoder.owed:
                decoder.since = time.monotonic()
            decoder.owed.append(task)

    def _next_task(self) -> int | None:
        task = self._waiting.popleft() if self._waiting else next(self._fresh, None)
        if task is not None and task >= self.first_owed + AHEAD:
            self._waiting.appendleft(task)
            return None
        return task

    def _start(self) -> _Decoder:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, *self._work), daemon=True, name="nearpair-decoder")
        process.start()
        theirs.close()  # so that its death closes the pipe
        decoder = _Decoder(process, ours)
        self._decoders.append(decoder)
        return decoder

    def _listen(self, decoder: _Decoder) -> None:
        try:
            kind, value = decoder.connection.recv()
        except (EOFError, OSError):
            self._bury(decoder)
            return
        decoder.since = time.monotonic()
        if kind == _READY:
            decoder.ready = True
            return
        task = decoder.owed.popleft()
        if kind == _REFUSED:
            raise value
        if kind == _BUG:
            raise RuntimeError(f"{self._work[0]} failed on {self._tasks[task]!r}\n{value}")
        if kind == _BALLOON:
            self.answers[task] = Decoded(self._tasks[task], None, *self._ballooned)
        else:
            self.answers[task] = Decoded(self._tasks[task], value)

    @property
    def _ballooned(self) -> tuple[str, str]:
        return "too-much-memory", f"decoding it takes more than {self._work[2]} MB of memory"

    def _bury(self, decoder: _Decoder) -> None:
        """See what a process died of, and who is to blame."""
        code = self._ended(decoder)
        if not decoder.ready:
            raise RuntimeError(f"a decoder ended before its first task ({code})") from None
        if not decoder.owed:
            self._remove(decoder)
        elif code == f"exit code {BALLOONED}":
            self._give_up(decoder, *self._ballooned)
        else:
            self._give_up(decoder, "crashed", f"decoding it ended the decoder ({code})")

    def _give_up(self, decoder: _Decoder, problem: str, detail: str) -> None:
        """Answer the task a process died of or hangs on, put its others back, and do without the process."""
        task = decoder.owed.popleft()
        self.answers[task] = Decoded(self._tasks[task], None, problem, detail)
        self._waiting.extendleft(reversed(decoder.owed))
        self._remove(decoder)

    def _ended(self, decoder: _Decoder) -> str:
        decoder.process.join(1)
        code = decoder.process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def _remove(self, decoder: _Decoder) -> None:
        self._decoders.remove(decoder)
        decoder.process.kill()
        decoder.connection.close()
        decoder.process.join()
        decoder.process.close()

    def close(self) -> None:
        """End every process; one that works on is ended in the middle."""
        for decoder in list(self._decoders):
            self._remove(decoder)


def serve(connection: Connection, work: str, arguments: tuple[Any, ...], memory_mb: int) -> None:
    """A decoder's life: answer tasks until the pipe closes or its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    step_back()
    _silence()
    module, _, name = work.partition(":")
    function = getattr(import_module(module), name)
    limit_memory(memory_mb)  # after the imports: what they take is not the file's doing
    connection.send((_READY, None))
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        try:
            answer = (_DONE, function(task, *arguments))
        except UserError as error:
            answer = (_REFUSED, error)
        except MemoryError:
            answer = (_BALLOON, None)
        except Exception:  # noqa: BLE001 - the edge of the process: the parent raises it again
            answer = (_BUG, traceback.format_exc())
        connection.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _silence() -> None:
    """Decoders speak through their pipe; what libtiff and others write to stderr helps nobody."""
    import warnings

    warnings.simplefilter("ignore")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
