"""Embed: images to features (backbone, cached by content) and features to embeddings (head).

The decoders prepare pictures while the network runs. Features lie in segments keyed by content hash, so the cache
survives a restored or rebuilt database and may be deleted at any time. Each backbone has a folder of its own, and in
it one for each dihedral view, so that several stand side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.atomic import refusal
from app.core.embedding import own_vectors, segments, stage_maps, vector_file
from app.core.embedding.embedder_names import free, name_of
from app.core.embedding.extraction import Extraction, folder_of
from app.core.embedding.unreadable import Unreadable
from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import Decoded, decode_all
from app.core.reading.files import BadImage
from app.core.reading.images import same_picture
from app.core.records import EmbedderRow, Embeddings, Features, FloatArray, Image, IntArray
from app.core.settings import Settings
from models.backbone import Backbone, Pixels, Tail
from models.backbones import BACKBONES, open_choice, stored_choice
from models.errors import UserError
from models.head import Head
from models.heads import HEADS
from models.settings import Value
from models.trained import trained_backbone
from models.views import AS_IT_IS, MIRRORED, VIEWS

if TYPE_CHECKING:
    from app.core.store.project import Project

DEFAULT = "efficientnet_lite0"

Task = tuple[str, str]  # path, content hash


@dataclass(frozen=True)
class Embedded:
    """A collection embedded: by which embedder, the vectors, those of other views (same ids), how many are new."""

    row: EmbedderRow
    vectors: Embeddings
    turned: Mapping[int, Embeddings] = field(default_factory=dict)
    computed: int = 0


def embed_collection(
    project: Project, settings: Settings, device: str, threads: int, job: Job, *,
    row: EmbedderRow | None = None, head: str = "whiten", refit: bool = False,
) -> Embedded:  # fmt: skip
    """Embeddings of every image by the embedder `row`, else by this head on the backbone of the settings.

    The head is fitted once, and again only with `refit`. One look at the files, also for several views.
    """
    network = backbone_of(row, project) if row else chosen_backbone(settings)
    views = _views(network, settings, job)
    base, computed = features(project, network, device, threads, job, views=views, settings=settings)
    if row is None:
        fitted = [known for known in project.rounds.embedders()
                  if (known.head, known.backbone_fingerprint) == (head, network.fingerprint)]  # fmt: skip
        round_ = project.rounds.current()
        row = fitted[-1] if fitted and not refit else fit_embedder(
            project, head, network, device, threads, job, round=round_.number if round_ else 0, base=base
        )
    found = {0: embeddings(project, row, device, threads, job, base=base)}
    found |= {view: embeddings(project, row, device, threads, job, view=view) for view in views[1:]}
    return Embedded(row, (common := _common(found)).pop(0), common, computed)


def _common(found: Mapping[int, Embeddings]) -> dict[int, Embeddings]:
    """The images that every view has: a file may have become unreadable after the first view was computed."""
    ids = reduce(np.intersect1d, (embeddings.ids for embeddings in found.values()))
    return {
        view: part if len(part.ids) == len(ids) else Embeddings(ids, part.vectors[np.searchsorted(part.ids, ids)])
        for view, part in found.items()
    }


def _views(network: Backbone, settings: Settings, job: Job) -> tuple[int, ...]:
    chosen = chosen_views(settings)
    if network.given and len(chosen) > 1:
        job.warn("the vectors that mine were imported: they say nothing of turned pictures, which are left out")
        return chosen[:1]
    return chosen


def chosen_backbone(settings: Settings) -> Backbone:
    """The backbone of the settings, opened with its own settings; UserError where it cannot be."""
    entry = BACKBONES.entry(settings["embed.backbone"])
    return open_choice(entry.name, settings.of_entry("backbone", entry))


def chosen_views(settings: Settings) -> tuple[int, ...]:
    """The dihedral views that `embed.views` asks for, the picture as it is first."""
    return {"as they are": VIEWS[:1], "mirrored": (AS_IT_IS, MIRRORED), "all eight": VIEWS}[settings["embed.views"]]


def features(
    project: Project,
    backbone: str | Backbone = DEFAULT,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
    *,
    view: int = 0,
    views: Sequence[int] = (),
    settings: Settings | None = None,
    only: IntArray | None = None,
) -> tuple[Features, int]:
    """Features (float16, on disk) of every image that can be read, ascending ids, and how many were computed now.

    `view` says of which dihedral view; those of further `views` are computed in the same pass over the files. An
    image that cannot be read any more is left out with a warning. `threads` 0 = all cores. `only` of these ids.
    """
    network = open_choice(backbone) if isinstance(backbone, str) else backbone
    chosen = None if only is None else set(only.tolist())
    images = [image for image in project.images.all() if chosen is None or image.id in chosen]
    if network.given:
        return own_vectors.features(network, images, job), 0
    keys = segments.keys(image.content_hash for image in images)
    folder, computed = project.folder("features"), 0
    cached = segments.find(folder_of(folder, network, view), keys, network.dim)
    missing = ~cached.found
    for other in set(views) - {view}:
        missing |= ~segments.find(folder_of(folder, network, other), keys, network.dim).found
    if missing.any():
        todo = [image for image, there in zip(images, missing, strict=True) if there]
        wanted, told = sorted({view, *views}), settings or Settings()
        if network.tail is not None and stage_maps.affordable(network.tail.stem, len(images), len(wanted)):
            computed = _through_maps(project, network, network.tail, wanted, device, threads, job, settings)[view]
        else:
            run = Extraction(network, folder, views=wanted, device=device, threads=threads, batch=told["embed.batch"])
            _compute(todo, network, folder_of(folder, network), run, threads, told, job)
            computed = run.computed[view]
        cached = segments.find(folder_of(folder, network, view), keys, network.dim)
    ids = np.array([image.id for image in images], np.int64)
    return Features(ids[cached.found], cached.vectors), computed


def _through_maps(
    project: Project, network: Backbone, tail: Tail, views: Sequence[int], device: str, threads: int, job: Job,
    settings: Settings | None,
) -> dict[int, int]:  # fmt: skip
    """Features of a network whose last stages have learned, from the maps before them: how many are new, by view.

    Maps that are there are not computed again, so no picture is decoded whose map is known.
    """
    found = {}
    for view in views:
        maps, _ = features(project, tail.stem, device, threads, job, view=view, views=views, settings=settings)
        hashes = project.images.by_ids(maps.ids.tolist())
        keys = segments.keys(hashes[image].content_hash for image in maps.ids.tolist())
        found[view] = stage_maps.apply_tail(project.folder("features"), network, tail, keys, maps.vectors, view,
                                            device, threads, job)  # fmt: skip
    return found


def embeddings(
    project: Project,
    embedder: EmbedderRow,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
    *,
    view: int = 0,
    base: Features | None = None,
    settings: Settings | None = None,
) -> Embeddings:
    """Unit vectors (float32, mapped) of every image that can be read, by the backbone and head of this embedder.

    `view` (0 to 7) turns the pictures first. `base` are the features of now where the caller has them.
    """
    network = backbone_of(embedder, project)
    if base is None:
        base, _ = features(project, network, device, threads, job, view=view, settings=settings)
    hashes = project.images.by_ids(base.ids.tolist())
    keys = segments.keys(hashes[image].content_hash for image in base.ids.tolist())
    path = project.folder("embeddings") / f"{embedder.fingerprint[:16]}{f'.view{view}' if view else ''}.npy"
    mark = hashlib.sha256(f"{embedder.fingerprint}:{view}".encode()).digest()
    stored = vector_file.read(path, mark, keys, embedder.dim)
    if stored is None:
        _apply(Head.load(project.path / embedder.file), base, path, mark, keys, embedder.dim, job)
        stored = vector_file.read(path, mark, keys, embedder.dim)
    if stored is None:
        raise RuntimeError(f"{path} was written and cannot be read")
    return Embeddings(base.ids, stored)


def _apply(head: Head, base: Features, path: Path, mark: bytes, keys: segments.Keys, dim: int, job: Job) -> None:
    def rows(block: slice) -> FloatArray:
        return head.apply(base.vectors[block])

    vector_file.write(
        path, mark, keys, dim, rows, lambda done: job.report("Applying the head", done, len(keys))
    )


def backbone_of(embedder: EmbedderRow, project: Project) -> Backbone:
    """The backbone this embedder was made with, weights of its own included; UserError when it has become another."""
    if embedder.backbone == own_vectors.IMPORTED and embedder.network:
        return own_vectors.opened(project.path / embedder.network, embedder.settings["backbone"])
    network = stored_choice(embedder.backbone, embedder.settings)
    if embedder.network:
        network = trained_backbone(network, project.path / embedder.network)
    if network.fingerprint != embedder.backbone_fingerprint:
        raise UserError(
            "the embedder {name} was made with another version of {backbone}; embed the collection again",
            name=embedder.name,
            backbone=embedder.backbone,
        )
    return network


def fit_embedder(
    project: Project,
    head: str = "whiten",
    backbone: str | Backbone = DEFAULT,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
    *,
    round: int = 0,
    base: Features | None = None,
) -> EmbedderRow:
    """Fit a head that needs no labels (`raw`, `whiten`) to the collection as it is now, and store the embedder."""
    network = open_choice(backbone) if isinstance(backbone, str) else backbone
    if base is None:
        base, _ = features(project, network, device, threads, job)
    job.report("Fitting the head")
    made = HEADS.load(head).fit(base.vectors, base.ids)
    name = free(name_of(network, head, round), project.rounds.embedders())
    return store_embedder(project, made, network, name=name, round=round)


def store_embedder(
    project: Project,
    head: Head,
    network: Backbone,
    *,
    name: str,
    round: int,
    parent: str | None = None,
    seed: int = 0,
    settings: Mapping[str, Any] | None = None,
    trained_on: Mapping[str, Any] | None = None,
) -> EmbedderRow:
    """Write the head's arrays, then the row that names them. The same backbone and head is the same embedder."""
    fingerprint = hashlib.sha256(f"{network.fingerprint}:{head.fingerprint}".encode()).hexdigest()
    path = project.folder("checkpoints") / f"{fingerprint[:16]}.safetensors"
    try:
        head.save(path)
    except OSError as error:
        raise refusal(path, error) from error
    return project.rounds.add_embedder(
        fingerprint=fingerprint,
        name=name,
        backbone=network.name,
        backbone_fingerprint=network.fingerprint,
        head=head.kind,
        file=path.relative_to(project.path).as_posix(),
        dim=head.dim(network.dim),
        round=round,
        parent=parent,
        seed=seed,
        settings={**(settings or {}), "backbone": dict(network.values)},
        trained_on=trained_on,
        network=None if network.weights is None else network.weights.relative_to(project.path).as_posix(),
    )


