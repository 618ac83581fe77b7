"""TrainingCurves: loss, validation, gradient norm and active share of the running training, or of a past one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout

from app.core.jobs import Progress
from app.gui import training_view
from app.gui.texts import tr
from app.gui.training_view import CURVES, Points
from app.gui.widgets.cards import GAP, Card, paragraph, text
from app.gui.widgets.plots import Plot

PAUSE_MS = 250  # between two looks at a running training
LEAST, MOST = 190, 260  # height of a plot
TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class TrainingCurves(Card):
    """Four plots, two in a row, and in a line below whose they are."""

    def __init__(self) -> None:
        super().__init__(tr("Curves"))
        # Steps come faster than plots are drawn, and drawing each would leave the window no time for keys.
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self.draw_live)
        self.live: dict[str, tuple[list[float], list[float]]] = {}
        self.plots: dict[str, Plot] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for place, (name, (heading, words)) in enumerate(CURVES.items()):
            plot = self.plots[name] = Plot(tr(heading), tr(words), "train")
            plot.setMinimumHeight(LEAST)
            plot.setMaximumHeight(MOST)
            grid.addWidget(plot, place // 2, place % 2)
            # In the row of the plot's own tools, which is empty on the left.
            grid.addWidget(text(tr(heading)), place // 2, place % 2, TOP_LEFT)
        self.whose = paragraph("", "small")
        self.rows.addLayout(grid, 1)
        self.rows.addWidget(self.whose)

    def begin(self) -> None:
        """A training starts: draw its curves from now on."""
        self._later.stop()
        self.live = {}
        self.show_kept({}, "")

    def follow(self, progress: Progress) -> None:
        """Take in a step of the running training."""
        for name in CURVES:
            if name in progress.figures:
                x, y = self.live.setdefault(name, ([], []))
                # The steps of a hard-negative round are counted anew; the curve goes on.
                x.append(float(len(x) + 1) if x and progress.done <= x[-1] else float(progress.done))
                y.append(progress.figures[name])
        if not self._later.isActive():
            self._later.start()

    def draw_live(self) -> None:
        """Draw what the running training has told so far."""
        self._later.stop()
        for name, points in self.live.items():
            self.plots[name].draw(training_view.curve(name, points))
        if self.live:
            self.whose.setText(tr("The training that is running."))

    def show_kept(self, curves: Mapping[str, Points], whose: str) -> None:
        """Draw what was stored of a past training; without curves say what will be here."""
        for name, plot in self.plots.items():
            plot.draw(training_view.curve(name, curves[name]) if name in curves else None)
        self.whose.setText(whose)
