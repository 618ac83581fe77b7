"""Pictures: decoding for the window. A few threads make QImages; the newest wishes come first, the rest waits.

A picture is read at a *factor*: 1 is full size, 2, 4 and 8 are reduced, THUMBNAIL is the small preview kept in the
project. JPEG files are reduced while they are decoded, which is what makes the next pair appear at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from app.core.reading.files import file_size, on_disk
from app.errors import UserError

THUMBNAIL = 0
PREVIEW = 160  # pixels of the longer side that a picture without a thumbnail is made small to, at least
FACTORS = (8, 4, 2, 1)
MOST_PIXELS = 64_000_000  # what one decoded picture may hold (256 MB); a larger one is shown reduced

MISSING = "The file is missing"
CHANGED = "The file has changed since it was read"
UNREADABLE = "The file cannot be read"
_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)


@dataclass(frozen=True)
class PictureFile:
    """Where one image of the collection is read from, and what it was when it was added.

    path: None when no file of it is left. thumbnail: may not exist. width, height: after orientation.
    """

    id: int
    path: Path | None
    thumbnail: Path
    width: int
    height: int
    bytes: int


@dataclass(frozen=True)
class Picture:
    """A decoded picture; `problem` says in a sentence why it is only the thumbnail, or nothing at all."""

    id: int
    factor: int
    image: QImage
    problem: str = ""


Wish = tuple[PictureFile, int]


def factor_for(width: int, height: int, scale: float) -> int:
    """The strongest reduction with at least one pixel for every screen pixel, at `scale` screen pixels a pixel."""
    sharp = [factor for factor in FACTORS if scale * factor <= 1 + 1e-9] or [1]
    affordable = [factor for factor in FACTORS if width * height <= MOST_PIXELS * factor**2] or [8]
    return max(sharp[0], affordable[-1])


class Pictures(QObject):
    """Decoded pictures of one window, least recently used dropped first; lives on the GUI thread.

    arrived(Picture): a wish was met. Wishes given up before they were met are dropped in silence.
    """

    arrived = Signal(object)
    _landed = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 2, budget: int = 512 << 20) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pictures")
        self.budget = budget
        self._cache: OrderedDict[tuple[int, int], Picture] = OrderedDict()
        self._bytes = 0
        self._wanted: frozenset[tuple[int, int]] = frozenset()
        self._running: dict[tuple[int, int], Future[Picture]] = {}
        self._generation = 0
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)

    def want(self, wishes: Sequence[Wish]) -> None:
        """Decode these, first one first. Replaces every earlier wish that has not been begun."""
        self._wanted = frozenset((file.id, factor) for file, factor in wishes)
        for key, future in list(self._running.items()):
            if future.cancel():
                del self._running[key]
        for file, factor in wishes:
            key = (file.id, factor)
            if key not in self._cache and key not in self._running:
                self._begin(key, file)

    def get(self, id: int, factor: int) -> Picture | None:
        """The picture at this factor if it is decoded already."""
        found = self._cache.get((id, factor))
        if found is not None:
            self._cache.move_to_end((id, factor))
        return found

    def forget(self) -> None:
        """Drop everything decoded and wished for: another project is open, or files have moved."""
        self._generation += 1
        self.want(())
        self._running.clear()
        self._cache.clear()
        self._bytes = 0

    def close(self) -> None:
        """Drop all wishes and end the threads; what they were decoding is waited for."""
        self.forget()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def bytes(self) -> int:
        """Memory held by decoded pictures."""
        return self._bytes

    def _begin(self, key: tuple[int, int], file: PictureFile) -> None:
        generation = self._generation
        future = self._pool.submit(read_picture, file, key[1])
        self._running[key] = future
        # Called on the pool's thread; the signal carries it over to the GUI thread.
        future.add_done_callback(lambda done: None if done.cancelled() else self._landed.emit(generation, key, done))

    def _on_landed(self, generation: int, key: tuple[int, int], done: Future[Picture]) -> None:
        if generation != self._generation:
            return
        self._running.pop(key, None)
        if key not in self._wanted:
            return
        picture = done.result()
        self._cache[key] = picture
        self._bytes += picture.image.sizeInBytes()
        while self._bytes > self.budget and len(self._cache) > 1:
            self._bytes -= self._cache.popitem(last=False)[1].image.sizeInBytes()
        self.arrived.emit(picture)


def read_picture(file: PictureFile, factor: int) -> Picture:
    """Decode one picture; any thread. Where the file is of no use its thumbnail comes back, with the reason."""
    if factor == THUMBNAIL:
        small = QImage(str(file.thumbnail))
        if small.isNull() and file.path is not None:
            small = _decoded(file, factor_for(file.width, file.height, PREVIEW / max(file.width, file.height, 1)))
        return Picture(file.id, factor, _drawable(small))
    problem = _what_is_wrong(file)
    if not problem:
        image = _decoded(file, factor)
        if not image.isNull():
            return Picture(file.id, factor, _drawable(image))
        problem = UNREADABLE
    small = _drawable(QImage(str(file.thumbnail)))
    rest = "there is no thumbnail either" if small.isNull() else "this is its thumbnail"
    return Picture(file.id, factor, small, f"{problem}; {rest}.")


def _what_is_wrong(file: PictureFile) -> str:
    if file.path is None:
        return MISSING
    size = file_size(file.path)
    if size is None:
        return MISSING
    # A grade belongs to the content that was read; other content under the same name must not be graded for it.
    return "" if size == file.bytes else CHANGED


def _decoded(file: PictureFile, factor: int) -> QImage:
    """The oriented picture, reduced; a null image when it cannot be read."""
    assert file.path is not None
    if on_disk(file.path) != file.path:  # inside a zip file
        return _decoded_by_pillow(file, factor)
    reader = QImageReader(str(file.path))
    reader.setAutoTransform(True)
    is_jpeg = bytes(reader.format().data()) == b"jpeg"
    if is_jpeg and reader.imageFormat() is not QImage.Format.Format_CMYK8888:  # Qt turns CMYK into other colours
        size = reader.size()  # before orientation, as the scaled size is
        reader.setScaledSize(QSize(-(-size.width() // factor), -(-size.height() // factor)))
        image = reader.read()
        if not image.isNull() and _to_srgb(image):
            return image
    return _decoded_by_pillow(file, factor)


def _to_srgb(image: QImage) -> bool:
    """Whether the picture has the colours that the networks see; its profile, which Qt leaves beside it, is applied."""
    if image.colorSpace().isValid() and image.colorSpace() != _SRGB:
        if image.format() is QImage.Format.Format_Grayscale8:  # Qt knows no way from there
            return False
        image.convertToColorSpace(_SRGB)
    return True


def _decoded_by_pillow(file: PictureFile, factor: int) -> QImage:
    """Every other format, through the same reader as the networks, so that both see the same pixels."""
    from app.core.reading.images import read_image

    assert file.path is not None
    try:
        image = read_image(file.path)
    except UserError:
        return QImage()
    if factor > 1:
        image = image.reduce(factor)
    pixels = image.convert("RGB").tobytes()
    # QImage does not own the buffer: copied before `pixels` goes.
    return QImage(pixels, image.width, image.height, 3 * image.width, QImage.Format.Format_RGB888).copy()


def _drawable(image: QImage) -> QImage:
    # The format the screen is painted in: converted here, once, instead of in every paint event.
    return image.convertToFormat(QImage.Format.Format_RGB32) if not image.isNull() else image
