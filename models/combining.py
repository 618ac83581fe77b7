"""Which losses go with which training samplers.

A loss of pairs takes what either kind of sampler draws, a triplet being two pairs; a loss of triplets needs a sampler
that picks them; a loss of groups takes the images such a sampler draws and compares all of them itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.errors import UserError
from models.losses import LOSSES
from models.samplers import SAMPLERS

# What a loss needs: the kinds of samplers that give it.
FEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"pairs": ("pairs", "groups"), "triplets": ("groups",), "groups": ("groups",)}
)


def fitting(loss: str) -> tuple[str, ...]:
    """The training samplers, by name, that this loss can learn from; UserError when there is no such loss."""
    feeds = FEEDS[LOSSES.entry(loss).needs]
    return tuple(entry.name for entry in SAMPLERS if entry.needs in feeds)


def check(loss: str, sampler: str) -> None:
    """UserError naming the samplers that do when this loss cannot learn from this one."""
    if SAMPLERS.entry(sampler).name not in fitting(loss):
        raise UserError(
            "the loss {loss} learns from {needs}, which the sampler {sampler} does not draw; choose one of {samplers}",
            loss=loss, needs=LOSSES.entry(loss).needs, sampler=sampler,
            samplers=", ".join(fitting(loss)) or "none (no sampler of groups is installed)",
        )  # fmt: skip
