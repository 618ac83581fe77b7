"""N-pair loss (Sohn 2016), on groups: of every group one pair, told apart from all the others at once."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, GroupBatch, LossValue, Start
from models.losses.comparisons import NOTHING, comparisons


class NPair(Fixed):
    """Mean over groups of log(1 + sum over the others of exp(scale (f.f- - f.f+))).

    The first two images of a group in the batch are its anchor and its positive; the positives of the others, and
    what is remembered of other groups, are the negatives. The paper's vectors are not of unit length: `scale` takes
    the place of their lengths.
    """

    def __init__(self, _start: Start, *, scale: float) -> None:
        self.scale = scale

    def __call__(self, batch: GroupBatch) -> LossValue:
        """The loss of a step; 0 without a group of two, or with one group alone."""
        found = comparisons(batch)
        anchor, positive = _one_pair_each(batch.group, found.anchors)
        memory = torch.arange(found.anchors, len(batch.group), device=anchor.device)
        negative = torch.unique(torch.cat((positive, memory)))
        logits = self.scale * found.rows[anchor] @ found.rows[negative].T
        logits = logits.masked_fill(~found.other[anchor][:, negative], NOTHING)
        own = self.scale * (found.rows[anchor] * found.rows[positive]).sum(dim=1)
        terms = -torch.nn.functional.logsigmoid(own - logits.logsumexp(dim=1))
        count = max(1, len(terms))
        return LossValue(terms.sum() / count, ((terms > 0).sum() / count).detach())


def _one_pair_each(group: Tensor, anchors: int) -> tuple[Tensor, Tensor]:
    """The first and the second row of every group that has two and begins with an anchor."""
    order = torch.argsort(group, stable=True)
    ordered = group[order]
    repeated = torch.cat((ordered.new_zeros(1, dtype=torch.bool), ordered[1:] == ordered[:-1]))
    second = (repeated & ~torch.cat((repeated.new_zeros(1), repeated[:-1]))).nonzero()[:, 0]
    second = second[order[second - 1] < anchors]
    return order[second - 1], order[second]
