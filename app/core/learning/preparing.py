"""Preparing a training: from settings and a training set to the student, the material, the loss and the sampler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.embedding import embed
from app.core.jobs import Job
from app.core.learning.trainset import TrainingSet
from app.core.reading.decoders import cores
from app.core.reading.files import opened
from app.core.reading.images import decoded
from app.core.records import EmbedderRow, Image, IntArray
from app.core.settings import Settings, table
from models.head import Head
from models.losses import LOSSES
from models.material import Material, Relations
from models.samplers import SAMPLERS
from models.student import LANES, Subject
from models.students import SCOPES

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

    from app.core.store.project import Project
    from models.finetune import FinetuneOptions, Recipe


@dataclass(frozen=True)
class Prepared:
    """What a training begins with; by image number (m,): `ids` of the images, `folder` a number of theirs."""

    subject: Subject
    material: Material
    recipe: Recipe
    options: FinetuneOptions
    ids: IntArray
    folder: IntArray


def prepare(
    project: Project, settings: Settings, start: EmbedderRow, pairs: TrainingSet, *,
    seed: int, device: str, threads: int, job: Job,
) -> Prepared:  # fmt: skip
    """All that is known before the first step; images that cannot be read any more are left out."""
    backbone = embed.backbone_of(start, project)
    features, _ = embed.features(project, backbone, device=device, threads=threads, job=job)
    pairs = readable(pairs, features.ids)
    images = project.images.by_ids(pairs.images.tolist())
    options, lanes = _options(settings, seed, device, threads)

    def picture(number: int) -> Picture:
        image = images[int(pairs.images[number])]
        with opened(Path(image.root, image.path)) as file:
            return decoded(file, short_side=backbone.draft_size)[1]

    subject = Subject(
        features=features.vectors,
        rows=np.searchsorted(features.ids, pairs.images),
        start=Head.load(project.path / start.file),
        backbone=backbone,
        picture=picture,
        keys=tuple(images[image].content_hash for image in pairs.images.tolist()),
        cache=project.folder("features"),
        device=options.device,
        threads=threads,
        lanes=lanes,
        seed=seed,
    )
    folder = _folders(images, pairs.images)
    return Prepared(subject, material_of(pairs), _recipe(settings), options, pairs.images, folder)


def _folders(images: Mapping[int, Image], ids: IntArray) -> IntArray:
    """A number of each image's folder."""
    names = [f"{images[image].root}/{Path(images[image].path).parent.as_posix()}" for image in ids.tolist()]
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int64)


def readable(pairs: TrainingSet, ids: IntArray) -> TrainingSet:
    """The training set without images that have no features, and without their pairs."""
    there = np.isin(pairs.images, ids)
    if there.all():
        return pairs
    kept = np.isin(pairs.left, ids) & np.isin(pairs.right, ids)
    known = pairs.relations
    number = np.cumsum(there) - 1  # the new number of every image that stays
    ends = np.stack((known.unsettled >> 32, known.unsettled & 0xFFFFFFFF))
    ends = ends[:, there[ends].all(axis=0)]
    return TrainingSet(
        pairs.left[kept], pairs.right[kept], pairs.target[kept], pairs.validation[kept], pairs.rank[kept],
        pairs.degree[kept], pairs.images[there], int(there[: pairs.learnable].sum()),
        Relations(known.group[there], known.same[there], known.component[there], known.apart[there],
                            known.links, known.ranks, number[ends[0]] << 32 | number[ends[1]], known.lenient),
    )  # fmt: skip


def material_of(pairs: TrainingSet) -> Material:
    """The training set by image numbers, as the loop takes it."""
    order = np.argsort(pairs.images)
    left, right = (order[np.searchsorted(pairs.images, ends, sorter=order)] for ends in (pairs.left, pairs.right))
    return Material(left, right, pairs.rank, pairs.degree, pairs.validation, pairs.relations, pairs.learnable)


def _recipe(settings: Settings) -> Recipe:
    from models.finetune import Recipe

    loss, sampler = LOSSES.entry(settings["train.loss"]), SAMPLERS.entry(settings["train.sampler"])
    return Recipe(
        partial(loss.load(), **settings.of_entry("loss", loss)),
        loss.needs,
        partial(sampler.load(), **settings.of_entry("sampler", sampler)),
        sampler.needs,
    )


def _options(settings: Settings, seed: int, device: str, threads: int) -> tuple[FinetuneOptions, int]:
    """What the loop is told, and how many blocks of images go through a network at once."""
    from models.device import resolve
    from models.finetune import FinetuneOptions

    named = ("steps", "pairs_per_step", "learning_rate", "weight_decay", "patience", "check_every", "rate_drop",
             "drop_patience", "hard_share", "suspect")  # fmt: skip
    values = {name: settings[f"train.{name}"] for name in named}
    if SCOPES.entry(settings["train.scope"]).needs == "features":
        threads, lanes = threads or 1, 1  # steps of milliseconds: two threads would mostly wait for each other
    else:  # where a look costs a network's work, few say how things lie
        values |= {"first_pairs": 200}
        threads = threads or cores()
        lanes = min(threads, LANES) if resolve(device) == "cpu" else 1
    return FinetuneOptions(**values, device=resolve(device), threads=threads // lanes, seed=seed), lanes


def chosen_keys(settings: Settings) -> list[str]:
    """The settings that make this training what it is: the general ones and those of its loss, sampler and scope."""
    chosen = tuple(f"{kind}.{settings[f'train.{kind}']}." for kind in ("loss", "sampler", "scope"))
    return [key for key in table() if key.startswith(("train.", *chosen))]
