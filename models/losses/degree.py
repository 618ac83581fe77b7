"""Degree loss: pairs whose sameness was graded on a slider go to the distance that belongs to it."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, LossValue, PairBatch, Start, mean_of_active

STRICT, LENIENT = 0.75, 0.25  # the degrees at which ND begins and NND ends


class Degree(Fixed):
    """Mean over active pairs of Huber(D - t(degree), width), t falling linearly through four distances.

    t is 0 at degree 1, `strict` at .75, `lenient` at .25 and `lenient` + beyond at 0. At degree 0 any greater
    distance is as good. A pair without a degree is held to the band of its grade: ND up to `strict`, near-ND up to
    `lenient`, NND from there on. Both distances stay where they began: learned ones would go to 0 with all the pairs.
    """

    def __init__(self, strict: float, lenient: float, *, width: float, beyond: float) -> None:
        self.width = width
        self.strict, self.lenient, self.farthest = strict, lenient, lenient + beyond

    def __call__(self, batch: PairBatch) -> LossValue:
        """The loss of a step; 0 with zero gradients when every pair is where it belongs."""
        low, high = self._band(batch)
        distance = batch.distance
        short = torch.relu(low.to(distance.dtype) - distance) + torch.relu(distance - high.to(distance.dtype))
        cost = torch.where(short <= self.width, short.square() / 2, self.width * (short - self.width / 2))
        return mean_of_active(cost, short > 0)

    def target(self, degree: Tensor) -> Tensor:
        """The distance that belongs to a degree in [0, 1]."""
        upper = self.strict * (1 - degree) / (1 - STRICT)
        middle = self.strict + (self.lenient - self.strict) * (STRICT - degree) / (STRICT - LENIENT)
        lower = self.lenient + (self.farthest - self.lenient) * (LENIENT - degree) / LENIENT
        return torch.where(degree >= STRICT, upper, torch.where(degree >= LENIENT, middle, lower))

    def _band(self, batch: PairBatch) -> tuple[Tensor, Tensor]:
        """From where to where each pair costs nothing, (n,) each: one point where there is a degree."""
        edges = torch.tensor([0.0, self.strict, self.lenient, torch.inf], dtype=torch.float64, device=batch.rank.device)
        ungraded = torch.isnan(batch.degree)
        target = self.target(torch.where(ungraded, 0, batch.degree).double())
        low = torch.where(ungraded, edges[2 - batch.rank], target)
        high = torch.where(ungraded, edges[3 - batch.rank], torch.where(batch.degree == 0, torch.inf, target))
        return low, high


def build(start: Start, *, width: float, beyond: float) -> Degree:
    """A degree loss whose distances are those that part the project's grades."""
    strict, lenient = sorted((start.strict, start.lenient))
    return Degree(strict, lenient, width=width, beyond=beyond)
