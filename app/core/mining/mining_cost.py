"""Mining cost: what a mining run will take on this machine, said before it starts.

The rate is measured: every run that compared enough leaves its own behind, for this machine and not for the project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app import paths
from app.core.atomic import replacing
from models.errors import UserError

USUAL = 2e10  # multiplications a second of two slow cores, until this machine has been measured
ENOUGH = 0.5  # seconds of search from which a rate is worth keeping
BLOCK = 256 << 20  # scores and candidates held beside the vectors
BYTES = 4
_FILE = "mining.json"


@dataclass(frozen=True)
class Cost:
    """Pairs to compare, seconds (None: nothing to go by), bytes of memory; `measured`: by a run on this machine."""

    pairs: int
    seconds: float
    bytes: int
    measured: bool

    @property
    def words(self) -> str:
        """In one sentence."""
        basis = "measured on this machine" if self.measured else "a guess until the first run here"
        return (f"{_large(self.pairs)} pairs to compare, {_time(self.seconds)} ({basis}), "
                f"about {max(1, round(self.bytes / 2**20)):,} MB of memory.")  # fmt: skip


def cost(images: int, dim: int, views: int = 1) -> Cost:
    """Of a search among all `images` of `dim` numbers under so many views, from this machine's rate."""
    pairs = images * max(0, images - 1) // 2
    rate = _rate()
    seconds = images * images * dim * views / (rate or USUAL)
    return Cost(pairs, seconds, images * dim * BYTES * (1 + views) + BLOCK, rate is not None)


def remember(images: int, dim: int, report: Mapping[str, Any]) -> None:
    """Take the rate of a run from its report; short ones say more about their start than about the search."""
    search = report.get("search") or {}
    seconds = float(search.get("seconds") or 0.0)
    if search.get("method") != "exact" or seconds < ENOUGH:
        return
    with suppress(UserError, OSError), replacing(paths.user_data() / _FILE) as part:
        part.write_text(json.dumps({"rate": images * images * dim / seconds}), encoding="utf-8")


def _rate() -> float | None:
    try:
        rate = float(json.loads((paths.user_data() / _FILE).read_text(encoding="utf-8"))["rate"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return rate if rate > 0 else None


def _large(number: int) -> str:
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if number >= size:
            return f"{number / size:.3g} {word}"
    return f"{number:,}"


def _time(seconds: float) -> str:
    if seconds < 2:
        return "a second or two"
    if seconds < 100:
        return f"about {seconds:.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"
