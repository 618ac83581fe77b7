"""KeySheet (F1): every key of the window on one sheet, read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.actions import MENUS, ActionSpec, spec
from app.gui.widgets.cards import Card, button, paragraph, text

HINT = (
    "Shift with a grade key gives the same grade with low confidence; digits of the number pad count too. Space "
    "belongs to the pictures. The grade keys are places on the keyboard, whatever a layout writes there."
)
_COLUMNS = (("&Review",), ("&View",), ("&Project", "&Help"), ("&Go", "&Work"))


class KeySheet(QDialog):
    """Four columns by menu; actions without a key are left to the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        menus = dict(MENUS)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for titles in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(16)
            for title in titles:
                column.addWidget(_card(title.replace("&", ""), [spec(id) for id in menus[title] if id]))
            column.addStretch(1)
            columns.addLayout(column, 1)
        inner = QWidget()
        inner.setObjectName("pageBody")
        inner.setLayout(columns)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(inner)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 20, 20, 16)
        rows.addWidget(scroll, 1)
        rows.addWidget(paragraph(HINT))
        close = button("Close", "primary", self.accept)
        close.setDefault(True)
        rows.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        self.resize(1200, 620)


def _card(title: str, actions: list[ActionSpec]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for row, action in enumerate(action for action in actions if action.keys):
        keys = text(shown(action))
        keys.setToolTip(action.help)
        words = text(name_of(action), "muted")
        words.setToolTip(action.help)
        grid.addWidget(keys, row, 0)
        grid.addWidget(words, row, 1)
    card.rows.addLayout(grid)
    return card


def name_of(action: ActionSpec) -> str:
    """The name of an action without what a menu needs."""
    return action.text.replace("&", "").rstrip("…")


def shown(action: ActionSpec) -> str:
    """The keys of an action as this system writes them, "" without any."""
    return " or ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in action.keys)
