"""Lifted structure loss (Oh Song, Xiang, Jegelka, Savarese 2016) and its generalised form, on groups."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, GroupBatch, LossValue, Start
from models.losses.comparisons import NOTHING, Comparisons, comparisons


class LiftedStructure(Fixed):
    """Every positive pair against all negatives of both its ends at once, softly the hardest.

    Half the mean over positive pairs of (log(sum over negatives of either end of exp(margin - D)) + D_ij)+^2. A
    remembered end is no anchor and brings no negatives of its own. `generalised` (Hermans, Beyer, Leibe 2017): mean
    over anchors of (log sum of positives exp(D) + log sum of negatives exp(margin - D))+.
    """

    def __init__(self, _start: Start, *, margin: float, generalised: bool) -> None:
        self.margin, self.generalised = margin, generalised

    def __call__(self, batch: GroupBatch) -> LossValue:
        """The loss of a step; 0 without a positive pair or without a negative one."""
        found = comparisons(batch)
        distance = found.distance()
        negatives = (self.margin - distance).masked_fill(~found.other, NOTHING).logsumexp(dim=1)
        if self.generalised:
            positives = distance.masked_fill(~found.same, NOTHING).logsumexp(dim=1)
            excess = (positives + negatives)[found.same.any(dim=1)]
            terms = torch.relu(excess)
        else:
            excess = _structure(found, distance, negatives)
            terms = torch.relu(excess).square() / 2
        count = max(1, len(excess))
        return LossValue(terms.sum() / count, ((excess > 0).sum() / count).detach())


def _structure(found: Comparisons, distance: Tensor, negatives: Tensor) -> Tensor:
    """J of every positive pair, each once."""
    left, right = torch.triu(found.same, diagonal=1).nonzero(as_tuple=True)
    remembered = torch.full((distance.shape[1] - found.anchors,), NOTHING, dtype=distance.dtype, device=distance.device)
    of_right = torch.cat((negatives, remembered))[right]
    return torch.logaddexp(negatives[left], of_right) + distance[left, right]
