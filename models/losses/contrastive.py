"""Contrastive loss (Hadsell, Chopra, LeCun 2006), on pairs."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)

from models.loss import Fixed, LossValue, PairBatch, Start, mean_of_active


class Contrastive(Fixed):
    """Mean over active pairs: of a positive (D - positive_margin)+^2, of a negative (negative_margin - D)+^2."""

    def __init__(self, _start: Start, *, positive_margin: float, negative_margin: float) -> None:
        self.positive_margin, self.negative_margin = positive_margin, negative_margin

    def __call__(self, batch: PairBatch) -> LossValue:
        """The loss of a step; a positive pair of identical images costs nothing and has no gradient."""
        excess = torch.where(
            batch.positive, batch.distance - self.positive_margin, self.negative_margin - batch.distance
        )
        return mean_of_active(excess.square(), excess > 0)
