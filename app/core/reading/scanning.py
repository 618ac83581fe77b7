"""Scanning: which files of a folder, and of the zip files in it, are taken for images."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.core.jobs import NULL_JOB, Job
from app.core.reading import archives
from app.core.reading.files import BadImage, is_text, kind_refusal, opened, refusal
from app.core.reading.formats import START, has_image_suffix, starts_like_image


@dataclass(frozen=True)
class Found:
    """A file taken for an image: its path relative to the scanned folder, with forward slashes.

    Inside a zip file `mtime_ns` is the checksum that the zip file states: it says more than a time. `problem` and
    `detail` say why it cannot be read at all, where that is plain without decoding it.
    """

    path: str
    size: int
    mtime_ns: int
    problem: str = ""
    detail: str = ""


def scan(folder: Path, job: Job = NULL_JOB) -> list[Found]:
    """Every file below `folder` that is taken for an image, by path. Hidden ones and projects are passed over.

    Links to folders are followed, each folder once. A folder that cannot be listed is a warning.
    """
    found: list[Found] = []
    waiting = [(folder, "")]
    seen: set[str] = set()
    while waiting:
        place, prefix = waiting.pop()
        real = os.path.realpath(place)
        if real in seen:
            continue
        seen.add(real)
        job.report(f"Looking into {place.name}", len(found))
        entries = _entries(place, job)
        names = {entry.name for entry in entries}
        for entry in entries:
            path = prefix + entry.name
            if entry.name.startswith(".") or entry.name.endswith(".nearpair"):
                continue
            if not _is_folder(entry):
                found += _found(entry, path, job)
            elif entry.name.lower().endswith(".zip!") and entry.name[:-1] in names:
                job.warn(f"{path} is left out: its name means the inside of the zip file beside it")
            else:
                waiting.append((Path(entry.path), f"{path}/"))
    return sorted(found, key=lambda file: file.path)


def _entries(place: Path, job: Job) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return list(entries)
    except OSError as error:
        job.warn(f"{place.as_posix()[:200]} cannot be listed: {error.strerror}")
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle, a name too long
        return False


def _found(entry: os.DirEntry[str], path: str, job: Job) -> Iterator[Found]:
    is_zip = entry.name.lower().endswith(".zip")
    by_name = has_image_suffix(entry.name)
    if not is_text(path):
        if by_name or is_zip:
            job.warn(f"{path.encode(errors='replace').decode()} is left out: its name is not valid text")
        return
    try:
        status = entry.stat()
    except OSError as error:
        if by_name or is_zip:
            yield _refused(path, _dangling(entry) or refusal(error))
        return
    problem = kind_refusal(status.st_mode)
    if problem:
        if by_name and not stat.S_ISDIR(status.st_mode):
            yield _refused(path, problem)
    elif is_zip:
        yield from _inside(Path(entry.path), path, status, job)
    elif by_name or (status.st_size and _looks_like_image(Path(entry.path))):
        yield Found(path, status.st_size, status.st_mtime_ns)


def _refused(path: str, problem: BadImage, size: int = 0, mtime_ns: int = 0) -> Found:
    return Found(path, size, mtime_ns, problem.code, str(problem))


def _dangling(entry: os.DirEntry[str]) -> BadImage | None:
    if entry.is_symlink() and not os.path.lexists(os.path.realpath(entry.path)):
        return BadImage("it is a link to a file that is not there", code="missing")
    return None


def _looks_like_image(path: Path) -> bool:
    try:
        with opened(path) as file:
            return starts_like_image(file.read(START))
    except (BadImage, OSError):
        return False


def _inside(archive: Path, path: str, status: os.stat_result, job: Job) -> Iterator[Found]:
    """The images inside a zip file; where it cannot be listed, or names lead out of it, the zip file is a problem."""
    job.report(f"Looking into {archive.name}")
    whole = Found(path, status.st_size, status.st_mtime_ns)
    try:
        members = archives.members(archive).values()
    except archives.BadArchive as error:
        yield Found(whole.path, whole.size, whole.mtime_ns, error.code, str(error))
        return
    except OSError as error:
        yield _refused(path, refusal(error), whole.size, whole.mtime_ns)
        return
    unsafe = [member.name for member in members if member.problem[0] == "unsafe-name"]
    if unsafe:
        text = f"names of {len(unsafe)} files inside lead out of it, such as {unsafe[0][:100]}; they are not read"
        yield Found(whole.path, whole.size, whole.mtime_ns, "unsafe-name", text)
    for member in members:
        parts = PurePosixPath(member.name).parts
        wanted = has_image_suffix(member.name) or member.problem[0] == "nested-zip"
        if wanted and member.problem[0] != "unsafe-name" and not any(part.startswith(".") for part in parts):
            yield Found(f"{path}!/{member.name}", member.size, member.crc, *member.problem)
