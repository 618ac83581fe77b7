"""Ingest: folders into image rows, thumbnails and named problems. Files that have not changed are not read again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from app.core import hashes, thumbnails
from app.core.decoders import Decoded, decode_all
from app.core.images import SUFFIXES, BadImage, Found, content_hash, count_frames, decoded, is_text, opened, scan
from app.core.jobs import NULL_JOB, Job
from app.core.records import Problem, ScanResult
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.images import FileRow
    from app.core.store.project import Project

SINGLE = frozenset({"JPEG", "BMP", "DIB"})  # formats of one picture; counting opens a file again
RECORD_FILES, RECORD_SECONDS = 256, 1.0  # a transaction is due after either: short, and little to lose


@dataclass(frozen=True)
class IngestResult:
    """What the collection holds after an ingest, and what it did: `new` images by content, files `decoded`."""

    images: int
    files: int
    new: int
    decoded: int
    problems: list[Problem]


def ingest(
    project: Project,
    folders: Iterable[Path] = (),
    settings: Settings | None = None,
    job: Job = NULL_JOB,
    *,
    processes: int = 0,
    retry: bool = False,
) -> IngestResult:
    """Bring the collection up to date with these folders, or with all its folders when none is named.

    A file whose size and time are those of its row is not read; with `retry` the problem files are. New folders
    are added. UserError when a folder is missing or when there is no image file at all.
    """
    settings = settings or Settings()
    new = read_files = 0
    for folder in _roots(project, [Path(folder) for folder in folders], job):
        added, read = _read_folder(project, folder, settings, job, processes, retry)
        new, read_files = new + added, read_files + read
    _hash_pixels(project, settings, job, processes)
    size = project.images.count()
    return IngestResult(size.images, size.files, new, read_files, project.images.problems())


def duplicates(project: Project) -> list[tuple[int, int]]:
    """Every pair of images with identical decoded pixels, left < right, in order. A fact, not a label."""
    alike: dict[str, list[int]] = {}
    for image, value in project.images.pixel_hashes(hashes.DECODER).items():
        alike.setdefault(value, []).append(image)
    return sorted(pair for images in alike.values() for pair in combinations(sorted(images), 2))


def inspect(found: Found, folder: str, thumbs: str, max_megapixels: float) -> ScanResult:
    """Read one file in a decoder: its figures, its hashes, its thumbnail; or what is wrong with it."""
    result = ScanResult(found.path, found.size, found.mtime_ns)
    try:
        with opened(Path(folder, found.path)) as file:
            key = content_hash(file)
            header, picture = decoded(file, max_megapixels, long_side=thumbnails.SIDE)
            frames = 1 if header.format in SINGLE else count_frames(file)
    except BadImage as error:
        return replace(result, problem=error.code, detail=str(error))
    picture.thumbnail((thumbnails.SIDE, thumbnails.SIDE), Image.Resampling.LANCZOS)
    thumbnails.write_thumbnail(Path(thumbs), key, picture)
    return replace(
        result,
        content_hash=key,
        width=header.width,
        height=header.height,
        format=header.format,
        mode=header.mode,
        frames=frames,
        orientation=header.orientation,
        phash=hashes.perceptual_hash(picture),
        taken_at=header.taken_at,
        camera=header.camera,
    )


def _roots(project: Project, folders: Sequence[Path], job: Job) -> Iterator[Path]:
    """The folders to read, checked before the first is read."""
    for folder in folders:
        if not folder.is_dir():
            missing = "{path} is not a folder" if folder.exists() else "the folder {path} does not exist"
            raise UserError(missing, path=folder)
        if not is_text(str(folder.resolve())):
            raise UserError("the folder {path} cannot be used: its name is not valid text", path=folder)
    if folders:
        yield from (folder.resolve() for folder in folders)
        return
    for row in project.images.folders():
        if Path(row.path).is_dir():
            yield Path(row.path)
        else:
            job.warn(f"{row.path} is not there now; its images stay in the project")


def _read_folder(
    project: Project, folder: Path, settings: Settings, job: Job, processes: int, retry: bool
) -> tuple[int, int]:
    """Read what is new or changed in one folder; returns (new images, files read)."""
    files = scan(folder, job)
    if not files and str(folder) not in {row.path for row in project.images.folders()}:
        known = " ".join(sorted(SUFFIXES))
        raise UserError("{path} holds no image files ({suffixes})", path=folder, suffixes=known)
    folder_id = project.images.add_folder(folder)
    rows = project.images.files(folder_id)
    names = {file.path for file in files}
    project.images.mark_gone([row.id for path, row in rows.items() if path not in names])
    bare = _without_thumbnail(project)
    todo = [file for file in files if _is_due(file, rows.get(file.path), bare, retry)]
    work = decode_all(
        todo,
        "app.core.ingest:inspect",
        arguments=(str(folder), str(project.folder("thumbs")), settings["ingest.max_megapixels"]),
        processes=processes,
        time_limit=settings["ingest.time_limit"],
        job=job,
        text="Reading images",
    )
    with closing(work):
        return _record(project, folder_id, map(_result, work)), len(todo)


def _without_thumbnail(project: Project) -> set[int]:
    drawn = thumbnails.stored(project.folder("thumbs"))
    return {image.id for image in project.images.all() if image.content_hash not in drawn}


def _is_due(file: Found, row: FileRow | None, bare: set[int], retry: bool) -> bool:
    """Whether a file has to be read: new, changed, without its thumbnail, or a problem to be tried again."""
    if row is None or (row.size, row.mtime_ns) != (file.size, file.mtime_ns):
        return True
    return row.image_id in bare or (retry and row.problem is not None)


def _result(answer: Decoded[Found]) -> ScanResult:
    if not answer.problem:
        result: ScanResult = answer.value
        return result
    found = answer.task
    return ScanResult(found.path, found.size, found.mtime_ns, problem=answer.problem, detail=answer.detail)


def _record(project: Project, folder_id: int, results: Iterable[ScanResult]) -> int:
    """Store results as they come, a transaction now and then; also what was read before a cancellation."""
    waiting: list[ScanResult] = []
    new, last = 0, time.monotonic()
    try:
        for result in results:
            waiting.append(result)
            if len(waiting) >= RECORD_FILES or time.monotonic() - last > RECORD_SECONDS:
                new += project.images.record(folder_id, waiting)
                waiting, last = [], time.monotonic()
    finally:
        new += project.images.record(folder_id, waiting)
    return new


def _hash_pixels(project: Project, settings: Settings, job: Job, processes: int) -> None:
    """Hash the exact pixels of images that may have a twin, and of no other: it takes a full decode."""
    known = project.images.pixel_hashes(hashes.DECODER)
    images = {image: value for image in project.images.all() if (value := image.phash) is not None}
    twins = hashes.alike([(image.width, image.height) for image in images], np.array([*images.values()], np.uint64))
    todo = [image for image, twin in zip(images, twins, strict=True) if twin and image.id not in known]
    work = decode_all(
        [(str(Path(image.root, image.path)), image.content_hash) for image in todo],
        "app.core.hashes:pixel_hash_of",
        processes=processes,
        time_limit=settings["ingest.time_limit"],
        job=job,
        text="Comparing pixels",
    )
    with closing(work):
        made = {image.id: answer.value for image, answer in zip(todo, work, strict=True) if answer.value}
    project.images.set_pixel_hashes(made, hashes.DECODER)
