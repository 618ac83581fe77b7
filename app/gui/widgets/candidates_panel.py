"""CandidatesPanel: every candidate of the round, millions of them, filtered and sorted; batches of what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit

from app.core.mining.why import why_text
from app.core.records import SCALE, Changes, Grade
from app.core.settings import Settings
from app.errors import UserError
from app.gui.listed_rows import ListedRows
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Empty, button
from app.gui.widgets.pair_table import PairTable
from app.gui.widgets.review_panel import ReviewPanel

if TYPE_CHECKING:
    from app.core.asking.candidate_view import CandidateView, Filter

HINT = mark("Every pair that was mined in this round, closest first. Enter opens one; nothing here changes a batch.")
SHOWN = 1_000_000  # rows the table scrolls over; the counts and batches are of all
TYPING_MS = 250
ANSWERS = (("", mark("Any answer")), ("unanswered", mark("Unanswered")), ("answered", mark("Answered")),
           *((choice.code, choice.text) for choice in SCALE), ("DUP", "DUP"),
           ("disagreement", mark("Disagreement")))  # fmt: skip
PREDICTED = (("", mark("Any prediction")), *((grade.value, grade.value) for grade in Grade if grade is not Grade.DUP))
ORDERS = (("distance", mark("Closest first")), ("predicted", mark("Likeliest match first")), ("why", mark("By reason")))


class CandidatesPanel(ReviewPanel):
    """`rows` are the rows of the view that pass the filter."""

    def __init__(self, session: Session) -> None:
        self._pairs = PairTable(tr("Candidates"), predicted=True)
        empty = Empty("mine", tr("No pair passes"), tr("Mine candidates first, or ask for less."))
        super().__init__(session, tr("Candidates"), tr(HINT), self._pairs, empty)
        self.view: CandidateView | None = None
        self.rows = np.empty(0, np.int64)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.filter)
        self.words = QLineEdit(placeholderText=tr("File or folder"), clearButtonEnabled=True)
        self.words.setAccessibleName(tr("File or folder"))
        self.tag = QLineEdit(placeholderText=tr("Tag"), clearButtonEnabled=True)
        self.tag.setAccessibleName(tr("Tag"))
        self.annotator = QLineEdit(placeholderText=tr("Annotator"), clearButtonEnabled=True)
        self.annotator.setAccessibleName(tr("Annotator"))
        self.answer = self._choice(tr("Answer"), ANSWERS)
        self.predicted = self._choice(tr("Prediction"), PREDICTED)
        self.reason = self._choice(tr("Reason"), ())
        self.miner = self._choice(tr("Miner"), ())
        self.order = self._choice(tr("Order"), ORDERS)
        self.inferred = QCheckBox(tr("Follows from answers"))
        self.inferred.toggled.connect(lambda _on: self.filter())
        for line in (self.words, self.tag, self.annotator):
            line.textChanged.connect(lambda _text: self._typing.start())
            # Later: this very press of Enter would open a pair.
            line.returnPressed.connect(self._pairs.setFocus, Qt.ConnectionType.QueuedConnection)
        for widget in (self.words, self.answer, self.predicted, self.reason, self.miner, self.order):
            self.tools.addWidget(widget, 1 if widget is self.words else 0)
        session.changed.connect(self._changed)
        self.make = button(tr("Make a batch of these"), "primary", self.make_batch)
        for widget in (self.tag, self.annotator, self.inferred):
            self.below.addWidget(widget)
        self.below.addStretch(1)
        self.below.addWidget(self.make)

    def _choice(self, name: str, rows: tuple[tuple[str, str], ...]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, words in rows:
            made.addItem(tr(words), value)
        made.currentIndexChanged.connect(lambda _index: self.filter())
        return made

    def _changed(self, changes: Changes) -> None:
        """What was mined or answered is read anew when it is asked for."""
        if changes.candidates or changes.images:
            self.view = None
        elif changes.labels and self.view is not None:
            self.view.forget_answers()

    def forget(self) -> None:
        """Another project is open."""
        self.view, self.rows = None, np.empty(0, np.int64)
        super().forget()

    def look(self) -> None:
        """Open the candidate files of the round, unless they are open."""
        from app.core.asking.candidate_view import CandidateView

        project = self.session.project
        if project is not None and self.view is None:
            try:
                self.view = CandidateView(project)
            except UserError as error:  # candidate files are a cache: somebody may have deleted them
                self.empty.words.setText(tr(error))
        reasons = self.view.reasons if self.view else []
        miners = self.view.miners if self.view else []
        for box, words, names in ((self.reason, tr("Any reason"), reasons), (self.miner, tr("Any miner"), miners)):
            box.blockSignals(True)
            box.clear()
            box.addItem(words, "")
            for name in names:
                box.addItem(name, name)
            box.setVisible(len(names) > 1)
            box.blockSignals(False)
        self.filter()

    @property
    def wanted(self) -> Filter:
        """What is asked for now."""
        from app.core.asking.candidate_view import Filter

        lines = {name: getattr(self, name).text().strip() for name in ("words", "tag", "annotator")}
        boxes = {name: getattr(self, name).currentData() or "" for name in ("answer", "predicted", "reason", "miner")}
        return replace(Filter(inferred=self.inferred.isChecked()), **lines, **boxes)

    def filter(self) -> None:
        """Show the pairs that pass."""
        self._typing.stop()
        project, view = self.session.project, self.view
        none = np.empty(0, np.int64)
        self.rows = none if view is None else view.rows(self.wanted, self.order.currentData())
        shown = min(len(self.rows), SHOWN)
        focused = QApplication.focusWidget()
        if project is not None:
            self._pairs.show_records(ListedRows(project, shown, self._ends, self._words))
        total = 0 if view is None else len(view)
        self.said.setText(tr("{count} of {total} pairs", count=f"{len(self.rows):,}", total=f"{total:,}"))
        self.make.setEnabled(len(self.rows) > 0)
        self.show_table()
        if isinstance(focused, QLineEdit | QComboBox | QCheckBox) and self.isAncestorOf(focused):
            focused.setFocus()  # who types goes on typing

    def ends(self, row: int) -> tuple[int, int]:
        """The image ids of a row of the table."""
        return self._ends(range(row, row + 1))[0]

    def _ends(self, rows: range) -> list[tuple[int, int]]:
        assert self.view is not None
        some = self.rows[rows.start : rows.stop]
        return list(zip(self.view.left[some].tolist(), self.view.right[some].tolist(), strict=True))

    def _words(self, row: int) -> tuple[float | None, str, str]:
        assert self.view is not None
        at = int(self.rows[row])
        told = self.view.predicted
        found = told.grade(int(self.view.left[at]), int(self.view.right[at])) if told else None
        predicted = "" if found is None else tr("{grade} {percent:.0f} %", grade=found[0].value, percent=100 * found[1])
        return float(self.view.distance[at]), tr(why_text(self.view.why[at])), predicted

    def make_batch(self) -> None:
        """Draw a batch from the pairs that pass."""
        from app.core.asking.chosen import batch_from

        project, view = self.session.project, self.view
        if project is None or view is None:
            return
        wanted = self.wanted
        asked = {name: value for name in wanted.__dataclass_fields__ if (value := getattr(wanted, name))}
        seed = len(project.pairs.batches())
        try:
            batch = batch_from(project, view, self.rows, str(asked), Settings(), seed=seed)
        except UserError as error:
            self.session.refused.emit(tr(error))
            return
        self.session.tell(Changes(batches=True))
        self.session.note.emit(
            tr("The batch {name} of {count} pairs is ready to grade.", name=batch.name, count=batch.size)
        )
