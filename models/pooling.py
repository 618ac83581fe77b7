"""Pooling: from the maps of a network to one vector an image. The same lines serve numpy and torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.settings import Setting

AVERAGE, GEM, STAGES = "average", "gem", "stages"
P = 3.0  # of GeM
FLOOR = 1e-6


def pooled(maps: Sequence[Any], how: str) -> list[Any]:
    """What to put side by side as the features: arrays (n, c), from maps (n, c, h, w) of which the last is deepest.

    `average`: the mean of the last map. `gem`: its generalised mean with p = 3 over what is positive (Radenovic,
    Tolias and Chum 2018, section 3.2), nearer to the strongest places. `stages`: the means of all maps, each of unit
    length, so that none drowns out the others.
    """
    if how == AVERAGE:
        return [maps[-1].mean((2, 3))]
    if how == GEM:
        return [(maps[-1].clip(FLOOR) ** P).mean((2, 3)) ** (1 / P)]
    if how == STAGES:
        return [unit(map_.mean((2, 3))) for map_ in maps]
    raise ValueError(f"there is no pooling {how!r}")


def unit(vectors: Any) -> Any:
    """Rows of (n, c) scaled to unit length."""
    return vectors / ((vectors * vectors).sum(1) ** 0.5).clip(FLOOR)[:, None]


def setting(*choices: str) -> Setting:
    """The setting of a backbone that can be pooled in these ways; the first is the default."""
    return Setting("pooling", choices[0], "Pooling", "How the last map becomes one vector: average, gem (nearer to the "
                   "strongest places) or stages (several depths side by side).", choices=choices)  # fmt: skip
