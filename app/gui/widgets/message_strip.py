"""MessageStrip: one sentence above the page, for what went wrong or should be known; it never takes the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.texts import tr
from app.gui.widgets.cards import paragraph

MOST = 8  # lines shown at once
_DRAWINGS = {"error": "warning", "warning": "warning", "info": "info"}


class MessageStrip(QWidget):
    """Hidden until told something, the room around it as well; the person closes it, or the next job does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = QFrame()
        self._frame.setProperty("role", "strip")
        around = QVBoxLayout(self)
        around.setContentsMargins(14, 10, 14, 0)
        around.addWidget(self._frame)
        self._lines: list[str] = []
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(12)
        self._picture = QLabel()
        self.words = paragraph("", "")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setToolTip(tr("Close this message"))
        self._close.setAccessibleName(tr("Close this message"))
        self._close.clicked.connect(self.hide)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        row.addWidget(self._close)
        self.hide()

    def tell(self, words: str, kind: str = "error") -> None:
        """Show `words`; kind is error, warning or info."""
        colours = theme.colours()
        colour = {"error": colours.danger, "warning": colours.warning, "info": colours.accent}[kind]
        self._frame.setProperty("kind", kind)
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self._picture.setPixmap(theme.picture(_DRAWINGS[kind], 20, colour))
        self._close.setIcon(theme.icon("close", colours.muted))
        self._lines = [words[:1].upper() + words[1:]]
        self._say()

    def add_warning(self, words: str) -> None:
        """One more warning below those shown; an error is not covered."""
        if self.isHidden() or not self._lines:
            self.tell(words, "warning")
        else:
            self._lines.append(words[:1].upper() + words[1:])
            self._say()

    def _say(self) -> None:
        more = len(self._lines) - MOST
        lines = [*self._lines[:MOST], *([tr("and {more} more", more=more)] if more > 0 else [])]
        self.words.setText("\n".join(lines))
        self.setAccessibleName(self.words.text())
        self.show()
