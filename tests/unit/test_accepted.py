"""Accepted: counts within a threshold, against counting every pair, and what is said of one of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.measuring.accepted import GRID, STEP, accepted, at, nearest
from app.core.measuring.metrics import Pairs, ranked


def pairs(distance: list[float], weight: list[float] | None = None) -> Pairs:
    group = np.arange(len(distance))
    return Pairs(np.array(distance, np.float64), np.array(weight or [1.0] * len(distance)), group, group)


distances = st.lists(st.one_of(st.floats(0, 2), st.sampled_from(GRID.tolist())), max_size=20)


@given(distances, distances)
def test_every_place_counts_the_pairs_at_most_that_far(near: list[float], far: list[float]) -> None:
    counts = accepted(ranked(pairs(near), pairs(far)))
    for kind, of in (("positive", near), ("negative", far)):
        slow = [sum(one <= distance for one in of) for distance in GRID.tolist()]
        assert counts[kind] == slow
        assert counts[kind][-1] == len(of)


def test_weights_count_as_what_they_are_and_nothing_is_lost_beyond_two() -> None:
    counts = accepted(ranked(pairs([0.5, 2.0000002], [3.0, 0.25]), pairs([0.5, 1.0], [1.5, 4.0])))
    assert counts["positive"][nearest(0.495)] == 0 and counts["positive"][nearest(0.5)] == 3.0
    assert counts["positive"][-2] == 3.0 and counts["positive"][-1] == 3.25
    found = at(counts, 0.5)
    assert found.distance == 0.5 and found.pairs == (3.0, 1.5)
    assert found.tpr == pytest.approx(3 / 3.25) and found.fpr == pytest.approx(1.5 / 5.5)
    assert found.precision == pytest.approx(3 / 4.5)


def test_what_cannot_be_divided_is_none() -> None:
    counts = accepted(ranked(pairs([1.0]), pairs([])))
    assert at(counts, 0.2).precision is None and at(counts, 0.2).tpr == 0
    assert at(counts, 1.5).fpr is None and at(counts, 1.5).precision == 1


@pytest.mark.parametrize(("distance", "place"), [(-1.0, 0), (0.0, 0), (0.0024, 0), (0.0026, 1), (2.0, 400), (9.0, 400)])
def test_the_nearest_place(distance: float, place: int) -> None:
    assert nearest(distance) == place and GRID[place] == pytest.approx(place * STEP)
