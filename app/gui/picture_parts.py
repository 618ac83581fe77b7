"""Parts of very large pictures: what is in sight of them at full detail, read in a thread of its own.

A picture with more pixels than the window holds of any is shown reduced; where it is zoomed in so far that this is
not sharp, the part on the screen and some of what lies around it is read once more. JPEG files are decoded no further
than the part reaches; of every other format the last picture stays decoded (giants.py), so that looking around in it
is quick.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QTransform

from app.core.reading.files import on_disk
from app.core.reading.picture_file import PictureFile
from app.errors import UserError
from app.gui.giants import GIANTS
from app.gui.pictures import in_srgb, painted, reads_like_the_core
from app.gui.widgets.canvas_picture import CanvasPicture, Part
from app.gui.widgets.pair_canvas import PairCanvas

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE_MS = 40  # while the view still moves nothing is read
AROUND = 0.5  # of the part in sight, read on each side
MOST_PIXELS = 12_000_000  # of one part (48 MB), unless the screen shows more

_Turn = QImageIOHandler.Transformation


class PictureParts(QObject):
    """Follows a canvas and gives its pictures the parts they miss. `file_of` tells where an image is read from."""

    _landed = Signal(object, object, object)

    def __init__(self, canvas: PairCanvas, file_of: Callable[[int], PictureFile], parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._file_of = canvas, file_of
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="parts")
        self._reading: dict[tuple[int, QRect, int], Future[QImage]] = {}
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._read)
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)
        canvas.view_changed.connect(self._follow)
        canvas.scale_changed.connect(self._follow)

    def close(self) -> None:
        """End the thread; what it reads is waited for."""
        self._soon.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _follow(self) -> None:
        if self._missing():
            self._soon.start()
        else:
            self._soon.stop()

    def _missing(self) -> list[tuple[CanvasPicture, QRectF, int]]:
        found = [(each.picture, each.picture.missing(each.rect, each.seen, each.scale))
                 for each in self._canvas.in_sight()]  # fmt: skip
        return [(picture, *part) for picture, part in found if part is not None]

    def _read(self) -> None:
        """Begin what is missing; what has not been begun and is not missing any more is given up."""
        for key, future in list(self._reading.items()):
            if future.cancel():
                del self._reading[key]
        for picture, seen, factor in self._missing():
            file = self._file_of(picture.id)
            area = grown(seen, QRect(0, 0, file.width, file.height), factor)
            key = (picture.id, area, factor)
            if key not in self._reading:
                future = self._pool.submit(read_area, file, area, factor)
                self._reading[key] = future
                future.add_done_callback(
                    lambda done, key=key, picture=picture: None if done.cancelled() else
                    self._landed.emit(key, picture, done)
                )  # fmt: skip

    def _on_landed(self, key: tuple[int, QRect, int], picture: CanvasPicture, done: Future[QImage]) -> None:
        self._reading.pop(key, None)
        if picture in (self._canvas.pictures or ()):
            picture.add_part(Part(key[1], key[2], done.result()))
            self._canvas.update()


def read_area(file: PictureFile, area: QRect, factor: int) -> QImage:
    """An area of the oriented picture, reduced; a null image where it cannot be read. Any thread."""
    if file.path is None:
        return QImage()
    if on_disk(file.path) == file.path:  # not inside a zip file
        image = read_part(file.path, area, factor)
        if not image.isNull():
            return image
    try:
        with GIANTS.opened(file.path) as whole:
            cut = whole.crop((area.left(), area.top(), area.right() + 1, area.bottom() + 1))
        return painted(cut.reduce(factor) if factor > 1 else cut)
    except (UserError, MemoryError):
        return QImage()


def grown(seen: QRectF, whole: QRect, factor: int) -> QRect:
    """The area in sight with some of what lies around it, as far as memory allows; on whole blocks of `factor`."""
    tight = seen.toAlignedRect().adjusted(-2, -2, 2, 2)
    wide = tight.adjusted(
        -round(AROUND * tight.width()), -round(AROUND * tight.height()),
        round(AROUND * tight.width()), round(AROUND * tight.height()),
    )  # fmt: skip
    chosen = wide if wide.width() * wide.height() <= MOST_PIXELS * factor**2 else tight
    left, top = chosen.left() // factor * factor, chosen.top() // factor * factor
    right, bottom = -(-(chosen.right() + 1) // factor) * factor, -(-(chosen.bottom() + 1) // factor) * factor
    return QRect(left, top, right - left, bottom - top).intersected(whole)


def read_part(path: Path, area: QRect, factor: int) -> QImage:
    """An area of an oriented JPEG, reduced; null for other files, and for JPEGs whose colours Qt gets wrong."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    if not reads_like_the_core(reader):
        return QImage()
    reader.setClipRect(unturned(area, reader.size(), reader.transformation()))
    if factor > 1:
        clip = reader.clipRect()
        reader.setScaledSize(QSize(-(-clip.width() // factor), -(-clip.height() // factor)))
    image = reader.read()
    if image.isNull() or not in_srgb(image):
        return QImage()
    return image.convertToFormat(QImage.Format.Format_RGB32)


def unturned(area: QRect, size: QSize, turn: _Turn) -> QRect:
    """Where an area of the oriented picture lies in the file, whose picture is of `size`; Qt mirrors, then turns."""
    wide, high = size.width(), size.height()
    there = QTransform()
    if turn & _Turn.TransformationMirror:
        there = there * QTransform(-1, 0, 0, 1, wide, 0)
    if turn & _Turn.TransformationFlip:
        there = there * QTransform(1, 0, 0, -1, 0, high)
    if turn & _Turn.TransformationRotate90:
        there = there * QTransform(0, 1, -1, 0, high, 0)
    back, _possible = there.inverted()
    return back.mapRect(QRectF(area)).toRect()