def prepare(task: Task, backbone: str, values: Mapping[str, Value]) -> Pixels | BadImage:
    """In a decoder: the network's input of one file, or why there is none.

    The content is compared with its hash: features of other content must not be cached under it.
    """
    network = open_choice(backbone, values)
    try:
        return network.preprocess(same_picture(*task, short_side=network.draft_size))
    except BadImage as error:
        return error


def _compute(
    images: list[Image], network: Backbone, folder: Path, run: Extraction, threads: int, settings: Settings, job: Job
) -> None:
    """Decode these images and hand them over; a warning for every one that cannot be read."""
    unreadable = Unreadable(folder)
    tasks: list[Task] = []
    for image in images:
        path = str(Path(image.root, image.path))
        if reason := unreadable.reason(path, image.content_hash):
            job.warn(f"{path} has no features: {reason}")
        else:
            tasks.append((path, image.content_hash))
    work = decode_all(
        tasks,
        "app.core.embedding.embed:prepare",
        arguments=(network.name, dict(network.values)),
        processes=threads,
        time_limit=settings["ingest.time_limit"],
        job=job,
        text="Computing features",
    )
    with closing(work), run:
        for key, pixels in _good(work, unreadable, job):
            run.take(key, pixels)
    unreadable.save()


def _good(work: Iterable[Decoded[Task]], unreadable: Unreadable, job: Job) -> Iterator[tuple[str, Pixels]]:
    """Content hash and pixels of what could be read; a warning for every other file."""
    for answer in work:
        path, key = answer.task
        problem = str(answer.value) if isinstance(answer.value, BadImage) else answer.detail
        if problem:
            unreadable.add(path, key, problem)
            job.warn(f"{path} has no features: {problem}")
        else:
            yield key, answer.value
