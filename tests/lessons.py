"""Trainings made up for tests: scenes of two pictures each, equal in some directions and far apart in others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from models.finetune import FinetuneOptions, Recipe, StepStats, Trained, finetune
from models.head import Head
from models.heads import HEADS
from models.losses import LOSSES
from models.material import Material, Relations
from models.samplers import SAMPLERS
from models.student import Student, Subject
from models.students.head import LinearHead

OPTIONS = FinetuneOptions(200, 64, 3e-3, 0.01, 10, threads=1)
SCENES = 120
LEARNED = SCENES // 4 * 3 * 2  # pictures; the last quarter of the scenes is held back


def scenes(seed: int = 0, noise: float = 3.0) -> np.ndarray:
    """Rows 2 i and 2 i + 1 show one scene: equal in 8 directions, far apart in 8 others that say nothing."""
    rng = np.random.default_rng(seed)
    same = np.repeat(rng.normal(size=(SCENES, 8)), 2, axis=0) + 0.05 * rng.normal(size=(2 * SCENES, 8))
    mixed = np.hstack((same, noise * rng.normal(size=(2 * SCENES, 8))))
    return (mixed @ np.linalg.qr(rng.normal(size=(16, 16)))[0] + 4).astype(np.float32)


def lesson(seed: int = 0, near: bool = False) -> Material:
    """One positive pair a scene and random negative ones; with `near` every third pair is near-ND."""
    rng, first = np.random.default_rng(seed), np.arange(0, 2 * SCENES, 2)
    alike = np.where(np.arange(SCENES) % 3 == 0, 1, 2) if near else np.full(SCENES, 2)
    parts = [(first, first + 1, alike)]
    for low, high, count in ((0, LEARNED, 300), (LEARNED, 2 * SCENES, 300)):
        left, right = rng.integers(low, high, (2, count))
        kept = left // 2 != right // 2
        parts.append((left[kept], right[kept], np.zeros(kept.sum(), np.int64)))
    left, right, rank = map(np.concatenate, zip(*parts, strict=True))
    scene = np.arange(2 * SCENES) // 2
    same = np.where(np.repeat(alike, 2) == 2, 2 * scene, np.arange(2 * SCENES))
    links = np.stack((first, first + 1))[:, alike == 1]
    relations = Relations(scene, same, scene, np.ones(2 * SCENES, np.bool_), links[0] << 32 | links[1],
                          np.ones(links.shape[1], np.int64))  # fmt: skip
    degree = np.full(len(left), np.nan, np.float32)
    return Material(left, right, rank, degree, left >= LEARNED, relations, LEARNED)


def recipe(loss: str = "margin", sampler: str = "balanced", **settings: Any) -> Recipe:
    """These choices with their defaults."""
    a, b = LOSSES.entry(loss), SAMPLERS.entry(sampler)
    defaults = [{s.key: s.default for s in entry.settings} for entry in (a, b)]
    return Recipe(partial(a.load(), **defaults[0] | settings), a.needs, partial(b.load(), **defaults[1]), b.needs)


def whitened(features: np.ndarray) -> Head:
    """Where a training begins."""
    return HEADS.load("whiten").fit(features, np.arange(len(features)))


def student_of(features: np.ndarray, start: Head | None = None) -> LinearHead:
    """A linear head on these features."""
    return LinearHead(Subject(features, np.arange(len(features)), start or whitened(features)))


def run(
    features: np.ndarray | None = None,
    material: Material | None = None,
    options: FinetuneOptions = OPTIONS,
    choice: Recipe | None = None,
    seed: int = 0,
    start: Head | None = None,
    hard: np.ndarray | None = None,
) -> tuple[list[StepStats], Student]:
    """A whole training: what it said, and the student as the best state has it."""
    student = student_of(scenes() if features is None else features, start)
    rng = np.random.default_rng(seed)
    steps = list(finetune(student, material or lesson(), choice or recipe(), options, rng, hard))
    student.restore(result(steps).state)
    return steps, student


def result(steps: list[StepStats]) -> Trained:
    """What came out of it."""
    assert all(stats.trained is None for stats in steps[:-1])
    trained = steps[-1].trained
    assert trained is not None
    return trained


def combinations() -> Iterator[tuple[str, str]]:
    """Every loss with every training sampler that it can learn from."""
    from models.combining import fitting

    for loss in LOSSES.names():
        for sampler in fitting(loss):
            yield loss, sampler
