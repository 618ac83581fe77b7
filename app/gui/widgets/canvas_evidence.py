"""What the canvas draws of the evidence of a pair: lines between matching points, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.gui.widgets.canvas_picture import CanvasPicture

if TYPE_CHECKING:
    from app.core.verifying.difference import Difference
    from app.core.verifying.evidence import PairEvidence

LINES = 48  # more would hide the pictures; the best come first
SHADE = 150  # of 255: how dark unchanged parts become
PLAIN_HEAT = 26.0  # a change that is not shaded at all
MARK, CASING = QColor("#ffb000"), QColor(0, 0, 0, 170)  # light on dark: stands out from every picture
LINE, DOT = QColor(255, 176, 0, 150), QColor("#ffb000")


def projection(matrix: np.ndarray) -> QTransform:
    """A (3, 3) matrix on columns (u, v, 1) as Qt keeps it, on rows."""
    return QTransform(*(float(value) for value in matrix.T.ravel()))


def draw_matches(
    painter: QPainter,
    evidence: PairEvidence,
    pictures: tuple[CanvasPicture, CanvasPicture],
    rects: tuple[QRectF, QRectF],
    panes: tuple[QRectF, QRectF],
) -> None:
    """Lines between the points that agree, each in its pane; a point out of sight takes its line with it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ends = []
    for picture, rect, points in zip(pictures, rects, (evidence.left, evidence.right), strict=True):
        place = picture.placed(rect)
        ends.append([place.map(QPointF(float(u), float(v))) for u, v in points])
    seen = [(a, b) for a, b in zip(*ends, strict=True) if panes[0].contains(a) and panes[1].contains(b)]
    for colour, width in ((QColor(0, 0, 0, 70), 2.6), (LINE, 1.2)):
        painter.setPen(QPen(colour, width))
        painter.drawLines([QLineF(a, b) for a, b in spread(seen)])
    painter.setPen(QPen(CASING, 1))
    painter.setBrush(DOT)
    for a, b in seen:
        painter.drawEllipse(a, 2.6, 2.6)
        painter.drawEllipse(b, 2.6, 2.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def spread(pairs: list[tuple[QPointF, QPointF]]) -> list[tuple[QPointF, QPointF]]:
    """At most LINES of them, evenly from top to bottom, so that they cross as little as may be."""
    ordered = sorted(pairs, key=lambda pair: (pair[0].y(), pair[0].x()))
    if len(ordered) <= LINES:
        return ordered
    return [ordered[round(place)] for place in np.linspace(0, len(ordered) - 1, LINES)]


def draw_difference(
    painter: QPainter,
    evidence: PairEvidence,
    pictures: tuple[CanvasPicture, CanvasPicture],
    rects: tuple[QRectF, QRectF],
    panes: tuple[QRectF, QRectF],
    ratio: float,
) -> set[int]:
    """The left picture and, in the other pane, the right one laid over it; which of them (0, 1) were sharp.

    `rects` are where the left picture lies in each pane, `ratio` is screen pixels for one of the canvas.
    """
    assert evidence.change is not None
    left, right = pictures
    places = [left.placed(rect) for rect in rects]
    scale = rects[0].width() * ratio / left.size.width()
    share = abs(evidence.laid[0, 0] * evidence.laid[1, 1] - evidence.laid[0, 1] * evidence.laid[1, 0]) ** 0.5
    scale_right = rects[1].width() * ratio * share / right.size.width()
    seen = [pane.intersected(rect) for pane, rect in zip(panes, rects, strict=True)]
    drawn = (
        left.draw_laid(painter, places[0], seen[0], scale),
        right.draw_laid(painter, projection(evidence.laid) * places[1], seen[1], scale_right),
    )
    for clip, place in zip(seen, places, strict=True):
        draw_change(painter, evidence.change, place, clip)
    return {index for index in (0, 1) if drawn[index]}


def draw_change(painter: QPainter, change: Difference, place: QTransform, clip: QRectF) -> None:
    """Shade what is unchanged and outline what changed, on a picture that `place` puts on the canvas."""
    painter.save()
    painter.setClipRect(clip)
    shade = shading(change)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(QTransform.fromScale(1 / shade.width(), 1 / shade.height()) * place, True)
    painter.drawImage(QPointF(0, 0), shade)
    painter.restore()
    painter.save()
    painter.setClipRect(clip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for outline in () if change.mostly else change.outlines:
        line = QPolygonF([place.map(QPointF(float(u), float(v))) for u, v in outline])
        for colour, width in ((CASING, 5.0), (MARK, 2.4)):
            pen = QPen(colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(line)
    painter.restore()


def shading(change: Difference) -> QImage:
    """Black that lets through what changed: clear in the regions and where the difference is strong."""
    high, wide = change.heat.shape
    opacity = 1 - np.minimum(change.heat / PLAIN_HEAT, 1)
    if change.mostly or not change.outlines:  # nothing to point at: the pictures themselves
        opacity[:] = 0
    black = np.zeros((high, wide, 4), np.uint8)
    black[..., 3] = (SHADE * opacity).astype(np.uint8)
    image = QImage(black.tobytes(), wide, high, 4 * wide, QImage.Format.Format_ARGB32_Premultiplied).copy()
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    for outline in change.outlines:
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(float(u) * wide, float(v) * high) for u, v in outline]))
        painter.fillPath(path, Qt.GlobalColor.black)
    painter.end()
    return image
