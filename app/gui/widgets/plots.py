"""Plots: figures drawn with pyqtgraph, which is imported when the first one is drawn and not before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.widgets.cards import Empty, text

# Told apart by stroke as well as by colour.
STROKES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


@dataclass(frozen=True)
class Series:
    """One line: points x, y of equal length; or bars, when x has one more (the edges) than y (the heights).

    `colour` is one of theme.Colours by name, so that it changes with the theme, or written as #rrggbb.
    """

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    colour: str


@dataclass(frozen=True)
class Figure:
    """What to draw: series and the words of the axes. On a logarithmic axis x is given as it is, above 0."""

    series: tuple[Series, ...]
    x_label: str
    y_label: str
    log_x: bool = False
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None


class Plot(QWidget):
    """A place for one figure; until it has one, it says in `waiting` what will be here."""

    def __init__(self, name: str, waiting: str, drawing: str = "evaluate", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumHeight(190)
        self.figure: Figure | None = None
        self._canvas: Any = None
        self._name = name
        self._stack = QStackedLayout(self)
        self.empty = Empty(drawing, name, waiting)
        self.empty.heading.hide()
        self._stack.addWidget(self.empty)

    def draw(self, figure: Figure | None) -> None:
        """Show `figure`; None shows the waiting words again."""
        self.figure = figure
        if figure is None or not figure.series:
            self._stack.setCurrentWidget(self.empty)
            return
        if self._canvas is None:
            self._make()
        self._draw(figure)
        self._stack.setCurrentIndex(1)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.figure is not None and self._canvas is not None:
            self._draw(self.figure)

    def _make(self) -> None:
        import pyqtgraph

        pyqtgraph.setConfigOptions(antialias=True)
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(16)
        rows.addLayout(self._legend)
        self._canvas = pyqtgraph.PlotWidget()
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.setMouseEnabled(x=False, y=False)
        self._canvas.setMenuEnabled(False)
        self._canvas.hideButtons()
        self._canvas.setAccessibleName(self._name)
        rows.addWidget(self._canvas, 1)
        self._stack.addWidget(box)

    def _draw(self, figure: Figure) -> None:
        import pyqtgraph

        c = theme.colours()
        plot = self._canvas.getPlotItem()
        plot.clear()
        self._canvas.setBackground(c.surface)
        for side, words in (("bottom", figure.x_label), ("left", figure.y_label)):
            axis = plot.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(c.border))
            axis.setTextPen(pyqtgraph.mkPen(c.muted))
            axis.setTickFont(self.font())
            axis.setLabel(words, color=c.muted, **{"font-size": f"{self.font().pointSizeF():g}pt"})
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=-4)
        for number, series in enumerate(figure.series):
            plot.addItem(_item(series, number, figure.log_x))
        plot.showGrid(x=False, y=True, alpha=0.12)
        _set_ranges(plot, figure)
        self._name_series(figure)

    def _name_series(self, figure: Figure) -> None:
        while (item := self._legend.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if len(figure.series) > 1:
            for number, series in enumerate(figure.series):
                self._legend.addWidget(_Key(series.colour, STROKES[number % len(STROKES)]))
                self._legend.addWidget(text(series.name, "small"))
        self._legend.addStretch(1)


class _Key(QWidget):
    """A short piece of a series' line, for the legend."""

    def __init__(self, colour: str, stroke: Qt.PenStyle) -> None:
        super().__init__()
        self.setFixedSize(26, 12)
        self._pen = QPen(QColor(_named(colour)), 2.5, stroke)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One stroke."""
        painter = QPainter(self)
        painter.setPen(self._pen)
        painter.drawLine(0, 6, 26, 6)
        painter.end()


def _item(series: Series, number: int, log_x: bool) -> Any:
    import pyqtgraph

    x = np.log10(series.x) if log_x else np.asarray(series.x)
    stroke = STROKES[number % len(STROKES)]
    pen = pyqtgraph.mkPen(QColor(_named(series.colour)), width=1.6, style=stroke)
    if len(x) == len(series.y) + 1:
        fill = QColor(_named(series.colour))
        fill.setAlphaF(0.16)
        return pyqtgraph.PlotDataItem(x, series.y, pen=pen, stepMode="center", fillLevel=0, fillBrush=fill)
    return pyqtgraph.PlotDataItem(x, series.y, pen=pen)


def _named(colour: str) -> str:
    if colour.startswith("#"):  # a grade's colour, chosen for a light ground
        return QColor(colour).lighter(150).name() if theme.is_dark() else colour
    return str(getattr(theme.colours(), colour))


def _set_ranges(plot: Any, figure: Figure) -> None:
    low, high = figure.x_range or _extent([series.x for series in figure.series])
    axis = plot.getAxis("bottom")
    if figure.log_x:
        low, high = np.log10(low), np.log10(high)
        decades = range(int(np.floor(low)), int(np.ceil(high)) + 1)
        axis.setTicks([[(float(decade), _power(decade)) for decade in decades]])
    else:
        axis.setTicks(None)
    plot.setXRange(low, high, padding=0.02)
    bottom, top = figure.y_range or (0.0, _extent([series.y for series in figure.series])[1] or 1.0)
    plot.setYRange(bottom, top, padding=0.04)


def _extent(values: list[NDArray[np.float64]]) -> tuple[float, float]:
    everything = np.concatenate([np.asarray(part, np.float64) for part in values])
    everything = everything[np.isfinite(everything)]
    return (float(everything.min()), float(everything.max())) if len(everything) else (0.0, 1.0)


def _power(decade: int) -> str:
    return "1" if decade == 0 else "10" + str(decade).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
