"""Samplers of graded pairs: valid rows, the same for the same seed, and the mix that each one promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sampler import PairPool, PairSampler, draw
from models.samplers import SAMPLERS

targets = st.lists(st.booleans(), min_size=2, max_size=40).filter(lambda t: 0 < sum(t) < len(t))
PAIRS = [entry.name for entry in SAMPLERS if entry.needs == "pairs"]


def pool(positive: list[bool] | np.ndarray) -> PairPool:
    told, left = np.array(positive, bool), np.arange(len(positive))
    return PairPool(told, np.where(told, 2, 0), left, left + len(left))


def sampler(name: str, positive: list[bool] | np.ndarray, **changed: float) -> PairSampler:
    entry = SAMPLERS.entry(name)
    settings = {setting.key: setting.default for setting in entry.settings} | changed
    built = entry.load()(pool(positive), **settings)
    assert not hasattr(built, "choose")
    return built  # type: ignore[return-value]


@pytest.mark.parametrize("name", PAIRS)
@given(positive=targets, size=st.integers(2, 60), seed=st.integers(0, 99))
def test_every_sampler_gives_as_many_valid_rows_as_asked_and_repeats_itself(
    name: str, positive: list[bool], size: int, seed: int
) -> None:
    drawn = []
    for _ in range(2):
        made, rng = sampler(name, positive), np.random.default_rng(seed)
        for step in range(3):
            drawn.append(made.draw(size, rng))
            made.see(drawn[-1], (drawn[-1] * 7 % 11 / 5 + step / 10).astype(np.float32))
    assert all(len(rows) == size and rows.min() >= 0 and rows.max() < len(positive) for rows in drawn)
    assert all(np.array_equal(first, again) for first, again in zip(drawn[:3], drawn[3:], strict=True))


@given(positive=targets, size=st.integers(2, 60))
def test_balanced_is_half_positive(positive: list[bool], size: int) -> None:
    drawn = sampler("balanced", positive).draw(size, np.random.default_rng(0))
    assert np.array(positive)[drawn].sum() == size // 2


def test_random_follows_the_share_of_positives() -> None:
    positive, rng = np.arange(1000) < 100, np.random.default_rng(0)
    made = sampler("random", positive)
    shares = [positive[made.draw(200, rng)].mean() for _ in range(200)]
    assert abs(np.mean(shares) - 0.1) < 0.01


@given(st.integers(1, 20), st.integers(1, 100))
def test_no_choice_comes_twice_more_often_than_another(choices: int, size: int) -> None:
    counts = np.bincount(draw(np.arange(choices), size, np.random.default_rng(0)), minlength=choices)
    assert counts.max() - counts.min() <= 1
