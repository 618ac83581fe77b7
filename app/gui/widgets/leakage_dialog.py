"""LeakageDialog: which two parts of the collection to compare, and how close a match must be."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.gui.texts import mark, tr
from app.gui.widgets.cards import paragraph, text
from app.gui.widgets.choice import Choice
from app.gui.widgets.threshold_form import WIDE, ThresholdForm

WHAT = mark(
    "How many images of the second part are near-duplicates of images of the first: a test set that leaks into its "
    "training set measures memory."
)
SAME = mark("Choose two different parts.")


class LeakageDialog(QDialog):
    """chosen(str, str, str, str): the two parts, the target and the cut.

    `parts`: what `leakage` takes for a part, with its words; at least two.
    """

    chosen = Signal(str, str, str, str)

    def __init__(self, parts: Mapping[str, str], form: ThresholdForm, note: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(tr("Leakage between two parts"))
        self.setMinimumWidth(560)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(text(tr("Leakage between two parts"), "heading"))
        rows.addWidget(paragraph(tr(WHAT)))
        if note:
            rows.addWidget(paragraph(note, "small"))
        self.first = Choice(tr("First part"), self._check)
        self.second = Choice(tr("Second part"), self._check)
        names = list(parts)
        for place, (words, choice) in enumerate(((tr("First part"), self.first), (tr("Second part"), self.second))):
            choice.setMaximumWidth(WIDE)
            choice.offer(parts, names[place])
            choice.show()
            form.add_row(place, words, choice)
        self.form = form
        rows.addWidget(form)
        self.refusal = paragraph(tr(SAME), "danger")
        rows.addWidget(self.refusal)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.take = box.button(QDialogButtonBox.StandardButton.Ok)
        self.take.setText(tr("Compare"))
        box.accepted.connect(self._take)
        box.rejected.connect(self.reject)
        rows.addWidget(box)
        self.first.setFocus()
        QWidget.setTabOrder(self.first, self.second)
        QWidget.setTabOrder(self.second, form.threshold)
        self._check()

    def _check(self) -> None:
        same = self.first.name == self.second.name
        self.refusal.setVisible(same)
        self.take.setEnabled(not same)

    def _take(self) -> None:
        self.accept()
        self.chosen.emit(self.first.name, self.second.name, self.form.at, self.form.cut)
