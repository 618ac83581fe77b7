"""Where a picture that is to be shown is read from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.records import Image


@dataclass(frozen=True)
class PictureFile:
    """Where one picture is read from, and what it was when it was added.

    path: None when no file of it is left. thumbnail: may not exist. width, height: after orientation.
    """

    id: int
    path: Path | None
    thumbnail: Path
    width: int
    height: int
    bytes: int

    @classmethod
    def of(cls, image: Image, path: Path | None, thumbs: Path) -> PictureFile:
        """An image of the collection, in the file at `path`; its thumbnail lies in the project's `thumbs` folder."""
        from app.core.reading.thumbnails import thumbnail_path  # with it comes Pillow, for which no window waits

        small = thumbnail_path(thumbs, image.content_hash)
        return cls(image.id, path, small, image.width, image.height, image.bytes)

    @classmethod
    def listed(cls, image: Image, thumbs: Path) -> PictureFile:
        """An image of the collection, in the file that it is listed under; whether that is there is not looked at."""
        return cls.of(image, Path(image.root, image.path), thumbs)
