"""STRATEGIES: which candidates are asked next; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry

if TYPE_CHECKING:
    from app.core.batches import Strategy

STRATEGIES: Registry[Strategy] = Registry("strategy")
STRATEGIES.add("hardest", "app.core.strategies.hardest:draw", help="The closest unjudged candidates, in order.")
STRATEGIES.add("random", "app.core.strategies.random:draw", help="Unjudged candidates uniformly at random.")
