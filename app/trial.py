"""`nearpair doctor --try`: the whole way from photographs to exported grades, in a folder that is removed again."""

from __future__ import annotations

import csv
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from app.core import pipeline
from app.core.how import How
from app.core.jobs import Job
from app.core.store.project import Project
from app.demo import run_demo
from app.errors import UserError

Result = dict[str, Any]
KEYS = ("1", "2", "3")


def try_everything(job: Job) -> Result:
    """Read, embed and mine the sample, grade three pairs in a hidden window by keys, export; seconds of each."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="nearpair-") as name:
        started = time.monotonic()
        demo = run_demo(Path(name), False, job, picture=False)
        mined = time.monotonic()
        grades = _grade_by_keys(Path(demo["project"]))
        graded = time.monotonic()
        exported = _exported(Path(demo["project"]), Path(name) / "answers.csv", job)
    if exported != grades:
        raise UserError("graded {grades} by keys, but {exported} was exported", grades=grades, exported=exported)
    return {
        "images": demo["images"],
        "candidates": demo["candidates"],
        "graded": grades,
        "mine_seconds": round(mined - started, 2),
        "window_seconds": round(graded - mined, 2),
    }


def _grade_by_keys(project: Path) -> list[str]:
    """Press 1, 2, 3 in the review page of a hidden window; the grades that were given, sorted."""
    from app.gui.hidden import grade_by_keys

    return sorted(grade_by_keys(project, KEYS))


def _exported(place: Path, out: Path, job: Job) -> list[str]:
    """The grades in a fresh export, sorted."""
    with Project.open(place, role="command") as project:
        pipeline.export(project, How(), job, kind="csv", out=str(out))
    with out.open(encoding="utf-8", newline="") as file:
        return sorted(row["grade"] for row in csv.DictReader(file) if row["inferred"] == "0")
