"""KeySheet (F1): every key of the window on one sheet, read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.actions import MENUS, ActionSpec, spec
from app.gui.keys import keys_of, name_of, shown
from app.gui.texts import mark, plain, tr
from app.gui.widgets.cards import Card, button, paragraph, text
from app.gui.widgets.dialog_size import fitted

HINT = mark(
    "Shift with a grade key gives the same grade with low confidence; digits of the number pad count too. Space "
    "belongs to the pictures. The grade keys are places on the keyboard, whatever a layout writes there."
)
_COLUMNS = ((mark("&Review"),), (mark("&View"),), (mark("&Project"), mark("&Help")), (mark("&Go"), mark("&Work")))
_NARROW = ((*_COLUMNS[0], *_COLUMNS[2]), (*_COLUMNS[1], *_COLUMNS[3]))
WIDTH, HEIGHT = 1260, 860


class KeySheet(QDialog):
    """Columns by menu, four or, in a narrow window, two; actions without a key are left to the palette.

    change_wanted(): other keys, please.
    """

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        menus, room = dict(MENUS), fitted(parent, WIDTH, HEIGHT)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for titles in _COLUMNS if room.width() > 0.95 * WIDTH else _NARROW:
            column = QVBoxLayout()
            column.setSpacing(16)
            for title in titles:
                column.addWidget(_card(plain(tr(title)), [spec(id) for id in menus[title] if id]))
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
        rows.addWidget(paragraph(tr(HINT)))
        close = button(tr("Close"), "primary", self.accept)
        close.setDefault(True)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(tr("Change keys…"), "", self._change))
        line.addWidget(close)
        rows.addLayout(line)
        self.resize(room)

    def _change(self) -> None:
        self.accept()
        self.change_wanted.emit()


def _card(title: str, actions: list[ActionSpec]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for row, action in enumerate(action for action in actions if keys_of(action.id)):
        keys = text(shown(action))
        keys.setToolTip(tr(action.help))
        words = text(name_of(action), "muted")
        words.setToolTip(tr(action.help))
        grid.addWidget(keys, row, 0)
        grid.addWidget(words, row, 1)
    card.rows.addLayout(grid)
    return card
