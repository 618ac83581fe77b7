"""A training in a process of its own, to be killed: `python -m tests.training_child PROJECT KEY=VALUE ...`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from app.core.embedding import embed
from app.core.jobs import NULL_JOB
from app.core.learning import learn, put_away
from app.core.records import Features
from app.core.settings import Settings, parse_assignments
from app.core.store.project import Project
from tests.scenes import scenes


def features_of(project: Project) -> Features:
    """As if a network had made them."""
    ids = np.array([image.id for image in project.images.all()], np.int64)
    return Features(ids, scenes(3.0)[ids - 1])


def train(project: Project, settings: Settings, seed: int = 0) -> learn.Learned:
    """Train on one thread of the CPU."""
    return learn.train(project, settings, seed=seed, device="cpu", threads=1, job=NULL_JOB)


if __name__ == "__main__":
    with Project.open(Path(sys.argv[1]), role="command") as opened:
        made = features_of(opened)
        embed.features = lambda *_, **__: (made, 0)  # type: ignore[assignment]
        put_away.SECONDS = 0.0
        train(opened, parse_assignments(sys.argv[2:]))
