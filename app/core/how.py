"""How a stage runs, and what it returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.core.settings import Settings

Result = dict[str, Any]


@dataclass(frozen=True)
class How:
    """How a stage runs: settings, seed of every random choice, device and threads (0 = all)."""

    settings: Settings = field(default_factory=Settings)
    seed: int = 0
    device: str = "auto"
    threads: int = 0
