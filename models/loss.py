"""Loss: what a training step minimises. Three kinds, by what they look at; a loss says which in its registry entry.

Losses of class batches join pairs into triplets by a common anchor; graded pairs rarely share one, and such a loss is
then exactly 0 without a word. A loss of pairs here is therefore a function of single pairs, which any two images can
be, and the others say that they need triplets or groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class PairBatch:
    """The pairs of a step, for losses with needs="pairs"; all (n,).

    `distance` in [0, 2]; `positive` bool, a match under the training's cut; `rank` int64: 0 NND, 1 near-ND, 2 ND;
    `left`, `right` int64 numbers of the images, for what is learned per image; `degree` in [0, 1] where the project
    grades it, NaN where it does not.
    """

    distance: Tensor
    positive: Tensor
    rank: Tensor
    left: Tensor
    right: Tensor
    degree: Tensor


@dataclass(frozen=True)
class TripletBatch:
    """The triplets of a step, for needs="triplets"; (n,): distances anchor-positive and anchor-negative, anchors."""

    near: Tensor
    far: Tensor
    anchor: Tensor


@dataclass(frozen=True)
class GroupBatch:
    """The images of a step, for needs="groups": `vectors` (b, d) of unit length, `group` (b,) int64.

    The last `memory` rows are remembered ones: they are compared with, but are no anchors and carry no gradient. No
    image is in it twice: a remembered row of an image of the batch would be a positive pair of an image with itself.
    `rank()` says what the grades say of every two anchors, (a, a) int64: 2 ND, 1 near-ND, 0 NND, -1 nothing; None
    where there are no grades but the groups. It is asked for only by losses that heed it.
    """

    vectors: Tensor
    group: Tensor
    memory: int = 0
    rank: Callable[[], Tensor] | None = None


@dataclass(frozen=True)
class LossValue:
    """`loss`: scalar to minimise, 0 with zero gradient when nothing is active; `active`: share of active terms."""

    loss: Tensor
    active: Tensor


@dataclass(frozen=True)
class ParameterGroup:
    """Parameters a loss learns itself, and their learning rate as a multiple of the network's."""

    parameters: Sequence[Tensor]
    rate: float


@dataclass(frozen=True)
class Start:
    """Where a loss begins: `strict` and `lenient`, the distances midway between the medians of ND and near-ND, and of
    near-ND and NND (equal where the project has no near-ND); `boundary`, midway between the medians of the positives
    and the negatives under the training's cut; `images` and `groups`: how many there are; `group`: the number of each
    image's group, (images,) in [0, groups); empty: every image is its own.
    """

    strict: float
    lenient: float
    boundary: float
    images: int
    groups: int
    group: Sequence[int] = ()


BatchT_contra = TypeVar("BatchT_contra", contravariant=True)


class Loss(Protocol[BatchT_contra]):
    """A loss with its own parameters."""

    def __call__(self, batch: BatchT_contra) -> LossValue:
        """The loss of one step."""
        ...

    def parameters(self) -> list[ParameterGroup]:
        """What it learns along with the network, by groups of equal rate."""
        ...

    def figures(self) -> dict[str, float]:
        """Values worth showing, such as the learned boundary."""
        ...


class Fixed:
    """Base of the losses that learn nothing themselves."""

    def parameters(self) -> list[ParameterGroup]:
        """None."""
        return []

    def figures(self) -> dict[str, float]:
        """None."""
        return {}


PairLoss: TypeAlias = Loss[PairBatch]
TripletLoss: TypeAlias = Loss[TripletBatch]
GroupLoss: TypeAlias = Loss[GroupBatch]
# Called as build(start, **settings of the registry entry).
LossBuilder: TypeAlias = Callable[..., PairLoss | TripletLoss | GroupLoss]


def mean_of_active(terms: Tensor, active: Tensor) -> LossValue:
    """The mean of those of `terms` that are `active` (bool, as long); 0 with zero gradients when none is."""
    share = active.to(terms.dtype)
    return LossValue((terms * share).sum() / share.sum().clamp(min=1), (share.sum() / max(1, len(terms))).detach())
