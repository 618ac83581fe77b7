"""Predictions from the distance: grade, chances and degree fall with it, come true, and their interval covers."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.asking.boundaries import Boundaries
from app.core.judging import prediction
from app.core.judging.prediction import GradeCurve, Graded
from app.core.records import Grade

START = Boundaries(0.4, 0.9)


def sample(count: int = 900, seed: int = 0, noise: float = 0.1) -> Graded:
    """ND about .4, near-ND about .8, NND about 1.3, three pairs in each group."""
    rng = np.random.default_rng(seed)
    rank = rng.integers(0, 3, count)
    distance = np.clip(np.array([1.3, 0.8, 0.4])[rank] + noise * rng.standard_normal(count), 0, 2)
    group = rng.integers(0, count // 3, count)
    return Graded(distance, rank, np.zeros(count, np.bool_), group, group)


def made(graded: Graded, resamples: int = 40) -> GradeCurve:
    found = prediction.fit(graded, START, np.random.default_rng(1), resamples)
    assert found is not None
    return found


def test_the_grade_follows_from_the_boundaries_and_the_chances_from_the_grades() -> None:
    curve = made(sample())
    assert 0.5 < curve.boundaries.b1 < 0.7 and 0.9 < curve.boundaries.b2 < 1.2
    for distance, grade in ((0.3, Grade.ND), (0.8, Grade.NEAR_ND), (1.4, Grade.NND)):
        found = curve.at(distance)
        assert found.grade is grade and found.probabilities[grade] > 0.9
        assert sum(found.probabilities.values()) == pytest.approx(1)
        assert 0 <= found.low <= found.degree <= found.high <= 1
        expected = found.probabilities[Grade.ND] + 0.5 * found.probabilities[Grade.NEAR_ND]
        assert found.degree == pytest.approx(expected)
    assert curve.at(0.0).degree > 0.95 and curve.at(2.0).degree < 0.05


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2)), min_size=1, max_size=80))
def test_chances_are_ordinal_and_the_degree_never_rises_with_distance(rows: list[tuple[int, int]]) -> None:
    base = sample(120, noise=0.4)
    distance, rank = (np.array(column) for column in zip(*rows, strict=True))
    alone = 200 + np.arange(len(rows))
    both = Graded(np.concatenate((base.distance, distance / 20)), np.concatenate((base.rank, rank)),
                  np.zeros(120 + len(rows), np.bool_), *(np.concatenate((base.left, alone)),) * 2)  # fmt: skip
    curve = made(both, resamples=0)
    grid = np.linspace(0, 2, 101)
    chances = curve.chances(grid)
    assert (chances >= -1e-12).all()
    np.testing.assert_allclose(chances.sum(1), 1)
    assert (np.diff(curve.degree(grid)) <= 1e-12).all()
    assert (np.diff(chances[:, 0]) >= -1e-12).all() and (np.diff(chances[:, 2]) <= 1e-12).all()


def test_chances_come_true_on_pairs_that_were_not_seen() -> None:
    curve, truth = made(sample(noise=0.3)), sample(6000, seed=5, noise=0.3)
    chances = curve.chances(truth.distance)
    for low in np.arange(0, 2, 0.25):
        here = (truth.distance >= low) & (truth.distance < low + 0.25)
        if here.sum() > 100:
            for rank in range(3):
                assert abs(chances[here, rank].mean() - (truth.rank[here] == rank).mean()) < 0.12


def test_the_interval_is_wide_with_few_groups_and_covers_the_truth() -> None:
    wide, narrow = made(sample(90, noise=0.3), 200), made(sample(3000, noise=0.3), 60)
    assert (wide.high - wide.low).mean() > 2 * (narrow.high - narrow.low).mean() > 0
    truth = made(sample(40_000, seed=7, noise=0.3), 0).degree(prediction._GRID)
    inside = (truth >= wide.low - 0.02) & (truth <= wide.high + 0.02)
    assert inside[8:30].mean() > 0.8
    same = sample(300, noise=0.3)  # the same pairs in few groups say less
    few = made(Graded(same.distance, same.rank, same.policy, same.left % 5, same.left % 5), 200)
    assert (few.high - few.low).mean() > 0


def test_policy_says_nothing_of_nd_and_little_is_told_from_little() -> None:
    found = sample()
    policy = Graded(found.distance, found.rank, found.rank == 1, found.left, found.right)
    assert len(made(policy).same.distance) == 1 and made(policy).same.probability[0] > 0.95
    nothing = Graded(found.distance, np.full(900, 2), found.policy, found.left, found.right)
    assert prediction.fit(nothing, START, np.random.default_rng(0)) is None
    none = Graded(*(getattr(found, name)[:0] for name in Graded.__dataclass_fields__))
    assert prediction.fit(none, START, np.random.default_rng(0)) is None


def test_it_survives_storage() -> None:
    curve = made(sample())
    again = GradeCurve.from_dict(json.loads(json.dumps(curve.as_dict())))
    for distance in (0.0, 0.61, 1.07, 2.0):
        assert again.at(distance) == curve.at(distance)
    assert again.pairs == 900


def test_the_window_says_it_in_a_sentence_or_not_at_all() -> None:
    from app.gui.predicted import predicted_texts

    curve = made(sample())
    (said,) = predicted_texts(curve, 0.3)
    degree = curve.at(0.3).degree
    assert said.startswith("Predicted by its distance: ND (") and f"degree {degree:.2f} (" in said
    assert predicted_texts(None, 0.3) == []
