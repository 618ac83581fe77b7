"""The loop: 1000 grades, train with the default settings, embed again and mine again, with 10,000 and 100,000 images.

The features are cached, as they are after the first round: those of real pictures, and mixtures of two of them with a
little noise, which lie as densely as a large collection does. A thousand pictures have a second, altered one.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from app import paths
from app.core import pipeline
from app.core.embedding import embed, segments
from app.core.embedding.extraction import folder_of
from app.core.how import How
from app.core.reading.images import decoded
from app.core.records import Act, FloatArray, Grade, IntArray, ScanResult, Side
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import Project
from models.backbones import open_choice
from tests.bench import options as places
from tests.bench.options import Options
from tests.bench.surroundings import PeakMemory
from tests.made import sha

SIZES = {"10k": 10_000, "100k": 100_000}
GRADES = 1000
SEED = 0
_BATCH = 32


def run(options: Options) -> dict[str, Any]:
    """Seconds of training, of the next round, and of both; the most memory."""
    real = _real(options)
    sizes = {"1k": 1000} if options.quick else SIZES
    result: dict[str, Any] = {"real_images": len(real), "grades": GRADES if not options.quick else 100}
    for name, count in sizes.items():
        with tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder:
            options.say(f"making a project of {count} images")
            with Project.create(Path(folder, "loop.nearpair")) as project:
                how = How(Settings({"frozen.size": 0}), SEED, options.device)
                _fill(project, real, count, result["grades"], how)
                options.say("training and mining again")
                with PeakMemory() as memory:
                    result |= _measured(project, how, name)
                result[f"peak_bytes_{name}"] = memory.peak
    return result


def _measured(project: Project, how: How, name: str) -> dict[str, Any]:
    """Train and mine again, as the commands do; the verdict on the frozen pairs is a measurement of its own."""
    began = time.perf_counter()
    trained = pipeline.train(project, how, compare=False)
    between = time.perf_counter()
    mined = pipeline.remine(project, how)
    done = time.perf_counter()
    return {
        f"loop_{name}_s": round(done - began, 2),
        f"train_{name}_s": round(between - began, 2),
        f"remine_{name}_s": round(done - between, 2),
        f"steps_{name}": trained["steps"],
        f"pairs_{name}": trained["pairs"],
        f"candidates_{name}": mined["candidates"],
    }


def _real(options: Options) -> FloatArray:
    """Features of real pictures by the default backbone: of the image sets where they are, else of the sample."""
    data = places.data()
    folder = data / "nd_dev" / "images" if data else paths.SAMPLE / "images"
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
    files = files[:: max(1, len(files) // (64 if options.quick else 1000))]
    network = open_choice(embed.DEFAULT)
    extract = network.open("cpu", os.cpu_count() or 1)
    found: list[FloatArray] = []
    for start in range(0, len(files), _BATCH):
        options.say(f"features of {start} of {len(files)} pictures")
        pixels = []
        for path in files[start : start + _BATCH]:
            with path.open("rb") as file:
                pixels.append(network.preprocess(decoded(file, short_side=network.draft_size)[1]))
        found.append(extract(np.stack(pixels)))
    return np.concatenate(found)


def _fill(project: Project, real: FloatArray, count: int, grades: int, how: How) -> None:
    """Image rows, cached features, a first round, and the grades: half of them ND, half near ones that are not."""
    rng = np.random.default_rng(SEED)
    project.salt = "the same split on every run"
    hashes = rng.integers(0, 2**63, count).tolist()
    root = project.images.add_folder(project.path.parent / "photos")
    project.images.record(root, [
        ScanResult(f"{n}.jpg", 1000, 1, sha(str(n)), 640, 480, "JPEG", "RGB", phash=int(hashes[n]))
        for n in range(count)
    ])  # fmt: skip
    vectors = _mixed(real, count, min(GRADES, count // 4), rng)
    network = open_choice(embed.DEFAULT)
    with segments.Writer(folder_of(project.folder("features"), network)) as writer:
        for start in range(0, count, 10_000):
            block = range(start, min(count, start + 10_000))
            writer.add(segments.keys(sha(str(n)) for n in block), vectors[start : block.stop])
    pipeline.mine(project, how)
    _grade(project, min(GRADES, count // 4), grades, rng)


def _mixed(real: FloatArray, count: int, doubled: int, rng: np.random.Generator) -> FloatArray:
    """(count, d): mixtures of two real rows; rows 2 i and 2 i + 1 of the first 2 `doubled` are alike."""
    spread = real.std(axis=0)
    one, other = rng.integers(0, len(real), (2, count))
    one[1 : 2 * doubled : 2], other[1 : 2 * doubled : 2] = one[: 2 * doubled : 2], other[: 2 * doubled : 2]
    share = rng.random((count, 1), np.float32) * 0.5
    share[1 : 2 * doubled : 2] = share[: 2 * doubled : 2]
    mixed = (1 - share) * real[one] + share * real[other]
    mixed += 0.3 * spread * rng.standard_normal(mixed.shape, np.float32)
    return np.maximum(mixed, 0).astype(np.float32)  # pooled activations are not negative


def _grade(project: Project, doubled: int, grades: int, rng: np.random.Generator) -> None:
    sides = project.images.sides()
    first = np.array([n for n in range(1, 2 * doubled, 2) if sides[n] is Side.TRAIN], np.int64)
    alike = np.stack((first, first + 1), axis=1)[: grades // 2]
    train_side: IntArray = np.array([n for n, side in sides.items() if side is Side.TRAIN], np.int64)
    apart = np.sort(rng.choice(train_side, (grades, 2)), axis=1)
    apart = np.unique(apart[(apart[:, 0] + 1) // 2 != (apart[:, 1] + 1) // 2], axis=0)
    for ends, grade in ((alike, Grade.ND), (apart[: grades - len(alike)], Grade.NND)):
        pairs = project.pairs.ids(ends[:, 0], ends[:, 1]).tolist()
        project.labels.append([(pair, Act(grade=grade)) for pair in pairs], By("bench"))
