"""PlotCanvas: the drawing of one figure, which can be moved and looked at closely. Imported with pyqtgraph."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QSizePolicy

Range = tuple[float, float]

STEP = 1.25  # one press of + or -
PAN = 1 / 8  # of what is in sight, for one press of an arrow
_ZOOMS = {Qt.Key.Key_Plus: 1 / STEP, Qt.Key.Key_Equal: 1 / STEP, Qt.Key.Key_Minus: STEP}
_MOVES = {Qt.Key.Key_Left: (-PAN, 0.0), Qt.Key.Key_Right: (PAN, 0.0), Qt.Key.Key_Up: (0.0, PAN),
          Qt.Key.Key_Down: (0.0, -PAN)}  # fmt: skip


class PlotCanvas(pyqtgraph.PlotWidget):  # type: ignore[misc]
    """Dragging or an arrow moves the drawing; Ctrl with the wheel, + and - zoom; a double click or 0 shows the whole.

    The wheel by itself scrolls the page.
    """

    def __init__(self) -> None:
        super().__init__(viewBox=_Box(enableMenu=False))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        # It would ask for the height of its drawing, and so take from its neighbours what they need.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def show_whole(self, x: Range, y: Range) -> None:
        """Show these ranges with a little room around them; nothing beyond can be moved into sight."""
        box = self.getPlotItem().getViewBox()
        box.setLimits(xMin=None, xMax=None, yMin=None, yMax=None)
        box.setRange(xRange=_wider(x, 0.02), yRange=_wider(y, 0.04), padding=0)
        (left, right), (bottom, top) = box.viewRange()
        box.setLimits(xMin=left, xMax=right, yMin=bottom, yMax=top)
        box.whole = (left, right), (bottom, top)

    def press(self, key: Qt.Key) -> bool:
        """Do what a key means to the drawing; whether it means anything."""
        box = self.getPlotItem().getViewBox()
        if key in _ZOOMS:
            box.scaleBy((_ZOOMS[key], _ZOOMS[key]))
        elif key in _MOVES:
            (left, right), (bottom, top) = box.viewRange()
            across, up = _MOVES[key]
            box.translateBy(x=across * (right - left), y=up * (top - bottom))
        elif key == Qt.Key.Key_0:
            box.show_whole()
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it is the drawing's, otherwise the page's."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QGraphicsView.wheelEvent(self, event)
            event.accept()
        else:
            event.ignore()


class _Box(pyqtgraph.ViewBox):  # type: ignore[misc]
    whole: tuple[Range, Range] | None = None

    def mouseClickEvent(self, event: object) -> None:
        """A double click shows the whole."""
        if event.double() and self.whole is not None:  # type: ignore[attr-defined]
            self.show_whole()
            event.accept()  # type: ignore[attr-defined]

    def show_whole(self) -> None:
        """Show all there is."""
        if self.whole is not None:
            self.setRange(xRange=self.whole[0], yRange=self.whole[1], padding=0)


def _wider(ends: Range, share: float) -> Range:
    room = share * (ends[1] - ends[0])
    return ends[0] - room, ends[1] + room
