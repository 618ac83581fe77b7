"""Histogram loss (Ustinova, Lempitsky 2016), on pairs: no margin, only two histograms that should not overlap."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, LossValue, PairBatch, Start


class Histogram(Fixed):
    """The chance that a random negative pair is more alike than a random positive one, estimated by histograms.

    Similarities 1 - D^2 / 2 in [-1, 1] are shared out linearly between the two nearest of bins + 1 nodes; then
    sum over r of h-_r (h+_1 + ... + h+_r). Between 0 and 1; equal distributions give about a half.
    """

    def __init__(self, _start: Start, *, bins: int) -> None:
        self.bins = bins

    def __call__(self, batch: PairBatch) -> LossValue:
        """The loss of a step; 0 without a positive or without a negative pair."""
        place = (2 - batch.distance.square() / 2).clamp(0, 2) * (self.bins / 2)
        lower = place.detach().floor().clamp(max=self.bins - 1).long()
        upper = place - lower
        positive = self._histogram(lower, upper, batch.positive)
        negative = self._histogram(lower, upper, ~batch.positive)
        return LossValue((negative * positive.cumsum(0)).sum(), _overlapping(lower, upper, batch.positive))

    def _histogram(self, lower: Tensor, upper: Tensor, chosen: Tensor) -> Tensor:
        """(bins + 1,) shares of the chosen pairs; all 0 without any."""
        low, part = lower[chosen], upper[chosen]
        counts = torch.zeros(self.bins + 1, dtype=upper.dtype, device=upper.device)
        counts = counts.index_add(0, low, 1 - part).index_add(0, low + 1, part)
        return counts / max(1, len(low))


def _overlapping(lower: Tensor, upper: Tensor, positive: Tensor) -> Tensor:
    """Share of pairs in the overlap: positives not above every negative, negatives not below every positive."""
    active = torch.zeros(len(lower), dtype=torch.bool, device=lower.device)
    if len(lower) and positive.any() and not positive.all():
        top = (lower + (upper > 0).long())[~positive].max()  # the highest node with a part of a negative
        bottom = lower[positive].min()
        active = torch.where(positive, lower <= top, lower + (upper > 0).long() >= bottom)
    return active.sum() / max(1, len(active))
