"""Grading in the real window: from the press of a key to the next pair painted, 12-megapixel JPEGs.

200 different pairs, 600 ms between keys, the files in the page cache, a window of 1280 x 800 on a virtual X screen
with Qt's raster engine. Painted means: both pictures of the new pair with a pixel for every screen pixel, no
placeholder, and the paint event over. The busy figures are taken while the worker process searches neighbours on all
cores, as mining does. A jump goes to a pair of which nothing has been decoded.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.core.reading.thumbnails import SIDE, write_thumbnail
from app.core.records import ScanResult
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from tests.bench import pictures
from tests.bench.options import Options
from tests.bench.screen import ROOT, virtual_screen
from tests.made import sha

FIGURES = {"key_to_paint": (50, 99), "key_to_paint_busy": (50, 99), "jump": (50, 99), "jump_busy": (50, 99)}


def run(options: Options) -> dict[str, Any]:
    """Percentiles in milliseconds, the slowest of each, and the growth of the window's memory per pair."""
    pairs, jumps = (12, 4) if options.quick else (200, 40)
    files = pictures.large(24 if options.quick else 200, options)
    with tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder:
        place = Path(folder, "review.nearpair")
        options.say("making the project")
        with Project.create(place, salt="bench") as project:
            _fill(project, Path(folder, "pictures"), files, pairs)
        for file in files:
            file.read_bytes()  # into the page cache
        options.say("grading")
        taken = _session(place, Path(folder, "out.json"), pairs, jumps)
    figures = {
        f"{name}_p{share}_ms": round(float(np.percentile(taken[name], share)), 1)
        for name, shares in FIGURES.items()
        for share in shares
    }
    figures |= {f"{name}_max_ms": round(max(taken[name]), 1) for name in FIGURES}
    grown = np.polyfit(np.arange(len(taken["rss"])), taken["rss"], 1)[0]
    return {"pairs": pairs, "jumps": jumps, "graded": taken["graded"], "sizes": "4000 x 3000",
            "bytes": {"rss_bytes_first": taken["rss"][0], "rss_bytes_last": taken["rss"][-1],
                      "rss_bytes_per_pair": int(grown)}} | figures  # fmt: skip


def _fill(project: Project, folder: Path, files: list[Path], pairs: int) -> None:
    """Two batches of `pairs` pairs, no two of which have a picture in common; every file has a number of names."""
    folder.mkdir()
    found = []
    for number in range(4 * pairs):
        file = files[(number // 2 + number % 2 * (len(files) // 3)) % len(files)]
        (folder / f"{number:05}.jpg").symlink_to(file)
        with Image.open(file) as image:
            width, height = image.size
            image.draft("RGB", (SIDE, SIDE))
            image.thumbnail((SIDE, SIDE))
            write_thumbnail(project.folder("thumbs"), sha(str(number)), image)
        size = file.stat().st_size
        found.append(ScanResult(f"{number:05}.jpg", size, 1, sha(str(number)), width, height, "JPEG", "RGB"))
    project.images.record(project.images.add_folder(folder), found)
    ids = [image.id for image in sorted(project.images.all(), key=lambda image: image.path)]
    rows = [BatchRow(a, b, 0.5, "knn", "knn rank=1 back=0 k=10", "random", 1.0)
            for a, b in zip(ids[::2], ids[1::2], strict=True)]  # fmt: skip
    for number in (0, 1):
        new = NewBatch(f"Bench {number}", "random", 0, None, number, blindness="blind", sealed=False)
        project.pairs.create_batch(new, rows[number * pairs : (number + 1) * pairs])


def _session(place: Path, out: Path, pairs: int, jumps: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.review_session", str(place), str(out), str(pairs), str(jumps)]
    with virtual_screen() as environment:
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
    found: dict[str, Any] = json.loads(out.read_text())
    return found
