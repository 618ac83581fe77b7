"""Agreement: published hand examples and a slow restatement."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.core.measuring.agreement import agreement, alpha, kappa

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units.
_ = -1
EXAMPLE_C = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_published_one(level: str, value: float) -> None:
    assert alpha(EXAMPLE_C, level) == pytest.approx(value, abs=5e-4)  # type: ignore[arg-type]


def test_binary_alpha_is_the_published_one() -> None:
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]  # the same text, example A: two observers, ten units
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(np.array([meg, owen]), "nominal") == pytest.approx(0.095, abs=5e-4)


def slow_alpha(ratings: np.ndarray) -> float | None:
    units = [column[column >= 0].tolist() for column in ratings.T]
    units = [unit for unit in units if len(unit) > 1]
    pooled = [value for unit in units for value in unit]

    def cost(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(low <= v <= high for v in pooled)
        return (between - (pooled.count(low) + pooled.count(high)) / 2) ** 2 if a != b else 0.0

    observed = sum(cost(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2))
    expected = sum(cost(a, b) for a, b in permutations(pooled, 2)) / max(1, len(pooled) - 1)
    return None if not units or expected == 0 else 1 - observed / expected


@given(arrays(np.int64, st.tuples(st.integers(2, 4), st.integers(1, 8)), elements=st.integers(-1, 2)))
def test_alpha_is_the_slow_restatement(ratings: np.ndarray) -> None:
    expected, found = slow_alpha(ratings), alpha(ratings)
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found == pytest.approx(expected)


def test_kappa_of_a_hand_example() -> None:
    # 2 x 2 table 20, 5 / 10, 15: observed agreement .7, expected .5 (Cohen's own kind of table)
    first = np.repeat([0, 0, 1, 1], [20, 5, 10, 15])
    second = np.repeat([0, 1, 0, 1], [20, 5, 10, 15])
    assert kappa(first, second) == pytest.approx(0.4)


def test_weights_forgive_a_near_miss() -> None:
    first = np.array([0, 1, 2, 0, 1, 2])
    near, far = np.array([0, 1, 2, 0, 2, 2]), np.array([0, 1, 2, 2, 1, 2])
    assert kappa(first, near) > kappa(first, far)  # type: ignore[operator]
    assert kappa(first, near, power=2) > kappa(first, near)  # type: ignore[operator]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40), st.sampled_from([1, 2]))
def test_kappa_agrees_with_scikit_learn(pairs: list[tuple[int, int]], power: int) -> None:
    from sklearn.metrics import cohen_kappa_score

    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    found = kappa(first, second, power=power)
    if found is not None and len(np.unique([first, second])) == 4:  # theirs counts places: same without gaps
        theirs = cohen_kappa_score(first, second, weights={1: "linear", 2: "quadratic"}[power])
        assert found == pytest.approx(theirs)


def test_what_is_not_defined_is_none() -> None:
    assert kappa(np.array([1, 1]), np.array([1, 1])) is None and kappa(np.array([], int), np.array([], int)) is None
    assert alpha(np.full((2, 3), -1)) is None and alpha(np.ones((2, 3), np.int64)) is None
    nobody = agreement(np.full((2, 3), -1))
    assert (nobody.pairs, nobody.annotators, nobody.percent, nobody.kappa, nobody.alpha) == (0, 0, None, None, None)


def test_a_table_of_three_people() -> None:
    found = agreement(np.array([[2, 1, 0, -1], [2, 1, 0, 1], [2, 0, -1, -1]]))
    assert found.pairs == 3 and found.annotators == 3
    assert found.percent == pytest.approx(100 * 5 / 7), "seven couples of answers, two of them different"
