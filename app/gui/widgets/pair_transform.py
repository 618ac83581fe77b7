"""PairTransform: one zoom and one place for two pictures, in normalised coordinates.

A point (u, v) of a picture runs from (0, 0) top left to (1, 1) bottom right, whatever its size in pixels. Both
pictures show the same point at the same place of their pane: after zooming or dragging under the cursor the same
part of both lies under it, also when one is a small copy or has another shape.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF


@dataclass(frozen=True)
class PairTransform:
    """`zoom` 1 fits each picture into its pane; the point (`u`, `v`) lies at offset (`x`, `y`) from its centre."""

    zoom: float = 1.0
    u: float = 0.5
    v: float = 0.5
    x: float = 0.0
    y: float = 0.0

    def rect(self, picture: QSizeF, pane: QRectF) -> QRectF:
        """Where a picture of this size lies, in the coordinates `pane` is given in."""
        scale = fit_scale(picture, pane) * self.zoom
        width, height = picture.width() * scale, picture.height() * scale
        spot = pane.center() + QPointF(self.x, self.y)
        return QRectF(spot.x() - self.u * width, spot.y() - self.v * height, width, height)

    def at(self, position: QPointF, picture: QSizeF, pane: QRectF) -> QPointF:
        """The normalised point of the picture that lies at `position`; outside the picture beyond 0 to 1."""
        rect = self.rect(picture, pane)
        return QPointF((position.x() - rect.x()) / rect.width(), (position.y() - rect.y()) / rect.height())

    def held(self, position: QPointF, picture: QSizeF, pane: QRectF) -> PairTransform:
        """The same view of this picture, with its point at `position` as the one that both pictures share."""
        point, place = self.at(position, picture, pane), position - pane.center()
        return PairTransform(self.zoom, point.x(), point.y(), place.x(), place.y())

    def zoomed(self, zoom: float) -> PairTransform:
        """Another zoom, the shared point staying where it is."""
        return replace(self, zoom=zoom)

    def moved(self, dx: float, dy: float) -> PairTransform:
        """Both pictures moved by as many screen pixels."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def kept_in_view(self, picture: QSizeF, pane: QRectF) -> PairTransform:
        """Moved as little as needed for this picture to cover the pane's centre; centred where it fits whole."""
        rect = self.rect(picture, pane)
        dx = _correction(rect.left(), rect.right(), pane.left(), pane.right())
        dy = _correction(rect.top(), rect.bottom(), pane.top(), pane.bottom())
        return self.moved(dx, dy)


def _correction(low: float, high: float, pane_low: float, pane_high: float) -> float:
    centre = (pane_low + pane_high) / 2
    if high - low <= pane_high - pane_low + 1e-6:
        return centre - (low + high) / 2
    # The edge of a picture may be dragged as far as the middle of the pane, to look at corners in peace.
    return max(0.0, centre - high) - max(0.0, low - centre)


def fit_scale(picture: QSizeF, pane: QRectF) -> float:
    """Screen pixels for one picture pixel when the picture fits the pane whole; small pictures are enlarged."""
    return max(1e-6, min(pane.width() / picture.width(), pane.height() / picture.height()))


def with_more_pixels(sizes: tuple[QSizeF, QSizeF]) -> int:
    """Which of two pictures (0, 1) has more pixels."""
    areas = [size.width() * size.height() for size in sizes]
    return int(areas[1] > areas[0])


def nearest_in(rect: QRectF, position: QPointF) -> QPointF:
    """The position itself, or the point of the rectangle nearest to it."""
    x, y = min(max(position.x(), rect.left()), rect.right()), min(max(position.y(), rect.top()), rect.bottom())
    return QPointF(x, y)
