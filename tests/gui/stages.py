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


def warm(project: Any, how: Any, job: Any) -> dict[str, Any]:
    """Kept, as the real stage keeps it, unless the seed is 1; what came with the order goes into the embedder."""
    for step in range(5):
        job.report("Warming up", step, 5, loss=1.0)
    figures = {"start": 0.61, "warm": 0.6525, "gain": [0.0425, 0.0311, 0.0533]}
    told = {"images": 400, "kept": how.seed != 1, "checkpoint": None, **figures}
    if how.seed == 1:
        return told | {"gain": [-0.0125, -0.0311, 0.0033]}
    project.rounds.add_embedder(
        fingerprint="a" * 64, name="warm-1", backbone="efficientnet_lite0", backbone_fingerprint="b" * 64,
        head="whiten", file="x", dim=384, parent="f" * 64, seed=how.seed, settings=dict(how.settings.overrides),
        trained_on={"warm": figures},
    )  # fmt: skip
    return told | {"checkpoint": "warm-1"}


def evaluate(_project: Any, how: Any, _job: Any, *, report: str | None = None) -> dict[str, Any]:
    files = []
    if report is not None:
        files = [str(Path(report) / "report.html")]
        Path(files[0]).write_text("<!doctype html>", encoding="utf-8")
    return {"verdict": {"answer": "better"}, "files": files, "seed": how.seed}


def apply(_project: Any, _how: Any, _job: Any, **arguments: Any) -> dict[str, Any]:
    for name in ("out", "groups_out"):
        Path(arguments[name]).write_text(repr(sorted(arguments.items())), encoding="utf-8")
    return APPLIED | arguments


# What the real stages return, by key; that they do is checked where they are tested.
APPLIED = {
    "embedder": "whiten", "cut": "lenient", "target": "precision=0.9", "distance": 0.8, "tpr": [0.9, 0.8, 0.95],
    "fpr": [0.01, 0.005, 0.02], "precision": [0.9, 0.8, 0.95], "false_alarms": [12.0, 3.0, 30.0], "pairs": [40, 40],
    "reason": "", "images": 12, "matches": 3, "refused_by_people": 1, "groups": 2, "grouped_images": 5,
    "largest_group": 3, "hubs": [{"path": "blank.jpg", "pairs": 11}], "linkage": "complete", "out": None,
    "groups_out": None,
}  # fmt: skip


def leakage(project: Any, _how: Any, job: Any, *, between: list[str], at: str, cut: str, out: str | None = None) -> Any:
    """Of twelve images one is in both parts and one matches another; `distance=0` takes its time."""
    for _ in job.track(range(600 if at == "distance=0.0000" else 1), 600, "Comparing"):
        time.sleep(0.01)
    one, two, three, *_ = project.images.all()
    found = [{"image": "b/copied.jpg", "match": one.path, "distance": 0.0, "ids": [one.id, one.id]},
             {"image": three.path, "match": two.path, "distance": 0.25, "ids": [three.id, two.id]}]  # fmt: skip
    if out is not None:
        Path(out).write_text(f"{between} {at} {cut}", encoding="utf-8")
    told = {"between": between, "images": [8, 4], "leaked": 2, "same_content": 1, "share": [0.5, 0.15, 0.85]}
    known = {key: APPLIED[key] for key in ("embedder", "tpr", "fpr", "precision", "false_alarms")}
    return known | told | {"cut": cut, "target": at, "distance": 0.8, "estimate": [1.5, 0.5, 3.0], "pairs": found,
                           "reason": "", "out": out}  # fmt: skip


def verifier(project: Any, how: Any, _job: Any) -> dict[str, Any]:
    """Store one as the real stage does."""
    figures = {"distance": {"auc": [0.9, 0.85, 0.94]}, "without geometry": {"auc": [0.93, 0.9, 0.96]},
               "all features": {"auc": [0.95, 0.92, 0.98]}}  # fmt: skip
    differences = {"without geometry": {"auc": [0.03, -0.01, 0.06]}, "all features": {"auc": [0.05, 0.01, 0.09]}}
    unsure = {"all features": {"auc": [0.01, -0.02, 0.04]}}
    sets = {"frozen": {"pairs": 40, "crossing": 0, "cuts": {"strict": figures, "nd_vs_near": figures, "lenient": {}},
                       "differences": {"strict": differences, "nd_vs_near": unsure},
                       "calibration_error": {"all features": 0.021, "distance": 0.055}}}  # fmt: skip
    kind = str(how.settings["judge.verifier"])
    project.verifiers.add(
        fingerprint="v" * 64, kind=kind, file="checkpoints/v.safetensors", embedder="f" * 64, seed=how.seed,
        settings={}, trained_on={"labels": ["a", "b", "c"], "pairs": 17}, metrics={"sets": sets, "reason": ""},
    )  # fmt: skip
    return {"verifier": kind, "pairs": 17}


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
    "warm": warm, "evaluate": evaluate, "apply": apply, "leakage": leakage, "verifier": verifier,
    "die": die, "breed": breed, "stuck": stuck,
}  # fmt: skip
