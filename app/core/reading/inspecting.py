"""Inspect: what a decoder finds out about one file: its figures, hashes and thumbnail; or what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from app.core.reading import hashes, thumbnails
from app.core.reading.files import BadImage, content_hash, opened
from app.core.reading.images import count_frames, decoded
from app.core.reading.scanning import Found
from app.core.records import ScanResult

if TYPE_CHECKING:
    from models.backbone import Choice, Pixels

SINGLE = frozenset({"JPEG", "BMP", "DIB", "RAW"})  # formats of one picture; counting opens a file again
# Pictures come reduced to this at the least: twice the input of the default network. One number for all, so that
# hash and thumbnail do not depend on whether features were wanted at the same time.
SHORT_SIDE = 448


@dataclass(frozen=True)
class Inspection:
    """One file for a decoder; `known`: the content hashes of images of as many bytes that need no second look."""

    found: Found
    known: Sequence[str] = ()


@dataclass(frozen=True)
class Inspected:
    """What a file is, and the input of the network if one was named and the content is new."""

    result: ScanResult
    pixels: Pixels | None = None


def inspect(
    task: Inspection, folder: str, thumbs: str, max_megapixels: float, backbone: Choice | None = None
) -> Inspected:
    """In a decoder: read one file. A content that is known is only hashed; a problem is a result as well."""
    found = task.found
    result = ScanResult(found.path, found.size, found.mtime_ns)
    try:
        with opened(Path(folder, found.path)) as file:
            size, mtime_ns = stamp = _stamp(file) or (found.size, found.mtime_ns)
            key = content_hash(file)
            if key in task.known:
                return Inspected(replace(result, size=size, mtime_ns=mtime_ns, content_hash=key))
            header, picture = decoded(file, max_megapixels, short_side=_short_side(backbone))
            frames = 1 if header.format in SINGLE else count_frames(file)
            if stamp != (_stamp(file) or stamp):
                raise BadImage("the file changed while it was read", code="changed")
    except BadImage as error:
        return Inspected(replace(result, problem=error.code, detail=str(error)))
    pixels = _input(picture, backbone)
    picture.thumbnail((thumbnails.SIDE, thumbnails.SIDE), Image.Resampling.LANCZOS)
    thumbnails.write_thumbnail(Path(thumbs), key, picture)
    result = replace(result, size=size, mtime_ns=mtime_ns, content_hash=key, frames=frames)
    return Inspected(replace(result, phash=hashes.perceptual_hash(picture), **asdict(header)), pixels)


def _stamp(file: BinaryIO) -> tuple[int, int] | None:
    """Size and time of an open file as they are now; None for one inside a zip file, which is in memory."""
    try:
        status = os.fstat(file.fileno())
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _short_side(backbone: Choice | None) -> int:
    if not backbone:
        return SHORT_SIDE
    from models.backbones import open_choice

    return max(open_choice(*backbone).draft_size, 1)


def _input(picture: Image.Image, backbone: Choice | None) -> Pixels | None:
    if not backbone:
        return None
    from models.backbones import open_choice

    return open_choice(*backbone).preprocess(picture)

