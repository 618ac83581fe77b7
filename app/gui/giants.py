"""Very large pictures that can only be decoded whole: one at a time, and the last one stays for what follows.

Fitted, zoomed in, under the loupe: each time another part of the same hundred megapixels is asked for, and decoding
them takes seconds. Two at once would take three bytes a pixel each.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.reading.files import file_size

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 64_000_000  # what one decoded picture of the window may hold (256 MB); more is a giant


class Giants:
    """Reads through the reader of the core, for any thread."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._held: tuple[Path, int | None, Image] | None = None

    @contextmanager
    def opened(self, path: Path) -> Iterator[Image]:
        """The oriented picture, nobody else decoding such a one until the block ends; BadImage as the reader says."""
        from app.core.reading.images import read_image

        with self._one:
            held, size = self._held, file_size(path)
            if held is None or held[:2] != (path, size):
                self._held = None  # before the next one: two would not fit
                held = (path, size, read_image(path))
                self._held = held
            yield held[2]

    def drop(self) -> None:
        """Give the memory back; never waits."""
        self._held = None


GIANTS = Giants()


def is_giant(width: int, height: int) -> bool:
    """Whether a picture of this size is not held whole."""
    return width * height > MOST_PIXELS
