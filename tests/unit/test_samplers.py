"""Training samplers: valid indices, the same for the same seed, and the mix that each one promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sampler import draw
from models.samplers import SAMPLERS

targets = st.lists(st.integers(0, 1), min_size=2, max_size=40).filter(lambda t: 0 < sum(t) < len(t))


@pytest.mark.parametrize("name", SAMPLERS.names())
@given(target=targets, size=st.integers(2, 60), seed=st.integers(0, 99))
def test_every_sampler_gives_as_many_valid_indices_as_asked_and_repeats_itself(
    name: str, target: list[int], size: int, seed: int
) -> None:
    sample, given_target = SAMPLERS.load(name), np.array(target)
    first, again = (sample(given_target, size, np.random.default_rng(seed)) for _ in range(2))
    assert len(first) == size and first.min() >= 0 and first.max() < len(target)
    assert np.array_equal(first, again)


@given(target=targets, size=st.integers(2, 60))
def test_balanced_is_half_positive(target: list[int], size: int) -> None:
    drawn = SAMPLERS.load("balanced")(np.array(target), size, np.random.default_rng(0))
    assert np.array(target)[drawn].sum() == size // 2


def test_random_follows_the_share_of_positives() -> None:
    target, rng = (np.arange(1000) < 100).astype(np.int64), np.random.default_rng(0)
    shares = [target[SAMPLERS.load("random")(target, 200, rng)].mean() for _ in range(200)]
    assert abs(np.mean(shares) - 0.1) < 0.01


@given(st.integers(1, 20), st.integers(1, 100))
def test_no_choice_comes_twice_more_often_than_another(choices: int, size: int) -> None:
    counts = np.bincount(draw(np.arange(choices), size, np.random.default_rng(0)), minlength=choices)
    assert counts.max() - counts.min() <= 1
