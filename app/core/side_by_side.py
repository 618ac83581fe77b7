"""Work on arrays side by side: one thread a core, each with a linear algebra of one thread.

A product cut over threads inside the linear algebra waits for its slowest part at every call, which on a machine
that does something else besides costs ten times over; whole pieces of work do not wait for each other. numpy lets
go of the interpreter while it computes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")


def side_by_side(work: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """`work` of every item, in order, `threads` at a time; little more is begun than is taken.

    The limit on the linear algebra holds for the whole process while this runs.
    """
    if threads <= 1:
        yield from map(work, items)
        return
    waiting: deque[Future[R]] = deque()
    with _single_threaded(), ThreadPoolExecutor(threads) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def one_at_a_time(function: Callable[P, R]) -> Callable[P, R]:
    """The same function for several threads: a job is reported to by one at a time."""
    lock = Lock()

    @wraps(function)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        with lock:
            return function(*args, **kwargs)

    return locked


def _single_threaded() -> AbstractContextManager[object]:
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:  # slower, and the same answers
        return nullcontext()
    limits: AbstractContextManager[object] = threadpool_limits(1, "blas")
    return limits
