"""GoalDialog: how many pairs are to be answered a day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSpinBox, QVBoxLayout, QWidget

from app.gui.texts import tr
from app.gui.widgets.cards import paragraph, text

MOST = 100_000


class GoalDialog(QDialog):
    """chosen(int): the person gave a goal, 0 for none."""

    chosen = Signal(int)

    def __init__(self, goal: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Daily goal"))
        self.setMinimumWidth(420)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(text(tr("Daily goal"), "heading"))
        words = tr("How many pairs you want to answer a day. The counters beside the pair say how far you are in the "
                   "open project.")  # fmt: skip
        rows.addWidget(paragraph(words))
        self.number = QSpinBox(maximum=MOST, singleStep=50, specialValueText=tr("none"))
        self.number.setValue(goal)
        self.number.setAccessibleName(tr("Pairs a day"))
        self.number.setGroupSeparatorShown(True)
        self.number.lineEdit().setTextMargins(8, 0, 8, 0)
        self.number.selectAll()
        rows.addWidget(self.number)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self._take)
        box.rejected.connect(self.reject)
        rows.addWidget(box)

    def _take(self) -> None:
        self.accept()
        self.chosen.emit(self.number.value())
