"""Stage maps: the maps inside a network before its last stages, cached as the features of its stem.

What the last stages make of them can then be computed again and again, while they learn and afterwards, without a
look at the pictures. A map of EfficientNet-Lite0 takes 44 kB, so beyond a bound the pictures are read again instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np

from app.core.embedding import segments
from app.core.embedding.extraction import folder_of, say_whose
from app.core.embedding.segments import Keys
from app.core.jobs import Job
from app.core.reading.decoders import cores
from app.core.records import IntArray
from models import device as devices
from models.backbone import Backbone, FeatureArray, Tail
from models.head import Rows

MOST_BYTES = 8 << 30  # of maps in a project; 44 kB an image and view
ROWS = 64  # maps a lane reads and runs at a time: 6 MB as float32
MANY = 512  # on a GPU


def affordable(stem: Backbone, images: int, views: int = 1) -> bool:
    """Whether the maps of so many images may be kept on disk."""
    return 2 * stem.dim * images * views <= MOST_BYTES


def apply_tail(
    features: Path, network: Backbone, tail: Tail, keys: Keys, maps: Rows, view: int, device: str, threads: int,
    job: Job,
) -> int:  # fmt: skip
    """Write the features that `tail` makes of these maps (n, stem.dim), where they are missing; how many were new.

    `keys` (n,) are the content hashes of the maps' rows, `features` the project's folder of features.
    """
    folder = folder_of(features, network, view)
    missing = np.flatnonzero(~segments.find(folder, keys, network.dim).found)
    if not len(missing):
        return 0
    say_whose(features, network)
    resolved = devices.resolve(device)
    # On the CPU one run a core, as pictures are run: no core waits for another after every layer.
    lanes, each, size = (threads or cores(), 1, ROWS) if resolved == "cpu" else (1, threads, MANY)
    run = tail.open(resolved, each)
    blocks = [missing[start : start + size] for start in range(0, len(missing), size)]
    done = 0
    with segments.Writer(folder) as writer, ThreadPoolExecutor(lanes, "nearpair-lane") as pool:
        for rows, found in _in_lanes(lambda rows: run(maps[rows]), blocks, pool, 2 * lanes):
            job.report("Computing features from maps", done, len(missing))
            writer.add(keys[rows], found)
            done += len(rows)
    return len(missing)


def _in_lanes(
    work: Callable[[IntArray], FeatureArray], blocks: Sequence[IntArray], pool: ThreadPoolExecutor, in_hand: int
) -> Iterator[tuple[IntArray, FeatureArray]]:
    """Every block with what the work makes of it, in order; at most `in_hand` of them run or wait."""
    running: deque[tuple[IntArray, Future[FeatureArray]]] = deque()
    for block in blocks:
        if len(running) == in_hand:
            rows, future = running.popleft()
            yield rows, future.result()
        running.append((block, pool.submit(work, block)))
    while running:
        rows, future = running.popleft()
        yield rows, future.result()
