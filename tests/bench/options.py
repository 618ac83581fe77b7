"""What a bench is told: only prepare, or run; in full, or quickly. And where its things are."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Options:
    """`prepare`: make what is needed and stop. `quick`: a small run. `device`: cpu or cuda, for those that use it.

    `keep`: a file that finished parts are kept in, for benches that go on where they were.
    """

    prepare: bool = False
    quick: bool = False
    device: str = "cpu"
    keep: Path | None = None

    def say(self, text: str) -> None:
        """A line of progress on stderr."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def data() -> Path | None:
    """The folder of real image sets, or None where there is none."""
    beside = Path(__file__).parents[2]
    for place in (os.environ.get("NEARPAIR_DATA"), beside / "shared" / "data", beside.parent / "shared" / "data"):
        if place and (Path(place) / "nd_dev").is_dir():
            return Path(place)
    return None


def kept() -> Path:
    """The folder for what benches make once and use again; it may be deleted."""
    path = Path(platformdirs.user_cache_dir("nearpair", appauthor=False), "bench")
    path.mkdir(parents=True, exist_ok=True)
    return path
