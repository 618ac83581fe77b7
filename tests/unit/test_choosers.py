"""Which triplet is drawn how often: every rule against its exact distribution, worked out one anchor at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats  # noqa: TID253

from models.samplers import sphere
from models.samplers.batch_hard import BatchHard
from models.samplers.distance_weighted import DistanceWeighted
from models.samplers.random_triplets import RandomTriplets
from models.samplers.semi_hard import SemiHard
from models.samplers.softhard import Softhard
from models.samplers.surroundings import Chooser, Surroundings, pick, pick_any, surroundings
from tests.vectors import unit

GROUP = np.repeat(np.arange(4), [3, 3, 2, 4])
N = len(GROUP)
VECTORS = unit(np.random.default_rng(0).standard_normal((N, 3)) + 1.5 * np.eye(4)[GROUP][:, :3])
Shares = dict[tuple[int, int, int], float]


def distance(one: int, other: int) -> float:
    return float(np.sqrt(sum((float(a) - float(b)) ** 2 for a, b in zip(VECTORS[one], VECTORS[other], strict=True))))


def positives(anchor: int) -> list[int]:
    return [j for j in range(N) if GROUP[j] == GROUP[anchor] and j != anchor]


def negatives(anchor: int) -> list[int]:
    return [j for j in range(N) if GROUP[j] != GROUP[anchor]]


def by_pair(candidates: Callable[[int, float], list[int]]) -> Shares:
    """For every positive pair one negative, all `candidates(anchor, distance of the pair)` equally likely."""
    return {
        (a, p, n): 1 / len(found)
        for a in range(N)
        for p in positives(a)
        for found in [candidates(a, distance(a, p))]
        for n in found
    }


def in_band(anchor: int, reach: float) -> list[int]:
    found = [n for n in negatives(anchor) if reach**2 < distance(anchor, n) ** 2 < reach**2 + 0.2]
    return found or negatives(anchor)


def nearest_beyond(anchor: int, reach: float) -> list[int]:
    beyond = sorted((distance(anchor, n), n) for n in negatives(anchor) if distance(anchor, n) > reach)
    return [beyond[0][1] if beyond else max(negatives(anchor), key=lambda n: distance(anchor, n))]


def softhard() -> Shares:
    found: Shares = {}
    for a in range(N):
        near, far = min(distance(a, n) for n in negatives(a)), max(distance(a, p) for p in positives(a))
        hard_p = [p for p in positives(a) if distance(a, p) > near] or positives(a)
        hard_n = [n for n in negatives(a) if distance(a, n) < far] or negatives(a)
        found |= {(a, p, n): 1 / len(hard_p) / len(hard_n) for p in hard_p for n in hard_n}
    return found


def hardest() -> Shares:
    return {
        (a, max(positives(a), key=lambda p: distance(a, p)), min(negatives(a), key=lambda n: distance(a, n))): 1.0
        for a in range(N)
    }


RULES: dict[str, tuple[Callable[[], Chooser], Shares]] = {
    "random": (RandomTriplets, by_pair(lambda a, _: negatives(a))),
    "band": (lambda: SemiHard("band", 0.2), by_pair(in_band)),
    "argmin": (lambda: SemiHard("argmin", 0.2), by_pair(nearest_beyond)),
    "softhard": (Softhard, softhard()),
    "batch_hard": (BatchHard, hardest()),
}


@pytest.mark.parametrize("name", RULES)
def test_triplets_come_as_often_as_the_rule_says(name: str) -> None:
    make, shares = RULES[name]
    chooser, rng, steps = make(), np.random.default_rng(0), 1500
    around = surroundings(VECTORS, np.arange(N), GROUP, N)
    counts = dict.fromkeys(shares, 0)
    for _ in range(steps):
        found = chooser(around, rng)
        for triplet in zip(found.anchor.tolist(), found.positive.tolist(), found.negative.tolist(), strict=True):
            counts[triplet] += 1  # a triplet that the rule does not allow is a KeyError
    expected = np.array([steps * share for share in shares.values()])
    free = sum(share < 1 for share in shares.values())
    if not free:
        assert all(count == steps for count in counts.values())
        return
    statistic = ((np.array(list(counts.values())) - expected) ** 2 / expected).sum()
    pairs = len({(a, p) for a, p, _ in shares}) if name != "softhard" else N
    assert stats.chi2.sf(statistic, len(shares) - pairs) > 1e-3


def test_the_rules_differ_here_and_both_ways_out_are_taken() -> None:
    band, argmin = RULES["band"][1], RULES["argmin"][1]
    assert set(band) != set(RULES["random"][1]) and set(argmin) < set(RULES["random"][1])
    reaches = [(a, distance(a, p)) for a in range(N) for p in positives(a)]
    assert any(in_band(a, reach) == negatives(a) for a, reach in reaches)
    assert any(distance(a, nearest_beyond(a, reach)[0]) < reach for a, reach in reaches)
    solved = [max(distance(a, p) for p in positives(a)) < min(distance(a, n) for n in negatives(a)) for a in range(N)]
    assert any(solved) and not all(solved)


def test_a_pick_follows_its_weights_and_never_takes_one_without() -> None:
    rng = np.random.default_rng(0)
    weights = np.array([[0, 1e-9, 3, 0, 1, 0], [0, 0, 0, 0, 0, 0], [1e-300, 0, 0, 1e-300, 0, 0], [0, 0, 0, 0, 0, 7]])
    rows = np.repeat([0, 2, 3], 20_000)
    found = pick(weights, rows, rng)
    assert (weights[rows, found] > 0).all()
    assert abs((found[rows == 0] == 2).mean() - 0.75) < 0.015 and abs((found[rows == 2] == 3).mean() - 0.5) < 0.015
    allowed = weights > 0
    assert allowed[rows, pick_any(allowed, rows, rng)].all()


@pytest.mark.parametrize("dim", [2, 3, 8, 64, 512])
def test_the_density_of_the_sphere_is_that_of_random_points(dim: int) -> None:
    rng = np.random.default_rng(dim)
    pairs = unit(rng.standard_normal((20_000, dim))).reshape(2, -1, dim)
    seen = np.linalg.norm(pairs[0] - pairs[1], axis=1)
    gap, rejected = sphere.mismatch(seen, dim)
    assert not rejected and gap == pytest.approx(
        stats.kstest(seen, lambda d: sphere.cumulative(np.asarray(d), dim)).statistic, abs=1e-6
    )
    assert sphere.mismatch(seen * 0.95, dim)[1]
    # And the density that is drawn by is the slope of it.
    at = np.quantile(seen, np.linspace(0.05, 0.95, 19))
    slope = (sphere.cumulative(at + 1e-4, dim) - sphere.cumulative(at - 1e-4, dim)) / 2e-4
    assert np.ptp(sphere.log_density(at, dim) - np.log(slope)) < 0.05


@pytest.mark.parametrize("dim", [2, 3, 64, 128, 512, 2048])
def test_the_logarithm_of_the_density_is_finite_at_both_ends(dim: int) -> None:
    values = sphere.log_density(np.array([0, 1e-12, 0.5, 1.4, 2 - 1e-9, 2, 2.0001]), dim)
    assert np.isfinite(values).all() and values.argmax() in {3, 4, 5, 6}


def apart(distances: np.ndarray, dim: int, pairs: int = 1) -> Surroundings:
    """Anchors with so many positives each, and negatives at these distances (b, n), which come last."""
    b, n = distances.shape
    positive = np.repeat([np.arange(pairs + n) < pairs], b, axis=0)
    table = np.hstack([np.zeros((b, pairs)), distances]).astype(np.float32)
    return Surroundings(table, positive, ~positive, dim)


@pytest.mark.parametrize("dim", [3, 4, 8])
def test_distance_weighting_makes_distances_uniform_where_candidates_cover_the_range(dim: int) -> None:
    rng = np.random.default_rng(dim)
    half = (dim - 1) / 2
    candidates = 2 * np.sqrt(rng.beta(half, half, (4, 100_000)))  # (1 - cosine) / 2 of random points is beta
    chooser = DistanceWeighted("analytic", 0.5, 1.4, "distances", "leave out")
    around = apart(candidates, dim, pairs=5000)
    found = chooser(around, rng)
    seen = around.distance[found.anchor, found.negative]
    assert len(seen) == 20_000 and seen.min() >= 0.5 and seen.max() <= 1.4
    assert seen.mean() == pytest.approx(0.95, abs=0.01) and seen.var() == pytest.approx(0.0675, abs=0.002)
    assert stats.kstest(seen, stats.uniform(0.5, 0.9).cdf).statistic < 0.015
    assert chooser.figures()["analytic_rejected"] == 0


@pytest.mark.parametrize("closer", ["leave out", "clamp"])
def test_distance_weighting_draws_by_one_over_the_density(closer: str) -> None:
    distances, dim = np.array([[0.3, 0.6, 0.9, 1.2, 1.3, 1.39, 1.5]]), 6
    chooser, rng = DistanceWeighted("analytic", 0.5, 1.4, "distances", closer), np.random.default_rng(0)
    weight = {}
    for d in distances[0]:
        if d <= 1.4 and (closer == "clamp" or d >= 0.5):
            at = max(d, 0.5)
            weight[round(d, 2)] = 1 / (at ** (dim - 2) * (1 - at * at / 4) ** ((dim - 3) / 2))
    around = apart(np.repeat(distances, 20_000, axis=0), dim)
    found = chooser(around, rng)
    drawn = around.distance[found.anchor, found.negative].astype(float).round(2)
    assert set(drawn) <= set(weight)
    counts = np.array([(drawn == d).sum() for d in weight])
    expected = np.array(list(weight.values())) / sum(weight.values()) * len(drawn)
    assert stats.chi2.sf(((counts - expected) ** 2 / expected).sum(), len(weight) - 1) > 1e-3
    assert chooser.figures()["too_close"] == 20_000


def test_weights_by_bins_give_every_occupied_bin_the_same() -> None:
    """Nineteen negatives in one bin and one in another are drawn equally often."""
    distances = np.concatenate([np.full(19, 1.301), [0.501]])
    chooser, rng = DistanceWeighted("histogram", 0.5, 1.4, "distances", "leave out"), np.random.default_rng(0)
    around = apart(np.repeat(distances[None], 5000, axis=0), 300)
    found = chooser(around, rng)
    assert abs((found.negative == 20).mean() - 0.5) < 0.025


def test_weights_by_what_was_seen_flatten_any_density() -> None:
    """Distances from a bell far from the sphere's: the density seen makes them even, the sphere's does not."""
    rng, spread = np.random.default_rng(0), {}
    for density in ("empirical", "analytic"):
        chooser, drawn = DistanceWeighted(density, 0.01, 0.99, "quantiles", "leave out"), []
        for step in range(60):
            around = apart(np.clip(rng.normal(0.9, 0.12, (100, 400)), 0.05, 1.95), 64)
            found = chooser(around, rng)
            if step >= 20:  # the first steps are to learn what is usual
                drawn.append(around.distance[found.anchor, found.negative])
        low, high = chooser.range()
        spread[density] = stats.kstest(np.concatenate(drawn), stats.uniform(low, high - low).cdf).statistic
        if density == "analytic":
            assert chooser.figures()["analytic_rejected"] == 1
    assert spread["empirical"] < 0.06 < 0.3 < spread["analytic"]


def test_cutoffs_are_the_shares_of_random_negatives() -> None:
    rng = np.random.default_rng(0)
    chooser = DistanceWeighted("empirical", 0.001, 0.6, "quantiles", "leave out")
    for _ in range(30):
        chooser(apart(rng.uniform(1, 2, (100, 100)), 8), rng)
    low, high = chooser.range()
    assert low == pytest.approx(1.001, abs=0.002) and high == pytest.approx(1.6, abs=0.02)


@pytest.mark.parametrize("density", ["analytic", "empirical", "histogram"])
@pytest.mark.parametrize("dim", [2, 64, 512, 2048])
def test_an_anchor_whose_negatives_are_all_cut_off_is_dropped_and_counted(density: str, dim: int) -> None:
    near, far = np.linspace(0.6, 1.3, 10), np.full(10, 1.9)
    chooser = DistanceWeighted(density, 0.5, 1.4, "distances", "leave out")
    found = chooser(apart(np.stack([near, far, near, far, near]), dim), np.random.default_rng(0))
    assert found.anchor.tolist() == [0, 2, 4]
    assert chooser.figures()["anchors_dropped"] == pytest.approx(0.4)
    assert np.isfinite(list(chooser.figures().values())).all()


def test_a_row_without_near_negatives_does_not_vanish_beside_one_with_them() -> None:
    """With the largest weight of the whole table taken off, e^-1484 of the second row would be 0 in 2048 dimensions."""
    table = np.stack([np.linspace(0.5, 1.4, 10), np.full(10, 1.4)])
    chooser = DistanceWeighted("analytic", 0.5, 1.4, "distances", "leave out")
    found = chooser(apart(table, 2048), np.random.default_rng(0))
    assert found.anchor.tolist() == [0, 1] and found.negative[0] == 1
    assert chooser.figures()["effective_negatives"] == pytest.approx((1 + 10) / 2)


def test_an_image_that_is_there_twice_is_no_positive_of_itself_and_a_duplicate_of_it_is() -> None:
    vectors = VECTORS[[0, 3, 1, 0, 0, 3]]
    around = surroundings(vectors, np.array([0, 3, 1, 2, 0, 3]), GROUP, 2)
    assert around.positive.tolist() == [[False, False, True, True, False, False], [False] * 6]
    assert around.negative.astype(int).tolist() == [[0, 1, 0, 0, 0, 1], [1, 0, 1, 1, 1, 0]]
    assert around.distance[0, 3] < 1e-3 and around.distance[0, 4] < 1e-3


def test_where_an_anchor_has_too_many_positives_any_of_them_are_taken_equally_often() -> None:
    around = replace(surroundings(VECTORS, np.arange(N), GROUP, N), most=2)
    rng, counts = np.random.default_rng(0), np.zeros((N, N))
    for _ in range(600):
        anchor, positive = around.pairs(np.arange(N) != 0, rng)
        assert len(set(zip(anchor.tolist(), positive.tolist(), strict=True))) == len(anchor)
        counts[anchor, positive] += 1
    taken = 600 * np.minimum(np.bincount(GROUP)[GROUP] - 1, 2)
    assert (counts[0] == 0).all() and (counts[1:].sum(axis=1) == taken[1:]).all()
    assert np.abs(counts[8:][around.positive[8:]] - 400).max() < 60  # the last group has four: two of three positives
