"""Calibration against scikit-learn, and reliability that tells honest probabilities from wrong ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.measuring.calibration import Isotonic, reliability


@given(st.lists(st.tuples(st.integers(0, 15), st.booleans(), st.integers(1, 4)), min_size=1, max_size=60))
def test_it_is_the_isotonic_regression_of_scikit_learn(rows: list[tuple[int, bool, int]]) -> None:
    from sklearn.isotonic import IsotonicRegression

    distance, match, weight = (np.array(column) for column in zip(*rows, strict=True))
    distance = distance / 8
    theirs = IsotonicRegression(increasing=False, out_of_bounds="clip").fit(distance, match, sample_weight=weight)
    ours = Isotonic.fit(distance, match, weight.astype(float))
    grid = np.linspace(-0.5, 2.5, 60)
    np.testing.assert_allclose(ours(grid), theirs.predict(grid), atol=1e-9)
    assert (np.diff(ours(grid)) <= 1e-12).all() and (np.diff(ours.distance) > 0).all()


def sample(seed: int, size: int = 4000) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    distance = rng.uniform(0, 2, size)
    match = rng.random(size) < 1 / (1 + np.exp(6 * (distance - 1)))
    group = rng.integers(0, 400, size)
    return distance, match, group, group


def test_honest_probabilities_come_true() -> None:
    found = reliability(*sample(0), np.random.default_rng(1))
    assert found is not None and found["error"] < 0.03 and len(found["bins"]) == 10
    for row in found["bins"]:
        share, low, high = row["observed"]
        assert low <= share <= high
    predicted = [row["predicted"] for row in found["bins"]]
    assert predicted == sorted(predicted) and predicted[0] < 0.05 and predicted[-1] > 0.95


def test_what_holds_in_one_half_only_does_not_come_true() -> None:
    distance, match, group, _ = sample(0)
    rng = np.random.default_rng(1)
    halves = rng.permutation(int(group.max()) + 1) % 2  # as `reliability` will deal them
    match = np.where(halves[group] == 1, match & (distance < 0.5), match)
    found = reliability(distance, match, group, group, np.random.default_rng(1))
    assert found is not None and found["error"] > 0.1


def test_too_few_pairs_say_nothing() -> None:
    distance, match, left, right = sample(0, 50)
    assert reliability(distance, match, left, right, np.random.default_rng(0)) is None
    none, nobody = np.empty(0), np.empty(0, np.int64)
    assert reliability(none, none > 0, nobody, nobody, np.random.default_rng(0)) is None


def test_a_hand_example() -> None:
    found = Isotonic.fit(np.array([0.1, 0.2, 0.3, 0.4]), np.array([True, False, True, False]))
    assert found.distance.tolist() == [0.1, 0.2, 0.3, 0.4] and found.probability.tolist() == [1, 0.5, 0.5, 0]
    assert found(np.array([0.0, 0.15, 0.25, 0.35, 2.0])) == pytest.approx([1, 0.75, 0.5, 0.25, 0])
