"""Plots: figures drawn with pyqtgraph, which is imported when the first one is drawn and not before.

Each can be saved as a picture (PNG, SVG) or as its numbers (CSV).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.core.reporting.figures import Figure, Series
from app.errors import UserError
from app.gui import theme
from app.gui.texts import tr
from app.gui.widgets import ask, plot_file
from app.gui.widgets.cards import Empty, button, clear, text
from app.gui.widgets.focus_ring import FocusRing

# Told apart by stroke as well as by colour.
STROKES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


KEY = 26  # width of a piece of line in the legend
SAVE = 70  # room for the button beside it
LEAST = 420  # width of a plot that was not laid out yet


class Plot(QWidget):
    """A place for one figure; until it has one, it says in `waiting` what will be here.

    drawn(): `canvas` shows the figure afresh, also in other colours. saved(str), refused(str): a sentence on the file.
    """

    drawn = Signal()
    saved = Signal(str)
    refused = Signal(str)

    def __init__(self, name: str, waiting: str, drawing: str = "evaluate", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumHeight(190)
        self.figure: Figure | None = None
        self.canvas: Any = None  # the PlotWidget, once something was drawn
        self._name, self._waiting = name, waiting
        self._stack = QStackedLayout(self)
        self.empty = Empty(drawing, name, waiting)
        self.empty.heading.hide()
        self._stack.addWidget(self.empty)

    def draw(self, figure: Figure | None, reason: str = "") -> None:
        """Show `figure`; None shows `reason`, or else the waiting words again."""
        self.figure = figure
        self.empty.words.setText(reason or self._waiting)
        if figure is None or not figure.series:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._stack.setCurrentWidget(self.empty)
            return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.canvas is None:
            self._make()
        self._draw(figure)
        self._stack.setCurrentIndex(1)

    def rename(self, name: str) -> None:
        """Be a place for a figure called `name` from now on."""
        self._name = name
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, +, - and 0 move and zoom the drawing."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held or self.figure is None or self.canvas is None or not self.canvas.press(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.figure is not None and self.canvas is not None:
            self._draw(self.figure)

    def _make(self) -> None:
        import pyqtgraph

        from app.gui.widgets.plot_canvas import PlotCanvas

        pyqtgraph.setConfigOptions(antialias=True)
        self._box = QWidget()
        rows = QVBoxLayout(self._box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        head = QHBoxLayout()
        self._legend = QGridLayout()
        self._legend.setHorizontalSpacing(8)
        self._legend.setVerticalSpacing(2)
        head.addLayout(self._legend)
        head.addStretch(1)
        self.save = button(tr("Save…"), "link", self.ask_where)
        self.save.setToolTip(tr("As a picture (PNG, SVG) or as numbers (CSV)"))
        kept = self.save.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.save.setSizePolicy(kept)
        head.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(head)
        self.canvas = PlotCanvas()
        self.canvas.setToolTip(
            tr("Drag or arrows: move. Ctrl and the wheel, + and -: zoom. Double click or 0: the whole.")
        )
        rows.addWidget(self.canvas, 1)
        self._stack.addWidget(self._box)
        FocusRing(self)

    def _draw(self, figure: Figure) -> None:
        import pyqtgraph

        c = theme.colours()
        plot = self.canvas.getPlotItem()
        plot.clear()
        self.canvas.setAccessibleName(self._name)
        self.save.setAccessibleName(tr("Save {name}", name=self._name))
        self.canvas.setBackground(c.surface)
        for side, words in (("bottom", figure.x_label), ("left", figure.y_label)):
            axis = plot.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(c.border))
            axis.setTextPen(pyqtgraph.mkPen(c.muted))
            axis.setTickFont(self.font())
            axis.setLabel(tr(words), color=c.muted, **{"font-size": f"{self.font().pointSizeF():g}pt"})
            axis.setSIPrefixEnableRanges(())  # else shares below 1 are written as thousandths
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=-4)
        for number, series in enumerate(figure.series):
            for band in _band(series, figure):
                plot.addItem(band)
            plot.addItem(_item(series, number, figure))
        plot.showGrid(x=False, y=True, alpha=0.12)
        _set_ranges(self.canvas, figure)
        self._name_series(figure)
        self.drawn.emit()

    def _name_series(self, figure: Figure) -> None:
        clear(self._legend)
        if len(figure.series) < 2:
            return
        across = self._across(figure)
        for number, series in enumerate(figure.series):
            row, column = divmod(number, across)
            self._legend.addWidget(_Key(series, STROKES[number % len(STROKES)]), row, 2 * column)
            self._legend.addWidget(text(tr(series.name), "small"), row, 2 * column + 1)

    def _across(self, figure: Figure) -> int:
        """How many names of the legend stand in one row: as many as there is room for."""
        widest = max(self.fontMetrics().horizontalAdvance(tr(series.name)) for series in figure.series) + KEY + 24
        return max(1, min(len(figure.series), (max(self.width(), LEAST) - SAVE) // widest))

    # -- saving --------------------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a file to save the figure to; its suffix decides what is written."""
        name = self._name.lower().replace(" ", "-")
        ask.new_file(
            self, tr("Save {name}", name=self._name), tr(plot_file.PATTERN), self.save_to, Path.home() / f"{name}.png"
        )

    def save_to(self, path: Path) -> None:
        """Write the figure to `path` as its suffix says."""
        if self.figure is None:
            return
        self.save.hide()  # no part of the picture
        try:
            plot_file.write(self.figure, self._box, path)
        except UserError as error:
            self.refused.emit(tr(error))
        else:
            self.saved.emit(tr("{name} saved to {path}.", name=self._name, path=path))
        finally:
            self.save.show()


