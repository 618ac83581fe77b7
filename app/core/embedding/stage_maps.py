"""Stage maps: the maps inside a network before its last stages, cached as the features of its stem.

What the last stages make of them can then be computed again and again, while they learn and afterwards, without a
look at the pictures. A map of EfficientNet-Lite0 takes 44 kB, so beyond a bound the pictures are read again instead.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.core.embedding import segments
from app.core.embedding.extraction import folder_of, say_whose
from app.core.embedding.segments import Keys
from app.core.jobs import Job
from models import device as devices
from models.backbone import Backbone, Tail
from models.head import Rows

MOST_BYTES = 8 << 30  # of maps in a project; 44 kB an image and view
ROWS = 512  # maps in memory at a time: 90 MB as float32


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
    run = tail.open(devices.resolve(device), threads)
    with segments.Writer(folder) as writer:
        for start in range(0, len(missing), ROWS):
            job.report("Computing features from maps", start, len(missing))
            rows = missing[start : start + ROWS]
            writer.add(keys[rows], run(maps[rows]))
    return len(missing)
