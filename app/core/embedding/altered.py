"""Altered views: features of copy-edits of images, made once and kept by content hash like the images' own.

Which edits a picture gets is decided by its content and the number of the view, so a view is the same whenever it is
made.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL.Image import Image as Picture

from app.core.embedding import segments
from app.core.embedding.extraction import folder_of, say_whose
from app.core.embedding.segments import Cached
from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import decode_all
from app.core.reading.files import BadImage
from app.core.reading.images import same_picture
from app.core.records import Image
from app.core.settings import Settings
from models import augment
from models import device as devices
from models.backbone import Backbone, Pixels
from models.backbones import open_choice

VIEWS = 4  # of an image
TOGETHER = 8  # images whose views the network takes at once
EDITION = 3  # of the edits: another one when what they do changes

Task = tuple[str, str]  # path, content hash


def altered_views(
    features: Path, images: Sequence[Image], network: Backbone, settings: Settings, device: str = "auto",
    threads: int = 0, job: Job = NULL_JOB,
) -> Cached:  # fmt: skip
    """Which of these images have views, and those, VIEWS * dim float16 side by side; missing ones are made now.

    `features`: the project's folder of features. An image that cannot be read has none, with a warning.
    """
    folder = folder_of(features, network) / f"altered{EDITION}-{VIEWS}"
    keys = segments.keys(image.content_hash for image in images)
    there = segments.find(folder, keys, VIEWS * network.dim)
    missing = [image for image, found in zip(images, there.found, strict=True) if not found]
    if not missing:
        return there
    say_whose(features, network)
    tasks = {image.content_hash: str(Path(image.root, image.path)) for image in missing}
    _compute([(path, key) for key, path in tasks.items()], folder, network, settings, device, threads, job)
    return segments.find(folder, keys, VIEWS * network.dim)


def _compute(
    tasks: list[Task], folder: Path, network: Backbone, settings: Settings, device: str, threads: int, job: Job
) -> None:
    work = decode_all(
        tasks,
        "app.core.embedding.altered:prepare",
        arguments=(network.name, dict(network.values)),
        processes=threads,
        time_limit=settings["ingest.time_limit"],
        job=job,
        text="Making altered copies",
    )
    extract = network.open(devices.resolve(device), threads)
    waiting: list[tuple[str, Pixels]] = []
    with closing(work), segments.Writer(folder) as writer:

        def write() -> None:
            rows = extract(np.concatenate([pixels for _, pixels in waiting]))
            writer.add(segments.keys(key for key, _ in waiting), rows.reshape(len(waiting), -1))
            waiting.clear()

        for answer in work:
            path, key = answer.task
            if isinstance(answer.value, BadImage) or answer.problem:
                job.warn(f"{path} has no altered copies: {answer.detail or answer.value}")
                continue
            waiting.append((key, answer.value))
            if len(waiting) == TOGETHER:
                write()
        if waiting:
            write()


def prepare(task: Task, backbone: str, values: dict[str, object]) -> Pixels | BadImage:
    """In a decoder: the network's inputs (VIEWS, size, size, 3) of one file's copies, or why there are none."""
    network = open_choice(backbone, values)  # type: ignore[arg-type]
    try:
        picture = same_picture(*task, short_side=network.draft_size)
    except BadImage as error:
        return error
    return np.stack([network.preprocess(altered(picture, task[1], view)) for view in range(VIEWS)])


def altered(picture: Picture, content_hash: str, view: int) -> Picture:
    """This view of the picture with this content."""
    return augment.altered_copy(picture, np.random.default_rng([view, *bytes.fromhex(content_hash)]))
