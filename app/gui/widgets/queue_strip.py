"""QueueStrip: the pairs before, now and next as small pictures, with the answers given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui import theme
from app.gui.texts import tr
from app.gui.widgets.grade_bar import SIGNS, draw_sign

THUMB, GAP, HEIGHT = 46, 14, 62
CELL = 2 * THUMB + 2 + GAP


@dataclass(frozen=True)
class Stop:
    """One pair of the strip: its place in the batch, its two images as shown, its answer ("" = none yet).

    `inferred`: nobody was asked, the answer follows from others.
    """

    position: int
    left: int
    right: int
    code: str = ""
    inferred: bool = False


class QueueStrip(QWidget):
    """picked(position): a pair was clicked. `thumbnail` gives the small picture of an image, None while it loads."""

    picked = Signal(int)

    def __init__(self, thumbnail: Callable[[int], QImage | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._stops: Sequence[Stop] = ()
        self._current = 0
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Pairs before and after this one"))

    def show_stops(self, before: Sequence[Stop], current: Stop, after: Sequence[Stop]) -> None:
        """Show these pairs, oldest first; as many as there is room for."""
        self._stops = (*before, current, *after)
        self._current = len(before)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._stops = ()
        self.update()

    @property
    def each_side(self) -> int:
        """How many pairs fit before and after the current one."""
        return max(1, (self.width() // CELL - 1) // 2)

    def sizeHint(self) -> QSize:
        return QSize(5 * CELL, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * CELL, HEIGHT)

    def _place(self, index: int) -> QRectF:
        """The current pair is always in the middle, so that the eye finds it."""
        left = self.width() / 2 + (index - self._current) * CELL - (CELL - GAP) / 2
        return QRectF(left, (HEIGHT - THUMB) / 2, CELL - GAP, THUMB)

    def _under(self, x: float) -> int | None:
        return next((i for i in range(len(self._stops)) if self._place(i).left() <= x <= self._place(i).right()), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        for index, stop in enumerate(self._stops):
            place = self._place(index)
            if whole.contains(place):
                self._paint(painter, place, stop, current=index == self._current)

    def _paint(self, painter: QPainter, place: QRectF, stop: Stop, *, current: bool) -> None:
        c = theme.colours()
        painter.setOpacity(1.0 if current else 0.75)
        for image, left in ((stop.left, place.left()), (stop.right, place.left() + THUMB + 2)):
            self._paint_thumb(painter, QRectF(left, place.top(), THUMB, THUMB), self._thumbnail(image))
        painter.setOpacity(1.0)
        if current:
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-4, -4, 4, 4), 8, 8)
        if stop.code in SIGNS:
            badge = QRectF(place.center().x() - 9, place.bottom() - 13, 18, 18)
            draw_sign(painter, badge, stop.code)
            if stop.inferred:  # a ring around it: the shape tells, not the colour
                painter.setPen(QPen(QColor(c.text), 1.5, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(badge.adjusted(-3, -3, 3, 3), 7, 7)

    def _paint_thumb(self, painter: QPainter, frame: QRectF, image: QImage | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(frame, 5, 5)
        painter.fillPath(path, QColor(theme.colours().border))
        if image is not None and not image.isNull():
            side = min(image.width(), image.height())
            middle = QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(frame, image, middle)
            painter.restore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._under(event.pos().x())
            words = "" if index is None else self._words(self._stops[index])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _words(self, stop: Stop) -> str:
        number = stop.position + 1
        if stop.inferred:
            return tr("Pair {number}: {grade} follows from your other answers", number=number, grade=stop.code)
        return tr("Pair {number} of the batch", number=number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._under(event.position().x())
        self.setCursor(Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._under(event.position().x())
        if index is not None and index != self._current:
            self.picked.emit(self._stops[index].position)
