"""The main job on the bundled sample: a project, its pairs file, and a picture of the window where none can open."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from app.core import pipeline, sample
from app.core.atomic import make_folder
from app.core.how import How
from app.core.jobs import Job
from app.core.store.project import Project

Result = dict[str, Any]


def run_demo(folder: Path, fresh: bool, job: Job, *, picture: bool) -> Result:
    """Make (or reuse) the demo project in `folder`, mine it, write pairs.csv and, if asked, screenshot.png."""
    make_folder(folder)
    place = folder / "sample.nearpair"
    if fresh and place.exists():
        place.rename(folder / f"sample-{datetime.now():%Y%m%d-%H%M%S}.nearpair")
    how = How()
    with Project.open_or_create(place) as project:
        result = pipeline.prepare(project, how, job, folders=[str(sample.images())])
        written = pipeline.write_pairs(project, folder / "pairs.csv", how, job)
    shot = str(_picture(place, folder / "screenshot.png")) if picture else None
    return result | written | {"project": str(place), "seed": how.seed, "screenshot": shot}


def _picture(project: Path, out: Path) -> Path:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.gui.hidden import render_review

    return render_review(project, out)
