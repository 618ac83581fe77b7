"""Rank statistics against scipy and scikit-learn, weights against really repeating, and what cannot be said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.measuring.rank_statistics import rank_statistics

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=2, max_size=60)


@given(PAIRS)
def test_tau_b_agrees_with_scipy(pairs: list[tuple[int, int]]) -> None:
    from scipy.stats import kendalltau

    distance, rank = (np.array(side) for side in zip(*pairs, strict=True))
    found = rank_statistics(distance / 7, rank).tau_b[0]
    if np.isnan(found):
        assert len(set(distance.tolist())) == 1 or len(set(rank.tolist())) == 1
    else:
        assert found == pytest.approx(kendalltau(-distance, rank).statistic)


@given(PAIRS)
def test_with_two_grades_the_c_index_is_the_auc(pairs: list[tuple[int, int]]) -> None:
    from sklearn.metrics import roc_auc_score

    distance, rank = (np.array(side) for side in zip(*pairs, strict=True))
    rank = rank % 2
    found = rank_statistics(distance / 7, rank).c_index[0]
    assert np.isnan(found) == (len(set(rank.tolist())) == 1)
    if not np.isnan(found):
        assert found == pytest.approx(roc_auc_score(rank, -distance))


@given(PAIRS, st.lists(st.integers(0, 4), min_size=60, max_size=60))
def test_a_weight_is_a_repetition(pairs: list[tuple[int, int]], times: list[int]) -> None:
    distance, rank = (np.array(side) for side in zip(*pairs, strict=True))
    counts = np.array(times[: len(rank)])
    weighted = rank_statistics(distance / 7, rank, np.stack([counts, np.ones_like(counts)]).astype(float))
    repeated = rank_statistics(np.repeat(distance, counts) / 7, np.repeat(rank, counts))
    plain = rank_statistics(distance / 7, rank)
    for name in ("tau_b", "c_index"):
        pair = getattr(weighted, name)
        np.testing.assert_allclose(pair, [getattr(repeated, name)[0], getattr(plain, name)[0]], atol=1e-12)


def test_hand_examples() -> None:
    distance = np.array([0.1, 0.2, 0.3, 0.4])

    def both(d: np.ndarray, rank: list[int]) -> list[float]:
        found = rank_statistics(d, np.array(rank))
        return [found.tau_b[0], found.c_index[0]]

    assert both(distance, [3, 2, 1, 0]) == [1, 1] and both(distance, [0, 1, 2, 3]) == [-1, 0]
    assert both(np.array([0.5, 0.5]), [2, 0])[1] == 0.5
    assert np.isnan(both(distance, [1, 1, 1, 1])).all() and np.isnan(both(np.ones(4), [0, 1, 2, 3])[0])
    assert np.isnan(both(np.empty(0), [])).all()
