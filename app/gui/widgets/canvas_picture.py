"""CanvasPicture: one side of the canvas: its size, the levels decoded so far, and how it is turned for viewing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QTransform

from app.gui.pictures import THUMBNAIL, Picture, factor_for, sharp_factor
from app.gui.texts import mark

MAGNIFIED_PIXELS = 4.0  # from here on, zoomed in, the pixels are shown as they are instead of smoothed
PARTS = 2  # held of one picture: what the canvas shows, and what the loupe does
TURNS = ("", mark("turned 90°"), mark("turned 180°"), mark("turned 270°"),
         mark("mirrored"), mark("mirrored, 90°"), mark("mirrored, 180°"), mark("mirrored, 270°"))  # fmt: skip


@dataclass(frozen=True)
class Part:
    """`area` of a picture too large to be held whole, in its own pixels as the file is, reduced by `factor`.

    `image` is null where it could not be read: then nothing better is waited for.
    """

    area: QRect
    factor: int
    image: QImage

    def serves(self, area: QRectF, factor: int) -> bool:
        """Whether it shows this area, a pixel at its edges more or less, at this factor or better."""
        return self.factor <= factor and QRectF(self.area).adjusted(-1, -1, 1, 1).contains(area)


class CanvasPicture:
    """A picture as the canvas shows it. `size` is that of the whole picture as turned, in its own pixels."""

    def __init__(self, id: int, width: int, height: int) -> None:
        self.id = id
        self.turn = 0
        self.under: int | None = None  # the dihedral view in which it matches the other one, where that is known
        self.problem = ""
        self._width, self._height = width, height
        self._levels: dict[int, QImage] = {}
        self._parts: list[Part] = []  # newest last

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

    def add_part(self, part: Part) -> None:
        """Take in a part of a picture that is too large to be held whole."""
        self._parts = [*self._parts, part][-PARTS:]

    def turn_on(self) -> None:
        """A quarter further; after four quarters mirrored, after eight as it was."""
        self.turn = (self.turn + 1) % 8

    def show_under(self, view: int) -> None:
        """Turn the picture to the dihedral view in which it matches: mirrored or not, quarters to the left."""
        self.under = view
        mirrored, quarters = divmod(view, 4)
        self.turn = 4 * mirrored + -quarters % 4

    def placed(self, rect: QRectF) -> QTransform:
        """From (u, v) in 0 to 1 of the picture as its file is to where it lies on the canvas, turned, in `rect`."""
        middle = QTransform.fromTranslate(-0.5, -0.5) * self.turning * QTransform.fromTranslate(0.5, 0.5)
        return middle * QTransform.fromScale(rect.width(), rect.height()) * QTransform.fromTranslate(rect.x(), rect.y())

    def missing(self, rect: QRectF, seen: QRectF, scale: float) -> tuple[QRectF, int] | None:
        """The area of the file, in its pixels, and the factor to be read for `seen` to be sharp; None: it is."""
        factor = sharp_factor(scale)
        if seen.isEmpty() or self.problem or factor >= factor_for(self._width, self._height, scale):
            return None
        area = self._area_of(rect, seen)
        return None if any(part.serves(area, factor) for part in self._parts) else (area, factor)

    def draw_laid(self, painter: QPainter, place: QTransform, clip: QRectF, scale: float) -> bool:
        """Paint the whole picture as its file is, where `place` puts (u, v) in 0 to 1; whether it was sharp."""
        wanted = factor_for(self._width, self._height, scale)
        factor = self._best(wanted)
        if factor is None:
            return bool(self.problem)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _draw_warped(painter, self._levels[factor], QTransform(place), clip)
        return bool(self.problem) or 0 < factor <= wanted

    def draw(self, painter: QPainter, rect: QRectF, clip: QRectF, scale: float, *, magnified: bool) -> bool:
        """Paint into `rect`, only inside `clip`, at `scale` screen pixels a pixel; whether it was sharp.

        A picture with a problem counts as sharp: there is nothing better to wait for.
        """
        wanted = factor_for(self._width, self._height, scale)
        factor = self._best(wanted)
        if factor is None:
            return bool(self.problem)
        seen = rect.intersected(clip)
        if not seen.isEmpty():
            self._paint(painter, self._levels[factor], QRect(0, 0, self._width, self._height), rect, seen,
                        smooth=not _as_they_are(scale, factor, magnified=magnified))  # fmt: skip
            for part in self._parts:
                if part.factor < factor and not part.image.isNull():
                    self._paint(painter, part.image, part.area, rect, seen,
                                smooth=not _as_they_are(scale, part.factor, magnified=magnified))  # fmt: skip
        return bool(self.problem) or (0 < factor <= wanted and self.missing(rect, seen, scale) is None)

    def _best(self, wanted: int) -> int | None:
        """The coarsest level that is fine enough; else the finest there is, the thumbnail last."""
        enough = [factor for factor in self._levels if THUMBNAIL < factor <= wanted]
        if enough:
            return max(enough)
        coarser = [factor for factor in self._levels if factor > wanted]
        return min(coarser) if coarser else next(iter(self._levels), None)

    def _area_of(self, rect: QRectF, seen: QRectF) -> QRectF:
        """What of the file lies in `seen`, in pixels of the file."""
        back, _possible = self.placed(rect).inverted()
        unit = back.mapRect(seen)
        return QRectF(unit.x() * self._width, unit.y() * self._height, unit.width() * self._width,
                      unit.height() * self._height)  # fmt: skip

    def _paint(self, painter: QPainter, image: QImage, area: QRect, rect: QRectF, seen: QRectF, *, smooth: bool
               ) -> None:  # fmt: skip
        """Paint `image`, which shows `area` of the file, as part of the whole picture in `rect`."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        share = QTransform.fromScale(area.width() / self._width, area.height() / self._height)
        offset = QTransform.fromTranslate(area.x() / self._width, area.y() / self._height)
        place = share * offset * self.placed(rect)
        lies = place.mapRect(QRectF(0, 0, 1, 1))
        shown = lies.intersected(seen)
        if shown.isEmpty():
            return
        if self.turn:  # a turned copy of a large picture would hold up the window, and take as much memory again
            _draw_warped(painter, image, place, shown)
            return
        across, down = image.width() / lies.width(), image.height() / lies.height()
        part = QRectF((shown.x() - lies.x()) * across, (shown.y() - lies.y()) * down,
                      shown.width() * across, shown.height() * down)  # fmt: skip
        painter.drawImage(shown, image, part)


def _as_they_are(scale: float, factor: int, *, magnified: bool) -> bool:
    """Whether pixels are painted unsmoothed: at 1:1, and where single ones are looked at."""
    return (abs(scale - 1.0) < 1e-6 and factor == 1) or (magnified and scale >= MAGNIFIED_PIXELS)


def _draw_warped(painter: QPainter, image: QImage, place: QTransform, clip: QRectF) -> None:
    """Paint an image where `place` puts (u, v) in 0 to 1 of it, only inside `clip`."""
    painter.save()
    painter.setClipRect(clip)
    painter.setTransform(QTransform.fromScale(1 / image.width(), 1 / image.height()) * place, True)
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()
