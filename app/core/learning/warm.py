"""Warm start: a collection's own pictures and their copies teach the embedding before anybody grades.

Every image and its altered copies are a group of their own, as in SSCD (Pizzi et al. 2022, section 4). Of the images a
part is learned from, a part says when to stop, and a third part, never looked at while training, decides: is the copy
of a picture found before other pictures more surely than with the start? Only then is the result kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core.embedding import embed
from app.core.embedding.networks import store_network
from app.core.jobs import NULL_JOB, Job
from app.core.learning.learn import start_of
from app.core.learning.looks import with_looks
from app.core.learning.preparing import Prepared, chosen_keys, prepare
from app.core.learning.presets import preset
from app.core.learning.split import update
from app.core.learning.trainset import TrainingSet
from app.core.records import EmbedderRow, FloatArray, IntArray, Side
from app.core.settings import Settings
from models.errors import UserError
from models.head import Head
from models.material import Material, Relations
from models.samplers import SAMPLERS
from models.settings import Value
from models.students import SCOPES

if TYPE_CHECKING:
    from app.core.store.project import Project
    from models.student import Student

SHARES = (0.6, 0.2)  # of the images: to learn from, to tell when to stop; the rest decides
DECIDES = 2  # number of that third part
FEWEST = 60  # images
PAIRS = 20_000  # drawn at random as pairs that do not match
SET: Mapping[str, Value] = {"train.loss": "infonce", "train.augmented": "on", "train.rounds": 0}
RESAMPLES = 2000


@dataclass(frozen=True)
class Warmed:
    """What came of it. `row`: the embedder that was stored, None where the start is kept. `start` and `warm`: how
    well copies of held-out images are told from other images, 0 to 1; `gain` with its 95 % interval."""

    row: EmbedderRow | None
    start: float
    warm: float
    gain: tuple[float, float, float]
    images: int

    def told(self) -> dict[str, Any]:
        """The same in plain values."""
        return {"checkpoint": self.row.name if self.row else None, "kept": self.row is not None, "start": self.start,
                "warm": self.warm, "gain": list(self.gain), "images": self.images}  # fmt: skip


def warm(
    project: Project, settings: Settings, *, seed: int = 0, device: str = "cpu", threads: int = 0, job: Job = NULL_JOB
) -> Warmed:
    """Fit the chosen scope to the training side's own pictures; the embedder is stored only if it is better.

    UserError when nothing was embedded yet, or there are too few images.
    """
    from models.finetune import finetune

    settings = Settings({**preset(settings, deep=False).overrides, **SET})  # the head, unless more was asked for
    settings = settings.having(train__sampler=_sampler(settings))
    rng = np.random.default_rng(seed)
    if settings["train.scope"] == "mlp":
        raise UserError("a warm start is where other trainings begin, and they begin at a linear map: choose the scope "
                        "head, last or full")  # fmt: skip
    start = start_of(project, graded=False)
    drawn, parts = _groups_of_one(project, settings, rng, job)
    ready = prepare(project, settings, start, drawn, seed=seed, device=device, threads=threads, job=job)
    parts = parts[np.isin(drawn.images, ready.ids)]
    ready = with_looks(project, ready, settings, job, of=np.arange(len(ready.ids)))
    copies = _copies(ready)
    deciding = copies[:, parts[copies[0]] == DECIDES] if len(copies[0]) else copies
    student = SCOPES.load(settings["train.scope"])(ready.subject, **_values(settings))
    before = _told_apart(student, ready, deciding)
    trained = None
    for stats in finetune(student, _without(ready.material, deciding), ready.recipe, ready.options, rng):
        job.report("Warming up", stats.step, ready.options.steps, loss=stats.loss)
        trained = stats.trained
    assert trained is not None
    student.restore(trained.state)
    after = _told_apart(student, ready, deciding)
    gain = _interval(after - before, rng)
    row = None
    if gain[1] > 0:
        figures = {"start": float(before.mean()), "warm": float(after.mean()), "gain": list(gain)}
        row = _stored(project, start, student, settings, seed, figures)
    return Warmed(row, float(before.mean()), float(after.mean()), gain, len(before))


def _values(settings: Settings) -> Mapping[str, Any]:
    return settings.of_entry("scope", SCOPES.entry(settings["train.scope"]))


def _sampler(settings: Settings) -> str:
    """The chosen sampler where it draws groups, else one that does."""
    chosen: str = settings["train.sampler"]
    return chosen if SAMPLERS.entry(chosen).needs == "groups" else next(e.name for e in SAMPLERS if e.needs == "groups")


def _groups_of_one(project: Project, settings: Settings, rng: Generator, job: Job) -> tuple[TrainingSet, IntArray]:
    """Images of the training side as groups of their own, random pairs of each part as negatives, and the part of
    every image: 0 to learn from, 1 to stop by, DECIDES."""
    split = update(project, settings, job)
    ids = np.array(sorted(i for i, place in split.places.items() if place.side is Side.TRAIN), np.int64)
    ids = rng.permutation(ids)[: settings["train.warm_images"]]
    if len(ids) < FEWEST:
        raise UserError("a warm start needs {needed} images on the training side; there are {found}", needed=FEWEST,
                        found=len(ids))  # fmt: skip
    roots, own = np.unique([split.root[image] for image in ids.tolist()], return_inverse=True)
    of_root = np.searchsorted(np.cumsum(SHARES), rng.permutation(len(roots)) / len(roots), side="right")
    order = np.argsort(of_root[own], kind="stable")
    ids, own, parts = ids[order], own[order].astype(np.int64), of_root[own][order].astype(np.int64)
    ends = np.sort(rng.integers(len(ids), size=(PAIRS, 2)), axis=1)
    ends = ends[(own[ends[:, 0]] != own[ends[:, 1]]) & (parts[ends[:, 0]] == parts[ends[:, 1]])]
    number = np.arange(len(ids), dtype=np.int64)
    relations = Relations(number, number, own, np.zeros(len(ids), np.bool_))
    none = np.zeros(len(ends), np.int64)
    made = TrainingSet(ids[ends[:, 0]], ids[ends[:, 1]], none, parts[ends[:, 0]] > 0, none,
                       np.full(len(ends), np.nan, np.float32), ids, int((parts == 0).sum()), relations)  # fmt: skip
    return made, parts


def _copies(ready: Prepared) -> IntArray:
    """(3, k): the number that each copied image had before there were copies, its number, and that of its copy."""
    views = ready.subject.views
    copy = np.zeros(len(ready.ids), np.bool_) if views is None else views.copy
    plain = np.flatnonzero(~copy)
    before = {int(image): place for place, image in enumerate(ready.ids[plain].tolist())}
    of = np.array([before[image] for image in ready.ids[copy].tolist()], np.int64)
    return np.stack((of, plain[of], np.flatnonzero(copy)))


def _without(material: Material, deciding: IntArray) -> Material:
    """The material without the pairs of images that decide: no step and no stop may rest on them."""
    kept = ~np.isin(material.left, deciding[1:]) & ~np.isin(material.right, deciding[1:])
    columns = ("left", "right", "rank", "degree", "validation")
    return replace(material, **{name: getattr(material, name)[kept] for name in columns})


def _told_apart(student: Student, ready: Prepared, deciding: IntArray) -> FloatArray:
    """Of every deciding image 1 - log(1 + k) / log(1 + n): k of n pairs of a copy and a picture of another component
    are at most as far apart as it is from its own copy."""
    from models.looking import vectors_of

    _, images, copies = deciding
    source, copy = (vectors_of(student, numbers, ready.options.device) for numbers in (images, copies))
    products = np.asarray(source @ copy.T, np.float64)
    component = ready.material.relations.component[images]
    strangers = np.sort(-products[component[:, None] != component])
    before = np.searchsorted(strangers, -np.diag(products), side="right")
    return np.asarray(1 - np.log1p(before) / np.log1p(len(strangers)), np.float32)


def _interval(gains: FloatArray, rng: Generator) -> tuple[float, float, float]:
    """The mean with its 95 % interval over images."""
    draws = rng.choice(gains, (RESAMPLES, len(gains))).mean(axis=1)
    low, high = np.percentile(draws, (2.5, 97.5))
    return float(gains.mean()), float(low), float(high)


def _stored(
    project: Project, start: EmbedderRow, student: Student, settings: Settings, seed: int, figures: Mapping[str, Any]
) -> EmbedderRow:
    """The embedder, as a head that no grade was needed for: trainings begin at the newest of these."""
    network = store_network(project, start, student.network(), settings["train.scope"])
    head = Head(start.head, student.head().arrays)
    count = sum("warm" in row.trained_on for row in project.rounds.embedders())
    return embed.store_embedder(
        project, head, network, name=f"warm-{count + 1}", round=start.round, parent=start.fingerprint, seed=seed,
        settings={key: settings[key] for key in chosen_keys(settings)}, trained_on={"warm": dict(figures)},
    )  # fmt: skip
