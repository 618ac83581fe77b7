"""What the second process needs for one question of the window: matches and difference of a pair, all read afresh.

The pairs are labelled ones of nd_dev, and generated JPEGs of 12 megapixels; each desk has answered once before.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from app.core.verifying.evidence import Desk
from tests.bench import pictures
from tests.bench.options import Options, data


def run(options: Options) -> dict[str, Any]:
    """Percentiles in milliseconds for both kinds of pairs, and for a pair with a picture that was compared before."""
    count = 15 if options.quick else 150
    files = pictures.large(24 if options.quick else 80, options)
    found: dict[str, Any] = _timed("large", list(zip(files[::2], files[1::2], strict=True)), files[0])
    found |= _timed("large_one_known", list(pairwise(files)), files[0], keep=True)
    place = data()
    if place is not None:
        pairs = labelled(place / "nd_dev")
        chosen = [pairs[at] for at in np.random.default_rng(0).choice(len(pairs), count, replace=False)]
        found |= _timed("nd_dev", chosen, files[0])
    return found


def labelled(folder: Path) -> list[tuple[Path, Path]]:
    """The pairs of images that the truth of the set names."""
    with (folder / "pairs.csv").open(encoding="utf-8") as lines:
        return [(folder / row["path_a"], folder / row["path_b"]) for row in csv.DictReader(lines)]


def _timed(name: str, pairs: Sequence[tuple[Path, Path]], warm: Path, *, keep: bool = False) -> dict[str, Any]:
    took = []
    desk = Desk()
    desk.evidence(warm, warm)
    for left, right in pairs:
        if not keep:
            desk = Desk()
        began = time.perf_counter()
        desk.evidence(left, right)
        took.append(1000 * (time.perf_counter() - began))
    return {f"{name}_p{share}_ms": round(float(np.percentile(took, share)), 1) for share in (50, 99)} | {
        f"{name}_pairs": len(pairs)
    }
