"""Relink: a folder of the collection that was moved or renamed is found again; images, pairs and labels stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.jobs import NULL_JOB, Job
from app.core.reading.files import BadImage, content_hash, opened
from app.core.reading.scanning import Found, scan
from app.core.store.images import PlacedFile
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project


@dataclass(frozen=True)
class _Matched:
    same: list[int]  # file rows found under their own path
    moved: list[tuple[Found, int]]  # files found elsewhere by content, with their image
    left: list[int]  # file rows that are not where they were
    missing: int  # of them those whose content was found nowhere


def relink(project: Project, _how: Any, job: Job = NULL_JOB, *, old: str, new: str) -> dict[str, Any]:
    """Say that the collection's folder `old` is at `new` now; returns how many files were found, and how.

    A file is found by the same path in the folder and the same size, else by its content anywhere in the new folder.
    Files found nowhere are marked as gone; files that are new wait for the next reading. All in one transaction.
    UserError, and nothing changed, when `old` is no folder of the project or `new` holds none of its files.
    """
    root = _root(project, old)
    place = Path(new).resolve()
    if not place.is_dir():
        raise UserError("{path} is not a folder", path=place)
    if str(place) in {folder.path for folder in project.images.folders()}:
        raise UserError("{path} is a folder of this project already", path=place)
    rows = project.images.placed_files(root)
    matched = _match(rows, scan(place, job), place, job)
    if not matched.same and not matched.moved:
        raise UserError(
            "none of the {count} files of {old} is in {new}; nothing was changed", count=len(rows), old=old, new=place
        )
    moved = [(file.path, file.size, file.mtime_ns, image) for file, image in matched.moved]
    project.images.move_folder(root, place, matched.same, moved, matched.left)
    return {
        "old": old, "new": str(place), "files": len(rows), "found": len(matched.same),
        "found_by_content": len(matched.moved), "missing": matched.missing,
    }  # fmt: skip


def _root(project: Project, old: str) -> int:
    """The id of the root called `old`: as it is stored, or as it is written here."""
    roots = {folder.path: folder.id for folder in project.images.folders()}
    for text in (old, str(Path(old).absolute()), str(Path(old).resolve())):
        if text in roots:
            return roots[text]
    raise UserError(
        "{old} is no folder of this project; its folders are {roots}", old=old, roots=", ".join(roots) or "none"
    )


def _match(rows: Sequence[PlacedFile], found: Sequence[Found], place: Path, job: Job) -> _Matched:
    by_path = {file.path: file for file in found if not file.problem}
    same = [row for row in rows if row.path in by_path and by_path[row.path].size == row.size]
    taken = {row.path for row in same}
    lost = [row for row in rows if row.path not in taken]
    wanted = {row.image_id for row in lost if row.image_id is not None} - {row.image_id for row in same}
    images = {row.content: row.image_id for row in lost if row.image_id in wanted and row.content}
    sizes = {row.size for row in lost if row.content in images}
    spare = [file for path, file in by_path.items() if path not in taken and file.size in sizes]
    moved: list[tuple[Found, int]] = []
    for file, content in _contents(place, spare, job):
        image = images.get(content)
        if image is not None:
            moved.append((file, image))
    known = {image for _, image in moved} | {row.image_id for row in same if row.image_id is not None}
    missing = sum(row.image_id not in known for row in lost)
    return _Matched([row.id for row in same], moved, [row.id for row in lost], missing)


def _contents(place: Path, files: Sequence[Found], job: Job) -> Iterable[tuple[Found, str]]:
    """The content hash of each file; one that cannot be read is left to the next reading."""
    for file in job.track(files, len(files), "Comparing contents"):
        try:
            with opened(place / file.path) as opened_file:
                yield file, content_hash(opened_file)
        except BadImage:
            continue
