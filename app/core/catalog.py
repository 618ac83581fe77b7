"""The registries by name: what the window and the command line may offer, without importing any choice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.core.exporters import EXPORTERS
from app.core.importers import IMPORTERS
from app.core.miners import MINERS
from app.core.strategies import STRATEGIES
from models.backbones import BACKBONES
from models.heads import HEADS
from models.losses import LOSSES
from models.registry import Entry, Registry
from models.samplers import SAMPLERS

REGISTRIES: Mapping[str, Registry[Any]] = MappingProxyType(
    {
        registry.kind: registry
        for registry in (BACKBONES, HEADS, LOSSES, SAMPLERS, MINERS, STRATEGIES, EXPORTERS, IMPORTERS)
    }
)


def names(kind: str) -> tuple[str, ...]:
    """The names of one kind of choice ("miner", "loss" ...)."""
    return REGISTRIES[kind].names()


def entry(kind: str, name: str) -> Entry[Any]:
    """One choice: its help line, what it needs and its settings; UserError when there is none."""
    return REGISTRIES[kind].entry(name)
