"""What the canvas draws besides the pictures: the ground, the pixel grid, the swipe handle, the blink sign, banners."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.gui import theme
from app.gui.texts import tr

# Neutral grounds: a tinted one would change how colours beside it look.
LIGHT_GROUND, DARK_GROUND = QColor("#dcdddf"), QColor("#141516")
MARGIN = 10.0
GRID, GRID_LINE = 8.0, QColor(128, 128, 128, 150)  # screen pixels a pixel from which lines part them


def draw_ground(painter: QPainter, rect: QRect) -> None:
    """Fill what no picture covers."""
    painter.fillRect(rect, DARK_GROUND if theme.is_dark() else LIGHT_GROUND)


def draw_handle(painter: QPainter, pane: QRectF, at: float) -> None:
    """The swipe line at `at` pixels from the left, with a grip in the middle; visible on any picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((QColor(0, 0, 0, 110), 4.0), (QColor("white"), 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(at, 0), QPointF(at, pane.height()))
    middle = QPointF(at, pane.center().y())
    painter.setPen(QPen(QColor(0, 0, 0, 130), 1))
    painter.setBrush(QColor("white"))
    painter.drawEllipse(middle, 13, 13)
    painter.setPen(QPen(QColor("#30343a"), 2))
    for sign in (-1, 1):
        tip = middle + QPointF(7 * sign, 0)
        for y in (-4, 4):
            painter.drawLine(tip, middle + QPointF(3 * sign, y))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_blink_sign(painter: QPainter, pane: QRectF, right: bool) -> None:
    """Which of the two blink shows, in words and by the place of a dot: not by colour."""
    font = QFont(painter.font())
    text = tr("Right") if right else tr("Left")
    width = QFontMetricsF(font).horizontalAdvance(tr("Right")) + 58
    chip = QRectF(pane.center().x() - width / 2, MARGIN, width, QFontMetricsF(font).height() + 10)
    _chip(painter, chip)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    for dot, on in ((chip.left() + 16, not right), (chip.right() - 16, right)):
        painter.setBrush(QColor("white") if on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(dot, chip.center().y()), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_banner(painter: QPainter, pane: QRectF, text: str, *, lower: bool) -> None:
    """A sentence across the bottom of a pane, or (not `lower`) just above where another one lies."""
    metrics = QFontMetricsF(painter.font())
    width = min(metrics.horizontalAdvance(text) + 28, pane.width() - 2 * MARGIN)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    height = metrics.boundingRect(QRectF(0, 0, width - 24, 1000), flags, text).height() + 12
    bottom = pane.bottom() - MARGIN - (0 if lower else height + 4)
    chip = QRectF(pane.center().x() - width / 2, bottom - height, width, height)
    _chip(painter, chip)
    painter.drawText(chip.adjusted(12, 0, -12, 0), flags, text)


def draw_problems(painter: QPainter, problems: Sequence[str], panes: tuple[QRectF, QRectF], *, in_one: bool) -> None:
    """What is wrong with the left and the right picture, each in its pane, or both `in_one`."""
    for index, problem in enumerate(problems):
        if problem:
            prefix = (tr("Left: "), tr("Right: "))[index] if in_one else ""
            draw_banner(painter, panes[index], prefix + problem, lower=not (in_one and index == 0))


def draw_finding(painter: QPainter, whole: QRectF, text: str) -> None:
    """What was found between the pictures, in words at the top of the canvas."""
    metrics = QFontMetricsF(painter.font())
    width = min(metrics.horizontalAdvance(text) + 32, whole.width() - 2 * MARGIN)
    chip = QRectF(whole.center().x() - width / 2, MARGIN, width, metrics.height() + 10)
    _chip(painter, chip)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 16)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)


def draw_message(painter: QPainter, whole: QRectF, text: str) -> None:
    """A sentence with a small clock in the middle of the canvas: wait a moment."""
    metrics = QFontMetricsF(painter.font())
    size = metrics.height()
    chip = QRectF(0, 0, min(metrics.horizontalAdvance(text) + size + 44, whole.width() - 2 * MARGIN), size + 22)
    chip.moveCenter(whole.center())
    _chip(painter, chip)
    face = QRectF(chip.left() + 14, chip.center().y() - size / 2, size, size)
    painter.setPen(QPen(QColor("white"), 1.6))
    painter.drawEllipse(face)
    painter.drawLine(face.center(), face.center() - QPointF(0, size * 0.32))
    painter.drawLine(face.center(), face.center() + QPointF(size * 0.24, 0))
    painter.drawText(chip.adjusted(size + 26, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, text)


def _chip(painter: QPainter, rect: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(18, 20, 24, 205))
    painter.drawRoundedRect(rect, 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor("white"))


def draw_grid(painter: QPainter, rect: QRectF, clip: QRectF, size: QSizeF, scale: float) -> None:
    """Lines between the pixels of a picture of `size` lying in `rect`, where a pixel is large enough on the screen."""
    seen = rect.intersected(clip)
    if scale < GRID or seen.isEmpty():
        return
    across, down = rect.width() / size.width(), rect.height() / size.height()
    columns = range(ceil((seen.left() - rect.left()) / across), floor((seen.right() - rect.left()) / across) + 1)
    rows = range(ceil((seen.top() - rect.top()) / down), floor((seen.bottom() - rect.top()) / down) + 1)
    lines = [QLineF(x, seen.top(), x, seen.bottom()) for x in (rect.left() + n * across for n in columns)]
    lines += [QLineF(seen.left(), y, seen.right(), y) for y in (rect.top() + n * down for n in rows)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(GRID_LINE, 0))  # one screen pixel, however dense the screen is
    painter.drawLines(lines)
