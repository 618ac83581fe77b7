"""Margin loss with learned boundaries (Wu, Manmatha, Smola, Krähenbühl 2017, section 4.3), on pairs."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import LossValue, PairBatch, ParameterGroup, Start, mean_of_active


class Margin:
    """Mean over active pairs of (alpha + y (D - boundary))+ + nu boundary, y = +1 positive, -1 negative.

    The boundary of a pair is the common one plus the mean of what was learned for its two ends: the paper takes the
    anchor's, and a graded pair has none. `nu` > 0 makes wide boundaries costly: they come to rest where of the active
    pairs the share of positives is greater than that of negatives by nu.
    """

    def __init__(self, start: Start, *, alpha: float, boundary: str, nu: float, boundary_rate: float) -> None:
        self.alpha, self.nu, self.boundary_rate = alpha, nu, boundary_rate
        # A float64 scalar takes part in float32 and float64 arithmetic alike without changing its type.
        self.boundary = torch.tensor(start.boundary, dtype=torch.float64, requires_grad=True)
        self.member = _members(start, boundary)
        count = start.groups if boundary == "group" and len(start.group) else start.images
        self.offsets = torch.zeros(count, dtype=torch.float64, requires_grad=True)

    def __call__(self, batch: PairBatch) -> LossValue:
        """The loss of a step; 0 with zero gradients when no pair is active, whatever nu."""
        distance = batch.distance
        sign = 2 * batch.positive.to(distance.dtype) - 1
        boundary = self._boundaries(batch)
        excess = self.alpha + sign * (distance - boundary)
        active = excess > 0
        return mean_of_active(excess + self.nu * boundary if self.nu else excess, active)

    def parameters(self) -> list[ParameterGroup]:
        """The boundaries, at their own rate: single numbers may move faster than a matrix."""
        learned = [self.boundary] if self.member is None else [self.boundary, self.offsets]
        return [ParameterGroup(learned, self.boundary_rate)]

    def figures(self) -> dict[str, float]:
        """The common boundary as it stands, and how far the learned ones spread around it."""
        found = {"boundary": self.boundary.item()}
        if self.member is not None:
            found["boundary_spread"] = self.offsets.detach().std(correction=0).item()
        return found

    def _boundaries(self, batch: PairBatch) -> Tensor:
        """A scalar, or (n,) where images or groups have their own."""
        if self.member is None:
            return self.boundary.to(batch.distance.device)
        member = self.member.to(batch.left.device)
        offsets = self.offsets.to(batch.distance)
        ends = offsets[member[batch.left]] + offsets[member[batch.right]]
        return self.boundary.to(batch.distance) + ends / 2


def _members(start: Start, boundary: str) -> Tensor | None:
    """(images,): which of the learned offsets is each image's; None when all share one boundary."""
    if boundary == "global":
        return None
    if boundary == "group" and len(start.group):
        return torch.as_tensor(start.group, dtype=torch.int64)
    return torch.arange(start.images)
