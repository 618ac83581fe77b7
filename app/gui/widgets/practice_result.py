"""PracticeResult: the end of a practice: how many were right, and what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.records import Act
from app.gui.texts import tr
from app.gui.widgets.cards import Card, button, lay_out_alone, paragraph
from app.gui.widgets.practice_bar import answer_text, meaning

if TYPE_CHECKING:
    from app.core.grading.practice import PracticePair

WIDTH = 460


class PracticeResult(QWidget):
    """again(): another practice is wanted. left(): back to the batch."""

    again = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Space, pressed to blink once more, must not press a button
        card = Card(tr("Practice done"))
        card.setFixedWidth(WIDTH)
        self.words, self.slips = paragraph("", ""), paragraph()
        self.back = button(tr("Go to the batch"), "primary", self.left.emit)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.back)
        tools.addWidget(button(tr("Practise again"), "", self.again.emit))
        tools.addStretch(1)
        card.rows.addWidget(self.words)
        card.rows.addWidget(self.slips)
        card.rows.addLayout(tools)
        lay_out_alone(self, card)

    def show_result(self, pairs: Sequence[PracticePair], given: Sequence[Act]) -> None:
        """Say how many were right, and each kind of slip with what the right answer means."""
        wrong = [(pair, act) for pair, act in zip(pairs, given, strict=True) if not pair.is_right(act)]
        self.words.setText(tr("{right} of {total} right. Nothing of it was stored.",
                              right=len(given) - len(wrong), total=len(given)))  # fmt: skip
        slips = Counter((tr(pair.choice.text), answer_text(act), meaning(pair)) for pair, act in wrong)
        self.slips.setText("\n".join(
            tr("{count} × {known} called {given}. {known}: {meaning}", count=times, known=known, given=said,
               meaning=means)
            for (known, said, means), times in slips.most_common()
        ))  # fmt: skip
        self.slips.setVisible(bool(slips))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc: back to the batch."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) and not event.isAutoRepeat():
            self.left.emit()
        else:
            super().keyPressEvent(event)
