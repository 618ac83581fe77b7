"""Embed: how close decoding and inference together come to what each alone allows, and how much memory they take.

Both want the same cores, so the bound is 1 / (1 / decode + 1 / model), each alone with all cores; on a GPU the
slower of the two. Rates are taken after the first images, when processes and network have started.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from app.core.embedding import tuning
from app.core.embedding.embed import prepare
from app.core.embedding.extraction import Extraction
from app.core.embedding.tuning import Pace
from app.core.reading.decoders import cores, decode_all
from models import device as devices
from models.backbone import Pixels
from models.backbones import open_choice
from tests.bench import pictures
from tests.bench.options import Options, kept

BACKBONE = "efficientnet_lite0"
WARM = 48  # images before the clock starts
Task = tuple[str, str]


def run(options: Options) -> dict[str, Any]:
    """Rates of decode, model and both, on small pictures and on 12 megapixels; memory at 1,000 and 10,000 images."""
    small, large = pictures.small(), pictures.large(12 if options.quick else 300, options)
    if options.prepare:
        return {"prepared": str(kept())}
    result: dict[str, Any] = {"backbone": BACKBONE, "device": devices.resolve("auto")}
    pace = _pace()
    result |= {"pace": {"batch": pace.batch, "lanes": pace.lanes, "threads": pace.threads}}
    result |= rates("small", small, 150 if options.quick else 800, pace, options)
    result |= rates("large", large, 60 if options.quick else 200, pace, options)
    if not options.quick:
        result["pipeline_ips_by"] = variants(large, small, options)
        options.say("reduced decoding")
        result["reduced_decoding"] = pictures.effect_of_draft(large)
    result["bytes"] = memory(small, (100,) if options.quick else (1000, 10_000), options)
    result |= {f"peak_{key}": value for key, value in result["bytes"].items()}
    result["imagededup"] = imagededup(small, options)
    return result


def rates(name: str, files: Sequence[Path], count: int, pace: Pace, options: Options) -> dict[str, Any]:
    """Decode alone, network alone, then both on `count` tasks over these files; the round in the middle of several.

    The three are measured right after one another, so that whatever else the machine does weighs on all of them.
    """
    tasks = _tasks(files, count)
    rounds = []
    for _ in range(1 if options.quick else 5):
        decode, model, both = _decode_rate(tasks), _model_rate(pace), _pipeline_rate(tasks, pace, cores())
        alone = (1 / decode, 1 / model)
        bound = 1 / (sum(alone) if devices.resolve("auto") == "cpu" else max(alone))
        options.say(f"{name}: decode {decode:.1f}, model {model:.1f}, both {both:.1f} of {bound:.1f} images/s")
        rounds.append((both / bound, decode, model, both))
    over, decode, model, both = sorted(rounds)[len(rounds) // 2]
    return {f"decode_ips_{name}": decode, f"model_ips_{name}": model, f"pipeline_ips_{name}": both,
            f"pipeline_over_bound_{name}": over,
            f"pipeline_over_bound_{name}_rounds": [round(row[0], 3) for row in sorted(rounds)]}  # fmt: skip


def _pixels() -> Pixels:
    size = open_choice(BACKBONE).size
    return np.random.default_rng(0).integers(0, 256, (size, size, 3), dtype=np.uint8)


def _pace() -> Pace:
    """The pace measured here, and kept as a user's first run would."""
    network, device = open_choice(BACKBONE), devices.resolve("auto")
    pace = tuning.measured(network, device, cores(), [_pixels()])
    tuning.remember(network, device, cores(), pace)
    return pace


def _model_rate(pace: Pace) -> float:
    """Images/s of the network alone at this pace."""
    extract = open_choice(BACKBONE).open(devices.resolve("auto"), pace.threads)
    return tuning.rate(extract, pace, np.stack([_pixels()] * pace.batch), 3.0)


def prepare_only(task: Task, name: str) -> int:
    """In a decoder: the whole preparation, and nothing of it sent back: the strictest bound."""
    prepared = prepare(task, name, {})
    assert isinstance(prepared, np.ndarray), prepared
    return int(prepared.nbytes)


def _decode_rate(tasks: list[Task]) -> float:
    with closing(decode_all(tasks, "tests.bench.embed:prepare_only", arguments=(BACKBONE,))) as work:
        return _rate_of(iter(work), len(tasks))


