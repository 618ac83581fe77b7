"""NameDialog: the name written with every grade."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from app.gui.texts import tr
from app.gui.widgets.cards import paragraph, text


class NameDialog(QDialog):
    """chosen(str): the person gave a name."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Your name"))
        self.setMinimumWidth(420)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(text(tr("Your name"), "heading"))
        rows.addWidget(paragraph(tr("It is written with every grade from now on; grades given before keep theirs.")))
        self.line = QLineEdit(name)
        self.line.setAccessibleName(tr("Your name"))
        self.line.selectAll()
        rows.addWidget(self.line)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self._take)
        box.rejected.connect(self.reject)
        rows.addWidget(box)

    def _take(self) -> None:
        if name := self.line.text().strip():
            self.accept()
            self.chosen.emit(name)
