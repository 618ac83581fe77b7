"""`kill -9` while a collection is read and embedded: nothing committed is done again, and the end is the same."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.embedding.embed import features
from app.core.store.project import Project
from tests.e2e.conftest import ROOT

IMAGES = 32
KILLS = 20
CHAIN = 4  # kills of one project before a run that may end
SEED = 3

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")]

# The program, except that it writes its progress at every report and features and rows every few images, so that
# a small collection has as many moments worth being killed in as a large one.
PROGRAM = """
import os, sys
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
from pathlib import Path
if __name__ == "__main__":
    from app.core import pipeline
    from app.core.how import How
    from app.core.reading import decoders
    from app.core.reading import ingest
    from app.core.embedding import segments
    from app.core.jobs import Job
    from app.core.settings import Settings
    decoders.TICK, segments.ROWS, ingest.RECORD_FILES = 0.02, 8, 8
    seen = set()
    def say(p):
        if (p.text, p.done) not in seen:
            seen.add((p.text, p.done))
            print(p.text.replace(" ", "_"), p.done, p.total, flush=True)
    how = How(Settings({"embed.batch": 2, "ingest.one_pass": sys.argv[4] == "one"}), threads=1)
    pipeline.run([Path(sys.argv[1])], Path(sys.argv[2]), how, Job(say), project=Path(sys.argv[3]))
    print("end", flush=True)
"""


@dataclass(frozen=True)
class State:
    """What a finished run leaves: rows, features and pairs."""

    rows: list[tuple[object, ...]]
    vectors: bytes
    pairs: str


def state_of(project: Path, pairs: Path) -> State:
    with Project.open(project) as opened:
        rows = sorted((i.path, i.content_hash, i.width, i.height, i.phash) for i in opened.images.all())
        found, computed = features(opened)
        assert computed == 0
        by_content = {opened.images.by_ids([i])[i].content_hash: n for n, i in enumerate(found.ids.tolist())}
        order = [by_content[row[1]] for row in rows if row[1] in by_content]
        return State(rows, np.asarray(found.vectors)[order].tobytes(), pairs.read_text())


def start(photos: Path, place: Path, passes: str) -> subprocess.Popen[str]:
    script = place / "program.py"
    place.mkdir(exist_ok=True)
    script.write_text(PROGRAM)
    return subprocess.Popen(
        [sys.executable, str(script), str(photos), str(place / "pairs.csv"), str(place / "p.nearpair"), passes],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def follow(process: subprocess.Popen[str], stop: Callable[[str], bool] = lambda _line: False) -> list[str]:
    """The lines of progress up to the end, or to the one that `stop` says; then it is killed."""
    lines: list[str] = []
    assert process.stdout is not None
    for line in map(str.strip, process.stdout):
        lines.append(line)
        if stop(line):
            process.send_signal(signal.SIGKILL)
            break
    process.stdout.close()
    process.wait()
    return lines


@dataclass(frozen=True)
class Moment:
    """A line of an undisturbed run to be killed at: its work, how much of that is done, and of everything."""

    stages: list[str]
    line: str
    share: float

    def reached(self, line: str) -> bool:
        """Whether a run that may have less to do is there, or past it."""
        if line.split(maxsplit=1)[0] not in self.stages:  # a warning, or work that only a killed run leaves
            return False
        stage, aim = (self.stages.index(text.split()[0]) for text in (line, self.line))
        return stage > aim or (stage == aim and done(line) >= done(self.line))


def done(line: str) -> float:
    """The share of its work that a line of progress tells."""
    if line == "end":
        return 1.0
    _, count, total = line.split()
    return int(count) / (int(total) or 1)


def moments(lines: list[str], count: int, stages: list[str]) -> list[Moment]:
    """One moment in each of `count` equal parts of an undisturbed run, by seed; `stages` in their order."""
    rng = random.Random(SEED)
    places = [int(len(lines) * (part + rng.random()) / count) for part in range(count)]
    return [Moment(stages, lines[place], place / len(lines)) for place in places]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(SEED)
    for number in range(IMAGES):
        small = Image.fromarray(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8))
        small.resize((320, 240), Image.Resampling.BICUBIC).save(folder / f"{number:02}.jpg", quality=90)
    (folder / "broken.jpg").write_bytes((folder / "07.jpg").read_bytes()[:2000])
    return folder


def committed(project: Path) -> dict[str, str]:
    """The segments of a project and what is in them; none is ever written again."""
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in project.glob("features/*/*.npy")}


def test_twenty_kills_lose_nothing_that_was_committed(photos: Path, tmp_path: Path) -> None:
    wanted, whole = {}, {}
    for passes in ("one", "two"):
        whole[passes] = follow(start(photos, tmp_path / passes, passes))
        assert whole[passes][-1] == "end"
        wanted[passes] = state_of(tmp_path / passes / "p.nearpair", tmp_path / passes / "pairs.csv")
    # Two passes know every kind of work, also what a killed single pass leaves to a second one.
    stages = list(dict.fromkeys(line.split()[0] for line in whole["two"]))
    at = {passes: moments(lines, KILLS // 2, stages) for passes, lines in whole.items()}
    assert wanted["one"] == wanted["two"] and len(wanted["one"].rows) == IMAGES
    assert wanted["one"].pairs.count("\n") > 10
    assert sum(0.05 <= moment.share <= 0.95 for passes in at for moment in at[passes]) >= 15
    for number in range(KILLS):
        passes, place = ("one", "two")[number % 2], tmp_path / f"killed {number // CHAIN}"
        moment = at[passes][number // 2]
        before = committed(place / "p.nearpair")
        seen = follow(start(photos, place, passes), moment.reached)
        after = committed(place / "p.nearpair")
        print(f"kill {number + 1}: {passes} pass, {moment.share:.0%}, at {seen[-1]!r}, {len(after)} segments")
        assert before.items() <= after.items(), "a segment that was written was written again"
        assert sum(map(rows_of, after)) <= IMAGES, "a feature was computed twice"
        if number % CHAIN == CHAIN - 1:
            assert follow(start(photos, place, passes))[-1] == "end"
            ended = committed(place / "p.nearpair")
            assert after.items() <= ended.items() and sum(map(rows_of, ended)) == IMAGES
            assert state_of(place / "p.nearpair", place / "pairs.csv") == wanted[passes]


def rows_of(segment: str) -> int:
    return len(np.lib.format.open_memmap(segment, mode="r"))
