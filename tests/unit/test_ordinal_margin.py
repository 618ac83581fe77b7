"""Ordinal margin loss: by hand, a slow oracle, finite differences, and its limit, which is the margin loss itself."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch  # noqa: TID253

from models.loss import PairBatch
from models.losses.margin import Margin
from models.losses.ordinal_margin import OrdinalMargin, build
from tests.batches import START, assert_close, pairs, random_pairs, slopes


def loss_of(strict: float = 0.7, lenient: float = 1.1, gap: float | None = None, alpha: float = 0.1) -> OrdinalMargin:
    return OrdinalMargin(strict, lenient, gap=gap, alpha=alpha, boundary_rate=10.0)


def oracle(batch: PairBatch, first: float, second: float, a: float) -> float:
    terms = []
    for distance, rank in zip(batch.distance.tolist(), batch.rank.tolist(), strict=True):
        if rank == 2:
            terms.append(distance - first + a)
        elif rank == 1:
            terms += [first - distance + a, distance - second + a]
        else:
            terms.append(second - distance + a)
    active = [term for term in terms if term > 0]
    return sum(active) / len(active) if active else 0.0


def test_by_hand() -> None:
    # b1 .7, b2 1.1, a .1. ND .65: .05. Near-ND .75: .05 below; 1.2: .2 above; .9: free. NND 1.15: .05, 1.3 free.
    value = loss_of()(pairs([0.65, 0.75, 1.2, 0.9, 1.15, 1.3], [2, 1, 1, 1, 0, 0]))
    assert value.loss.item() == pytest.approx((0.05 + 0.05 + 0.2 + 0.05) / 4)
    assert value.active.item() == pytest.approx(4 / 9)  # near-ND has two terms


def test_it_begins_between_the_grades_with_room_for_near_nd() -> None:
    assert build(START, alpha=0.1, boundary_rate=1).figures() == {
        "boundary_strict": pytest.approx(0.7), "boundary_lenient": pytest.approx(1.1)}  # fmt: skip
    tight = build(replace(START, strict=0.9, lenient=1.0), alpha=0.1, boundary_rate=1).figures()
    assert tight["boundary_lenient"] - tight["boundary_strict"] == pytest.approx(0.25)
    assert tight["boundary_lenient"] + tight["boundary_strict"] == pytest.approx(1.9)
    crossed = build(replace(START, strict=1.1, lenient=0.7), alpha=0.1, boundary_rate=1).figures()
    assert crossed["boundary_strict"] == pytest.approx(0.7)


def test_without_near_nd_there_is_one_boundary() -> None:
    assert build(replace(START, strict=0.9, lenient=0.9), alpha=0.1, boundary_rate=1).figures() == {"boundary": 0.9}


@pytest.mark.parametrize("seed", range(3))
def test_value_and_gradients_match_the_slow_oracle_and_finite_differences(seed: int) -> None:
    batch, loss = random_pairs(seed), loss_of()
    distance = batch.distance.clone().requires_grad_()
    value = loss(replace(batch, distance=distance))
    value.loss.backward()

    def second(first: float, gap: float) -> float:
        return first + 0.2 + math.log1p(math.exp(gap))

    first, gap = loss.first.item(), loss.gap.item()
    assert value.loss.item() == pytest.approx(oracle(batch, first, second(first, gap), 0.1), rel=1e-12)
    assert_close(distance.grad,
                 slopes(lambda d: oracle(replace(batch, distance=d), 0.7, 1.1, 0.1), batch.distance))  # fmt: skip
    assert_close(loss.first.grad, slopes(lambda b: oracle(batch, b.item(), second(b.item(), gap), 0.1),
                                         loss.first.detach()))  # fmt: skip
    assert_close(loss.gap.grad, slopes(lambda g: oracle(batch, first, second(first, g.item()), 0.1),
                                       loss.gap.detach()))  # fmt: skip


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("seed", range(5))
def test_without_a_gap_and_without_near_nd_it_is_the_margin_loss_bit_for_bit(seed: int, dtype: torch.dtype) -> None:
    drawn = random_pairs(seed, 301)
    kept = drawn.rank != 1
    batch = PairBatch(*(column[kept] for column in vars(drawn).values()))
    found = []
    for loss in (
        build(replace(START, strict=0.93, lenient=0.93), alpha=0.2, boundary_rate=10),
        Margin(replace(START, boundary=0.93), alpha=0.2, boundary="global", nu=0, boundary_rate=10),
    ):
        distance = batch.distance.to(dtype).clone().requires_grad_()
        value = loss(replace(batch, distance=distance))
        value.loss.backward()
        (group,) = loss.parameters()
        (boundary,) = group.parameters
        assert distance.grad is not None and boundary.grad is not None and group.rate == 10
        found.append((value.loss.item(), value.active.item(), boundary.grad.item(), distance.grad.tolist()))
    assert found[0] == found[1] and found[0][0] > 0


def test_the_gap_never_closes() -> None:
    loss = loss_of()
    optimiser = torch.optim.SGD([p for g in loss.parameters() for p in g.parameters], lr=0.5)
    for _ in range(200):  # near-ND nowhere, ND far, NND near: everything presses the boundaries together
        optimiser.zero_grad()
        loss(pairs([1.8, 0.1], [2, 0])).loss.backward()
        optimiser.step()
    found = loss.figures()
    assert found["boundary_lenient"] - found["boundary_strict"] >= 0.2


def test_nothing_active_is_zero_with_zero_gradients() -> None:
    distance = torch.tensor([0.1, 0.9, 1.9], requires_grad=True)
    loss = loss_of()
    value = loss(pairs(distance, [2, 1, 0]))
    value.loss.backward()
    assert value.loss.item() == 0 and value.active.item() == 0
    assert distance.grad is not None and distance.grad.tolist() == [0, 0, 0]
    assert all(p.grad is not None and p.grad.item() == 0 for g in loss.parameters() for p in g.parameters)
