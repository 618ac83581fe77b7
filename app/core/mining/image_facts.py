"""Facts of a project's images as columns: folder, time, camera, perceptual hash."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from app.core.mining.mining_input import Facts
from app.core.records import IntArray

if TYPE_CHECKING:
    from app.core.store.project import Project


def facts_of(project: Project, ids: IntArray) -> Facts:
    """The facts of these images (ascending ids); nothing is known of one that has no file any more."""
    facts = Facts.none(len(ids))
    row_of = {image: row for row, image in enumerate(ids.tolist())}
    folders: dict[tuple[str, PurePosixPath], int] = {}
    cameras: dict[str, int] = {}
    for image in project.images.each():
        row = row_of.get(image.id)
        if row is None:
            continue
        facts.folder[row] = folders.setdefault((image.root, PurePosixPath(image.path).parent), len(folders) + 1)
        facts.taken[row] = seconds(image.taken_at)
        if image.camera:
            facts.camera[row] = cameras.setdefault(image.camera, len(cameras))
        if image.phash is not None:
            facts.phash[row], facts.hashed[row] = image.phash, True
    return facts


def seconds(text: str | None) -> float:
    """A time as EXIF or ISO 8601 write it, in seconds since 1970; NaN where there is none. Without zone it is UTC."""
    if not text:
        return float("nan")
    day, _, clock = text.partition(" " if " " in text else "T")
    try:
        moment = datetime.fromisoformat(f"{day.replace(':', '-')}T{clock}")
    except ValueError:
        return float("nan")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
