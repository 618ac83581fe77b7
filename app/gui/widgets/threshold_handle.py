"""ThresholdHandle: an upright line on a plot of distances that is dragged, or moved with the arrow keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.core.measuring.accepted import GRID, STEP, nearest
from app.gui import theme
from app.gui.widgets.plots import Plot

_MOVES = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -20, Qt.Key.Key_PageUp: 20, Qt.Key.Key_Home: -len(GRID), Qt.Key.Key_End: len(GRID),
}  # fmt: skip


class ThresholdHandle(QObject):
    """moved(float): the person took it to another distance of the grid (accepted.GRID)."""

    moved = Signal(float)

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.distance = 1.0
        self.shown = False
        self._plot = plot
        self._line: Any = None
        plot.installEventFilter(self)
        plot.drawn.connect(self._draw)

    def show_at(self, distance: float) -> None:
        """Stand at the distance of the grid nearest to this one; `moved` is not sent."""
        self.shown = True
        self.distance = float(GRID[nearest(distance)])
        self._draw()

    def hide(self) -> None:
        """Be gone, until it is shown again."""
        self.shown = False
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys move it while the plot has the focus; the focus is seen on it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._draw()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.shown:
            steps = _MOVES.get(Qt.Key(event.key()))
            if steps is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._take(self.distance + steps * STEP)
                return True
        return super().eventFilter(watched, event)

    def _take(self, distance: float) -> None:
        before = self.distance
        self.show_at(distance)
        if self.distance != before:
            self.moved.emit(self.distance)

    def _draw(self) -> None:
        if self._plot.canvas is None:
            return
        item = self._plot.canvas.getPlotItem()
        if self._line is None:
            self._make()
        if self._line not in item.items:  # drawing afresh has cleared it away
            item.addItem(self._line, ignoreBounds=True)
        self._line.setVisible(self.shown)
        self._line.setValue(self.distance)
        self._dress()

    def _make(self) -> None:
        import pyqtgraph

        self._line = pyqtgraph.InfiniteLine(
            self.distance, angle=90, movable=True, bounds=(0, 2), label="{value:.3f}",
            labelOpts={"position": 0.93, "anchors": ((-0.1, 0.5), (1.1, 0.5))},
        )  # fmt: skip
        self._line.setZValue(10)
        self._line.setCursor(Qt.CursorShape.SizeHorCursor)
        self._line.sigDragged.connect(self._dragged)

    def _dragged(self, line: Any) -> None:
        self._plot.setFocus(Qt.FocusReason.MouseFocusReason)
        self._take(line.value())

    def _dress(self) -> None:
        import pyqtgraph

        c = theme.colours()
        focused = self._plot.hasFocus()
        self._line.setPen(pyqtgraph.mkPen(c.accent if focused else c.text, width=4 if focused else 2))
        self._line.setHoverPen(pyqtgraph.mkPen(c.accent, width=4))
        self._line.label.setColor(c.text)
        self._line.label.fill = pyqtgraph.mkBrush(c.accent_soft if focused else c.raised)
