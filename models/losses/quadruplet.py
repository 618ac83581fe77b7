"""Quadruplet loss (Chen, Chen, Zhang, Huang 2017), on pairs: two pairs are compared that need no common image."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, LossValue, PairBatch, Start, mean_of_active


class Quadruplet(Fixed):
    """Mean over active couples of (D_positive - D_negative + margin)+, every positive pair against every negative.

    Two pairs with a common image are a triplet and get `anchored_margin`; all others the weaker `margin`.
    """

    def __init__(self, _start: Start, *, margin: float, anchored_margin: float) -> None:
        self.margin, self.anchored_margin = margin, anchored_margin

    def __call__(self, batch: PairBatch) -> LossValue:
        """The loss of a step; 0 without a positive or without a negative pair."""
        near, far = batch.positive.nonzero()[:, 0], (~batch.positive).nonzero()[:, 0]
        margin = torch.full((len(near), len(far)), self.margin, dtype=batch.distance.dtype, device=near.device)
        margin[_share_an_image(batch, near, far)] = self.anchored_margin
        excess = (batch.distance[near, None] - batch.distance[None, far] + margin).flatten()
        return mean_of_active(excess, excess > 0)


def _share_an_image(batch: PairBatch, near: Tensor, far: Tensor) -> Tensor:
    """(positives, negatives) bool."""
    shared = torch.zeros(len(near), len(far), dtype=torch.bool, device=near.device)
    for one in (batch.left, batch.right):
        for other in (batch.left, batch.right):
            shared |= one[near, None] == other[None, far]
    return shared
