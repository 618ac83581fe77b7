"""Embed: images to features (backbone, cached by content) and features to embeddings (head).

The decoders prepare pictures while the network runs. Features lie in segments keyed by content hash, so the cache
survives a restored or rebuilt database and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core import segments
from app.core.atomic import refusal
from app.core.decoders import Decoded, cores, decode_all
from app.core.images import BadImage, content_hash, decoded, opened
from app.core.jobs import NULL_JOB, Job
from app.core.records import EmbedderRow, Embeddings, Features, Image
from models import device as devices
from models.backbone import Backbone, Pixels
from models.backbones import BACKBONES
from models.errors import UserError
from models.head import Head
from models.heads import HEADS

if TYPE_CHECKING:
    from app.core.store.project import Project

DEFAULT = "efficientnet_lite0"
TIME_LIMIT = 60.0  # seconds for one file; ingest read it within the limit that the user set
BATCH = {"cpu": 8, "cuda": 64, "mps": 64}  # fixed, so that the same run gives the same bits

Task = tuple[str, str]  # path, content hash


def features(
    project: Project,
    backbone: str = DEFAULT,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> tuple[Features, int]:
    """Features (float16) of every image that can be read, ascending ids, and how many were computed now.

    An image that cannot be read any more is left out with a warning. `threads` 0 = all cores.
    """
    network = BACKBONES.load(backbone)
    images = project.images.all()
    folder = project.folder("features") / network.fingerprint[:16]
    keys = segments.keys(image.content_hash for image in images)
    cached = segments.find(folder, keys, network.dim)
    missing = [image for image, there in zip(images, cached.found, strict=True) if not there]
    computed = 0
    if missing:
        computed = _compute(missing, network, folder, device, threads, job)
        cached = segments.find(folder, keys, network.dim)
    ids = np.array([image.id for image in images], np.int64)
    return Features(ids[cached.found], cached.vectors()), computed


def embeddings(
    project: Project, embedder: EmbedderRow, device: str = "auto", threads: int = 0, job: Job = NULL_JOB
) -> Embeddings:
    """Unit vectors (float32) of every image that can be read, by the backbone and head of this embedder."""
    network = BACKBONES.load(embedder.backbone)
    if network.fingerprint != embedder.backbone_fingerprint:
        raise UserError(
            "the embedder {name} was made with another version of {backbone}; embed the collection again",
            name=embedder.name,
            backbone=embedder.backbone,
        )
    base, _ = features(project, embedder.backbone, device, threads, job)
    images = project.images.by_ids(base.ids.tolist())
    keys = segments.keys(images[image].content_hash for image in base.ids.tolist())
    path = project.folder("embeddings") / f"{embedder.fingerprint[:16]}.npy"
    stored = segments.read(path, embedder.dim, "f4")
    if stored is not None and np.array_equal(stored["key"], keys):
        return Embeddings(base.ids, np.ascontiguousarray(stored["vector"]))
    job.report("Applying the head")
    vectors = Head.load(project.path / embedder.file).apply(base.vectors)
    segments.write(path, keys, vectors)
    return Embeddings(base.ids, vectors)


def fit_embedder(
    project: Project,
    head: str = "whiten",
    backbone: str = DEFAULT,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
    *,
    round: int = 0,
) -> EmbedderRow:
    """Fit a head that needs no labels (`raw`, `whiten`) to the collection as it is now, and store the embedder."""
    base, _ = features(project, backbone, device, threads, job)
    job.report("Fitting the head")
    made = HEADS.load(head).fit(base.vectors, base.ids)
    return store_embedder(project, made, backbone, name=f"{head}-{round}", round=round)


def store_embedder(
    project: Project,
    head: Head,
    backbone: str,
    *,
    name: str,
    round: int,
    parent: str | None = None,
    seed: int = 0,
    settings: Mapping[str, Any] | None = None,
    trained_on: Mapping[str, Any] | None = None,
) -> EmbedderRow:
    """Write the head's arrays, then the row that names them. The same backbone and head is the same embedder."""
    network = BACKBONES.load(backbone)
    fingerprint = hashlib.sha256(f"{network.fingerprint}:{head.fingerprint}".encode()).hexdigest()
    path = project.folder("checkpoints") / f"{fingerprint[:16]}.safetensors"
    try:
        head.save(path)
    except OSError as error:
        raise refusal(path, error) from error
    return project.rounds.add_embedder(
        fingerprint=fingerprint,
        name=name,
        backbone=backbone,
        backbone_fingerprint=network.fingerprint,
        head=head.kind,
        file=path.relative_to(project.path).as_posix(),
        dim=head.dim(network.dim),
        round=round,
        parent=parent,
        seed=seed,
        settings=settings,
        trained_on=trained_on,
    )


def prepare(task: Task, backbone: str) -> Pixels | BadImage:
    """In a decoder: the network's input of one file, or why there is none.

    The content is compared with its hash: features of other content must not be cached under it.
    """
    network = BACKBONES.load(backbone)
    path, expected = task
    try:
        with opened(Path(path)) as file:
            if content_hash(file) != expected:
                return BadImage("the file has changed since it was read", code="changed")
            picture = decoded(file, short_side=network.draft_size)[1]
    except BadImage as error:
        return error
    return network.preprocess(picture)


def _compute(images: list[Image], network: Backbone, folder: Path, device: str, threads: int, job: Job) -> int:
    """Compute and cache the features of these images; returns how many could be."""
    threads, device = threads or cores(), devices.resolve(device)
    extract = network.open(device, threads)
    work = decode_all(
        [(str(Path(image.root, image.path)), image.content_hash) for image in images],
        "app.core.embed:prepare",
        arguments=(network.name,),
        processes=threads,
        time_limit=TIME_LIMIT,
        job=job,
        text="Computing features",
    )
    computed = 0
    with closing(work), segments.Writer(folder) as writer:
        good = _good(work, job)
        while batch := list(islice(good, BATCH[device])):
            hashes, pixels = zip(*batch, strict=True)
            writer.add(segments.keys(hashes), extract(np.stack(pixels)))
            computed += len(batch)
    return computed


def _good(work: Iterable[Decoded[Task]], job: Job) -> Iterator[tuple[str, Pixels]]:
    """Content hash and pixels of what could be read; a warning for every other file."""
    for answer in work:
        path, key = answer.task
        problem = str(answer.value) if isinstance(answer.value, BadImage) else answer.detail
        if problem:
            job.warn(f"{path} has no features: {problem}")
        else:
            yield key, answer.value
