"""Work side by side: in order, no more than asked for at a time, errors and breaking off pass through."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from app.core.side_by_side import one_at_a_time, side_by_side


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_results_come_in_order(threads: int) -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.002 * (5 - number % 5))
        return number * number

    assert list(side_by_side(slow_first, range(23), threads)) == [n * n for n in range(23)]


def test_little_more_is_begun_than_is_taken() -> None:
    begun: list[int] = []
    work = side_by_side(lambda n: begun.append(n) or n, range(1000), 2)
    for _ in range(5):
        next(work)
    work.close()  # type: ignore[attr-defined]
    assert len(begun) <= 8


def test_an_error_of_the_work_is_the_callers() -> None:
    def fails(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    with pytest.raises(ValueError, match="three"):
        list(side_by_side(fails, range(10), 2))


def test_two_do_work_at_once_and_only_one_reports() -> None:
    together, most = [0], [0]
    meeting = threading.Barrier(2, timeout=5)

    def inside() -> None:
        together[0] += 1
        most[0] = max(most[0], together[0])
        time.sleep(0.001)
        together[0] -= 1

    tell = one_at_a_time(inside)

    def work(_number: int) -> None:
        meeting.wait()
        tell()

    list(side_by_side(work, range(8), 2))
    assert most[0] == 1


def test_the_linear_algebra_has_one_thread_inside_and_what_it_had_afterwards() -> None:
    threadpoolctl = pytest.importorskip("threadpoolctl")

    def blas(_number: int = 0) -> list[int]:
        # Other packages bring libraries of their own, some of which count their threads by thread.
        found = [part for part in threadpoolctl.threadpool_info() if part["user_api"] == "blas"]
        return [part["num_threads"] for part in found if "numpy" in part["filepath"]]

    np.ones((2, 2)) @ np.ones((2, 2))  # its library is there from now on
    before = blas()
    if not before:
        pytest.skip("numpy's linear algebra is not known to threadpoolctl here")
    inside = list(side_by_side(blas, range(4), 2))
    assert {count for counts in inside for count in counts} == {1}
    assert blas() == before
