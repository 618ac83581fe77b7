"""One run of `table`: a head learned by the real loop with one loss, one sampler and one seed, and what it finds."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.measuring.retrieval import retrieval
from app.core.records import Embeddings
from models.finetune import FinetuneOptions, Recipe, finetune
from models.head import Head
from models.heads import HEADS
from models.losses import LOSSES
from models.material import Material, Relations
from models.samplers import SAMPLERS
from models.student import Subject
from models.students import SCOPES
from tests.bench.table_data import Classes
from tests.bench.table_pml import MINERS

STEPS, BATCH, RATE = 100, 128, 1e-3
HELD = 0.2  # of the classes to learn from, which another seed learns from
PAIRS, HELD_PAIRS = 4000, 500  # of each kind
CURVE = 10  # parts of the training that the share of active tuples is told of


@dataclass(frozen=True)
class Cell:
    """A loss and a training sampler; a sampler called "pml ..." is a miner of pytorch-metric-learning."""

    loss: str
    sampler: str


def start(classes: Classes) -> Head:
    """The whitened head of the images to learn from."""
    return HEADS.load("whiten").fit(classes.features[classes.learn], np.flatnonzero(classes.learn))


def run_once(classes: Classes, head: Head, cell: Cell, seed: int) -> dict[str, Any]:
    """Sums of recall@1 and MAP@R by class of the query, milliseconds a step, and how the active share went."""
    import torch

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    material, rows = _material(classes, rng)
    student = SCOPES.load("head")(Subject(features=classes.features, rows=rows, start=head))
    # One look, at the end: the same budget for all, and no choice among states.
    options = FinetuneOptions(STEPS, BATCH, RATE, 0.01, STEPS, threads=1, check_every=STEPS)
    active, begun, trained = [], time.perf_counter(), None
    for stats in finetune(student, material, _recipe(cell), options, rng):
        active.append(stats.active)
        trained = stats.trained
    spent = time.perf_counter() - begun
    assert trained is not None
    student.restore(trained.state)
    return found(classes, student.head()) | {
        "step_ms": round(spent / STEPS * 1e3, 3),
        "active": [round(float(part.mean()), 4) for part in np.array_split(active[:-1], CURVE)],
    }


def found(classes: Classes, head: Head) -> dict[str, Any]:
    """Sums of recall@1 and MAP@R by class of the query, in the order of the classes that ask."""
    sides = [np.flatnonzero(side) for side in (classes.query, classes.answer)]
    queries, answers = (Embeddings(rows, head.apply(classes.features[rows])) for rows in sides)
    result = retrieval(queries, classes.label[sides[0]], answers, classes.label[sides[1]], ks=(1,))
    place = np.unique(result.classes, return_inverse=True)[1]
    return {
        short: np.round(np.bincount(place, weights=result.values[name]), 4).tolist()
        for short, name in (("recall", "hit@1"), ("map", "map@r"))
    } | {"queries": np.bincount(place).tolist()}


def _material(classes: Classes, rng: np.random.Generator) -> tuple[Material, NDArray[np.int64]]:
    """Pairs of the classes to learn from, a fifth of which is held back; images numbered with those last."""
    learn = np.flatnonzero(classes.learn)
    names = rng.permutation(np.unique(classes.label[learn]))
    held = np.isin(classes.label[learn], names[: round(HELD * len(names))])
    rows = np.concatenate([learn[~held], learn[held]])
    label, edge = classes.label[rows], int((~held).sum())
    parts = [_pairs(label[:edge], PAIRS, rng), _pairs(label[edge:], HELD_PAIRS, rng)]
    left, right = (np.concatenate([parts[0][end], parts[1][end] + edge]) for end in (0, 1))
    same = label[left] == label[right]
    nothing = np.full(len(left), np.nan, np.float32)
    known = Relations(label, label, label, np.ones(len(label), np.bool_), lenient=False)
    return Material(left, right, np.where(same, 2, 0), nothing, left >= edge, known, edge), rows


def _pairs(label: NDArray[np.int64], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """(2, 2 count) places: as many random pairs of one class as of two."""
    left, right = rng.integers(0, len(label), (2, 250 * count))
    same = (label[left] == label[right]) & (left < right)
    different = label[left] != label[right]
    chosen = np.concatenate([np.flatnonzero(same)[:count], np.flatnonzero(different)[:count]])
    return np.stack([left[chosen], right[chosen]])


def _recipe(cell: Cell) -> Recipe:
    loss = LOSSES.entry(cell.loss)
    build_loss = partial(loss.load(), **{setting.key: setting.default for setting in loss.settings})
    if cell.sampler in MINERS:
        return Recipe(build_loss, loss.needs, partial(MINERS[cell.sampler], per_group=4), "groups")
    sampler = SAMPLERS.entry(cell.sampler)
    settings = {setting.key: setting.default for setting in sampler.settings}
    return Recipe(build_loss, loss.needs, partial(sampler.load(), **settings), sampler.needs)
