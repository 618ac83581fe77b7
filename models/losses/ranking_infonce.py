"""Ranking InfoNCE: one comparison for each grade, as in RINCE (Hoffmann et al. 2022, "Ranking Info Noise Contrastive
Estimation", section 3).

A match has to stand out among strangers, whatever its grade; an ND has to stand out among near-ND as well. A pair of a
group that nobody graded is a match like the others, and says nothing between the two.
"""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)

from models.loss import Fixed, GroupBatch, LossValue, Start
from models.losses.comparisons import comparisons, standing_out


class RankingInfoNCE(Fixed):
    """Mean over matches of -log(e^(s_ij / t) / (e^(s_ij / t) + sum over strangers of e^(s_ik / t))), plus
    strict_weight times the same mean over ND pairs, where images that are graded less than ND count as strangers.

    Without grades the second part is 0 and the first is InfoNCE.
    """

    def __init__(self, _start: Start, *, temperature: float, strict_weight: float) -> None:
        self.temperature, self.strict_weight = temperature, strict_weight

    def __call__(self, batch: GroupBatch) -> LossValue:
        """The loss of a step; 0 without a match."""
        found = comparisons(batch)
        logits = found.similarity() / self.temperature
        terms = [standing_out(logits, found.same, found.other)]
        weights = [1.0]
        if self.strict_weight and batch.rank is not None:
            ranks = torch.full_like(logits, -1)
            ranks[:, : found.anchors] = batch.rank().to(ranks)
            less = found.same & (ranks >= 0) & (ranks < 2)
            terms.append(standing_out(logits, found.same & (ranks == 2), found.other | less))
            weights.append(self.strict_weight)
        loss = torch.stack([w * each.sum() / max(1, len(each)) for w, each in zip(weights, terms, strict=True)]).sum()
        every = torch.cat(terms).detach()
        return LossValue(loss, (every > 0).sum() / max(1, len(every)))
