"""A sitting: 500 different real pairs graded by keys in the real window while a mining job runs, killed and reopened.

Real pictures of ../shared/data (the bundled sample without it) in a project of their own, read, embedded and mined as
always; no two pairs have a picture in common, so every one is asked. The window is on a virtual X screen. It is killed
(signal 9) somewhere past the middle, opened again, and killed once more after the last key; the labels on disk are
compared with the script's own list. Key to painted: both pictures of the next pair with a pixel for every screen pixel.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app import paths
from app.core import pipeline
from app.core.how import How
from app.core.settings import Settings
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from tests.bench import options as places
from tests.bench.options import Options
from tests.bench.screen import ROOT, virtual_screen

SEED, KILLED_AT = 0, 0.62
PAIRS, QUICK = 500, 60
WHO = "bench"


def run(options: Options) -> dict[str, Any]:
    """Percentiles in milliseconds, lost and wrong labels, and the growth of the window's memory per pair."""
    count = QUICK if options.quick else PAIRS
    with tempfile.TemporaryDirectory(prefix="nearpair-bench-") as folder:
        place, log = Path(folder, "session.nearpair"), Path(folder, "log.jsonl")
        options.say("reading and embedding the pictures")
        name = made_project(place, Path(folder, "pictures"), count)
        options.say("grading")
        with virtual_screen() as environment:
            killed = sit(place, log, environment, until=round(count * KILLED_AT))
            settle(place, log)
            sit(place, log, environment)
        settle(place, log)
        lines = read_log(log)
        return {"pictures": name, "pairs": count, "killed_after_keys": killed} | judged(place, lines) | figures(lines)


def made_project(place: Path, folder: Path, count: int) -> str:
    """A project of 2 `count` copied pictures with candidates and a blind batch of `count` pairs; its data set."""
    data = places.data()
    base = data / "nd_dev" if data else paths.SAMPLE
    with (base / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = [list(row.values())[:2] for row in csv.DictReader(file)]
    images = sorted(str(path.relative_to(base)) for path in (base / "images").rglob("*.*"))
    pairs = apart(rows, images, count)
    folder.mkdir()
    for number, name in enumerate(name for pair in pairs for name in pair):
        copied = folder / f"{number:05}{Path(name).suffix}"
        copied.write_bytes((base / name).read_bytes())
    with Project.create(place, salt="bench") as project:
        how = How(Settings({"frozen.size": 0}), SEED)
        pipeline.ingest(project, how, folders=[str(folder)])
        pipeline.embed(project, how)
        pipeline.mine(project, how)
        ids = {Path(image.path).stem: image.id for image in project.images.all()}
        ends = [(ids.get(f"{2 * n:05}"), ids.get(f"{2 * n + 1:05}")) for n in range(len(pairs))]
        batch = [BatchRow(min(a, b), max(a, b), 0.5, "knn", "", "random", 1.0, swapped=n % 2 == 1)
                 for n, (a, b) in enumerate(ends) if a and b]  # fmt: skip
        project.pairs.create_batch(NewBatch("Session", "random", 0, None, SEED), batch)
    return base.name


def apart(rows: Iterable[Sequence[str]], images: Sequence[str], count: int) -> list[tuple[str, str]]:
    """`count` pairs, no two with a picture in common: of the truth as far as they go, else of any two pictures."""
    used: set[str] = set()
    found: list[tuple[str, str]] = []
    for one, other in rows:
        if len(found) < count and one != other and not used & {one, other}:
            used |= {one, other}
            found.append((one, other))
    free = [image for image in images if image not in used]
    return [*found, *zip(free[::2], free[1::2], strict=False)][:count]


def sit(place: Path, log: Path, environment: Mapping[str, str], until: int | None = None) -> int:
    """Grade until the batch is done, or kill the window once `until` keys are in the log; how many there were then."""
    command = [sys.executable, "-m", "tests.bench.session_window", str(place), str(log)]
    window = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=sys.stderr)
    try:
        while window.poll() is None:
            lines = read_log(log)
            keys = sum("key" in line for line in lines)
            if (lines and lines[-1].get("done")) or (until is not None and keys >= until):
                os.kill(window.pid, signal.SIGKILL)
                return sum("key" in line for line in read_log(log))
            time.sleep(0.05)
        raise SystemExit(f"the window ended by itself ({window.returncode})")
    finally:
        window.kill()
        window.wait()


