"""CommandPalette (Ctrl+K): find anything that can be done by typing a few of its letters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.gui.actions import ACTIONS, ActionSpec
from app.gui.keys import name_of, shown
from app.gui.texts import tr
from app.gui.widgets.dialog_size import open_as
from app.gui.widgets.records_table import Column, RecordsTable


def matches(query: str, action: ActionSpec) -> int | None:
    """How well `query` fits (smaller is better), None when it does not: its letters must come in order."""
    words = f"{name_of(action)} {tr(action.help)}".lower()
    query = query.lower().strip()
    if (place := words.find(query)) >= 0:
        return place
    at = -1
    for letter in query.replace(" ", ""):
        at = words.find(letter, at + 1)
        if at < 0:
            return None
    return 1000 + at


class CommandPalette(QDialog):
    """A line and the actions that fit it; Enter does the chosen one. What is impossible now is faint and says why."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Find an action"))
        self._actions = actions
        self.line = QLineEdit(placeholderText=tr("What do you want to do?"), clearButtonEnabled=True)
        self.line.setAccessibleName(tr("Find an action"))
        self.table = RecordsTable(
            tr("Actions that fit"),
            (
                Column(tr("Action"), name_of, hint=self._why),
                Column(tr("What it does"), self._why, wide=True),
                Column(tr("Keys"), shown, number=True),
            ),
            lambda action: not actions[action.id].isEnabled(),
        )
        self.table.horizontalHeader().hide()
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(12)
        rows.addWidget(self.line)
        rows.addWidget(self.table, 1)
        open_as(self, 760, 480)
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.table.clicked.connect(lambda _index: self._do())
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move the choice while the line keeps the focus; Enter does it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                last = self.table.model().rowCount() - 1
                self.table.selectRow(max(0, min(last, self.table.currentIndex().row() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do()
                return True
        return super().eventFilter(watched, event)

    def _why(self, action: ActionSpec) -> str:
        return self._actions[action.id].toolTip()

    def _fill(self, query: str) -> None:
        ranked = sorted((rank, n) for n, action in enumerate(ACTIONS) if (rank := matches(query, action)) is not None)
        self.table.show_records([ACTIONS[n] for _, n in ranked])
        self.table.selectRow(0)

    def _do(self) -> None:
        action = self.table.chosen()
        if action is not None and self._actions[action.id].isEnabled():
            self.accept()
            self._actions[action.id].trigger()
