"""Triplet loss (Schroff, Kalenichenko, Philbin 2015), on triplets."""

from __future__ import annotations

from models.loss import Fixed, LossValue, Start, TripletBatch, mean_of_active


class Triplet(Fixed):
    """Mean over active triplets of (D_positive - D_negative + margin)+, of squared distances or of plain ones.

    The gradient of a squared distance vanishes with it, that of a plain one has length 1 everywhere: plain distances
    go on teaching where an image is already near, and are noisier there (Wu et al. 2017, section 4.2).
    """

    def __init__(self, _start: Start, *, margin: float, squared: bool) -> None:
        self.margin, self.squared = margin, squared

    def __call__(self, batch: TripletBatch) -> LossValue:
        """The loss of a step; 0 with zero gradients when every negative is farther by the margin."""
        power = 2 if self.squared else 1
        excess = batch.near.pow(power) - batch.far.pow(power) + self.margin
        return mean_of_active(excess, excess > 0)
