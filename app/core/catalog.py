"""The registries by name: what the window and the command line may offer, without importing any choice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.core.exporters import EXPORTERS
from app.core.importers import IMPORTERS
from app.core.miners import MINERS
from app.core.rules import RULES
from app.core.strategies import STRATEGIES
from models.backbones import BACKBONES
from models.combining import fitting
from models.heads import HEADS
from models.losses import LOSSES
from models.registry import Entry, Registry
from models.samplers import SAMPLERS
from models.students import SCOPES
from models.verifiers import VERIFIERS

REGISTRIES: Mapping[str, Registry[Any]] = MappingProxyType(
    {
        registry.kind: registry
        for registry in (BACKBONES, HEADS, LOSSES, SAMPLERS, SCOPES, VERIFIERS, MINERS, STRATEGIES, RULES, EXPORTERS,
                         IMPORTERS)
    }
)


def names(kind: str) -> tuple[str, ...]:
    """The names of one kind of choice ("miner", "loss" ...)."""
    return REGISTRIES[kind].names()


def entry(kind: str, name: str) -> Entry[Any]:
    """One choice: its help line, what it needs and its settings; UserError when there is none."""
    return REGISTRIES[kind].entry(name)


def samplers_for(loss: str) -> tuple[str, ...]:
    """The training samplers that a loss can learn from: the others are greyed out; UserError when there is no loss."""
    return fitting(loss)
