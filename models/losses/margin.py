"""Margin loss with one learned boundary (Wu, Manmatha, Smola, Krähenbühl 2017), on graded pairs."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import LossValue, ParameterGroup


class Margin:
    """Mean over active pairs of (alpha + y (D - boundary))+, y = +1 positive, -1 negative."""

    def __init__(self, start_boundary: float, alpha: float, boundary_rate: float) -> None:
        self.alpha = alpha
        self.boundary_rate = boundary_rate
        # A float64 scalar takes part in float32 and float64 arithmetic alike without changing its type.
        self.boundary = torch.tensor(start_boundary, dtype=torch.float64, requires_grad=True)

    def __call__(self, distance: Tensor, target: Tensor) -> LossValue:
        """The loss of `distance` (n,) and `target` (n,) in {0, 1}; 0 with zero gradients when no pair is active."""
        sign = 2 * target.to(distance.dtype) - 1
        excess = torch.relu(self.alpha + sign * (distance - self.boundary))
        active = (excess > 0).to(distance.dtype)
        return LossValue(excess.sum() / active.sum().clamp(min=1), active.mean().detach())

    def parameters(self) -> list[ParameterGroup]:
        """The boundary, at its own rate: a single number may move faster than a matrix."""
        return [ParameterGroup([self.boundary], self.boundary_rate)]

    def figures(self) -> dict[str, float]:
        """The boundary as it stands."""
        return {"boundary": self.boundary.item()}


def build(start_boundary: float, *, alpha: float, boundary_rate: float) -> Margin:
    """A margin loss whose boundary starts at `start_boundary` (a distance)."""
    return Margin(start_boundary, alpha, boundary_rate)
