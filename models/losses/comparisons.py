"""Every anchor of a group batch against every row: what the losses of groups look at."""

from __future__ import annotations

from dataclasses import dataclass

import torch  # noqa: TID253 (only ever imported by losses)
from torch import Tensor  # noqa: TID253

from models.loss import GroupBatch

NOTHING = -1e4  # in place of minus infinity: exp gives 0 just so, and no gradient becomes NaN
_LEAST = 1e-14  # squared distance below which two vectors are one: the gradient of the root is 0 there, not infinite


@dataclass(frozen=True)
class Comparisons:
    """Masks (a, b) bool over a anchors (the rows that are not remembered) and b rows.

    `same`: of one group and not the anchor itself; `other`: of another group.
    """

    rows: Tensor
    same: Tensor
    other: Tensor

    @property
    def anchors(self) -> int:
        """How many of the rows are anchors."""
        return len(self.same)

    def similarity(self) -> Tensor:
        """Cosines (a, b)."""
        return self.rows[: self.anchors] @ self.rows.T

    def distance(self) -> Tensor:
        """Distances (a, b)."""
        return distances(self.rows[: self.anchors], self.rows)


def comparisons(batch: GroupBatch) -> Comparisons:
    """Who is compared with whom; remembered rows are cut off from the gradient."""
    anchors = len(batch.vectors) - batch.memory
    rows = torch.cat((batch.vectors[:anchors], batch.vectors[anchors:].detach()))
    alike = batch.group[:anchors, None] == batch.group[None]
    itself = torch.eye(anchors, len(rows), dtype=torch.bool, device=alike.device)
    return Comparisons(rows, alike & ~itself, ~alike)


def standing_out(logits: Tensor, wanted: Tensor, others: Tensor) -> Tensor:
    """-log of the share of every wanted place (a, b) in itself and the others of its row, (n,); masks bool (a, b)."""
    rest = logits.masked_fill(~others, NOTHING).logsumexp(dim=1)
    anchor, place = wanted.nonzero(as_tuple=True)
    return -torch.nn.functional.logsigmoid(logits[anchor, place] - rest[anchor])


def distances(left: Tensor, right: Tensor) -> Tensor:
    """Distances (a, b) of the rows of `left` (a, d) and `right` (b, d); those of identical rows are 1e-7, without a
    gradient.

    By products, as differences of all rows would not fit in memory, but in float64: in float32 identical rows come
    out 3e-4 apart.
    """
    one, other = left.double(), right.double()
    squared = one.square().sum(dim=1)[:, None] + other.square().sum(dim=1)[None] - 2 * one @ other.T
    return squared.clamp(min=_LEAST).sqrt().to(left.dtype)
