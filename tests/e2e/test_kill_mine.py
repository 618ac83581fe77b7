"""`kill -9` and cancelling in every stage of mining: the project stays whole, and again it ends with the same rows."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.core.store.project import Project
from tests.e2e.conftest import ROOT
from tests.mining_stages import STAGES, left_by, make, minings, prepare

ENDS = {"kill": "killed", "cancel": "cancelled"}
TRIES = ("kill", "kill", "cancel")  # of each stage, one in each third of its moments
SEED = 5
REPORT = re.compile(r"[A-Z].* \d+/\d+")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")]


@dataclass(frozen=True)
class Children:
    """Does stages in processes of their own."""

    server: subprocess.Popen[str]

    def does(self, stage: str, project: Path, how: str = "", moment: int = 0) -> list[str]:
        """The moments of one stage in this project, up to the one it was killed or cancelled at, or to the end."""
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.write(f"{project}\t{stage}\t{how}\t{moment}\n")
        self.server.stdin.flush()
        lines = []
        for line in map(str.rstrip, self.server.stdout):
            if line == "over":
                break
            lines.append(line)
        assert lines and lines[-1] == ENDS.get(how, "end"), "\n".join(lines)
        return lines[:-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The project before mining, and the same after it, with grades."""
    fresh = make(tmp_path_factory.mktemp("mining"))
    after = fresh.with_name("after.nearpair")
    shutil.copytree(fresh, after)
    with Project.open(after, role="command") as project:
        prepare(project)
    return {False: fresh, True: after}


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    server = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.mining_child"], cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield Children(server)
    assert server.stdin is not None and server.stdout is not None
    server.stdin.close()
    server.stdout.close()
    server.wait()


def whole(project: Path, before: list[Any]) -> None:
    """Nothing is broken, no round without candidates, nothing of before lost but what was replaced by a whole run."""
    with Project.open(project, role="command") as opened:
        assert opened.check() == []
        standing = minings(opened)
        assert {row[0] for row in standing} == {one.number for one in opened.rounds.all()}, "a round without a run"
        runs = {(row[0], row[1]) for row in standing}
        assert runs >= {(row[0], row[1]) for row in before}
        for batch in opened.pairs.batches():
            assert len(opened.pairs.batch_pairs(batch.id)) == batch.size


def state(project: Path) -> Any:
    with Project.open(project, role="reader") as opened:
        return left_by(opened)


def leftovers(project: Path) -> list[Path]:
    """What nobody needs: halves of files, and candidates that no run names."""
    with Project.open(project, role="reader") as opened:
        named = {project / run.file for run in opened.rounds.minings()}
    files = [*project.glob("candidates/[0-9]*/*"), *project.glob("index/*/.*")]
    return [path for path in files if path not in named]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_that_was_killed_or_cancelled_leaves_the_project_whole_and_ends_the_same_when_done_again(
    stage: str, made: dict[bool, Path], children: Children, tmp_path: Path
) -> None:
    start, rng = made[STAGES[stage][0]], random.Random(f"{SEED} {stage}")
    with Project.open(start, role="reader") as opened:
        before = minings(opened)
    undisturbed = tmp_path / "undisturbed.nearpair"
    shutil.copytree(start, undisturbed)
    moments = children.does(stage, undisturbed)
    reports = [number for number, line in enumerate(moments, start=1) if REPORT.fullmatch(line)]
    wanted = state(undisturbed)
    assert wanted != state(start), "the stage did nothing"
    for third, (number, how) in zip(rng.sample(range(3), 3), enumerate(TRIES), strict=True):
        place = tmp_path / f"{number}.nearpair"
        shutil.copytree(start, place)
        moment = max(1, int(len(moments) * (0.05 + 0.9 * (third + rng.random()) / 3)))
        if how == "cancel":  # it is noticed at the next report
            moment = min(moment, reports[-1] - 1) if len(reports) > 1 else 0
            if not moment:
                continue
        seen = children.does(stage, place, how, moment)
        share = len(seen) / len(moments)
        print(f"{stage}: {ENDS[how]} at {share:.0%} of {len(moments)} moments, {seen[moment - 1]!r}")
        assert share < 0.97
        whole(place, before)
        children.does(stage, place)
        assert state(place) == wanted
        assert not leftovers(place)