def _pipeline_rate(tasks: list[Task], pace: Pace, decoders: int) -> float:
    """Images/s from files to features on disk."""
    network = open_choice(BACKBONE)
    with TemporaryDirectory() as scratch:
        work = decode_all(tasks, "app.core.embedding.embed:prepare", arguments=(BACKBONE, {}), processes=decoders)
        extraction = Extraction(network, Path(scratch), threads=cores(), pace=pace)

        def handed() -> Iterator[None]:
            with closing(work), extraction as run:
                for number, answer in enumerate(work):
                    run.take(hashlib.sha256(str(number).encode()).hexdigest(), answer.value)  # every one is new
                    yield

        rate = _rate_of(handed(), len(tasks))
        assert extraction.computed[0] == len(tasks)
        return rate


def _rate_of(steps: Iterator[object], total: int) -> float:
    """Images/s from the first WARM steps to the end of everything."""
    for _ in itertools.islice(steps, WARM):
        pass
    started = time.perf_counter()
    for _ in steps:
        pass
    return (total - WARM) / (time.perf_counter() - started)


def variants(large: Sequence[Path], small: Sequence[Path], options: Options) -> dict[str, dict[str, float]]:
    """The same with other numbers of decoders and other shapes of inference."""
    n = cores()
    shapes = {
        f"{n} decoders, {n} lanes of 1 thread": (Pace(2, n, 1), n),
        f"{n} decoders, 1 run of {n} threads, batch 8": (Pace(8, 1, n), n),
        f"1 decoder, {n} lanes of 1 thread": (Pace(2, n, 1), 1),
        f"{n + 1} decoders, {n} lanes of 1 thread": (Pace(2, n, 1), n + 1),
        f"{n} decoders, {max(1, n - 1)} lane of 1 thread": (Pace(2, max(1, n - 1), 1), n),
    }
    found: dict[str, dict[str, float]] = {}
    for name, (pace, decoders) in shapes.items():
        options.say(name)
        found[name] = {kind: _pipeline_rate(_tasks(files, count), pace, decoders)
                       for kind, files, count in (("small", small, 600), ("large", large, 160))}  # fmt: skip
    return found


def _tasks(files: Sequence[Path], count: int) -> list[Task]:
    """`count` tasks over these files in turn, the hashes made beforehand."""
    hashed = [(str(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files[:count]]
    return list(itertools.islice(itertools.cycle(hashed), count))


def memory(small: Sequence[Path], counts: Sequence[int], options: Options) -> dict[str, int]:
    """Peak bytes (children included) of reading and embedding so many images into a new project."""
    found: dict[str, int] = {}
    for count in counts:
        options.say(f"memory at {count} images")
        with TemporaryDirectory() as scratch:
            folder = pictures.fresh_edits(small, count, Path(scratch, "photos"))
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.embed_once", str(folder), str(Path(scratch, "p"))],
                capture_output=True, text=True, check=True, env=os.environ,
            )  # fmt: skip
            whole, own = map(int, done.stdout.split())
            name = f"{count // 1000}k" if count >= 1000 else str(count)
            found |= {f"bytes_{name}": whole, f"own_bytes_{name}": own}
    return found


def imagededup(small: Sequence[Path], options: Options) -> dict[str, Any]:
    """imagededup's hashing (and its CNN, given weights) on the same files, in its own environment."""
    python = os.environ.get("NEARPAIR_IMAGEDEDUP")
    if not python:
        return {"reason": "set NEARPAIR_IMAGEDEDUP to the python of an environment that has it"}
    options.say("imagededup")
    with TemporaryDirectory() as scratch:
        folder = pictures.fresh_edits(small, 200 if options.quick else 1000, Path(scratch, "photos"))
        script = Path(__file__).parent / "imagededup_side.py"
        # -P: the script's own folder holds a module called queue, which would hide that of the library.
        done = subprocess.run([python, "-P", str(script), str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            return {"reason": (done.stderr.strip().splitlines() or ["it failed"])[-1]}
        return dict(json.loads(done.stdout.strip().splitlines()[-1])) | {"ours": _ours(folder)}


def _ours(folder: Path) -> dict[str, float]:
    """The same for us: read (rows, hashes, thumbnails), and read and embed, images/s with everything counted."""
    from app.core.embedding.one_pass import ingest_and_embed
    from app.core.settings import Settings
    from app.core.store.project import Project

    rates = {}
    for name, one_pass in (("read_ips", False), ("read_and_embed_ips", True)):
        with TemporaryDirectory() as scratch, Project.create(Path(scratch, "p")) as project:
            started = time.perf_counter()
            done, _ = ingest_and_embed(project, [folder], Settings({"ingest.one_pass": one_pass}))
            rates[name] = done.images / (time.perf_counter() - started)
    return rates
