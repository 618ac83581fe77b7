"""Ordinal margin loss: the margin loss of Wu et al. (2017) for three grades, with two learned boundaries, on pairs."""

from __future__ import annotations

import math

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import LossValue, PairBatch, ParameterGroup, Start

NARROWEST = 0.05  # gap to begin with where the grades lie closer: its gradient vanishes with it


class OrdinalMargin:
    """Mean over active terms: ND (D - b1 + a)+; near-ND (b1 - D + a)+ and (D - b2 + a)+; NND (b2 - D + a)+.

    ND is free up to b1 - a, near-ND from b1 + a to b2 - a, NND from b2 + a; near-ND therefore needs b2 >= b1 + 2 a.
    `gap` None learns b2 = b1 + 2 a + softplus(g). `gap` 0 is for two grades: b2 is b1, and without near-ND pairs
    that is the margin loss, bit for bit.
    """

    def __init__(self, strict: float, lenient: float, *, gap: float | None, alpha: float, boundary_rate: float) -> None:
        self.alpha, self.boundary_rate = alpha, boundary_rate
        self.two_grades = gap == 0
        opening = max(lenient - strict - 2 * alpha, NARROWEST)
        # A gap that had to be widened is widened to both sides.
        first = strict if self.two_grades else (strict + lenient - opening) / 2 - alpha
        # Float64 scalars take part in float32 and float64 arithmetic alike without changing its type.
        self.first = torch.tensor(first, dtype=torch.float64, requires_grad=True)
        self.gap = torch.tensor(math.log(math.expm1(opening)), dtype=torch.float64, requires_grad=True)

    def __call__(self, batch: PairBatch) -> LossValue:
        """The loss of a step; 0 with zero gradients when no term is active."""
        distance = batch.distance
        first, second = self.first.to(distance.device), self._second().to(distance.device)
        edge = first if self.two_grades else torch.where(batch.rank == 0, second, first).to(distance.dtype)
        sign = torch.where(batch.rank == 2, 1, -1).to(distance.dtype)
        near = (batch.rank == 1).to(distance.dtype)
        # Every pair has a side that it must be on of one boundary; near-ND also has to stay under the second.
        one = torch.relu(self.alpha + sign * (distance - edge))
        other = torch.relu(self.alpha + (distance - second)) * near
        active = (one > 0).to(distance.dtype) + (other > 0).to(distance.dtype)
        terms = len(distance) + near.sum()
        return LossValue((one + other).sum() / active.sum().clamp(min=1), (active.sum() / terms.clamp(min=1)).detach())

    def parameters(self) -> list[ParameterGroup]:
        """The boundaries, at their own rate: single numbers may move faster than a matrix."""
        return [ParameterGroup([self.first] if self.two_grades else [self.first, self.gap], self.boundary_rate)]

    def figures(self) -> dict[str, float]:
        """The boundaries as they stand."""
        if self.two_grades:
            return {"boundary": self.first.item()}
        return {"boundary_strict": self.first.item(), "boundary_lenient": self._second().item()}

    def _second(self) -> Tensor:
        if self.two_grades:
            return self.first
        return self.first + 2 * self.alpha + torch.nn.functional.softplus(self.gap)


def build(start: Start, *, alpha: float, boundary_rate: float) -> OrdinalMargin:
    """An ordinal margin loss that begins between the grades; two-grade mode where the project has no near-ND."""
    strict, lenient = sorted((start.strict, start.lenient))
    gap = 0.0 if strict == lenient else None
    return OrdinalMargin(strict, lenient, gap=gap, alpha=alpha, boundary_rate=boundary_rate)
