"""ApplyDialog: which threshold to take for the whole collection, and how pairs become groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from app.gui.report_view import DASH, Stated
from app.gui.texts import mark, tr
from app.gui.widgets.cards import paragraph, text
from app.gui.widgets.choice import Choice

LINKAGES = {
    "complete": mark("complete: all images of a group are close"),
    "average": mark("average: close on the average"),
    "single": mark("single: chains of close pairs"),
}
WHAT = mark(
    "Every pair of the collection within the threshold is written as a match, and the groups they make to a second "
    "file beside it. Pairs that people graded otherwise are left out."
)


class ApplyDialog(QDialog):
    """chosen(Stated, str): a threshold and a linkage."""

    chosen = Signal(object, str)

    def __init__(self, thresholds: Sequence[Stated], first: Stated | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Apply a threshold"))
        self.setMinimumWidth(560)
        self._thresholds = thresholds
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(text(tr("Apply a threshold"), "heading"))
        rows.addWidget(paragraph(tr(WHAT)))
        self.threshold = Choice(tr("Threshold"), self._show_figures)
        self.linkage = Choice(tr("Linkage"))
        form = QFormLayout()
        rows.addLayout(form)
        for words, choice in ((tr("Threshold"), self.threshold), (tr("Groups by linkage"), self.linkage)):
            choice.setMaximumWidth(16_777_215)
            form.addRow(words, choice)
        self.threshold.offer({str(n): one.words for n, one in enumerate(thresholds)}, "")
        if first in thresholds:
            self.threshold.choose(str(thresholds.index(first)))
        self.threshold.show()  # also when it is the only one
        self.linkage.offer({name: tr(words) for name, words in LINKAGES.items()}, "complete")
        self.figures = paragraph("", "small")
        rows.addWidget(self.figures)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Choose a file…"))
        box.accepted.connect(self._take)
        box.rejected.connect(self.reject)
        rows.addWidget(box)
        self._show_figures()

    def _show_figures(self) -> None:
        tpr, precision, alarms = self._thresholds[int(self.threshold.name)].cells
        told = tr(
            "On pairs that did not choose it: TPR {tpr}, precision {precision}, false alarms in the collection "
            "{alarms}.",
            tpr=tpr.text, precision=precision.text, alarms=alarms.text,
        )  # fmt: skip
        self.figures.setText(f"{told} {DASH}: {tr(tpr.reason)}." if tpr.reason else told)

    def _take(self) -> None:
        self.accept()
        self.chosen.emit(self._thresholds[int(self.threshold.name)], self.linkage.name)
