"""CurvesCard: one figure of a report at a time: ROC, precision-recall, reliability, retrieval, rounds, gradients."""

from __future__ import annotations

from app.core.reporting import report_figures
from app.core.reporting.figures import Figure
from app.gui.report_view import OLDER, SHORT, Report
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.choice import Choice
from app.gui.widgets.plots import Plot

FIGURES = {
    "roc": "ROC",
    "precision_recall": "Precision and recall",
    "reliability": "Reliability",
    "retrieval": "Retrieval by size",
    "rounds": "Rounds",
    "gradients": "Variance of gradients",
}
WORDS = {
    "roc": "From the smallest false positive rate these pairs can show.",
    "precision_recall": "On these pairs; precision depends on how many negatives were graded.",
    "reliability": "Probabilities fitted on one half of the groups, looked at on the other.",
    "retrieval": "Share of queries with a match in first place, the more images there are to choose from.",
    "rounds": "What each turn of the loop brought.",
    "gradients": "Near negatives teach noise (Wu et al. 2017); the marks are negatives each sampler draws here.",
}
BY_CUT = ("roc", "precision_recall", "reliability")
FEW = "There are too few pairs for a curve."


class CurvesCard(Card):
    """The chooser, the plot and a line that says how to read it."""

    def __init__(self) -> None:
        super().__init__("Curves")
        self.report: Report = {}
        self.origin = ""
        self.figure = Choice("Which figure", self._draw)
        self.cut = Choice("Figure under which cut", self._draw)
        self.plot = Plot("ROC", FEW)
        self.plot.setMinimumHeight(260)
        self.words = paragraph("", "small")
        for choice in (self.figure, self.cut):
            self.tools.addWidget(choice)
        self.rows.addWidget(self.plot, 1)
        self.rows.addWidget(self.words)
        self.figure.offer(FIGURES, "roc")

    def show_report(self, report: Report) -> None:
        """A report; its cuts begin with the one to learn."""
        self.report = report
        self.cut.offer(SHORT, report["cut"])

    def show_origin(self, origin: str) -> None:
        """The pairs of one origin."""
        self.origin = origin
        measured = self.report["sets"][origin]
        cells = list(measured["embedders"].values())
        self.cut.offer({cut: words for cut, words in SHORT.items() if not cells or cut in cells[0]}, self.cut.name)
        self._draw()

    def _draw(self) -> None:
        name = self.figure.name
        self.cut.setVisible(name in BY_CUT)
        self.plot.rename(FIGURES[name])
        figure = self._made(name)
        self.plot.draw(figure, "" if figure else self._reason(name))
        self.words.setText(WORDS[name])

    def _made(self, name: str) -> Figure | None:
        measured, cut = self.report["sets"][self.origin], self.cut.name
        match name:
            case "roc":
                return report_figures.roc(measured, cut)
            case "precision_recall":
                return report_figures.precision_recall(measured, cut)
            case "reliability":
                return report_figures.reliability(measured, cut)
            case "retrieval":
                return report_figures.by_size(self.report.get("retrieval", {}))
            case "rounds":
                return report_figures.rounds(self.report.get("rounds", ()))
        return report_figures.variance(self.report.get("tuples", {}))

    def _reason(self, name: str) -> str:
        """Why there is nothing to draw."""
        measured = self.report["sets"][self.origin]
        lacking = {
            "precision_recall": any("precision_recall" not in cells.get(self.cut.name, {})
                                    for cells in measured["embedders"].values()),
            "reliability": "reliability" not in measured and bool(measured["embedders"]),
            "retrieval": "retrieval" not in self.report,
            "rounds": "rounds" not in self.report,
        }  # fmt: skip
        if lacking.get(name):
            return f"{OLDER[:1].upper()}{OLDER[1:]}."
        if name == "retrieval":
            return f"Nothing to draw: {self.report['retrieval']['reason']}."
        if name == "reliability" and self.cut.name not in ("strict", "lenient"):
            return "Probabilities are looked at under the strict and the lenient cut."
        return "No round has graded pairs yet." if name == "rounds" else FEW
