"""WrittenCard: where a job has written its file, with a link that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from app.gui.texts import tr
from app.gui.widgets.cards import Card, button, paragraph


class WrittenCard(Card):
    """Hidden until a file was written."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.words = paragraph("", "")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = button(tr("Open it"), "link", self.open)
        self.rows.addWidget(self.words)
        self.rows.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_file(self, words: str, path: Path) -> None:
        """Say `words` with the path behind them, and offer to open it."""
        self.path = path
        self.words.setText(f"{words} {path}.")
        self.show()

    def open(self) -> None:
        """Open the file with what the system opens such files with."""
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))
