"""Loupe: a window onto the same place of both pictures, at one screen pixel for a pixel or more."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.gui.widgets import canvas_marks as marks
from app.gui.widgets.canvas_evidence import projection
from app.gui.widgets.canvas_scene import InSight, Scene, on_pixels
from app.gui.widgets.pair_transform import PairTransform, fit_scale
from app.gui.widgets.view import PANED

MAGNIFICATIONS = (1.0, 4.0, 12.0)  # screen pixels for one pixel of the larger picture; the last shows single pixels
LEAST = 2.0  # times the size on the canvas: less would not be worth a loupe
SIDE = 280.0  # of the box, where there is room
SHARE = 0.6  # of the pane, where there is not


class Loupe:
    """Where it is, in 0 to 1 of both pictures as they are shown, and how strong; off at first."""

    def __init__(self) -> None:
        self.u, self.v = 0.5, 0.5
        self._step = -1

    @property
    def on(self) -> bool:
        """Whether it is shown."""
        return self._step >= 0

    @property
    def magnification(self) -> float:
        """Screen pixels for one pixel of the larger picture, 0 while it is off."""
        return MAGNIFICATIONS[self._step] if self.on else 0.0

    def step(self) -> None:
        """The next magnification; after the last it is off."""
        self._step = self._step + 1 if self._step + 1 < len(MAGNIFICATIONS) else -1

    def move_to(self, point: QPointF) -> None:
        """Look at this point, the nearest one of the picture where it is beside it."""
        self.u, self.v = (min(1.0, max(0.0, value)) for value in (point.x(), point.y()))

    def scales(self, scene: Scene, actual: float) -> tuple[float, float]:
        """Screen pixels for one pixel of the left and the right picture; `actual` is the zoom that shows 1:1."""
        zoom = self._zoom(scene, actual)
        left, right = (fit_scale(scene.pictures[i].size, scene.panes[i]) * zoom * scene.ratio for i in (0, 1))
        return left, right

    def in_sight(self, scene: Scene, actual: float) -> Iterator[InSight]:
        """The parts of the two pictures in its boxes."""
        for index, (box, rect) in enumerate(self._boxes(scene, actual)):
            scale = rect.width() * scene.ratio / scene.pictures[index].size.width()
            yield InSight(scene.pictures[index], rect, rect.intersected(box), scale)

    def draw(self, painter: QPainter, scene: Scene, actual: float) -> None:
        """Paint the same place of both pictures, each in its box."""
        for index, (box, rect) in enumerate(self._boxes(scene, actual)):
            marks.draw_ground(painter, box.toAlignedRect())
            under = scene.pictures[0 if scene.laid_over else index]
            scale = rect.width() * scene.ratio / under.size.width()
            if scene.laid_over and index == 1:
                assert scene.evidence is not None
                place = projection(scene.evidence.laid) * under.placed(rect)
                scene.pictures[1].draw_laid(painter, place, box, scale)
            else:
                under.draw(painter, rect, box, scale, magnified=True)
                marks.draw_grid(painter, rect, box, under.size, scale)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            for colour, width in ((QColor(0, 0, 0, 160), 4.0), (QColor("white"), 2.0)):
                painter.setPen(QPen(colour, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)

    def _zoom(self, scene: Scene, actual: float) -> float:
        now = scene.rects[0].width() / (fit_scale(scene.pictures[0].size, scene.panes[0]) *
                                        scene.pictures[0].size.width())  # fmt: skip
        return max(actual * self.magnification, now * LEAST)

    def _boxes(self, scene: Scene, actual: float) -> list[tuple[QRectF, QRectF]]:
        """For left and right: the box, and where the whole picture would lie for the box to show its part."""
        found = []
        transform = PairTransform(self._zoom(scene, actual), self.u, self.v)
        for index, (pane, rect) in enumerate(zip(scene.panes, scene.rects, strict=True)):
            side = min(SIDE, SHARE * pane.width() / (1 if scene.view in PANED else 2), SHARE * pane.height())
            side = round(side * scene.ratio) / scene.ratio
            box = QRectF(0, 0, side, side)
            spot = QPointF(rect.x() + self.u * rect.width(), rect.y() + self.v * rect.height())
            if scene.view not in PANED:  # both in one pane: beside each other
                spot.setX(min(max(spot.x(), pane.left() + side), pane.right() - side) + (index - 0.5) * side)
            box.moveCenter(spot)
            box.moveTo(min(max(box.x(), pane.left()), pane.right() - side),
                       min(max(box.y(), pane.top()), pane.bottom() - side))  # fmt: skip
            on_pixels(box, scene.ratio)
            size = scene.pictures[0 if scene.laid_over else index].size
            lies = transform.rect(size, pane.translated(box.center() - pane.center()))
            found.append((box, on_pixels(lies, scene.ratio)))
        return found
