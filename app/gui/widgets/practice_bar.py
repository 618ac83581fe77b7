"""PracticeBar: which pair of the practice is on the screen, and after the answer whether it was right, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.records import SCALE, Act, Grade
from app.gui.texts import tr
from app.gui.widgets.cards import button, paragraph, text

if TYPE_CHECKING:
    from app.core.grading.practice import PracticePair


class PracticeBar(QWidget):
    """next(): the next pair is wanted. left(): the practice is to end."""

    next = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.words = text("", "heading"), paragraph("", "")
        self.on = button(tr("Next"), "primary", self.next.emit)
        self.end = button(tr("End the practice"), "quiet", self.left.emit)
        self.on.setToolTip(tr("Enter"))
        self.end.setToolTip(tr("Esc"))
        for each in (self.on, self.end):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.heading)
        words.addWidget(self.words)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.on)
        row.addWidget(self.end)

    def ask(self, number: int, total: int) -> None:
        """A pair is on the screen."""
        self.heading.setText(tr("Practice: pair {number} of {total}", number=number, total=total))
        self.words.setText(tr("Its answer is known. Grade it as always; nothing is stored."))
        self.on.setEnabled(False)

    def tell(self, pair: PracticePair, act: Act, *, last: bool) -> None:
        """It was answered."""
        known = " / ".join(dict.fromkeys(grade_text(grade) for grade in pair.grades))
        known = tr(pair.choice.text) if len(pair.grades) == 1 else known
        if pair.is_right(act):
            self.heading.setText(tr("✓ Right: {grade}", grade=known))
        elif act.grade is None:
            self.heading.setText(tr("It is {grade}", grade=known))
        else:
            self.heading.setText(tr("✗ Not {given}: it is {grade}", given=answer_text(act), grade=known))
        self.words.setText(meaning(pair))
        self.on.setEnabled(True)
        self.on.setText(tr("Result") if last else tr("Next"))
        self.on.setAccessibleName(self.on.text())
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(self.words.text())


def meaning(pair: PracticePair) -> str:
    """What the right answer means."""
    if len(pair.grades) > 1:
        return tr("Both are in one known group of this collection: they belong together.")
    return tr(pair.choice.definition)


def grade_text(grade: Grade) -> str:
    """A grade as the scale calls it."""
    return next((tr(choice.text) for choice in SCALE if choice.grade is grade), grade.value)


def answer_text(act: Act) -> str:
    """An answer as the scale calls it."""
    for choice in SCALE:
        if (choice.grade, choice.lookalike) == (act.grade, act.lookalike):
            return tr(choice.text)
    return tr("unsure")
