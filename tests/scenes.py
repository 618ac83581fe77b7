"""A mined project over generated edits: two images a scene, features as if a network had made them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from app.core.embedding import embed
from app.core.learning.split import update
from app.core.records import Features, Grade, Side, Source
from app.core.settings import Settings
from app.core.store.project import Project
from tests.made import begin_round, grade, project_of

SCENES = 150
QUICK = Settings({"evaluate.resamples": 200})


def scenes(noise: float) -> np.ndarray:
    """Features of images 1 .. 2 SCENES: 2 i + 1 and 2 i + 2 show one scene; `noise` lies in other directions."""
    rng = np.random.default_rng(0)
    same = np.repeat(rng.normal(size=(SCENES, 8)), 2, axis=0) + 0.05 * rng.normal(size=(2 * SCENES, 8))
    mixed = np.hstack((same, noise * rng.normal(size=(2 * SCENES, 8))))
    return (mixed @ np.linalg.qr(rng.normal(size=(16, 16)))[0] + 4).astype(np.float16)


@contextmanager
def scene_project(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The project, embedded with a whitened head, in round 0."""
    vectors = scenes(3.0)
    with project_of(path, 2 * SCENES) as project:
        project.salt = "the same split on every run"
        ids = np.array([image.id for image in project.images.all()], np.int64)
        made = Features(ids, vectors[ids - 1])
        monkeypatch.setattr(embed, "features", lambda *_, **__: (made, 0))
        row = embed.fit_embedder(project, "whiten")
        begin_round(project, row.fingerprint)
        yield project


def on(project: Project, side: Side) -> list[int]:
    """First images of the scenes on this side."""
    stored = project.images.sides()
    return [i for i in range(1, 2 * SCENES, 2) if stored[i] is side and stored[i + 1] is side]


def import_scenes(project: Project, *, groups: bool = True) -> None:
    """The truth from a file: every scene is ND; with `groups`, images of different scenes are NND."""
    for i in range(1, 2 * SCENES, 2):
        grade(project, i, i + 1, Grade.ND, "truth", source=Source.IMPORT)
    if groups:
        join_scenes(project, crossing=True)
    update(project, QUICK)


def join_scenes(project: Project, *, crossing: bool) -> None:
    rows = [(image, f"scene {(image - 1) // 2}", crossing) for image in range(1, 2 * SCENES + 1)]
    project.images.set_groups(rows, "file")
    update(project, QUICK)
