"""LineEditor: tags and notes are written in place, without a dialog. Enter accepts, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.gui.widgets.cards import text

TAGS = ("blur", "burst", "collage", "crop", "flip", "overlay", "recolour", "recompression", "resize", "rotation",
        "screenshot", "text", "view", "watermark")  # fmt: skip
_HINTS = {"tags": "crop, text, … with commas between them", "note": "A remark that stays with the grade"}


def parse_tags(words: str) -> tuple[str, ...]:
    """Tags from a line with commas: trimmed, lower case, each once, in the order written."""
    return tuple(dict.fromkeys(tag for part in words.split(",") if (tag := " ".join(part.lower().split()))))


def completion(words: str) -> str:
    """What is still missing of the last tag in `words` when only one known tag begins so; else nothing."""
    begun = words.rpartition(",")[2].strip().lower()
    matching = [tag for tag in TAGS if tag.startswith(begun)] if begun else []
    return matching[0][len(begun) :] if len(matching) == 1 else ""


class _Line(QLineEdit):
    left = Signal()
    completes = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if self.completes and event.text() == ",":
            self.end(False)  # what was completed stays
        super().keyPressEvent(event)
        at_end = self.cursorPosition() == len(self.text())
        rest = completion(self.text()) if self.completes and at_end and event.text().isalpha() else ""
        if rest:
            written = len(self.text())
            self.setText(self.text() + rest)
            self.setSelection(written, len(rest))  # typing on replaces it

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class LineEditor(QWidget):
    """One line for one purpose at a time. accepted(purpose, text): Enter was pressed. left(): it was closed."""

    accepted = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.purpose = ""
        self._name = text("", "heading")
        self.line = _Line()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self.line, 1)
        row.addWidget(text("Enter keeps it, Esc leaves", "small"))
        self.line.returnPressed.connect(self._accept)
        self.line.left.connect(self._leave)

    def open(self, purpose: str, value: str) -> None:
        """Take the focus to edit `tags` or `note`."""
        self.purpose = purpose
        self._name.setText(purpose.capitalize())
        self.line.completes = purpose == "tags"
        self.line.setAccessibleName(purpose.capitalize())
        self.line.setPlaceholderText(_HINTS[purpose])
        self.line.setText(value)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _accept(self) -> None:
        purpose, self.purpose = self.purpose, ""
        if purpose:
            self.accepted.emit(purpose, self.line.text())
            self.left.emit()

    def _leave(self) -> None:
        if self.purpose:
            self.purpose = ""
            self.left.emit()
