"""LineEditor: tags and notes are written in place, without a dialog. Enter accepts, Esc leaves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.gui.texts import mark, tr
from app.gui.widgets.cards import text

TAGS = ("blur", "burst", "collage", "crop", "flip", "overlay", "recolour", "recompression", "resize", "rotation",
        "screenshot", "text", "view", "watermark")  # fmt: skip
OFFERED = 5  # tags named beside the line
_NAMES = {"tags": mark("Tags"), "note": mark("Note")}
_HINTS = {"tags": mark("crop, text, … with commas between them"), "note": mark("A remark that stays with the grade")}


def parse_tags(words: str) -> tuple[str, ...]:
    """Tags from a line with commas: trimmed, lower case, each once, in the order written."""
    return tuple(dict.fromkeys(tag for part in words.split(",") if (tag := " ".join(part.lower().split()))))


def fitting(words: str, known: Sequence[str] = TAGS) -> list[str]:
    """The known tags that begin as the last one in `words` does and are not in the line yet."""
    *before, begun = [part.strip().lower() for part in words.split(",")]
    return [tag for tag in known if tag.startswith(begun) and tag not in before]


def completion(words: str, known: Sequence[str] = TAGS) -> str:
    """What is still missing of the last tag in `words` when only one known tag begins so; else nothing."""
    begun = words.rpartition(",")[2].strip()
    matching = fitting(words, known) if begun else []
    return matching[0][len(begun) :] if len(matching) == 1 else ""


class _Line(QLineEdit):
    """Completes the last tag by itself where only one fits; Up and Down go through all that fit."""

    left = Signal()
    completes = False
    known: Sequence[str] = TAGS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if self.completes and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if self.completes and event.text() == ",":
            self.end(False)  # what was completed stays
        super().keyPressEvent(event)
        at_end = self.cursorPosition() == len(self.text())
        rest = completion(self.text(), self.known) if self.completes and at_end and event.text().isalpha() else ""
        if rest:
            self._complete(self.text(), rest)

    def _step(self, by: int) -> None:
        """Write the next of the tags that fit what was typed; what was typed is what is not selected."""
        typed = self.text()[: self.selectionStart()] if self.hasSelectedText() else self.text()
        matching = fitting(typed, self.known)
        if not matching:
            return
        begun = typed.rpartition(",")[2].strip()
        now = self.text().rpartition(",")[2].strip().lower()
        place = matching.index(now) + by if now in matching else (0 if by > 0 else -1)
        self._complete(typed, matching[place % len(matching)][len(begun) :])

    def _complete(self, typed: str, rest: str) -> None:
        self.setText(typed + rest)
        self.setSelection(len(typed), len(rest))  # typing on replaces it

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
        self.offered = text("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self.line, 1)
        row.addWidget(self.offered)
        row.addWidget(text(tr("Enter keeps it, Esc leaves"), "small"))
        self.line.textChanged.connect(lambda _text: self._offer())
        self.line.returnPressed.connect(self._accept)
        self.line.left.connect(self._leave)

    def know(self, tags: Sequence[str]) -> None:
        """The tags that are offered: the project's own first, then the usual ones."""
        self.line.known = tuple(dict.fromkeys((*tags, *TAGS)))

    def open(self, purpose: str, value: str) -> None:
        """Take the focus to edit `tags` or `note`."""
        self.purpose = purpose
        self._name.setText(tr(_NAMES[purpose]))
        self.line.completes = purpose == "tags"
        self.line.setAccessibleName(tr(_NAMES[purpose]))
        self.line.setPlaceholderText(tr(_HINTS[purpose]))
        self.line.setText(value)
        self._offer()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self) -> None:
        """Name the first tags that fit."""
        matching = fitting(self.line.text(), self.line.known) if self.line.completes else []
        more = " …" if len(matching) > OFFERED else ""
        self.offered.setText("  ".join(matching[:OFFERED]) + more)

    def _accept(self) -> None:
        purpose, self.purpose = self.purpose, ""
        if purpose:
            self.accepted.emit(purpose, self.line.text())
            self.left.emit()

    def _leave(self) -> None:
        if self.purpose:
            self.purpose = ""
            self.left.emit()
