"""The loop: 1000 grades, train with the default settings, embed again and mine again, with 10,000 and 100,000 images.

Features and stage maps are cached, as they are after a first round of the default scope (tests/bench/loop_project.py
says of what). Every part is given in seconds and in seconds of processor time, its decoders' included: on a machine
that does other things beside, the second says more. With `--keep FILE` a size that was measured is not measured again.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core import pipeline
from app.core.embedding import embed
from app.core.how import How
from app.core.jobs import NULL_JOB
from app.core.settings import Settings
from app.core.store.project import Project
from tests.bench.loop_project import fill
from tests.bench.options import Options
from tests.bench.surroundings import PeakMemory

SIZES = {"10k": 10_000, "100k": 100_000}
GRADES = 1000
SEED = 0


def run(options: Options) -> dict[str, Any]:
    """Seconds of training, of embedding again, of mining again and of all three; the most memory; bytes of maps."""
    grades = 100 if options.quick else GRADES
    result: dict[str, Any] = {"grades": grades}
    kept = json.loads(options.keep.read_text("utf-8")) if options.keep and options.keep.is_file() else {}
    for name, count in ({"1k": 1000} if options.quick else SIZES).items():
        if name not in kept:
            kept[name] = _of_size(name, count, grades, options)
            if options.keep:
                options.keep.write_text(json.dumps(kept), "utf-8")
        result |= kept[name]
    return result


def _of_size(name: str, count: int, grades: int, options: Options) -> dict[str, Any]:
    how = How(Settings({"frozen.size": 0}), SEED, options.device)
    with (
        tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder,
        Project.create(Path(folder, "loop.nearpair")) as project,
    ):
        made = fill(project, count, grades, how, options)
        options.say("training, embedding and mining again")
        with PeakMemory() as memory:
            found = _measured(project, how)
        found |= made | {"peak_bytes": memory.peak}
    return {f"{key}_{name}" if not key.endswith("_s") else f"{key[:-2]}_{name}_s": v for key, v in found.items()}


def _measured(project: Project, how: How) -> dict[str, Any]:
    """Train, embed and mine again, as the commands do; the verdict on the frozen pairs is a measurement of its own."""
    found: dict[str, Any] = {}
    with _timed(found, "train"):
        trained = pipeline.train(project, how, compare=False)
    row = project.rounds.embedder(trained["fingerprint"])
    with _timed(found, "embed"):
        embed.embed_collection(project, how.settings, how.device, how.threads, NULL_JOB, row=row)
    with _timed(found, "mine"):
        mined = pipeline.remine(project, how)
    found["loop_s"] = round(found["train_s"] + found["embed_s"] + found["mine_s"], 2)
    return found | {"steps": trained["steps"], "pairs": trained["pairs"], "candidates": mined["candidates"]}


@contextmanager
def _timed(found: dict[str, Any], part: str) -> Iterator[None]:
    began, busy = time.perf_counter(), _busy()
    yield
    found[f"{part}_s"] = round(time.perf_counter() - began, 2)
    found[f"{part}_cpu_s"] = round(_busy() - busy, 2)


def _busy() -> float:
    """Processor seconds of this process and of its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)
