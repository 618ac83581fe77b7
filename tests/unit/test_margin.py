"""Margin loss: values by hand, gradients against finite differences, which way the boundary goes."""

from __future__ import annotations

import pytest
import torch  # noqa: TID253

from models.losses.margin import Margin, build


def loss_of(boundary: float = 1.0, alpha: float = 0.2, rate: float = 10.0) -> Margin:
    return build(boundary, alpha=alpha, boundary_rate=rate)


def test_the_mean_over_active_pairs_by_hand() -> None:
    distance, target = torch.tensor([0.9, 0.5, 1.3, 1.1]), torch.tensor([1, 1, 0, 0])
    value = loss_of()(distance, target)
    # excess: positive .2 + .9 - 1 = .1, positive under 0; negative .2 - .3 under 0, negative .2 - .1 = .1
    assert value.loss.item() == pytest.approx(0.1)
    assert value.active.item() == 0.5


def test_gradients_match_finite_differences_also_of_the_boundary() -> None:
    generator = torch.Generator().manual_seed(0)
    distance = 2 * torch.rand(50, generator=generator, dtype=torch.float64)
    target = torch.randint(0, 2, (50,), generator=generator)
    loss = loss_of(1.03)
    distance.requires_grad_()
    loss(distance, target).loss.backward()
    assert loss.boundary.grad is not None and distance.grad is not None

    def at(shift: int, boundary: float, step: float) -> float:
        moved = distance.detach().clone()
        if shift >= 0:
            moved[shift] += step
        return loss_of(boundary)(moved, target).loss.item()

    step = 1e-7
    for place in range(50):
        slope = (at(place, 1.03, step) - at(place, 1.03, -step)) / (2 * step)
        assert distance.grad[place].item() == pytest.approx(slope, abs=1e-6)
    slope = (at(-1, 1.03 + step, 0) - at(-1, 1.03 - step, 0)) / (2 * step)
    assert loss.boundary.grad.item() == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize(("distance", "target", "moves"), [(1.1, 1, 1), (0.9, 0, -1), (0.1, 1, 0), (1.9, 0, 0)])
def test_an_active_positive_moves_the_boundary_up_by_its_rate_and_an_active_negative_down(
    distance: float, target: int, moves: int
) -> None:
    loss = loss_of()
    optimiser = torch.optim.SGD([{"params": g.parameters, "lr": 0.001 * g.rate} for g in loss.parameters()])
    loss(torch.tensor([distance]), torch.tensor([target])).loss.backward()
    optimiser.step()
    assert loss.figures()["boundary"] == pytest.approx(1.0 + 0.01 * moves, abs=1e-9)


def test_nothing_active_is_zero_with_zero_gradients() -> None:
    distance = torch.tensor([0.1, 1.9], requires_grad=True)
    loss = loss_of()
    value = loss(distance, torch.tensor([1, 0]))
    value.loss.backward()
    assert value.loss.item() == 0 and value.active.item() == 0
    assert distance.grad is not None and distance.grad.tolist() == [0, 0]
    assert loss.boundary.grad is not None and loss.boundary.grad.item() == 0


def test_double_precision_stays_double() -> None:
    assert loss_of()(torch.tensor([1.0], dtype=torch.float64), torch.tensor([1])).loss.dtype == torch.float64
    assert loss_of()(torch.tensor([1.0]), torch.tensor([1])).loss.dtype == torch.float32
