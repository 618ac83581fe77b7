"""What the table of losses and samplers calls a difference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.bench.table_judge import difference, interval, significant


def runs(shift: float, seed: int, spread: float = 0.1) -> list[dict[str, Any]]:
    """Five seeds of 60 classes with ten queries each."""
    rng = np.random.default_rng(seed)
    usual = np.random.default_rng(0).uniform(3, 7, 60)
    return [{"recall": (usual + 10 * shift + spread * rng.standard_normal(60)).tolist(), "queries": [10] * 60}
            for _ in range(5)]  # fmt: skip


def test_the_same_is_no_difference_and_a_shift_of_all_classes_is_one() -> None:
    assert difference(runs(0, 1), runs(0, 1), "recall")[2] == 1
    mean, error, chance = difference(runs(0.05, 1), runs(0, 2), "recall")
    assert mean == pytest.approx(0.05, abs=0.005) and error < 0.005 and chance < 1e-6
    assert difference(runs(0, 1), runs(0.05, 2), "recall")[0] == pytest.approx(-mean, abs=0.005)


def test_by_chance_about_one_pair_in_twenty_differs() -> None:
    found = [difference(runs(0, 2 * n + 1), runs(0, 2 * n), "recall")[2] < 0.05 for n in range(60)]
    assert sum(found) <= 8


def test_a_gain_in_one_class_alone_is_none() -> None:
    one, other = runs(0, 1, 0.0), runs(0, 1, 0.0)
    for run in one:
        run["recall"][0] = 10
    assert difference(one, other, "recall")[2] > 0.2


def test_many_looks_are_paid_for() -> None:
    assert significant([0.01, 0.04, 0.03, 0.005]).tolist() == [True, False, False, True]
    assert significant([0.04]).tolist() == [True]
    assert not significant([0.02, 0.5, 0.9]).any()


def test_the_interval_is_students() -> None:
    values = [{"recall": [v], "queries": [10]} for v in (4, 5, 6, 5, 5)]
    mean, low, high = interval(values, "recall")
    half = 2.776 * np.std([0.4, 0.5, 0.6, 0.5, 0.5], ddof=1) / 5**0.5
    assert (mean, low, high) == pytest.approx((0.5, 0.5 - half, 0.5 + half))
