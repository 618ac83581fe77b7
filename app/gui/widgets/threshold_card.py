"""ThresholdCard: distances by grade with a threshold to drag, and what it does to the graded pairs."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from app.core.reporting import report_figures
from app.gui import report_view
from app.gui.report_view import Report
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, paragraph, text
from app.gui.widgets.choice import Choice
from app.gui.widgets.plots import Plot
from app.gui.widgets.threshold_handle import ThresholdHandle

CUTS = {"strict": "strict", "lenient": "lenient"}
ON_THESE = mark(
    "On the very pairs drawn here: drag the line, or give it the focus and use the arrow keys. A threshold to rely on "
    "is in the table of thresholds, with intervals from pairs that did not choose it."
)
UNTRIED = mark("This report holds no counts by distance; measure again to try thresholds.")
START = 1.0  # where the line stands when no stated threshold has a distance


class ThresholdCard(Card):
    """The histogram of one embedding, the handle on it, and the numbers below."""

    def __init__(self) -> None:
        super().__init__(tr("Distances by grade"))
        self.report: Report = {}
        self.origin = ""
        self.embedder = Choice(tr("Distances under which embedding"), self._draw)
        self.cut = Choice(tr("Threshold under which cut"), self._show_numbers)
        for choice in (self.embedder, self.cut):
            self.tools.addWidget(choice)
        self.plot = Plot(tr("Distances by grade"), tr("There is nothing to draw."))
        self.plot.setMinimumHeight(260)
        self.plot.setAccessibleDescription(tr("The arrow keys move the threshold."))
        self.handle = ThresholdHandle(self.plot)
        self.handle.moved.connect(lambda _distance: self._show_numbers())
        self.rows.addWidget(self.plot, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(0)
        self.values = [text("", "heading") for _ in range(4)]
        self.captions = [text("", "small") for _ in range(4)]
        for place, (value, caption) in enumerate(zip(self.values, self.captions, strict=True)):
            grid.addWidget(value, 0, place)
            grid.addWidget(caption, 1, place)
        self.rows.addLayout(grid)
        self.words = paragraph("", "small")
        self.rows.addWidget(self.words)

    def show_report(self, report: Report) -> None:
        """A report: the line stands at its first stated threshold under the cut to learn."""
        self.report = report
        self.cut.offer({cut: tr(words) for cut, words in CUTS.items()}, report["cut"])
        known = [one for one in report_view.stated(report) if one.distance is not None]
        known.sort(key=lambda one: one.cut != report["cut"])
        self.handle.distance = known[0].distance if known and known[0].distance is not None else START

    def show_origin(self, origin: str) -> None:
        """The pairs of one origin."""
        self.origin = origin
        names = list(self.report["sets"][origin]["embedders"])
        self.embedder.offer({name: name for name in names}, self.embedder.name or (names or [""])[-1])
        self._draw()

    def show_threshold(self, cut: str, distance: float) -> None:
        """Move the line to a stated threshold, which is one of the newest embedding."""
        self.cut.choose(cut)
        self.embedder.setCurrentIndex(self.embedder.count() - 1)
        self.handle.distance = distance
        self._draw()

    def _draw(self) -> None:
        self.plot.draw(report_figures.histogram(self.report["sets"][self.origin], self.embedder.name))
        self._show_numbers()

    def _show_numbers(self) -> None:
        told = report_view.tried(self.report, self.origin, self.embedder.name, self.cut.name, self.handle.distance)
        drawn = self.plot.figure is not None
        if told is None or not drawn:
            self.handle.hide()
        else:
            self.handle.show_at(self.handle.distance)
        shown = list((told or {}).items()) if drawn else []
        for place, (value, caption) in enumerate(zip(self.values, self.captions, strict=True)):
            head, cell = shown[place] if shown else ("", report_view.Cell(""))
            value.setText(cell.text)
            value.setToolTip(cell.reason)
            caption.setText(head)
            value.setAccessibleName(f"{head}: {cell.text}")
            value.setVisible(bool(shown))
            caption.setVisible(bool(shown))
        lacking = [f"{report_view.DASH} {head}: {cell.reason}." for head, cell in shown if cell.reason]
        self.words.setText("  ".join([*lacking, tr(ON_THESE)]) if shown else tr(UNTRIED) if drawn else "")
        self.words.setVisible(bool(self.words.text()))
