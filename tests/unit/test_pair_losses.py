"""Losses of pairs and triplets: values by hand, slow oracles, finite differences, and what grades and degrees mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch  # noqa: TID253

from models.loss import PairBatch, TripletBatch
from models.losses import LOSSES
from models.losses.contrastive import Contrastive
from models.losses.degree import Degree, build
from models.losses.histogram import Histogram
from models.losses.quadruplet import Quadruplet
from models.losses.triplet import Triplet
from tests.batches import START, assert_close, pairs, random_pairs, slopes


def contrastive_oracle(batch: PairBatch) -> float:
    terms = [max(0.0, d - 0.1 if positive else 1.0 - d) ** 2
             for d, positive in zip(batch.distance.tolist(), batch.positive.tolist(), strict=True)]  # fmt: skip
    active = [term for term in terms if term > 0]
    return sum(active) / len(active)


def quadruplet_oracle(batch: PairBatch) -> float:
    found = list(zip(batch.distance.tolist(), batch.positive.tolist(),
                     batch.left.tolist(), batch.right.tolist(), strict=True))  # fmt: skip
    active = []
    for near, positive, *ends in found:
        for far, other, *others in found:
            if positive and not other:
                term = near - far + (0.2 if set(ends) & set(others) else 0.1)
                active += [term] if term > 0 else []
    return sum(active) / len(active)


def histogram_oracle(batch: PairBatch, bins: int = 20) -> float:
    nodes = np.linspace(-1, 1, bins + 1)
    shares = {}
    for kind in (True, False):
        similarity = 1 - batch.distance[batch.positive == kind].numpy() ** 2 / 2
        weight = np.maximum(0, 1 - np.abs(similarity[:, None] - nodes) / (2 / bins))
        shares[kind] = weight.mean(axis=0)
    return float(sum(shares[False][r] * shares[True][: r + 1].sum() for r in range(bins + 1)))


def degree_oracle(batch: PairBatch, width: float = 0.1) -> float:
    costs = []
    for d, rank, degree in zip(batch.distance.tolist(), batch.rank.tolist(), batch.degree.tolist(), strict=True):
        if np.isnan(degree):
            low, high = ((1.1, np.inf), (0.7, 1.1), (0.0, 0.7))[rank]
            error = max(0.0, low - d, d - high)
        else:
            target = np.interp(degree, [0, 0.25, 0.75, 1], [1.2, 1.1, 0.7, 0])
            error = max(0.0, target - d) if degree == 0 else abs(d - target)
        costs.append(error**2 / 2 if error <= width else width * (error - width / 2))
    active = [cost for cost in costs if cost > 0]
    return sum(active) / len(active)


CASES: list[tuple[str, Callable[[PairBatch], object], Callable[[PairBatch], float]]] = [
    ("contrastive", Contrastive(START, positive_margin=0.1, negative_margin=1.0), contrastive_oracle),
    ("quadruplet", Quadruplet(START, margin=0.1, anchored_margin=0.2), quadruplet_oracle),
    ("histogram", Histogram(START, bins=20), histogram_oracle),
    ("degree", Degree(0.7, 1.1, width=0.1, beyond=0.1), degree_oracle),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_value_and_gradient_match_the_slow_oracle_and_finite_differences(case: tuple, seed: int) -> None:
    _, loss, oracle = case
    batch = random_pairs(seed, images=30)
    distance = batch.distance.clone().requires_grad_()
    value = loss(replace(batch, distance=distance))
    value.loss.backward()
    assert value.loss.item() == pytest.approx(oracle(batch), rel=1e-12)
    assert_close(distance.grad, slopes(lambda d: oracle(replace(batch, distance=d)), batch.distance))


def test_contrastive_by_hand() -> None:
    loss = Contrastive(START, positive_margin=0, negative_margin=1)
    value = loss(pairs([0.5, 0.0, 0.8, 1.2], [2, 2, 0, 0]))
    assert value.loss.item() == pytest.approx((0.25 + 0.04) / 2)  # the duplicate and the far one cost nothing
    assert value.active.item() == 0.5


def test_quadruplet_by_hand_and_with_a_common_image() -> None:
    loss = Quadruplet(START, margin=0.1, anchored_margin=0.2)
    apart = loss(pairs([0.9, 1.05, 0.95], [2, 0, 0]))
    assert apart.loss.item() == pytest.approx(0.05) and apart.active.item() == 0.5
    joined = loss(pairs([0.9, 1.05, 0.95], [2, 0, 0], left=[1, 1, 4], right=[2, 3, 5]))
    assert joined.loss.item() == pytest.approx(0.05) and joined.active.item() == 1  # .9 - 1.05 + .2 as well
    crossed = loss(pairs([0.9, 1.05], [2, 0], left=[1, 3], right=[2, 1]))
    assert crossed.loss.item() == pytest.approx(0.05)


@pytest.mark.parametrize(("squared", "by_hand"), [(True, (0.36 - 0.25 + 0.2 + 0.81 - 1 + 0.2) / 2),
                                                  (False, (0.6 - 0.5 + 0.2 + 0.9 - 1 + 0.2) / 2)])  # fmt: skip
def test_triplet_by_hand_and_by_finite_differences(squared: bool, by_hand: float) -> None:
    loss = Triplet(START, margin=0.2, squared=squared)
    near = torch.tensor([0.6, 0.9, 0.2], dtype=torch.float64, requires_grad=True)
    far = torch.tensor([0.5, 1.0, 1.5], dtype=torch.float64, requires_grad=True)
    value = loss(TripletBatch(near, far, torch.arange(3)))
    value.loss.backward()
    assert value.loss.item() == pytest.approx(by_hand) and value.active.item() == pytest.approx(2 / 3)
    for at, place in ((near, 0), (far, 1)):

        def moved(x: torch.Tensor, place: int = place) -> float:
            ends = [near.detach(), far.detach()]
            ends[place] = x
            return float(loss(TripletBatch(ends[0], ends[1], torch.arange(3))).loss)

        assert_close(at.grad, slopes(moved, at.detach()))


def test_histograms_that_do_not_overlap_cost_nothing_and_equal_ones_a_half() -> None:
    loss = Histogram(START, bins=100)
    value = loss(pairs([0.1, 0.3, 1.3, 1.9], [2, 2, 0, 0]))
    assert value.loss.item() == 0 and value.active.item() == 0
    same = torch.rand(500, generator=torch.Generator().manual_seed(0), dtype=torch.float64) * 2
    value = loss(pairs(torch.cat((same, same)), [2] * 500 + [0] * 500))
    shares = Histogram(START, bins=100)._histogram
    place = (2 - same.square() / 2) * 50
    heights = shares(place.floor().long(), place - place.floor(), torch.ones(500, dtype=torch.bool))
    assert heights.sum().item() == pytest.approx(1)
    assert value.loss.item() == pytest.approx(0.5 + 0.5 * heights.square().sum().item())
    assert value.active.item() > 0.99


def test_the_ends_of_the_scale_are_similarities_like_others() -> None:
    at = torch.tensor([0.0, 2.0, 0.0, 2.0], requires_grad=True)
    value = Histogram(START, bins=10)(pairs(at, [2, 2, 0, 0]))
    value.loss.backward()
    assert value.loss.item() == pytest.approx(0.75)  # of four couples two are level and one is the wrong way round
    assert at.grad is not None and at.grad.isfinite().all()


def test_a_degree_has_its_distance() -> None:
    loss = Degree(0.7, 1.1, width=0.1, beyond=0.1)
    found = loss.target(torch.tensor([1.0, 0.875, 0.75, 0.5, 0.25, 0.0], dtype=torch.float64))
    assert found.tolist() == pytest.approx([0, 0.35, 0.7, 0.9, 1.1, 1.2])


def test_a_degree_of_nothing_may_be_as_far_as_it_likes() -> None:
    loss = Degree(0.7, 1.1, width=0.1, beyond=0.1)
    assert loss(pairs([1.9], [0], degree=[0.0])).loss.item() == 0
    assert loss(pairs([1.9], [0], degree=[0.01])).loss.item() > 0
    assert loss(pairs([1.1], [0], degree=[0.0])).loss.item() == pytest.approx(0.005)  # .1 short: .1^2 / 2
    assert loss(pairs([0.9], [2], degree=[0.75])).loss.item() == pytest.approx(0.1 * 0.15)  # .2 over: linear


def test_without_a_degree_the_band_of_the_grade_is_free() -> None:
    loss = Degree(0.7, 1.1, width=0.1, beyond=0.1)
    assert loss(pairs([0.0, 0.69, 0.71, 1.09, 1.11, 2.0], [2, 2, 1, 1, 0, 0])).loss.item() == 0
    value = loss(pairs([0.8, 0.6, 1.2, 1.0], [2, 1, 1, 0]))
    assert value.loss.item() == pytest.approx(0.005) and value.active.item() == 1


def test_boundaries_in_the_wrong_order_are_put_right() -> None:
    loss = build(replace(START, strict=1.1, lenient=0.7), width=0.1, beyond=0.1)
    assert (loss.strict, loss.lenient) == (0.7, 1.1)


@pytest.mark.parametrize("name", [entry.name for entry in LOSSES if entry.needs == "pairs"])
def test_double_precision_stays_double(name: str) -> None:
    entry = LOSSES.entry(name)
    loss = entry.load()(START, **{setting.key: setting.default for setting in entry.settings})
    for dtype in (torch.float32, torch.float64):
        value = loss(pairs(torch.tensor([0.9, 1.0, 0.8], dtype=dtype), [2, 1, 0]))
        assert value.loss.dtype == dtype and value.loss.item() > 0
