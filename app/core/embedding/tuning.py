"""Pace: how many images a run of the network takes, how many runs at once, on how many threads each.

Measured once per machine, network and library in about a second, and kept. It decides only how fast features come,
never what they are: no fingerprint knows it.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from app import paths
from app.core.atomic import replacing
from app.core.reading.decoders import cores
from models.backbone import Backbone, Extractor, Pixels
from models.errors import UserError

TRIAL = 0.2  # seconds of each trial; there are at most five
BETTER = 1.1  # a trial has to be this much faster than the usual pace: less is the noise of a short look


@dataclass(frozen=True)
class Pace:
    """`batch` images in a run of the network, `lanes` runs at once, each on `threads` threads."""

    batch: int
    lanes: int
    threads: int


def usual(device: str, threads: int) -> Pace:
    """What is good on most machines. On the CPU one run per core: no core waits for another after every layer."""
    return Pace(2, threads, 1) if device == "cpu" else Pace(64, 1, threads)


def by_hand(device: str, threads: int, batch: int) -> Pace:
    """The usual pace with a batch that the user has set."""
    pace = usual(device, threads)
    return Pace(batch, pace.lanes, pace.threads)


def trials(device: str, threads: int) -> list[Pace]:
    """The paces worth trying, the usual one first."""
    if device != "cpu":
        return [usual(device, threads), *(Pace(batch, 1, threads) for batch in (16, 32, 128))]
    several = [usual(device, threads), *(Pace(batch, threads, 1) for batch in (1, 4, 8))]
    return several + ([Pace(8, 1, threads)] if threads > 1 else [])


def measured(network: Backbone, device: str, threads: int, pixels: Sequence[Pixels]) -> Pace:
    """The fastest of the trials on these pictures."""
    best, to_beat = usual(device, threads), 0.0
    extractors: dict[int, Extractor] = {}
    for pace in trials(device, threads):
        if pace.threads not in extractors:
            extractors[pace.threads] = network.open(device, pace.threads)
        batch = np.stack([pixels[i % len(pixels)] for i in range(pace.batch)])
        images_per_s = rate(extractors[pace.threads], pace, batch, TRIAL)
        if images_per_s > to_beat:
            best, to_beat = pace, images_per_s * (BETTER if pace == usual(device, threads) else 1)
    return best


def rate(extract: Extractor, pace: Pace, batch: Pixels, seconds: float) -> float:
    """Images a second at this pace, measured for so long after one run that does not count."""
    with ThreadPoolExecutor(pace.lanes, "nearpair-lane") as pool:
        list(pool.map(extract, [batch] * pace.lanes))
        started, done = time.perf_counter(), 0
        while time.perf_counter() - started < seconds:
            list(pool.map(extract, [batch] * (2 * pace.lanes)))
            done += 2 * pace.lanes * len(batch)
        return done / (time.perf_counter() - started)


def remembered(network: Backbone, device: str, threads: int) -> Pace | None:
    """What was measured here before for this network, if anything was."""
    with suppress(KeyError, TypeError, ValueError):
        pace = Pace(**_read()[_key(network, device, threads)])
        if all(isinstance(value, int) and 1 <= value <= 4096 for value in asdict(pace).values()):
            return pace
    return None


def remember(network: Backbone, device: str, threads: int, pace: Pace) -> None:
    """Keep what was measured; where nothing can be written, it is measured again another time."""
    with suppress(UserError, OSError), replacing(_file()) as part:
        part.write_text(json.dumps(_read() | {_key(network, device, threads): asdict(pace)}, indent=1), "utf-8")


def _file() -> Path:
    return paths.user_data() / "pace.json"


def _read() -> dict[str, dict[str, int]]:
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(network: Backbone, device: str, threads: int) -> str:
    machine = f"{platform.node()} {platform.machine()} {cores()} cores"  # a home may be shared by several machines
    libraries = " ".join(f"{name} {_version(name)}" for name in ("onnxruntime", "torch"))
    return f"{machine}, {network.fingerprint[:16]}, {device}, {threads} threads, {libraries}"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
