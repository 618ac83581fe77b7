"""Stages that do nothing but what a test asks of them; the worker imports them by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from app.core.jobs import Paused
from app.errors import UserError

NAME = "tests.gui.stages:STAGES"


def echo(project: Any, how: Any, _job: Any, **arguments: Any) -> dict[str, Any]:
    return {"project": str(project.path), "role": project.role, "seed": how.seed, "pid": os.getpid(), **arguments}


def count(_project: Any, _how: Any, job: Any, *, to: int, pause: float = 0.0) -> dict[str, Any]:
    for _ in job.track(range(to), to, "Counting"):
        time.sleep(pause)
    return {"counted": to}


def learn(_project: Any, how: Any, job: Any) -> dict[str, Any]:
    steps = 5 if how.settings["train.steps"] == 600 else how.settings["train.steps"]
    for step in range(steps):
        figures = {"loss": 1 / (step + 1), "validation": 2 / (step + 1), "gradient": 1.0, "active": 0.5}
        job.report("Training", step, steps, **figures)
        time.sleep(0.06)
        if job.paused:
            raise Paused
    return {"steps": 5, "pairs": 9, "stopped_by": "steps", "checkpoint": "linear-1", "left_out": {"across sides": 3}}


def evaluate(_project: Any, how: Any, _job: Any, *, report: str | None = None) -> dict[str, Any]:
    files = []
    if report is not None:
        files = [str(Path(report) / "report.html")]
        Path(files[0]).write_text("<!doctype html>", encoding="utf-8")
    return {"verdict": {"answer": "better"}, "files": files, "seed": how.seed}


def apply(_project: Any, _how: Any, _job: Any, **arguments: Any) -> dict[str, Any]:
    for name in ("out", "groups_out"):
        Path(arguments[name]).write_text(repr(sorted(arguments.items())), encoding="utf-8")
    return {"matches": 3, "groups": 2, **arguments}


def refuse(_project: Any, _how: Any, _job: Any) -> dict[str, Any]:
    raise UserError("{path} is not a folder", path="/nowhere")


def fail(_project: Any, _how: Any, _job: Any) -> dict[str, Any]:
    return {"never": 1 // 0}


def warn(_project: Any, _how: Any, job: Any) -> dict[str, Any]:
    job.warn("one component is large")
    return {}


def die(_project: Any, _how: Any, _job: Any) -> dict[str, Any]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def breed(_project: Any, _how: Any, job: Any) -> dict[str, Any]:
    """Start a child as the decoder pool does, tell its number, and never come back by itself."""
    import multiprocessing

    child = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    child.start()
    while True:
        job.report("Waiting", 0, 0, child=float(child.pid or 0), worker=float(os.getpid()))
        time.sleep(0.02)


def stuck(_project: Any, _how: Any, job: Any) -> dict[str, Any]:
    """Work that never reports, as one long call of a library."""
    job.report("Stuck", 0, 0, worker=float(os.getpid()))
    subprocess.run([sys.executable, "-c", "import time; time.sleep(3)"], check=False)
    return {}


STAGES = {
    "echo": echo, "prepare": echo, "count": count, "train": learn, "refuse": refuse, "fail": fail, "warn": warn,
    "evaluate": evaluate, "apply": apply, "die": die, "breed": breed, "stuck": stuck,
}  # fmt: skip
