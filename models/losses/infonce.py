"""InfoNCE with KoLeo, as the copy detector SSCD is trained (Pizzi et al. 2022, section 4), on groups.

A group is an image and its altered copies, so no grade is needed.
"""

from __future__ import annotations

import torch  # noqa: TID253 (only ever imported through LOSSES)
from torch import Tensor  # noqa: TID253

from models.loss import Fixed, GroupBatch, LossValue, Start
from models.losses.comparisons import Comparisons, comparisons, standing_out

_CLOSEST = 1e-6  # squared distance below which a nearest stranger is not pushed away any further


class InfoNCE(Fixed):
    """Mean over positive pairs of -log(e^(s_ij / t) / (e^(s_ij / t) + sum over other groups of e^(s_ik / t))),
    plus entropy_weight times KoLeo: the mean over anchors of -log(D / 2), D the distance to the nearest stranger.

    Other members of a group are neither negatives of each other nor strangers. KoLeo is counted from the greatest
    distance there is, so that it is never below 0; it acts on the nearest stranger alone, the more the nearer it is.
    """

    def __init__(self, _start: Start, *, temperature: float, entropy_weight: float) -> None:
        self.temperature, self.entropy_weight = temperature, entropy_weight

    def __call__(self, batch: GroupBatch) -> LossValue:
        """The loss of a step; 0 without another group."""
        found = comparisons(batch)
        similarity = found.similarity()
        matching = standing_out(similarity / self.temperature, found.same, found.other)
        entropy = _koleo(found, similarity)
        loss = matching.sum() / max(1, len(matching)) + self.entropy_weight * entropy.sum() / max(1, len(entropy))
        terms = torch.cat((matching, entropy)).detach()
        return LossValue(loss, (terms > 0).sum() / max(1, len(terms)))


def _koleo(found: Comparisons, similarity: Tensor) -> Tensor:
    """-log(D / 2) of every anchor that has a stranger."""
    nearest = similarity.masked_fill(~found.other, -2).max(dim=1).values[found.other.any(dim=1)]
    return -((2 - 2 * nearest).clamp(_CLOSEST, 4) / 4).log() / 2
