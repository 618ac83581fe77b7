"""BatchDone: the end of a batch: what was graded, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.grading.progress import ReviewProgress
from app.core.records import SCALE, Batch
from app.gui.keys import first_shown
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, button, lay_out_alone, paragraph, text
from app.gui.widgets.grade_bar import SIGNS, draw_sign

WIDTH = 460
NAMES: Mapping[str, str] = {choice.code: choice.text for choice in SCALE} | {
    "DUP": "DUP", "unsure": mark("unsure"), "bad": mark("bad image"),
}  # fmt: skip
AFTERWARDS = {
    "sealed": mark("Sealed batches stay sealed: their grades measure the embeddings."),
    "blind": mark("Distance, why and names are no longer hidden: look through the pairs with {key}."),
    "open": mark("Look through the pairs again with {key}."),
}


class _Sign(QWidget):
    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        side = self.fontMetrics().height() + 6
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_sign(QPainter(self), QRectF(self.rect()), self._code)


class BatchDone(QWidget):
    """look_back(): show the last pair again. The window binds `next_batch` to the Mine page."""

    look_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Space, pressed to blink once more, must not press a button
        self.next_batch = button(tr("Make another batch"), "primary")
        card = Card(tr("Batch done"))
        card.setFixedWidth(WIDTH)
        self._summary, self._afterwards = paragraph("", ""), paragraph()
        card.rows.addWidget(self._summary)
        card.rows.addLayout(self._table())
        card.rows.addWidget(self._afterwards)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.next_batch)
        tools.addWidget(button(tr("Look through the pairs"), "", self.look_back.emit))
        tools.addStretch(1)
        card.rows.addLayout(tools)
        lay_out_alone(self, card)

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        self._cells = {}
        for row, (code, name) in enumerate(NAMES.items()):
            widgets = (_Sign(code) if code in SIGNS else QWidget(), text(tr(name)), text("", "heading"))
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
            self._cells[code] = widgets
        return grid

    def show_summary(self, batch: Batch, progress: ReviewProgress) -> None:
        """Show what this annotator answered in the batch."""
        done = tr("“{name}”: all {total:,} pairs are answered. Everything is saved.",
                  name=batch.name, total=progress.total)  # fmt: skip
        if progress.inferred:
            done = tr("{done} The grades of {count:,} follow from your other answers.",
                      done=done, count=progress.inferred)  # fmt: skip
        self._summary.setText(done)
        self._afterwards.setText(tr(AFTERWARDS[batch.blindness], key=first_shown("previous")))
        for code, widgets in self._cells.items():
            count = progress.by_code.get(code, 0)
            for widget in widgets:
                widget.setVisible(bool(count))
            widgets[2].setText(f"{count:,}")
