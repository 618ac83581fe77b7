"""The thumbnail grid of a million images: from a key, or a jump of the scroll bar, to the cells painted and filled.

The rows are made in the project's database; where the window looks, thumbnails of real pictures lie. The page of the
real window on a virtual X screen, 1280 x 800. Painted: the paint event is over, with the names; filled: with every
thumbnail in sight.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.core import sample
from app.core.reading.thumbnails import SIDE, thumbnail_path
from app.core.records import ScanResult
from app.core.store.project import Project
from tests.bench.options import Options
from tests.bench.screen import ROOT, virtual_screen
from tests.made import sha

IMAGES, QUICK = 1_000_000, 50_000
PLACES, QUICK_PLACES = 20, 4  # where scrolling begins
AROUND = 900  # rows behind each of them that have a thumbnail
NAMES = ("page", "page_filled", "jump", "jump_filled")


def run(options: Options) -> dict[str, Any]:
    """Percentiles in milliseconds, seconds until the page shows the grid, the window's memory."""
    count, places = (QUICK, QUICK_PLACES) if options.quick else (IMAGES, PLACES)
    starts = sorted(int(row) for row in np.random.default_rng(0).integers(0, count - AROUND, places))
    with tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder:
        place, out = Path(folder, "grid.nearpair"), Path(folder, "out.json")
        options.say(f"making {count:,} rows")
        fill(place, Path(folder, "pictures"), count)
        link_thumbnails(place, starts)
        options.say("scrolling")
        command = [sys.executable, "-m", "tests.bench.grid_window", str(place), str(out), json.dumps(starts)]
        with virtual_screen() as environment:
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
        taken = json.loads(out.read_text())
    shares = {f"{name}_p{share}_ms": round(float(np.percentile(taken[name], share)), 1)
              for name in NAMES for share in (50, 99)}  # fmt: skip
    return {"images": count, "steps": len(taken["page"]), "jumps": len(taken["jump"]), "seconds": taken["seconds"],
            "bytes": taken["bytes"]} | shares  # fmt: skip


def fill(place: Path, pictures: Path, count: int) -> None:
    """A project whose tables hold `count` images, each with a file; all like the first but for name and content."""
    pictures.mkdir()
    with Project.create(place, salt="bench") as project:
        first = ScanResult(f"{1:07}.jpg", 10, 1, sha("1"), 4000, 3000, "JPEG", "RGB")
        project.images.record(project.images.add_folder(pictures), [first])
    with sqlite3.connect(place / "project.db") as connection:
        numbers = f"WITH RECURSIVE n(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < {count}) "
        changed = {"image": {"id": "n", "content_hash": "printf('%064x', n)"},
                   "image_file": {"id": "n", "image_id": "n", "path": "printf('%07d.jpg', n)"}}  # fmt: skip
        for table, values in changed.items():
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            columns = ", ".join(f'"{name}"' for name in names)
            chosen = ", ".join(values.get(name, f'a."{name}"') for name in names)
            connection.execute(f"INSERT INTO {table} ({columns}) {numbers} SELECT {chosen} FROM n, {table} a "
                               "WHERE a.id = 1")  # fmt: skip
    connection.close()


def link_thumbnails(place: Path, starts: list[int]) -> None:
    """Thumbnails of the sample's pictures for the rows that will be looked at."""
    small = []
    for number, file in enumerate(sorted(sample.images().glob("*.jpg"))[:64]):
        with Image.open(file) as image:
            image.thumbnail((SIDE, SIDE))
            small.append(place / f"small{number}.jpg")
            image.convert("RGB").save(small[-1], quality=85)
    thumbs = place / "thumbs"
    for row in {row for start in starts for row in range(start, start + AROUND)}:
        path = thumbnail_path(thumbs, f"{row + 1:064x}" if row else sha("1"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(small[row % len(small)])