class _Key(QWidget):
    """A short piece of a series' line, for the legend."""

    def __init__(self, series: Series, stroke: Qt.PenStyle) -> None:
        super().__init__()
        self.setFixedSize(KEY, 12)
        self._points = series.points
        self._pen = QPen(QColor(_named(series.colour)), 2.5, stroke)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One stroke, or one mark."""
        painter = QPainter(self)
        if self._points:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._pen.color())
            painter.drawEllipse(KEY // 2 - 4, 2, 8, 8)
        else:
            painter.setPen(self._pen)
            painter.drawLine(0, 6, KEY, 6)
        painter.end()


def _item(series: Series, number: int, figure: Figure) -> Any:
    import pyqtgraph

    x = np.log10(series.x) if figure.log_x else np.asarray(series.x)
    floor = figure.limits()[1][0]
    y = np.log10(np.maximum(series.y, floor)) if figure.log_y else series.y
    stroke = STROKES[number % len(STROKES)]
    pen = pyqtgraph.mkPen(QColor(_named(series.colour)), width=1.6, style=stroke)
    if series.bars:
        fill = QColor(_named(series.colour))
        fill.setAlphaF(0.16)
        ground = np.log10(floor) if figure.log_y else 0
        return pyqtgraph.PlotDataItem(x, y, pen=pen, stepMode="center", fillLevel=ground, fillBrush=fill)
    if series.points:
        brush = pyqtgraph.mkBrush(QColor(_named(series.colour)))
        marks = {"symbol": "o", "symbolSize": 7, "symbolPen": None, "symbolBrush": brush}
        return pyqtgraph.PlotDataItem(x, y, pen=None, **marks)
    return pyqtgraph.PlotDataItem(x, y, pen=pen)


def _band(series: Series, figure: Figure) -> list[Any]:
    """The area between low and high with its invisible edges, of single marks a bar each; [] for a series without."""
    import pyqtgraph

    if series.low is None or series.high is None:
        return []
    x = np.log10(series.x) if figure.log_x else np.asarray(series.x)
    if series.points:
        pen = pyqtgraph.mkPen(QColor(_named(series.colour)), width=1.4)
        above, below = series.high - series.y, series.y - series.low
        return [pyqtgraph.ErrorBarItem(x=x, y=series.y, top=above, bottom=below, pen=pen)]
    edges = [pyqtgraph.PlotDataItem(x, side, pen=None) for side in (series.low, series.high)]
    fill = QColor(_named(series.colour))
    fill.setAlphaF(0.16)
    return [*edges, pyqtgraph.FillBetweenItem(*edges, brush=fill)]


def _named(colour: str) -> str:
    if colour.startswith("#"):  # a grade's colour, chosen for a light ground
        return QColor(colour).lighter(150).name() if theme.is_dark() else colour
    return str(getattr(theme.colours(), colour))


def _set_ranges(canvas: Any, figure: Figure) -> None:
    plot = canvas.getPlotItem()
    (low, high), (bottom, top) = figure.limits()
    if figure.log_x:
        low, high = np.log10(low), np.log10(high)
    if figure.log_y:
        bottom, top = np.log10(bottom), np.log10(top)
    for side, logarithmic, ends in (("bottom", figure.log_x, (low, high)), ("left", figure.log_y, (bottom, top))):
        plot.getAxis(side).setTicks([_decades(*ends)] if logarithmic else None)
    if figure.x_names:
        plot.getAxis("bottom").setTicks([[(float(place), tr(name)) for place, name in enumerate(figure.x_names)]])
    canvas.show_whole((low, high), (bottom, top))


def _decades(low: float, high: float) -> list[tuple[float, str]]:
    return [(float(decade), _power(decade)) for decade in range(int(np.floor(low)), int(np.ceil(high)) + 1)]


def _power(decade: int) -> str:
    return "1" if decade == 0 else "10" + str(decade).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
