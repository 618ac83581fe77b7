"""ReviewTools: small buttons beside the pair for those who use a mouse; each does what its key does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.actions import spec
from app.gui.keys import name_of

# Every action has an icon of its name; None is a line between two groups.
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("undo", "redo", None, "swap_sides", "rotate_right", None, "fit", "zoom_100", "loupe"),
    ("anchor_walk", "sheet", "proof_sheet", "group_view", None, "lists", "proposals", "candidates", "history"),
)
ICON = 18


class ReviewTools(QWidget):
    """Two rows of `buttons` by action id; the window binds them to their actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for ids in ROWS:
            row = QHBoxLayout()
            row.setSpacing(1)
            for id in ids:
                row.addWidget(_line() if id is None else self._button(id))
            row.addStretch(1)
            rows.addLayout(row)

    def _button(self, id: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name_of(spec(id)))
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the canvas
        self.buttons[id] = button
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            for id, button in self.buttons.items():
                button.setIcon(theme.icon(id))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "divider")
    return line
