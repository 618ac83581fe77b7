"""PairCanvas: two pictures under one transform; side by side, blinking, swiped, overlaid, or with what was found."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.gui.widgets import canvas_marks as marks
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.canvas_scene import InSight, Scene, lies_over, on_pixels
from app.gui.widgets.loupe import Loupe
from app.gui.widgets.pair_transform import PairTransform, fit_scale, nearest_in, with_more_pixels
from app.gui.widgets.view import ASKING, PANED, View

if TYPE_CHECKING:
    from app.core.verifying.evidence import PairEvidence

GAP = 6
SHARE_STEP = 0.05
STEP = 1.25  # one notch of the wheel, one press of + or -
HOLD_MS = 300  # Space held longer than this shows the other picture only while it is held
MESSAGE_MS = 1600
MOST_MAGNIFIED = 32.0  # screen pixels for one pixel of the larger picture


class PairCanvas(QWidget):
    """The pair on the screen. View, zoom and place stay from pair to pair; turning a picture does not.

    both_shown(): both pictures of this pair have been painted with a pixel for every screen pixel; once a pair.
    scale_changed(): the size on the screen changed, so that finer pictures may be needed.
    view_changed(): another view, share or zoom is shown.
    touched(): the mouse or a key did something to the view.
    """

    both_shown = Signal()
    scale_changed = Signal()
    view_changed = Signal()
    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.view = View.SIDE
        self.transform = PairTransform()
        self.pictures: tuple[CanvasPicture, CanvasPicture] | None = None  # as shown: left, right
        self.share = {View.SWIPE: 0.5, View.OVERLAY: 0.5}
        self.blinked = False  # whether blink shows the right picture
        self.loupe = Loupe()
        self.evidence: PairEvidence | None = None  # of these two as they are shown, left and right
        self.finding = ""  # the same in words, or why there is none
        self._actual_size = False  # Z was pressed: the next pair is shown at 1:1 as well
        self._seen: set[int] = set()  # ids painted sharp since show_pair
        self._announced = False
        self._since_space = QElapsedTimer()
        self._dragged_from: QPointF | None = None
        self._message = ""
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(lambda: self.say(""))

    # What is shown

    def show_pair(self, left: CanvasPicture, right: CanvasPicture) -> None:
        """Show another pair; levels that are decoded already should be in the two pictures."""
        self.pictures = (left, right)
        self.share[View.SWIPE] = 0.5  # both pictures are in sight until the mouse takes the slider
        self.blinked = False
        self.evidence, self.finding = None, ""
        self._seen.clear()
        self._announced = False
        if self._actual_size:
            self._zoom_to(self._actual_zoom())
        self._settle()

    def show_evidence(self, evidence: PairEvidence | None, finding: str) -> None:
        """Show what was found between the two as they lie now, in the views that do; None: not (yet) anything."""
        self.evidence, self.finding = evidence, finding
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.pictures = None
        self.update()

    def say(self, message: str) -> None:
        """Show a short sentence over the pictures for a moment, where the eyes are."""
        self._message = message
        if message:
            self._until.start(MESSAGE_MS)
        self.update()

    @property
    def left(self) -> CanvasPicture | None:
        """The picture shown on the left."""
        return self.pictures[0] if self.pictures else None

    @property
    def right(self) -> CanvasPicture | None:
        """The picture shown on the right."""
        return self.pictures[1] if self.pictures else None

    def scales_of(self, left: QSizeF, right: QSizeF) -> tuple[float, float]:
        """Screen (device) pixels for one picture pixel if pictures of these sizes were shown now."""
        sizes, pane = (left, right), self._pane(0)
        fitted = [fit_scale(size, pane) * self.devicePixelRatioF() for size in sizes]
        zoom = self.transform.zoom
        if self._actual_size:
            zoom = 1 / fitted[with_more_pixels(sizes)]
        return fitted[0] * zoom, fitted[1] * zoom

    # What can be done to the view

    def set_view(self, view: View) -> None:
        """Change the view; what is in the middle stays there, at the size it had."""
        if view is self.view:
            return
        before = self._pane(0)
        picture, fitted = self.left, self.transform.zoom == 1.0
        if picture is not None and not fitted:
            self.transform = self.transform.held(before.center(), picture.size, before)
        self.view = view
        self.blinked = False
        if picture is not None and not fitted:
            ratio = fit_scale(picture.size, before) / fit_scale(picture.size, self._pane(0))
            self._zoom_to(self._actual_zoom() if self._actual_size else self.transform.zoom * ratio)
        self._settle()

    def step_view(self, step: int) -> None:
        """The next view (1) or the one before (-1), round and round."""
        views = list(View)
        self.set_view(views[(views.index(self.view) + step) % len(views)])

    def swap(self) -> None:
        """Exchange left and right."""
        if self.pictures:
            self.pictures = (self.pictures[1], self.pictures[0])
            self.evidence, self.finding = None, ""
            self._settle()

    def turn_right(self) -> None:
        """Turn the right picture a quarter; after a whole turn it is mirrored. Only for viewing."""
        if self.right is not None:
            self.right.turn_on()
            self._settle()

    def set_share(self, share: float) -> None:
        """Move the swipe line, or the opacity of the right picture in overlay, to `share` in 0 to 1."""
        if self.view in self.share:
            self.share[self.view] = min(1.0, max(0.0, share))
            self.update()
            self.view_changed.emit()

    def step_share(self, step: int) -> None:
        """More (1) or less (-1) of the right picture, in swipe and overlay."""
        if self.view in self.share:
            more = step if self.view is View.OVERLAY else -step  # the right picture begins where the line is
            self.set_share(self.share[self.view] + more * SHARE_STEP)

    def blink(self) -> None:
        """Show the other picture in the same place; from another view, start blinking with the left one."""
        if self.view is View.BLINK:
            self._flip()
        else:
            self._since_space.invalidate()  # letting go must not flip what has only just begun
            self.set_view(View.BLINK)

    def fit(self) -> None:
        """Both pictures whole, as large as they go."""
        self._actual_size = False
        self.transform = PairTransform()
        self._settle()

    def actual_size(self) -> None:
        """One pixel of the picture with more pixels for one of the screen, around the cursor or the middle."""
        if self.pictures:
            self._zoom_at(self._place_to_zoom(), self._actual_zoom())
            self._actual_size = True
            self._settle()

    def zoom_in(self) -> None:
        """One step closer, around the cursor where it is over the canvas."""
        self._zoom_at(self._place_to_zoom(), self.transform.zoom * STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self._zoom_at(self._place_to_zoom(), self.transform.zoom / STEP)

    def pan(self, dx: float, dy: float) -> None:
        """Look further right (`dx` > 0) or down, in shares of the pane."""
        if self.pictures is None:
            return
        pane, size = self._pane(0), self.pictures[0].size
        step = QPointF(dx * pane.width(), dy * pane.height())
        if self.loupe.on:  # without a mouse the loupe is what has to move
            rect = self.transform.rect(size, pane)
            self.loupe.move_to(QPointF(self.loupe.u + step.x() / rect.width() / 2,
                                       self.loupe.v + step.y() / rect.height() / 2))  # fmt: skip
        else:  # what comes into the middle is the same part of both, whatever their shapes
            self.transform = self.transform.held(pane.center() + step, size, pane).moved(-step.x(), -step.y())
        self._settle(rescaled=False)

    def step_loupe(self) -> None:
        """The next magnification of the loupe, off after the last; it starts at the cursor or in the middle."""
        if self.pictures:
            if not self.loupe.on:
                self._place_loupe(self._place_to_zoom())
            self.loupe.step()
            self._settle()

    def _place_loupe(self, position: QPointF) -> None:
        index = self._pane_under(position)
        self.loupe.move_to(self.transform.at(position, self._size_under(index), self._pane(index)))
        self.update()
        self.view_changed.emit()

    def loupe_scales(self) -> tuple[float, float] | None:
        """Screen (device) pixels for one picture pixel under the loupe, left and right; None while it is off."""
        return self.loupe.scales(self._scene(), self._actual_zoom()) if self.pictures and self.loupe.on else None

    # Geometry

    def _pane(self, index: int) -> QRectF:
        whole = QRectF(self.rect())
        if self.view not in PANED:
            return whole
        ratio = self.devicePixelRatioF()  # on whole screen pixels, else 1:1 is not exact in the right one
        width = floor((self.width() - GAP) / 2 * ratio) / ratio
        return QRectF(0 if index == 0 else floor((self.width() - width) * ratio) / ratio, 0, width, self.height())

    def _pane_under(self, position: QPointF) -> int:
        return int(self.view in PANED and position.x() > self.width() / 2)

    def _size_under(self, index: int) -> QSizeF:
        assert self.pictures is not None
        return self.pictures[0 if lies_over(self.view, self.evidence) else index].size

    def _place_to_zoom(self) -> QPointF:
        cursor = QPointF(self.mapFromGlobal(self.cursor().pos()))
        return cursor if self.underMouse() and QRectF(self.rect()).contains(cursor) else self._pane(0).center()

    def _actual_zoom(self) -> float:
        assert self.pictures is not None
        sizes = (self.pictures[0].size, self.pictures[1].size)
        return 1 / (fit_scale(sizes[with_more_pixels(sizes)], self._pane(0)) * self.devicePixelRatioF())

    def _zoom_to(self, zoom: float) -> None:
        actual = self._actual_zoom()
        self.transform = self.transform.zoomed(min(max(zoom, min(1.0, actual)), max(actual * MOST_MAGNIFIED, 1.0)))

    def _zoom_at(self, position: QPointF, zoom: float) -> None:
        if self.pictures is None:
            return
        index = self._pane_under(position)
        size, pane = self._size_under(index), self._pane(index)
        position = nearest_in(self.transform.rect(size, pane), position)  # beside the picture its edge is meant
        self.transform = self.transform.held(position, size, pane)
        self._actual_size = False
        self._zoom_to(zoom)
        self._settle()
        self.touched.emit()

    def _settle(self, *, rescaled: bool = True) -> None:
        """After any change: keep the pictures in sight, paint, and tell who fetches levels."""
        if self.left is not None:
            near_fit = abs(self.transform.zoom - 1.0) < 1e-3
            self.transform = PairTransform() if near_fit else self.transform.kept_in_view(self.left.size, self._pane(0))
        self.update()
        if rescaled:
            self.scale_changed.emit()
        self.view_changed.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        marks.draw_ground(painter, self.rect())
        sharp = self._draw(painter) if self.pictures else set()
        painter.end()
        self._seen |= sharp
        if self.pictures and not self._announced and all(p.id in self._seen for p in self.pictures):
            self._announced = True
            self.both_shown.emit()

    def _scene(self) -> Scene:
        """What is painted now, and where."""
        assert self.pictures is not None
        panes = (self._pane(0), self._pane(1))
        ratio, whole = self.devicePixelRatioF(), QRectF(self.rect())
        rects = [on_pixels(self.transform.rect(self._size_under(i), panes[i]), ratio) for i in (0, 1)]
        share = self.share.get(self.view, 0.0)
        evidence = self.evidence if self.view in ASKING else None
        return Scene(self.view, self.pictures, panes, (rects[0], rects[1]), whole, ratio, share, self.blinked,
                     self.transform.zoom > 1.0, evidence)  # fmt: skip

    def in_sight(self) -> list[InSight]:
        """The parts of the two pictures that are painted now, under the loupe as well."""
        if self.pictures is None:
            return []
        scene = self._scene()
        return [*scene.in_sight(), *(self.loupe.in_sight(scene, self._actual_zoom()) if self.loupe.on else ())]

    def _draw(self, painter: QPainter) -> set[int]:
        """Paint the pair; return the ids of the pictures that were painted sharp and in sight."""
        assert self.pictures is not None
        scene = self._scene()
        sharp = scene.draw(painter)
        if self.loupe.on:
            self.loupe.draw(painter, scene, self._actual_zoom())
        problems = [picture.problem for picture in self.pictures]
        marks.draw_problems(painter, problems, scene.panes, in_one=scene.panes[0] == scene.panes[1])
        if self.finding and self.view in ASKING:
            marks.draw_finding(painter, scene.whole, self.finding)
        if self._message:
            marks.draw_message(painter, scene.whole, self._message)
        return {self.pictures[index].id for index in sharp}

    # Mouse and keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.pictures and self._actual_size:
            self._zoom_to(self._actual_zoom())
        self._settle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settle()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom_at(event.position(), self.transform.zoom * STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.pictures and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            index = self._pane_under(event.position())
            self._dragged_from = event.position()
            if self.transform.zoom != 1.0:
                self.transform = self.transform.held(event.position(), self._size_under(index), self._pane(index))
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            step = event.position() - self._dragged_from
            self._dragged_from = event.position()
            if self.transform.zoom != 1.0:
                self.transform = self.transform.moved(step.x(), step.y())
                self._settle(rescaled=False)
        elif self.loupe.on and self.pictures:
            self._place_loupe(event.position())
        elif self.view is View.SWIPE and self.pictures:
            self.set_share(event.position().x() / self.width())
        else:
            return
        self.touched.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                self._since_space.start()
                self.blink()
        elif key in arrows and plain:
            self.pan(arrows[key][0] / 8, arrows[key][1] / 8)
        elif key in (Qt.Key.Key_Comma, Qt.Key.Key_Period) and plain:
            self.step_share(1 if key == Qt.Key.Key_Period else -1)
        else:
            event.ignore()
            return
        self.touched.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            event.ignore()
        elif self.view is View.BLINK and self._since_space.isValid() and self._since_space.hasExpired(HOLD_MS):
            self._since_space.invalidate()
            self._flip()

    def _flip(self) -> None:
        self.blinked = not self.blinked
        self.update()
        self.view_changed.emit()

    def sizeHint(self) -> QSize:
        return QSize(1000, 640)
