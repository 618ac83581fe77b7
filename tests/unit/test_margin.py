"""Margin loss: values by hand, a slow oracle, finite differences, which way the boundaries go, and what nu does."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch  # noqa: TID253

from models.loss import PairBatch, Start
from models.losses.margin import Margin
from tests.batches import START, pairs, random_pairs

GROUPED = replace(START, images=8, groups=3, group=(0, 0, 0, 1, 1, 1, 2, 2))


def loss_of(
    start: Start = START, alpha: float = 0.2, boundary: str = "global", nu: float = 0.0, rate: float = 10.0
) -> Margin:
    return Margin(start, alpha=alpha, boundary=boundary, nu=nu, boundary_rate=rate)


def oracle(batch: PairBatch, alpha: float, beta: float, offsets: list[float], member: list[int], nu: float) -> float:
    total, active = 0.0, 0
    for n, distance in enumerate(batch.distance.tolist()):
        ends = (batch.left[n].item(), batch.right[n].item())
        boundary = beta + sum(offsets[member[end]] for end in ends) / 2 if member else beta
        y = 1 if batch.positive[n] else -1
        term = alpha + y * (distance - boundary)
        if term > 0:
            total, active = total + term + nu * boundary, active + 1
    return total / active if active else 0.0


def test_the_mean_over_active_pairs_by_hand() -> None:
    value = loss_of()(pairs([0.9, 0.5, 1.3, 1.1], [2, 2, 0, 1]))
    # excess: positive .2 + .9 - 1 = .1, positive under 0; negative .2 - .3 under 0, negative .2 - .1 = .1
    assert value.loss.item() == pytest.approx(0.1)
    assert value.active.item() == 0.5


def test_the_boundary_begins_between_what_the_cut_tells_apart() -> None:
    assert loss_of(replace(START, boundary=0.83)).figures() == {"boundary": pytest.approx(0.83)}


@pytest.mark.parametrize("nu", [0.0, 0.3])
@pytest.mark.parametrize("boundary", ["global", "image", "group"])
def test_value_and_gradients_match_the_slow_oracle_and_finite_differences(boundary: str, nu: float) -> None:
    batch = random_pairs(1, 60, images=8)
    loss = loss_of(GROUPED, boundary=boundary, nu=nu)
    member = {"global": [], "image": list(range(8)), "group": list(GROUPED.group)}[boundary]
    count = {"global": 0, "image": 8, "group": 3}[boundary]
    offsets = (0.1 * torch.randn(count, generator=torch.Generator().manual_seed(2), dtype=torch.float64)).tolist()
    if count:
        loss.offsets.data = torch.tensor(offsets, dtype=torch.float64)
    distance = batch.distance.clone().requires_grad_()
    value = loss(replace(batch, distance=distance))
    value.loss.backward()
    assert value.loss.item() == pytest.approx(oracle(batch, 0.2, 1.0, offsets, member, nu), rel=1e-12)

    step = 1e-7
    assert distance.grad is not None and loss.boundary.grad is not None
    for place in range(60):
        ahead, back = batch.distance.clone(), batch.distance.clone()
        ahead[place] += step
        back[place] -= step
        slope = (oracle(replace(batch, distance=ahead), 0.2, 1.0, offsets, member, nu)
                 - oracle(replace(batch, distance=back), 0.2, 1.0, offsets, member, nu)) / (2 * step)  # fmt: skip
        assert distance.grad[place].item() == pytest.approx(slope, rel=1e-6, abs=1e-8)
    slope = (oracle(batch, 0.2, 1.0 + step, offsets, member, nu)
             - oracle(batch, 0.2, 1.0 - step, offsets, member, nu)) / (2 * step)  # fmt: skip
    assert loss.boundary.grad.item() == pytest.approx(slope, rel=1e-6, abs=1e-8)
    for place in range(count):
        ahead, back = ([o + sign * step * (n == place) for n, o in enumerate(offsets)] for sign in (1, -1))
        slope = (oracle(batch, 0.2, 1.0, ahead, member, nu) - oracle(batch, 0.2, 1.0, back, member, nu)) / (2 * step)
        assert loss.offsets.grad is not None
        assert loss.offsets.grad[place].item() == pytest.approx(slope, rel=1e-6, abs=1e-8)


def test_groups_that_are_not_told_are_single_images() -> None:
    assert len(loss_of(START, boundary="group").offsets) == START.images
    assert len(loss_of(GROUPED, boundary="group").offsets) == 3


@pytest.mark.parametrize(("distance", "rank", "moves"), [(1.1, 2, 1), (0.9, 0, -1), (0.1, 2, 0), (1.9, 0, 0)])
def test_an_active_positive_moves_the_boundary_up_by_its_rate_and_an_active_negative_down(
    distance: float, rank: int, moves: int
) -> None:
    loss = loss_of()
    optimiser = torch.optim.SGD([{"params": g.parameters, "lr": 0.001 * g.rate} for g in loss.parameters()])
    loss(pairs([distance], [rank])).loss.backward()
    optimiser.step()
    assert loss.figures()["boundary"] == pytest.approx(1.0 + 0.01 * moves, abs=1e-9)


def test_only_the_images_of_an_active_pair_move_their_boundaries() -> None:
    loss = loss_of(GROUPED, boundary="image")
    loss(pairs([1.1, 0.1], [2, 2], left=[0, 4], right=[3, 5])).loss.backward()
    assert loss.offsets.grad is not None
    assert loss.offsets.grad.tolist() == [-0.5, 0, 0, -0.5, 0, 0, 0, 0]
    assert loss.figures()["boundary_spread"] == 0


def test_with_nu_the_boundary_rests_where_the_positives_are_more_by_that_share() -> None:
    generator = torch.Generator().manual_seed(0)
    batch = pairs(2 * torch.rand(4000, generator=generator), torch.arange(4000) % 2 * 2)
    rests = {}
    for nu in (0.0, 0.2):
        loss = loss_of(alpha=0.5, nu=nu)
        for _ in range(400):
            loss.boundary.grad = None
            loss(batch).loss.backward()
            loss.boundary.data -= 0.02 * loss.boundary.grad  # type: ignore[operator]
        sign = torch.where(batch.positive, 1, -1)
        active = 0.5 + sign * (batch.distance - loss.boundary.detach()) > 0
        rests[nu] = sign[active].double().mean().item()
    assert rests[0.0] == pytest.approx(0, abs=0.02) and rests[0.2] == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize("boundary", ["global", "image"])
def test_nothing_active_is_zero_with_zero_gradients_whatever_nu(boundary: str) -> None:
    distance = torch.tensor([0.1, 1.9], requires_grad=True)
    loss = loss_of(boundary=boundary, nu=0.3)
    value = loss(pairs(distance, [2, 0]))
    value.loss.backward()
    assert value.loss.item() == 0 and value.active.item() == 0
    assert distance.grad is not None and distance.grad.tolist() == [0, 0]
    assert all(p.grad is not None and not p.grad.any() for g in loss.parameters() for p in g.parameters)


@pytest.mark.parametrize("boundary", ["global", "image"])
def test_double_precision_stays_double(boundary: str) -> None:
    loss = loss_of(boundary=boundary, nu=0.1)
    assert loss(pairs(torch.tensor([1.0], dtype=torch.float64), [2])).loss.dtype == torch.float64
    assert loss(pairs(torch.tensor([1.0]), [2])).loss.dtype == torch.float32
