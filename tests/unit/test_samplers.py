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


def test_hard_draws_far_positives_and_near_negatives_as_far_as_it_was_told() -> None:
    """A hundred of each kind at 0.01, 0.02 ... as last seen; half of a step random, half of the hardest quarter."""
    positive = np.arange(200) < 100
    made, rng = sampler("hard", positive, random=0.5, replay=0.0, top=0.25), np.random.default_rng(0)
    made.see(np.arange(200), (np.arange(200) % 100 / 100).astype(np.float32))
    counts = np.zeros(200)
    for _ in range(400):
        rows = made.draw(40, rng)
        assert positive[rows].sum() == 20 and made.figures()["hard"] == 20
        counts += np.bincount(rows, minlength=200)
    # Of 20: 10 at random among 100, and 10 among the 25 hardest.
    expected = 400 * (0.1 + 0.4 * np.isin(np.arange(200), np.r_[75:100, 100:125]))
    assert (np.abs(counts - expected) < 5 * np.sqrt(expected)).all()


def test_hard_is_random_until_something_was_seen_and_goes_by_what_was_seen_last() -> None:
    positive = np.arange(200) < 100
    made, rng = sampler("hard", positive, random=0.0, replay=0.0, top=0.1), np.random.default_rng(0)
    assert len(np.unique(made.draw(100, rng))) == 100 and made.figures() == {"known": 0.0, "hard": 0.0}
    made.see(np.arange(200), np.where(np.arange(200) < 10, 1.5, 1.0).astype(np.float32))
    assert made.figures()["known"] == 1
    assert sorted(made.draw(20, rng)[:10].tolist()) == list(range(10))
    made.see(np.arange(10, 20), np.full(10, 1.9, np.float32))
    assert sorted(made.draw(20, rng)[:10].tolist()) == list(range(10, 20))


def test_hard_draws_again_what_was_hard_before() -> None:
    positive = np.arange(2000) < 1000
    made, rng = sampler("hard", positive, random=0.5, replay=0.25, top=0.01), np.random.default_rng(0)
    made.see(np.arange(1000), np.where(np.arange(1000) < 10, 1.5, 1.0).astype(np.float32))
    made.draw(80, rng)
    made.see(np.arange(1000), np.where(np.arange(1000) >= 990, 1.5, 1.0).astype(np.float32))
    later = np.concatenate([made.draw(80, rng)[:20] for _ in range(20)])  # hard ones, then replayed ones
    assert (later >= 990).sum() > 100 and ((later < 10).sum() > 50)


def test_one_kind_of_pairs_alone_fills_the_step() -> None:
    for name in PAIRS:
        made, rng = sampler(name, np.ones(20, bool)), np.random.default_rng(0)
        assert len(made.draw(10, rng)) == 10
        made.see(np.arange(20), np.linspace(0, 1, 20).astype(np.float32))
        assert len(made.draw(10, rng)) == 10
