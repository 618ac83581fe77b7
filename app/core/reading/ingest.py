"""Ingest: folders into image rows, thumbnails and named problems. Files that have not changed are not read again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from app.core.jobs import NULL_JOB, Job
from app.core.reading import thumbnails
from app.core.reading.decoders import Decoded, decode_all
from app.core.reading.files import is_text
from app.core.reading.identical import hash_pixels
from app.core.reading.inspecting import Inspected, Inspection
from app.core.reading.scanning import Found, scan
from app.core.records import Problem, ScanResult
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.images import FileRow
    from app.core.store.project import Project
    from models.backbone import Choice, Pixels

    Take: TypeAlias = Callable[[str, Pixels], None]

RECORD_FILES, RECORD_SECONDS = 256, 1.0  # a transaction is due after either: short, and little to lose


@dataclass(frozen=True)
class IngestResult:
    """What the collection holds after an ingest, and what it did: `new` images by content, files `decoded`.

    A file counts as decoded when it was read; one whose content is known was only hashed.
    """

    images: int
    files: int
    new: int
    decoded: int
    problems: list[Problem]


@dataclass(frozen=True)
class _How:
    settings: Settings
    job: Job
    processes: int
    retry: bool
    backbone: Choice | None
    take: Take | None
    whole: dict[int, set[str]]  # content hashes of images that have a row and a thumbnail, by their bytes


def ingest(
    project: Project,
    folders: Iterable[Path] = (),
    settings: Settings | None = None,
    job: Job = NULL_JOB,
    *,
    processes: int = 0,
    retry: bool = False,
    backbone: Choice | None = None,
    take: Take | None = None,
) -> IngestResult:
    """Bring the collection up to date with these folders, or with all its folders when none is named.

    A file whose size and time are those of its row is not read; with `retry` the problem files are. New folders
    are added. With a `backbone`, the input of that network is handed to `take` as (content hash, pixels), once for
    every content decoded, in the order of the files: the same bytes that embedding would have prepared.
    UserError when a folder is missing or when there is no image file at all.
    """
    how = _How(settings or Settings(), job, processes, retry, backbone, take, {})
    new = read_files = 0
    for folder in _roots(project, [Path(folder) for folder in folders], job):
        added, read = _read_folder(project, folder, how)
        new, read_files = new + added, read_files + read
    hash_pixels(project, how.settings, job, processes)
    size = project.images.count()
    return IngestResult(size.images, size.files, new, read_files, project.images.problems())


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


def _read_folder(project: Project, folder: Path, how: _How) -> tuple[int, int]:
    """Read what is new or changed in one folder; returns (new images, files read)."""
    files = scan(folder, how.job)
    if not files and str(folder) not in {row.path for row in project.images.folders()}:
        raise UserError("{path} holds no image files", path=folder)
    folder_id = project.images.add_folder(folder)
    rows = project.images.files(folder_id)
    bare = _look_over(project, how.whole)  # before files are marked as gone: what was moved is still known
    names = {file.path for file in files}
    project.images.mark_gone([row.id for path, row in rows.items() if path not in names])
    todo = [file for file in files if _is_due(file, rows.get(file.path), bare, how.retry)]
    settings = how.settings
    refused = [_refusal(file) for file in todo if file.problem]
    _record(project, folder_id, refused)
    todo = [file for file in todo if not file.problem]
    work = decode_all(
        [Inspection(file, tuple(how.whole.get(file.size, ()))) for file in todo],
        "app.core.reading.inspecting:inspect",
        arguments=(str(folder), str(project.folder("thumbs")), settings["ingest.max_megapixels"], how.backbone),
        processes=how.processes,
        time_limit=settings["ingest.time_limit"],
        memory_mb=settings["ingest.memory_mb"],
        job=how.job,
        text="Reading images",
    )
    with closing(work):
        return _record(project, folder_id, _results(work, how.take)), len(todo)


def _look_over(project: Project, whole: dict[int, set[str]]) -> set[int]:
    """Add the images that have a thumbnail to `whole`; returns those that have none."""
    drawn = thumbnails.stored(project.folder("thumbs"))
    bare: set[int] = set()
    for image in project.images.all():
        if image.content_hash in drawn:
            whole.setdefault(image.bytes, set()).add(image.content_hash)
        else:
            bare.add(image.id)
    return bare


def _is_due(file: Found, row: FileRow | None, bare: set[int], retry: bool) -> bool:
    """Whether a file has to be read: new, changed, without its thumbnail, or a problem to be tried again."""
    if row is None or (row.size, row.mtime_ns) != (file.size, file.mtime_ns):
        return True
    return row.image_id in bare or (retry and row.problem is not None)


def _refusal(found: Found) -> ScanResult:
    return ScanResult(found.path, found.size, found.mtime_ns, problem=found.problem, detail=found.detail)


def _results(work: Iterable[Decoded[Inspection]], take: Take | None) -> Iterator[ScanResult]:
    """The results in order; the input of the network is handed on, once for each content."""
    taken: set[str] = set()
    for answer in work:
        found = answer.task.found
        if answer.problem:
            yield ScanResult(found.path, found.size, found.mtime_ns, problem=answer.problem, detail=answer.detail)
            continue
        inspected: Inspected = answer.value
        key = inspected.result.content_hash
        if take and inspected.pixels is not None and key not in taken:
            taken.add(key)
            take(key, inspected.pixels)
        yield inspected.result


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
