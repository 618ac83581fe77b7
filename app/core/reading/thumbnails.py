"""Thumbnails: a cache of small JPEGs by content hash."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from app.core.atomic import make_folder, refusal

SIDE = 320


def thumbnail_path(thumbs: Path, content_hash: str) -> Path:
    """Where the thumbnail of an image lies in the project's `thumbs` folder; it may not exist."""
    return thumbs / content_hash[:2] / f"{content_hash}.jpg"


def stored(thumbs: Path) -> set[str]:
    """The content hashes that have a thumbnail."""
    return {path.stem for path in thumbs.glob("??/*.jpg")}


def write_thumbnail(thumbs: Path, content_hash: str, small: Image.Image) -> None:
    """Store a picture that is at most SIDE pixels long; not synced, as a lost one is made again.

    UserError where the system refuses (no permission, disk full).
    """
    path = thumbnail_path(thumbs, content_hash)
    if path.exists():
        return
    make_folder(path.parent)
    part = path.with_name(f"{content_hash}.{os.getpid()}.part")  # two decoders may hold copies of one file
    try:
        small.save(part, "JPEG", quality=85)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise refusal(path, error) from error
