"""Range loss (Zhang, Fang, Wen, Li, Qiao 2017), on groups: pulls the farthest members in, parts the nearest centres."""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, GroupBatch, LossValue, Start
from models.losses.comparisons import Comparisons, comparisons, distances

CLOSEST = 1e-3  # shorter distances do not count: 1 / D of duplicates would outweigh all the others


class Range(Fixed):
    """within_weight times the mean over groups of the harmonic mean of their `farthest` greatest distances, plus
    between_weight (margin - D)+ of the two centres that lie closest.

    The paper sums over groups; their mean keeps the balance of both parts whatever the size of the batch.
    """

    def __init__(
        self, _start: Start, *, farthest: int, margin: float, within_weight: float, between_weight: float
    ) -> None:
        self.farthest, self.margin = farthest, margin
        self.within_weight, self.between_weight = within_weight, between_weight

    def __call__(self, batch: GroupBatch) -> LossValue:
        """The loss of a step; groups of one image and identical images cost nothing within."""
        found = comparisons(batch)
        within = self._within(found, batch.group)
        between = self._between(found, batch.group)
        loss = self.within_weight * within.sum() / max(1, len(within)) + self.between_weight * between.sum()
        terms = torch.cat((within, between)).detach()
        return LossValue(loss, (terms > 0).sum() / max(1, len(terms)))

    def _within(self, found: Comparisons, group: Tensor) -> Tensor:
        """The harmonic mean of every group with two images, 0 where all are identical; pairs of remembered images
        do not count."""
        distance = found.distance()
        left, right = torch.triu(found.same, diagonal=1).nonzero(as_tuple=True)
        apart = distance[left, right]
        means = []
        for number in torch.unique(group[left]):
            longest = apart[group[left] == number].sort(descending=True).values[: self.farthest]
            longest = longest[longest > CLOSEST]
            means.append(len(longest) / longest.reciprocal().sum() if len(longest) else apart.sum() * 0)
        return torch.stack(means) if means else apart

    def _between(self, found: Comparisons, group: Tensor) -> Tensor:
        """(margin - D)+ of the closest two centres, at least one of them of a group with an anchor; (1,) or (0,)."""
        numbers, member, count = torch.unique(group, return_inverse=True, return_counts=True)
        sums = torch.zeros(len(numbers), found.rows.shape[1], dtype=found.rows.dtype, device=group.device)
        centres = sums.index_add(0, member, found.rows) / count[:, None]
        fresh = torch.unique(member[: found.anchors])
        apart = distances(centres[fresh], centres)[fresh[:, None] != torch.arange(len(numbers), device=group.device)]
        return torch.relu(self.margin - apart.min()[None]) if len(apart) else apart
