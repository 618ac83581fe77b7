"""Pictures: decoding for the window. A few threads make QImages; the newest wishes come first, the rest waits.

A picture is read at a *factor*: 1 is full size, 2, 4 and 8 are reduced, THUMBNAIL is the small preview kept in the
project. JPEG files are reduced while they are decoded, which is what makes the next pair appear at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from app.core.reading.files import file_size, on_disk
from app.core.reading.picture_file import PictureFile
from app.errors import UserError
from app.gui.giants import GIANTS, MOST_PIXELS, is_giant
from app.gui.texts import mark, tr

if TYPE_CHECKING:
    from PIL.Image import Image

THUMBNAIL = 0
PREVIEW = 160  # pixels of the longer side that a picture without a thumbnail is made small to, at least
FACTORS = (8, 4, 2, 1)

BAND = 4 << 20  # bytes copied in one step

MISSING = mark("The file is missing")
CHANGED = mark("The file has changed since it was read")
UNREADABLE = mark("The file cannot be read")
_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)


@dataclass(frozen=True)
class Picture:
    """A decoded picture; `problem` says in a sentence why it is only the thumbnail, or nothing at all."""

    id: int
    factor: int
    image: QImage
    problem: str = ""


Wish = tuple[PictureFile, int]


def sharp_factor(scale: float) -> int:
    """The strongest reduction with at least one pixel for every screen pixel, at `scale` screen pixels a pixel."""
    return next((factor for factor in FACTORS if scale * factor <= 1 + 1e-9), 1)


def factor_for(width: int, height: int, scale: float) -> int:
    """`sharp_factor`, or as fine as a whole picture of this size may be held; the rest is read in parts."""
    affordable = [factor for factor in FACTORS if width * height <= MOST_PIXELS * factor**2] or [8]
    return max(sharp_factor(scale), affordable[-1])


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
        if not any(is_giant(file.width, file.height) for file, _factor in wishes):
            GIANTS.drop()
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
        problem = tr(UNREADABLE)
    small = _drawable(QImage(str(file.thumbnail)))
    rest = tr("there is no thumbnail either") if small.isNull() else tr("this is its thumbnail")
    return Picture(file.id, factor, small, f"{problem}; {rest}.")


def _what_is_wrong(file: PictureFile) -> str:
    if file.path is None:
        return tr(MISSING)
    size = file_size(file.path)
    if size is None:
        return tr(MISSING)
    # A grade belongs to the content that was read; other content under the same name must not be graded for it.
    return "" if size == file.bytes else tr(CHANGED)


def _decoded(file: PictureFile, factor: int) -> QImage:
    """The oriented picture, reduced; a null image when it cannot be read."""
    assert file.path is not None
    if on_disk(file.path) != file.path:  # inside a zip file
        return _decoded_by_pillow(file, factor)
    reader = QImageReader(str(file.path))
    reader.setAutoTransform(True)
    if reads_like_the_core(reader):
        size = reader.size()  # before orientation, as the scaled size is
        reader.setScaledSize(QSize(-(-size.width() // factor), -(-size.height() // factor)))
        image = reader.read()
        if not image.isNull() and in_srgb(image):
            return image
    return _decoded_by_pillow(file, factor)


def reads_like_the_core(reader: QImageReader) -> bool:
    """Whether Qt, which is quicker, may read the file: a JPEG that is not in CMYK, of which Qt makes other colours."""
    is_jpeg = bytes(reader.format().data()) == b"jpeg"
    return is_jpeg and reader.imageFormat() is not QImage.Format.Format_CMYK8888


def in_srgb(image: QImage) -> bool:
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
    giant = is_giant(file.width, file.height)
    try:
        with GIANTS.opened(file.path) if giant else nullcontext(read_image(file.path)) as image:
            return painted(image.reduce(factor) if factor > 1 else image)
    except (UserError, MemoryError):
        return QImage()


def painted(image: Image) -> QImage:
    """An RGB picture of Pillow as one of Qt, band by band: one long copy would hold up the window's thread."""
    made = QImage(image.width, image.height, QImage.Format.Format_RGB32)
    if made.isNull():
        return made
    rows = max(1, BAND // (4 * image.width))
    pixels, line = made.bits(), made.bytesPerLine()
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        band = image.crop((0, top, image.width, bottom)).convert("RGB").convert("RGBA")
        pixels[line * top : line * bottom] = band.tobytes("raw", "BGRA")  # opaque: Qt reads the fourth byte
    return made


def _drawable(image: QImage) -> QImage:
    # The format the screen is painted in: converted here, once, instead of in every paint event.
    return image.convertToFormat(QImage.Format.Format_RGB32) if not image.isNull() else image
