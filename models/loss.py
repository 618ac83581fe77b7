"""Loss: what a pair loss is. It sees distances and targets, never embeddings, so any pair of images can be a pair.

Losses of class batches join pairs into triplets by a common anchor; graded pairs rarely share one, and such a loss is
then exactly 0 without a word. Every loss here is therefore a function of single pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class LossValue:
    """`loss`: scalar to minimise, 0 with zero gradient when nothing is active; `active`: share of active pairs."""

    loss: Tensor
    active: Tensor


@dataclass(frozen=True)
class ParameterGroup:
    """Parameters a loss learns itself, and their learning rate as a multiple of the head's."""

    parameters: Sequence[Tensor]
    rate: float


class Loss(Protocol):
    """A pair loss with its own parameters."""

    def __call__(self, distance: Tensor, target: Tensor) -> LossValue:
        """`distance` (n,) in [0, 2], `target` (n,) 1 positive / 0 negative."""
        ...

    def parameters(self) -> list[ParameterGroup]:
        """What it learns along with the head, by groups of equal rate."""
        ...

    def figures(self) -> dict[str, float]:
        """Values worth showing, such as the learned boundary."""
        ...


# Called as build(start_boundary, **settings of the registry entry).
LossBuilder: TypeAlias = Callable[..., Loss]
