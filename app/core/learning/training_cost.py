"""Training cost: what a training will take on this machine, said before it starts.

The rate is measured: every training that ran long enough leaves its own behind, by scope, for this machine and not for
the project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app import paths
from app.core.atomic import replacing
from app.core.jobs import Sentence
from models.errors import UserError

# Seconds a step and pair on two slow cores, until this machine has been measured.
USUAL: Mapping[str, float] = {"head": 2e-5, "mlp": 3e-5, "last": 1.6e-2, "full": 5e-2}
# Bytes that libraries, weights and the inner maps of a step take, and bytes held for every image looked at.
FIXED: Mapping[str, int] = {"head": 300 << 20, "mlp": 300 << 20, "last": 700 << 20, "full": 2 << 30}
PER_IMAGE: Mapping[str, int] = {"head": 12 << 10, "mlp": 12 << 10, "last": 56 << 10, "full": 12 << 10}
ENOUGH = 2.0  # seconds, and steps, from which a rate is worth keeping: in a short training most is the start
ENOUGH_STEPS: Mapping[str, int] = {"last": 12, "full": 12}  # whose steps take seconds; the others STEPS
STEPS = 300
_FILE = "training.json"


@dataclass(frozen=True)
class Cost:
    """Seconds and bytes at most; the device a training of this scope ran on last, "" before; `measured` here or not."""

    seconds: float
    bytes: int
    device: str
    measured: bool

    @property
    def words(self) -> Sentence:
        """In one sentence."""
        megabytes = f"{max(1, round(self.bytes / 2**20, -1)):,.0f}"
        if not self.measured:
            return Sentence("At most {time} (a guess until the first training here), about {megabytes} MB of memory.",
                            time=_time(self.seconds), megabytes=megabytes)  # fmt: skip
        return Sentence("At most {time} on {device} (as measured here), about {megabytes} MB of memory.",
                        time=_time(self.seconds), device=self.device, megabytes=megabytes)  # fmt: skip


def cost(scope: str, steps: int, pairs_per_step: int, images: int, rounds: int = 0) -> Cost:
    """Of a training of so many steps and hard-negative rounds that looks at so many images, all of them taken."""
    known = _rates().get(scope, {})
    rate = float(known.get("rate", USUAL.get(scope, max(USUAL.values()))))
    kept = FIXED.get(scope, max(FIXED.values())) + images * PER_IMAGE.get(scope, max(PER_IMAGE.values()))
    return Cost(rate * steps * pairs_per_step * (1 + rounds), kept, str(known.get("device", "")), bool(known))


def remember(scope: str, steps: int, pairs_per_step: int, seconds: float, device: str) -> None:
    """Take the rate of a training; short ones say more about their start than about their steps."""
    if seconds < ENOUGH or steps < ENOUGH_STEPS.get(scope, STEPS):
        return
    told = {**_rates(), scope: {"rate": seconds / (steps * pairs_per_step), "device": device}}
    with suppress(UserError, OSError), replacing(paths.user_data() / _FILE) as part:
        part.write_text(json.dumps(told), encoding="utf-8")


def _rates() -> dict[str, dict[str, Any]]:
    try:
        found = json.loads((paths.user_data() / _FILE).read_text(encoding="utf-8"))
        return {scope: one for scope, one in found.items() if float(one["rate"]) > 0}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _time(seconds: float) -> Sentence:
    if seconds < 2:
        return Sentence("a second or two")
    if seconds < 100:
        return Sentence("about {seconds:.0f} s", seconds=seconds)
    if seconds < 5400:
        return Sentence("about {minutes:.0f} min", minutes=seconds / 60)
    return Sentence("about {hours:.1f} h", hours=seconds / 3600)
