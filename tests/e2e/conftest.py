"""The command line as a person runs it: its exit code, what it prints; and collections to run it on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from filelock import FileLock

from app import paths
from app.core.how import How
from app.core.store.project import Project

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        lines = self.out.splitlines()
        assert len(lines) == 1, f"not exactly one line on stdout: {self.out!r} {self.err}"
        result: dict[str, Any] = json.loads(lines[0])
        return result


Nearpair = Callable[..., Done]
FEW = 64


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the bundled photographs: enough for the main job where only how it runs is looked at."""
    folder = tmp_path_factory.mktemp("few")
    for photograph in sorted((paths.SAMPLE / "images").iterdir())[:FEW]:
        shutil.copy(photograph, folder)
    return folder


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled photographs, read and with features; made once for all workers of a run, to be copied by `own`."""
    from app.core.pipeline import STAGES

    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = base / "sampled.nearpair"
    with FileLock(base / "sampled.lock"):
        if not made.exists():
            shutil.rmtree(base / "begun.nearpair", ignore_errors=True)
            with Project.create(base / "begun.nearpair") as project:
                STAGES["ingest"](project, How(), folders=[str(paths.SAMPLE / "images")])
                STAGES["embed"](project, How())
            (base / "begun.nearpair").rename(made)
    return made


def own(sampled: Path, path: Path, salt: str = "the same split on every run") -> Path:
    """A project of one's own with the bundled photographs, as if they had been read into it."""
    shutil.copytree(sampled, path)
    with Project.open(path) as project:  # nothing is split yet
        project.set("uuid", path.stem)
        project.set("salt", salt)
    return path


@pytest.fixture
def here() -> Nearpair:
    """The command in this process, where what it does is looked at and not how a process ends."""
    from app.cli import cli

    def run(*arguments: object) -> Done:
        done = CliRunner().invoke(cli, [*map(str, arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def nearpair(tmp_path: Path) -> Nearpair:
    """The command in a process of its own."""

    def run(*arguments: object, cwd: Path = ROOT, timeout: float = 300, **env: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "app", *map(str, arguments)],
            cwd=cwd, env=os.environ | env, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return run
