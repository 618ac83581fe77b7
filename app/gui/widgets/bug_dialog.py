"""BugDialog: an error nobody foresaw, with a report that can be copied."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.gui.texts import tr
from app.gui.widgets.cards import button, paragraph, text
from app.gui.widgets.dialog_size import open_as


class BugDialog(QDialog):
    """Says what failed, that the grades are safe, and shows the report."""

    def __init__(self, title: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong in Nearpair"))
        open_as(self, 720, 460)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(
            text(tr("“{title}” failed because of a bug", title=title) if title else tr("A bug in Nearpair"), "heading")
        )
        rows.addWidget(
            paragraph(tr("Everything you graded is saved. Please send this report to whoever maintains Nearpair."))
        )
        self.report = QPlainTextEdit(report, readOnly=True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(tr("Report"))
        rows.addWidget(self.report, 1)
        buttons = QHBoxLayout()
        self.copy = button(tr("Copy report"), "", lambda: QGuiApplication.clipboard().setText(report))
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        close = button(tr("Close"), "primary", self.accept)
        close.setDefault(True)
        buttons.addWidget(close)
        rows.addLayout(buttons)