def read_log(log: Path) -> list[dict[str, Any]]:
    """What the window's script wrote; a last line that was cut off is left out."""
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    return [json.loads(line) for line in text.split("\n")[:-1] if line]


def meant(lines: Iterable[Mapping[str, Any]]) -> list[tuple[int, str]]:
    """The steps that the keys of a log must leave, pair and answer: each line is written before its key is pressed."""
    steps: list[tuple[int, str]] = []
    taken_back: list[tuple[int, str]] = []
    for line in lines:
        if line.get("key") == "undo":
            taken_back, steps = [*taken_back, *steps[-1:]], steps[:-1]
        elif line.get("key") == "redo":
            taken_back, steps = taken_back[:-1], [*steps, *taken_back[-1:]]
        elif "key" in line:
            taken_back, steps = [], [*steps, (line["pair"], line["key"])]
    return steps


def stored(place: Path) -> list[tuple[int, str]]:
    """The steps on disk that count."""
    with Project.open(place, role="reader") as project:
        return [(step.pair_ids[0], step.text) for step in project.labels.steps(WHO) if not step.undone]


def settle(place: Path, log: Path) -> None:
    """After a kill: take the last key out of the log if it was killed with the window, before it was stored."""
    lines = read_log(log)
    keys = [number for number, line in enumerate(lines) if "key" in line]
    before = [line for number, line in enumerate(lines) if number != keys[-1]] if keys else lines
    if stored(place) == meant(before):
        lines = before
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def judged(place: Path, lines: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The steps on disk against the script's list, and the answers of the two."""
    wanted, found = meant(lines), stored(place)
    answers = [{pair: code for pair, code in steps if code != "later"} for steps in (wanted, found)]
    return {
        "answers": len(answers[1]),
        "lost": len(set(answers[0]) - set(answers[1])),
        "wrong": sum(answers[1].get(pair, code) != code for pair, code in answers[0].items()),
        "never_given": len(set(answers[1]) - set(answers[0])),
        "steps_as_pressed": int(wanted == found),
    }


def figures(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Key to painted, and how memory grows: in all, and without the pictures that are kept up to a fixed size."""
    shown = [line for line in lines if "painted_ms" in line]
    took = [line["painted_ms"] for line in shown]
    last = [line for line in shown if line["sitting"] == shown[-1]["sitting"]]
    half = last[len(last) // 2 :]
    return {
        "keys": sum("key" in line for line in lines),
        "keys_while_mining": sum(line["mining"] for line in shown),
        "key_to_paint_p50_ms": round(float(np.percentile(took, 50)), 1),
        "key_to_paint_p99_ms": round(float(np.percentile(took, 99)), 1),
        "key_to_paint_max_ms": round(max(took), 1),
        "bytes": {
            "rss_bytes_first": last[0]["rss"],
            "rss_bytes_last": last[-1]["rss"],
            "pictures_bytes_last": last[-1]["pictures"],
            "rss_bytes_per_pair": slope([line["rss"] for line in last]),
            "rss_bytes_per_pair_second_half": slope([line["rss"] for line in half]),
            "rss_less_pictures_bytes_per_pair": slope([line["rss"] - line["pictures"] for line in last]),
        },
    }


def slope(values: Sequence[float]) -> int:
    """Least squares growth from one value to the next."""
    return round(float(np.polyfit(np.arange(len(values)), values, 1)[0])) if len(values) > 1 else 0
