"""Learning: from the grades of a project to a trained embedder, stored with all that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from app.core.embedding import embed
from app.core.jobs import Job
from app.core.learning import trainset
from app.core.records import EmbedderRow, Features, TrainingSet
from app.core.settings import Settings, table
from models.errors import UserError
from models.head import Head
from models.losses import LOSSES
from models.samplers import SAMPLERS

if TYPE_CHECKING:
    from app.core.learning.trainset import Drawn
    from app.core.store.project import Project
    from models.finetune import FinetuneOptions, GradedPairs, StepStats, Trained


@dataclass(frozen=True)
class Learned:
    """A stored embedder and how it came about: the training, the pairs it saw, the pairs left out by reason."""

    embedder: EmbedderRow
    trained: Trained
    pairs: int
    left_out: dict[str, int]


def train(project: Project, settings: Settings, *, seed: int, device: str, threads: int, job: Job) -> Learned:
    """Learn a linear head from the training side's grades, started at the round's whitened head, and store it."""
    if find_spec("torch") is None:
        raise UserError("training needs torch, which this build does not have; use the full build or a pip install")
    from models.finetune import finetune

    start = _start(project)
    drawn = trainset.training_set(project, settings, seed=seed, job=job)
    features, _ = embed.features(project, embed.backbone_of(start), device=device, threads=threads, job=job)
    loss, sampler = LOSSES.entry(settings["train.loss"]), SAMPLERS.entry(settings["train.sampler"])
    stream = finetune(
        features.vectors,
        _rows(features, drawn.pairs),
        Head.load(project.path / start.file),
        partial(loss.load(), **settings.of_entry("loss", loss)),
        partial(sampler.load(), **settings.of_entry("sampler", sampler)),
        _options(settings, device, threads),
        np.random.default_rng(seed),
    )
    trained = _last(stream, settings["train.steps"], job)
    row = _store(project, start, trained, drawn, settings, seed)
    return Learned(row, trained, len(drawn.pairs.left), dict(drawn.left_out))


def _start(project: Project) -> EmbedderRow:
    """The newest whitened embedder: learning from labels begins there and is compared with it."""
    whitened = [row for row in project.rounds.embedders() if row.head == "whiten"]
    if not whitened:
        raise UserError("nothing was embedded yet in {project}; mine and grade first", project=project.name)
    return whitened[-1]


def _rows(features: Features, pairs: TrainingSet) -> GradedPairs:
    """The pairs by row of the features; those with an image that cannot be read any more are dropped."""
    from models.finetune import GradedPairs

    there = np.isin(pairs.left, features.ids) & np.isin(pairs.right, features.ids)
    left, right = (np.searchsorted(features.ids, ends[there]) for ends in (pairs.left, pairs.right))
    return GradedPairs(left, right, pairs.target[there], pairs.validation[there])


def _options(settings: Settings, device: str, threads: int) -> FinetuneOptions:
    from models.device import resolve
    from models.finetune import FinetuneOptions

    return FinetuneOptions(
        settings["train.steps"],
        settings["train.pairs_per_step"],
        settings["train.learning_rate"],
        settings["train.weight_decay"],
        settings["train.patience"],
        resolve(device),
        threads,
    )


def _last(stream: Iterator[StepStats], steps: int, job: Job) -> Trained:
    """Run the training to its end, reporting every step, and return what came out."""
    for stats in stream:
        shown = {"loss": stats.loss, "active": stats.active, **stats.figures}
        if stats.score is not None:
            shown["validation"] = stats.score
        job.report("Training", stats.step, steps, **shown)
        if stats.trained is not None:
            return stats.trained
    raise AssertionError("a training always ends with what it learned")


def _store(
    project: Project, start: EmbedderRow, trained: Trained, drawn: Drawn, settings: Settings, seed: int
) -> EmbedderRow:
    """Keep the trained head with its parent, its settings, its figures and the components it learned from."""
    count = sum(row.head == "linear" for row in project.rounds.embedders())
    keys = [key for key in table() if key.startswith(("train.", "loss.", "sampler."))]
    figures = {key: value for key, value in asdict(trained).items() if key != "head"}
    return embed.store_embedder(
        project,
        trained.head,
        embed.backbone_of(start),
        name=f"trained-{count + 1}",
        round=start.round,
        parent=start.fingerprint,
        seed=seed,
        settings={key: settings[key] for key in keys},
        trained_on={
            "graded": drawn.graded,
            "random": drawn.random,
            "left_out": dict(drawn.left_out),
            "components": list(drawn.components),
            "labels": list(drawn.labels),
            "training": figures,
        },
    )
