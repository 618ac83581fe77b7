"""ApplyDialog: which threshold to take for the whole collection, and how pairs become groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.gui.texts import mark, tr
from app.gui.widgets.cards import paragraph, text
from app.gui.widgets.choice import Choice
from app.gui.widgets.threshold_form import WIDE, ThresholdForm

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
    """chosen(str, str, str): the target, the cut and a linkage."""

    chosen = Signal(str, str, str)

    def __init__(self, form: ThresholdForm, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Apply a threshold"))
        self.setMinimumWidth(560)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(text(tr("Apply a threshold"), "heading"))
        rows.addWidget(paragraph(tr(WHAT)))
        if note:
            rows.addWidget(paragraph(note, "small"))
        self.form = form
        rows.addWidget(form)
        self.linkage = Choice(tr("Linkage"))
        self.linkage.setMaximumWidth(WIDE)
        self.linkage.offer({name: tr(words) for name, words in LINKAGES.items()}, "complete")
        form.add_row(3, tr("Groups by linkage"), self.linkage)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Choose a file…"))
        box.accepted.connect(self._take)
        box.rejected.connect(self.reject)
        rows.addWidget(box)

    def _take(self) -> None:
        self.accept()
        self.chosen.emit(self.form.at, self.form.cut, self.linkage.name)
