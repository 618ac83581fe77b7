"""ReviewPanel: what may take the place of the pair on the review page: lists, proposals, candidates, history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.session import Session
from app.gui.texts import tr
from app.gui.widgets.cards import Empty, button, paragraph, text
from app.gui.widgets.pair_table import PairTable
from app.gui.widgets.records_table import RecordsTable


class ReviewPanel(QWidget):
    """A heading, a line of tools and one table; Enter opens the chosen row, Esc goes back to the pair.

    closed(): the pair is wanted again. opened(row): the row the person chose.
    """

    closed = Signal()
    opened = Signal(int)

    def __init__(self, session: Session, heading: str, hint: str, table: RecordsTable, empty: Empty) -> None:
        super().__init__()
        self.session = session
        self.table, self.empty = table, empty
        self.heading = text(heading, "heading")
        self.said = text("", "muted")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.below = QHBoxLayout()
        self.below.setSpacing(8)
        self.back = button(tr("Back to the pair"), "quiet", self.closed.emit)
        self.back.setToolTip(tr("Esc"))
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addWidget(self.said, 1)
        top.addWidget(self.back)
        self._places = QStackedWidget()
        self._places.addWidget(empty)
        self._places.addWidget(table)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(paragraph(hint))
        rows.addLayout(self.tools)
        rows.addWidget(self._places, 1)
        rows.addLayout(self.below)
        table.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def look(self) -> None:
        """Read what is shown from the project; each panel has its own."""

    def look_now(self) -> None:
        """`look` at once, with a pointer that says so: a large project takes a moment."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.look()
        finally:
            QApplication.restoreOverrideCursor()

    def show_table(self) -> None:
        """Show the table if it has rows, else why it has none; the first row is chosen."""
        filled = len(self.table.records.records) > 0
        self._places.setCurrentWidget(self.table if filled else self.empty)
        if filled:
            self.table.selectRow(0)
            self.table.setFocus()

    def row(self) -> int:
        """The chosen row, -1 without one."""
        return self.table.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus() and self.row() >= 0:
            self.opened.emit(self.row())
        else:
            super().keyPressEvent(event)

    def forget(self) -> None:
        """Another project is open; `look` comes before anybody sees the panel again."""
        self.table.show_records(())
        if isinstance(self.table, PairTable):
            self.table.pictures.forget()  # the pictures of the one before have the same numbers

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        if isinstance(self.table, PairTable):
            self.table.shut_down()
