"""Metrics against scikit-learn, against counting by hand, and against really repeating what the bootstrap repeats."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve  # noqa: TID253

from app.core.measuring.metrics import RATES, Pairs, carried, draws, figures, interval, ranked, resampled, roc

distances = st.lists(st.integers(0, 12).map(lambda n: n / 8), min_size=1, max_size=30)
weights = st.lists(st.integers(1, 5), min_size=30, max_size=30)


def pairs(
    distance: list[float] | np.ndarray, weight: np.ndarray | None = None, groups: np.ndarray | None = None
) -> Pairs:
    values = np.array(distance, float)
    ends = np.zeros((2, len(values)), np.int64) if groups is None else groups
    return Pairs(values, np.ones(len(values)) if weight is None else weight, ends[0], ends[1])


def slow(near: Pairs, far: Pairs) -> tuple[float, float, list[float]]:
    """AUC, AP and TPR straight from their definitions; a positive never wins a tie."""
    auc = sum(w * far.weight[far.distance > d].sum() for d, w in zip(near.distance, near.weight, strict=True))
    tpr = []
    for rate in RATES:
        thresholds = [t for t in near.distance if far.weight[far.distance <= t].sum() <= rate * far.weight.sum()]
        tpr.append(near.weight[near.distance <= max(thresholds, default=-1)].sum() / near.weight.sum())
    ap = true = 0.0
    for d, w in sorted(zip(near.distance, near.weight, strict=True), key=lambda one: one[0]):
        true += w
        ap += w * true / (true + far.weight[far.distance <= d].sum())
    return auc / near.weight.sum() / far.weight.sum(), ap / near.weight.sum(), tpr


@given(distances, distances, weights, weights)
def test_figures_are_their_definition_with_ties_and_weights(
    near: list[float], far: list[float], near_weights: list[int], far_weights: list[int]
) -> None:
    sample = (
        pairs(near, np.array(near_weights[: len(near)], float)),
        pairs(far, np.array(far_weights[: len(far)], float)),
    )
    found, (auc, ap, tpr) = figures(ranked(*sample)), slow(*sample)
    assert found.auc[0] == pytest.approx(auc)
    assert found.ap[0] == pytest.approx(ap)
    assert found.tpr[0].tolist() == pytest.approx(tpr)


@pytest.mark.parametrize("seed", range(5))
def test_without_ties_they_are_those_of_scikit_learn_and_with_ties_at_or_below(seed: int) -> None:
    rng = np.random.default_rng(seed)
    near, far = rng.normal(0.6, 0.2, 300), rng.normal(1.2, 0.2, 5000)
    target, weight = np.repeat([1, 0], [300, 5000]), rng.uniform(0.5, 2, 5300)
    for digits in (12, 1):
        near, far = near.round(digits), far.round(digits)
        score = -np.concatenate((near, far))
        found = figures(ranked(pairs(near, weight[:300]), pairs(far, weight[300:])))
        fpr, tpr, _ = roc_curve(target, score, sample_weight=weight, drop_intermediate=False)
        auc = roc_auc_score(target, score, sample_weight=weight)
        ap = average_precision_score(target, score, sample_weight=weight)
        expected = [tpr[fpr <= rate].max() for rate in RATES]
        if digits == 12:
            assert found.auc[0] == pytest.approx(auc) and found.ap[0] == pytest.approx(ap)
            assert found.tpr[0].tolist() == pytest.approx(expected)
        else:
            assert found.auc[0] < auc and found.ap[0] < ap
            assert (found.tpr[0] <= np.array(expected) + 1e-9).all()
            worst = np.concatenate((near + 1e-9, far))  # the infinitesimal worst case
            assert found.auc[0] == pytest.approx(roc_auc_score(target, -worst, sample_weight=weight))


def test_the_extremes() -> None:
    assert figures(ranked(pairs([0, 1]), pairs([2, 3]))).ap[0] == 1
    assert figures(ranked(pairs([0, 2]), pairs([1, 3]))).ap[0] == pytest.approx((1 + 2 / 3) / 2)
    assert figures(ranked(pairs([1]), pairs([1]))).ap[0] == 0.5, "the negative of a tie comes first"
    perfect, upside_down = figures(ranked(pairs([0, 1]), pairs([2, 3]))), figures(ranked(pairs([2, 3]), pairs([0, 1])))
    assert perfect.auc[0] == 1 and (perfect.tpr == 1).all()
    assert upside_down.auc[0] == 0 and (upside_down.tpr == 0).all()
    assert np.isnan(figures(ranked(pairs([]), pairs([1]))).auc[0])
    assert np.isnan(figures(ranked(pairs([1]), pairs([]))).tpr).all()


def grouped(rng: np.random.Generator, count: int, groups: int) -> Pairs:
    ends = rng.integers(groups, size=(2, count))
    return pairs(rng.integers(0, 20, count) / 10, rng.uniform(0.5, 2, count), ends)


def repeated(sample: Pairs, counts: np.ndarray) -> Pairs:
    """Every pair once per drawn copy: copies of both groups across groups, copies of the group within one."""
    times = [counts[a] if a == b else counts[a] * counts[b] for a, b in zip(sample.left, sample.right, strict=True)]
    return sample.take(np.repeat(np.arange(len(sample)), times))


@given(st.integers(0, 10_000))
def test_a_resample_is_what_repeating_the_groups_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    near, far = grouped(rng, 15, 6), grouped(rng, 40, 6)
    counts = draws(6, 4, rng)
    assert (counts.sum(axis=1) == 6).all()
    found = resampled(ranked(near, far), counts)
    for place, row in enumerate(counts):
        expected = figures(ranked(repeated(near, row), repeated(far, row)))
        np.testing.assert_allclose(found.auc[place], expected.auc[0], atol=1e-12)
        np.testing.assert_allclose(found.tpr[place], expected.tpr[0], atol=1e-12)


def test_resampling_in_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    sample, counts = ranked(grouped(rng, 50, 10), grouped(rng, 200, 10)), draws(10, 37, rng)
    whole = resampled(sample, counts)
    monkeypatch.setattr("app.core.measuring.metrics._CELLS", 1000)
    parts = resampled(sample, counts)
    np.testing.assert_array_equal(whole.auc, parts.auc)
    np.testing.assert_array_equal(whole.tpr, parts.tpr)


@pytest.mark.parametrize(
    ("negatives", "rates"),
    [(2, 0), (29, 0), (30, 1), (299, 1), (300, 2), (3000, 3), (30000, 4)],
)
def test_a_rate_is_carried_from_three_false_positives_on(negatives: int, rates: int) -> None:
    assert carried(ranked(pairs([0.5]), pairs(np.linspace(0, 2, negatives)))) == RATES[:rates]


def test_pairs_that_stand_for_many_let_lower_rates_be_carried() -> None:
    weight = np.repeat([1.0, 1e5], [50, 50])
    assert carried(ranked(pairs([0.5]), pairs(np.linspace(0, 2, 100), weight))) == RATES[:6]
    assert carried(ranked(pairs([0.5]), pairs(np.linspace(0, 2, 100), weight[::-1]))) == (0.1,)


def test_an_interval_holds_the_middle_and_never_says_that_one_sample_proves_perfection() -> None:
    value, low, high = interval(0.5, np.linspace(0, 1, 1001), 50)
    assert (value, round(low, 3), round(high, 3)) == (0.5, 0.025, 0.975)
    assert interval(1.0, np.ones(100), 60) == (1.0, 0.95, 1.0)
    assert interval(0.0, np.zeros(100), 2) == (0.0, 0.0, 1.0)
    assert interval(0.5, np.array([0.4, np.nan, 0.6]), 9)[1:] == pytest.approx((0.405, 0.595))


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    """200 samples of 80 pairs that come in groups of two; the bootstrap by groups errs on the wide side."""
    inside, rng = 0, np.random.default_rng(0)
    truth = 0.921350  # P(N(0,1) < N(2,1)) = Phi(2 / sqrt 2)
    group = np.stack([np.repeat(np.arange(40), 2)] * 2)
    for _ in range(200):
        common = np.repeat(rng.normal(size=40), 2)
        near = pairs((common + rng.normal(size=80)) / np.sqrt(2), groups=group)
        ends = np.stack((rng.permutation(40), rng.permutation(40))).repeat(2, axis=1)
        far = pairs(rng.normal(2, 1, 80), groups=ends)
        sample = ranked(near, far)
        _, low, high = interval(figures(sample).auc[0], resampled(sample, draws(40, 200, rng)).auc, 40)
        inside += low <= truth <= high
    assert inside >= 184


@given(distances, distances)
def test_the_curve_starts_and_ends_in_its_corners_and_never_falls(near: list[float], far: list[float]) -> None:
    sample = ranked(pairs(near), pairs(far))
    fpr, tpr = roc(sample, 10)
    assert (fpr[0], tpr[0], fpr[-1], tpr[-1]) == (0, 0, 1, 1) and len(fpr) <= 10
    assert (np.diff(fpr) >= 0).all() and (np.diff(tpr) >= 0).all()
    full_fpr, full_tpr = roc(sample, 10_000)
    area = float(np.sum(np.diff(full_fpr) * full_tpr[:-1]))  # steps, the worst reading of ties
    assert area == pytest.approx(figures(sample).auc[0])


# -- thinned curves --------------------------------------------------------------------------------------------------


def exact(near: np.ndarray, far: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """The highest TPR whose FPR is at most each rate, by counting."""
    near, far = np.sort(near), np.sort(far)
    fpr = np.searchsorted(far, near, side="right") / len(far)
    return np.array([np.count_nonzero(fpr <= rate * (1 + 1e-9)) / len(near) for rate in rates])


def stepped(fpr: np.ndarray, tpr: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """What a curve of corners says at each rate."""
    return np.maximum.accumulate(tpr)[np.searchsorted(fpr, rates * (1 + 1e-9), side="right") - 1]


@pytest.mark.parametrize("digits", [12, 3])  # 3: many ties
def test_a_thinned_curve_of_a_million_is_exact_at_every_carried_rate_and_close_between(digits: int) -> None:
    rng = np.random.default_rng(0)
    near = rng.beta(3, 6, 40_000).round(digits) * 1.4
    far = rng.beta(9, 3, 960_000).round(digits) * 1.4
    both = ranked(pairs(near), pairs(far))
    fpr, tpr = roc(both, 200)
    told = np.array(carried(both))
    assert len(told) >= 5 and len(fpr) <= 200 + len(told)
    assert (np.diff(fpr) >= 0).all() and (np.diff(tpr) >= 0).all() and (fpr[0], tpr[-1], fpr[-1]) == (0, 1, 1)
    np.testing.assert_allclose(stepped(fpr, tpr, told), exact(near, far, told), atol=1e-12)
    between = np.geomspace(3 / len(far), 1, 500)
    gap = exact(near, far, between) - stepped(fpr, tpr, between)
    assert gap.min() >= 0, "a thinned curve never promises more"
    assert gap.max() < (0.02 if digits > 3 else 0.05)


def test_a_short_curve_keeps_every_corner() -> None:
    near, far = [0.1, 0.2, 0.2, 0.5], [0.15, 0.2, 0.4, 0.9]
    fpr, tpr = roc(ranked(pairs(near), pairs(far)), 100)
    assert fpr.tolist() == [0, 0, 0.5, 0.75, 1] and tpr.tolist() == [0, 0.25, 0.75, 1, 1]
