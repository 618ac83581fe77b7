"""CanvasPicture: one side of the canvas: its size, the levels decoded so far, and how it is turned for viewing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QTransform

from app.gui.pictures import THUMBNAIL, Picture, factor_for

MAGNIFIED_PIXELS = 4.0  # from here on, zoomed in, the pixels are shown as they are instead of smoothed
TURNS = ("", "turned 90°", "turned 180°", "turned 270°",
         "mirrored", "mirrored, 90°", "mirrored, 180°", "mirrored, 270°")  # fmt: skip


class CanvasPicture:
    """A picture as the canvas shows it. `size` is that of the whole picture as turned, in its own pixels."""

    def __init__(self, id: int, width: int, height: int) -> None:
        self.id = id
        self.turn = 0
        self.under: int | None = None  # the dihedral view in which it matches the other one, where that is known
        self.problem = ""
        self._width, self._height = width, height
        self._levels: dict[int, QImage] = {}
        self._turned: dict[tuple[int, int], QImage] = {}

    @property
    def size(self) -> QSizeF:
        """Width and height as turned."""
        size = QSizeF(self._width, self._height)
        return size.transposed() if self.turn % 2 else size

    @property
    def turn_text(self) -> str:
        """How the picture is turned, in words; empty when it is not."""
        return TURNS[self.turn]

    @property
    def turning(self) -> QTransform:
        """How the picture is turned, about its origin: mirrored first, then by quarters to the right."""
        return QTransform().scale(-1 if self.turn >= 4 else 1, 1) * QTransform().rotate(90 * (self.turn % 4))

    def add(self, picture: Picture) -> None:
        """Take in a decoded level."""
        self.problem = picture.problem or self.problem
        if not picture.image.isNull():
            self._levels[picture.factor] = picture.image

    def turn_on(self) -> None:
        """A quarter further; after four quarters mirrored, after eight as it was."""
        self.turn = (self.turn + 1) % 8
        self._turned.clear()

    def show_under(self, view: int) -> None:
        """Turn the picture to the dihedral view in which it matches: mirrored or not, quarters to the left."""
        self.under = view
        mirrored, quarters = divmod(view, 4)
        self.turn = 4 * mirrored + -quarters % 4
        self._turned.clear()

    def draw_laid(self, painter: QPainter, place: QTransform, clip: QRectF, scale: float) -> bool:
        """Paint the whole picture as its file is, where `place` puts (u, v) in 0 to 1; whether it was sharp."""
        wanted = factor_for(self._width, self._height, scale)
        factor = self._best(wanted)
        if factor is None:
            return bool(self.problem)
        image = self._levels[factor]
        painter.save()
        painter.setClipRect(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(QTransform.fromScale(1 / image.width(), 1 / image.height()) * place, True)
        painter.drawImage(QPointF(0, 0), image)
        painter.restore()
        return bool(self.problem) or 0 < factor <= wanted

    def draw(self, painter: QPainter, rect: QRectF, clip: QRectF, scale: float, *, magnified: bool) -> bool:
        """Paint into `rect`, only inside `clip`, at `scale` screen pixels a pixel; whether it was sharp.

        A picture with a problem counts as sharp: there is nothing better to wait for.
        """
        wanted = factor_for(self._width, self._height, scale)
        factor = self._best(wanted)
        if factor is None:
            return bool(self.problem)
        image, seen = self._as_turned(factor), rect.intersected(clip)
        if not seen.isEmpty():
            across, down = image.width() / rect.width(), image.height() / rect.height()
            part = QRectF((seen.x() - rect.x()) * across, (seen.y() - rect.y()) * down,
                          seen.width() * across, seen.height() * down)  # fmt: skip
            exact = abs(scale - 1.0) < 1e-6 and factor == 1
            pixelated = exact or (magnified and scale >= MAGNIFIED_PIXELS)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not pixelated)
            painter.drawImage(seen, image, part)
        return bool(self.problem) or 0 < factor <= wanted

    def _best(self, wanted: int) -> int | None:
        """The coarsest level that is fine enough; else the finest there is, the thumbnail last."""
        enough = [factor for factor in self._levels if THUMBNAIL < factor <= wanted]
        if enough:
            return max(enough)
        coarser = [factor for factor in self._levels if factor > wanted]
        return min(coarser) if coarser else next(iter(self._levels), None)

    def _as_turned(self, factor: int) -> QImage:
        if self.turn == 0:
            return self._levels[factor]
        key = (factor, self.turn)
        if key not in self._turned:
            self._turned[key] = self._levels[factor].transformed(self.turning)
        return self._turned[key]
