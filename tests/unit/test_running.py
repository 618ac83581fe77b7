"""The running best of rows against sorting everything."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.searching.running import RunningBest


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 7), st.integers(1, 400))
def test_the_highest_of_every_row_are_kept_best_first(seed: int, rows: int, keep: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.permutation(rows * count).reshape(rows, count).astype(np.float32) - rows * count / 3
    best = RunningBest(rows, keep)
    for start in range(0, count, 37):
        part = scores[:, start : start + 37]
        row, column = np.nonzero(part > best.floor[:, None])
        best.add(row, column + start, part[row, column])
    row, column, score = best.settle()
    for number in range(rows):
        expected = np.argsort(-scores[number])[:keep]
        assert column[row == number].tolist() == expected.tolist()
        assert score[row == number].tolist() == scores[number, expected].tolist()
        assert best.floor[number] == (scores[number, expected[-1]] if count >= keep else -np.inf)


def test_nothing_added_is_nothing_kept() -> None:
    row, column, score = RunningBest(3, 2).settle()
    assert len(row) == len(column) == len(score) == 0


def test_negative_zero_and_tiny_scores_keep_their_order() -> None:
    scores = np.array([-1.0, 1e-30, -1e-30, 0.0, 2.0, -3.0], np.float32)
    best = RunningBest(1, 6)
    best.add(np.zeros(6, np.int64), np.arange(6), scores)
    assert best.settle()[1].tolist() == [4, 1, 3, 2, 0, 5]
