"""The command line as a person runs it: a child process, its exit code, what it prints."""

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

from app import paths

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


@pytest.fixture
def nearpair(tmp_path: Path) -> Nearpair:
    def run(*arguments: object, cwd: Path = ROOT, timeout: float = 300, **env: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "app", *map(str, arguments)],
            cwd=cwd, env=os.environ | env, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return run
