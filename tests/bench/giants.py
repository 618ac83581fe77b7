"""Pictures of 100 megapixels in the window: the longest time its thread is held up, by what is done with them.

A JPEG and a PNG side by side on a virtual X screen. `gap`: wall-clock time between two turns of the event loop, less
the pause between them; `busy`: processor time of the window's own thread in one turn. A gap without such a turn is the
interpreter's lock held by a decoding thread, or a busy machine: `idle` is the same with nothing being done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from app.core.reading.thumbnails import write_thumbnail
from app.core.records import ScanResult
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from tests.bench.options import Options
from tests.bench.screen import ROOT, virtual_screen
from tests.made import sha

SIDE, QUICK = 10_000, 9_000  # 81 megapixels are beyond what is held whole, too
WRITE = """
import sys
import numpy as np
from PIL import Image
side = int(sys.argv[1])
rng = np.random.default_rng(0)
coarse = rng.integers(0, 255, (side // 50, side // 50, 3), np.uint8)
large = np.array(Image.fromarray(coarse).resize((side, side), Image.Resampling.BICUBIC))
large[::3, ::2] ^= 24
Image.fromarray(large).save(sys.argv[2], quality=92)
Image.fromarray(large).save(sys.argv[3], compress_level=1)
"""


def run(options: Options) -> dict[str, Any]:
    """Milliseconds, the most of each thing done, and over all of them."""
    side = QUICK if options.quick else SIDE
    with tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder:
        place, out = Path(folder, "giants.nearpair"), Path(folder, "out.json")
        options.say("making the pictures")
        fill(place, Path(folder, "pictures"), side)
        options.say("looking at them")
        command = [sys.executable, "-m", "tests.bench.giants_window", str(place), str(out)]
        with virtual_screen() as environment:
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
        taken: dict[str, dict[str, float]] = json.loads(out.read_text())
    at_work = {name: values for name, values in taken.items() if name != "idle"}
    most = {f"{what}_max_ms": max(values[what] for values in at_work.values()) for what in ("gap", "busy")}
    return {"side": side, "phases": taken} | most


def fill(place: Path, pictures: Path, side: int) -> None:
    """A project with a batch of two pairs: small pictures first, then the two large ones."""
    pictures.mkdir()
    small, large = [pictures / "a.jpg", pictures / "b.png"], [pictures / "c.jpg", pictures / "d.png"]
    for files, edge in ((small, 500), (large, side)):
        subprocess.run([sys.executable, "-c", WRITE, str(edge), *map(str, files)], check=True)
    with Project.create(place, salt="bench") as project:
        found = []
        for file in (*small, *large):
            write_thumbnail(project.folder("thumbs"), sha(file.name), Image.new("RGB", (320, 320)))
            edge = side if file in large else 500
            found.append(ScanResult(file.name, file.stat().st_size, 1, sha(file.name), edge, edge, "X", "RGB"))
        project.images.record(project.images.add_folder(pictures), found)
        ids = {image.path: image.id for image in project.images.all()}
        rows = [BatchRow(ids[left], ids[right], 0.3, "knn", "", "hardest", 1.0)
                for left, right in (("a.jpg", "b.png"), ("c.jpg", "d.png"))]  # fmt: skip
        project.pairs.create_batch(NewBatch("Giants", "hardest", 0, None, 0), rows)
