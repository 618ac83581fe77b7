"""Identical pixels: which images show exactly the same picture, byte for byte of what is decoded. A fact, no label."""

from __future__ import annotations

from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.jobs import NULL_JOB, Job
from app.core.reading import hashes
from app.core.reading.decoders import decode_all
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.core.store.project import Project


def identical_groups(project: Project) -> list[list[int]]:
    """Images with identical decoded pixels, two or more a group, ascending inside and by smallest id."""
    alike: dict[str, list[int]] = {}
    for image, value in sorted(project.images.pixel_hashes(hashes.DECODER).items()):
        if value:
            alike.setdefault(value, []).append(image)
    return sorted(images for images in alike.values() if len(images) > 1)


def duplicates(project: Project) -> list[tuple[int, int]]:
    """Pairs (left < right, in order) that join every group of identical pixels: its first image with each other one.

    As many as there are images; all pairs of a thousand copies would be half a million (`duplicate_pairs`).
    """
    return [(group[0], other) for group in identical_groups(project) for other in group[1:]]


def duplicate_pairs(project: Project) -> list[tuple[int, int]]:
    """Every pair of images with identical decoded pixels, left < right, in order."""
    return sorted(pair for group in identical_groups(project) for pair in combinations(group, 2))


def hash_pixels(project: Project, settings: Settings, job: Job = NULL_JOB, processes: int = 0) -> None:
    """Hash the exact pixels of images that may have a twin, and of no other: it takes a full decode.

    A picture that cannot be decoded whole gets an empty hash, so that it is not tried again every time; one whose
    file is not there now, or holds another content, is tried the next time.
    """
    known = project.images.pixel_hashes(hashes.DECODER)
    images = {image: value for image in project.images.all() if (value := image.phash) is not None}
    twins = hashes.alike([(image.width, image.height) for image in images], np.array([*images.values()], np.uint64))
    todo = [image for image, twin in zip(images, twins, strict=True) if twin and image.id not in known]
    work = decode_all(
        [(str(Path(image.root, image.path)), image.content_hash) for image in todo],
        "app.core.reading.hashes:pixel_hash_of",
        processes=processes,
        time_limit=settings["ingest.time_limit"],
        memory_mb=settings["ingest.memory_mb"],
        job=job,
        text="Comparing pixels",
    )
    with closing(work):
        answers = zip(todo, work, strict=True)
        made = {image.id: answer.value or "" for image, answer in answers if answer.value is not None or answer.problem}
    project.images.set_pixel_hashes(made, hashes.DECODER)
