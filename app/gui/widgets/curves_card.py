"""CurvesCard: one figure of a report at a time: ROC, precision-recall, reliability, retrieval, rounds, teaching."""

from __future__ import annotations

from app.core.reporting import report_figures
from app.core.reporting.active_shares import active_share
from app.core.reporting.figures import Figure
from app.core.reporting.loss_shapes import loss_shape
from app.gui.report_view import SHORT, Report
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.choice import Choice
from app.gui.widgets.plots import Plot

FIGURES = {
    "roc": "ROC",
    "precision_recall": mark("Precision and recall"),
    "reliability": mark("Reliability"),
    "retrieval": mark("Retrieval by size"),
    "rounds": mark("Rounds"),
    "gradients": mark("Variance of gradients"),
    "active_shares": mark("Share of active tuples"),
    "loss_shapes": mark("Shape of a loss"),
    "random_pairs": mark("Distances of random pairs"),
}
WORDS = {
    "roc": mark("From the smallest false positive rate these pairs can show."),
    "precision_recall": mark("On these pairs; precision depends on how many negatives were graded."),
    "reliability": mark("Probabilities fitted on one half of the groups, looked at on the other."),
    "retrieval": mark("Share of queries with a match in first place, the more images there are to choose from."),
    "rounds": mark("What each turn of the loop brought."),
    "gradients": mark("Near negatives teach noise (Wu et al. 2017); the marks are negatives each sampler draws here."),
    "random_pairs": mark("On the unit sphere: the more dimensions, the more alike all distances are."),
    "active_shares": mark("Of what each training sampler drew, how much still cost something; 0 teaches nothing."),
    "loss_shapes": mark("What a pair costs by its distance; where the slope is above 0 it is pulled together."),
}
BY_CUT = {
    "roc": report_figures.roc,
    "precision_recall": report_figures.precision_recall,
    "reliability": report_figures.reliability,
}
FEW = mark("There are too few pairs for a curve.")


class CurvesCard(Card):
    """The chooser, the plot and a line that says how to read it."""

    def __init__(self) -> None:
        super().__init__(tr("Curves"))
        self.report: Report = {}
        self.origin = ""
        self.figure = Choice(tr("Which figure"), self._draw)
        self.cut = Choice(tr("Figure under which cut"), self._draw)
        self.loss = Choice(tr("Which loss"), self._draw)
        self.plot = Plot("ROC", tr(FEW))
        self.plot.setMinimumHeight(260)
        self.words = paragraph("", "small")
        for choice in (self.figure, self.cut, self.loss):
            self.tools.addWidget(choice)
        self.rows.addWidget(self.plot, 1)
        self.rows.addWidget(self.words)
        self.figure.offer({name: tr(words) for name, words in FIGURES.items()}, "roc")

    def show_report(self, report: Report) -> None:
        """A report; its cuts begin with the one to learn."""
        self.report = report
        self.cut.offer({cut: tr(words) for cut, words in SHORT.items()}, report["cut"])
        losses = report.get("loss_shapes", {}).get("losses", {})
        self.loss.offer({name: name for name in losses}, self.loss.name)

    def show_origin(self, origin: str) -> None:
        """The pairs of one origin."""
        self.origin = origin
        measured = self.report["sets"][origin]
        cells = list(measured["embedders"].values())
        self.cut.offer({cut: tr(words) for cut, words in SHORT.items() if not cells or cut in cells[0]}, self.cut.name)
        self._draw()

    def _draw(self) -> None:
        name = self.figure.name
        self.cut.setVisible(name in BY_CUT)
        self.loss.setVisible(name == "loss_shapes" and self.loss.count() > 1)
        self.plot.rename(tr(FIGURES[name]))
        figure = self._made(name)
        self.plot.draw(figure, "" if figure else self._reason(name))
        self.words.setText(tr(WORDS[name]))

    def _made(self, name: str) -> Figure | None:
        if name in BY_CUT:
            return BY_CUT[name](self.report["sets"][self.origin], self.cut.name)
        report = self.report
        made = {
            "retrieval": lambda: report_figures.by_size(report.get("retrieval", {})),
            "rounds": lambda: report_figures.rounds(report.get("rounds", ())),
            "active_shares": lambda: active_share(report.get("active_shares", {})),
            "loss_shapes": lambda: loss_shape(report.get("loss_shapes", {}), self.loss.name),
            "random_pairs": lambda: report_figures.spread(report["dim"]) if "dim" in report else None,
            "gradients": lambda: report_figures.variance(report.get("tuples", {})),
        }
        return made[name]()

    def _reason(self, name: str) -> str:
        """Why there is nothing to draw."""
        measured = self.report["sets"][self.origin]
        lacking = {
            "precision_recall": any("precision_recall" not in cells.get(self.cut.name, {})
                                    for cells in measured["embedders"].values()),
            "reliability": "reliability" not in measured and bool(measured["embedders"]),
            "retrieval": "retrieval" not in self.report,
            "rounds": "rounds" not in self.report,
            "active_shares": "active_shares" not in self.report,
            "loss_shapes": "loss_shapes" not in self.report,
            "random_pairs": "dim" not in self.report,
        }  # fmt: skip
        if lacking.get(name):
            return tr("Not in this report; measure again.")
        if name in ("retrieval", "loss_shapes"):
            return tr("Nothing to draw: {reason}.", reason=tr(self.report[name]["reason"]))
        if name == "reliability" and self.cut.name not in ("strict", "lenient"):
            return tr("Probabilities are looked at under the strict and the lenient cut.")
        if name == "active_shares":
            return tr("Nothing was trained yet.")
        return tr("No round has graded pairs yet.") if name == "rounds" else tr(FEW)
