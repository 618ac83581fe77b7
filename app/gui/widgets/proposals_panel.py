"""ProposalsPanel: what rules would grade, to be looked over and approved at once; nothing is stored before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from app.core import catalog
from app.core.mining.why import why_text
from app.errors import UserError
from app.gui.listed_rows import ListedRows
from app.gui.runner import Outcome
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Empty, button
from app.gui.widgets.pair_table import PairTable
from app.gui.widgets.review_panel import ReviewPanel

if TYPE_CHECKING:
    from app.core.grading.proposed import Proposed

HINT = mark(
    "Rules look at pairs that nobody graded. The pairs below stand in random order, so the first ones are a fair "
    "sample: Space leaves a pair out. Nothing is stored before you approve, and one undo takes all of it back."
)
NOT_ASKED = mark("Look for proposals first.")
NONE = mark("This rule proposes no pair that is still open.")


class ProposalsPanel(ReviewPanel):
    """One rule's proposals at a time."""

    def __init__(self, session: Session) -> None:
        self._pairs = PairTable(tr("Proposed pairs"))
        super().__init__(session, tr("Proposals"), tr(HINT), self._pairs, Empty("review", tr("No proposals"), ""))
        self.proposed: Proposed | None = None
        self.left_out: set[int] = set()  # rows as shown
        self._order = np.empty(0, np.int64)
        self.rule = QComboBox()
        self.rule.setAccessibleName(tr("Rule"))
        for name in catalog.names("rule"):
            self.rule.addItem(tr(catalog.entry("rule", name).help), name)
        self.rule.currentIndexChanged.connect(lambda _index: self.look())
        self.ask = button(tr("Look for proposals"), "", self._ask)
        self.tools.addWidget(self.rule, 1)
        self.tools.addWidget(self.ask)
        self.leave = button(tr("Leave out or take in (Space)"), "", self.toggle)
        self.approve = button(tr("Approve"), "primary", self._approve)
        self.below.addWidget(self.leave)
        self.below.addStretch(1)
        self.below.addWidget(self.approve)
        self._pairs.installEventFilter(self)
        session.runner.ended.connect(self._ended)

    def look(self) -> None:
        """Read what the chosen rule proposed last."""
        from app.core.grading.proposed import kept

        project = self.session.project
        self.left_out.clear()
        self.proposed, said = None, tr(NONE)
        if project is not None:
            try:
                self.proposed = kept(project, self.rule.currentData())
            except UserError:
                said = tr(NOT_ASKED)
            found = 0 if self.proposed is None else len(self.proposed.candidates)
            # The same order every time, so that a second look goes on where the first one ended.
            self._order = np.random.default_rng(0).permutation(found)
            self._pairs.show_records(ListedRows(project, found, self._ends, self._words))
        self.empty.words.setText(said)
        self.show_table()
        self._count()

    def _ask(self) -> None:
        self.session.start("propose", tr("Applying rules"), rules=[self.rule.currentData()])

    def _ended(self, outcome: Outcome) -> None:
        if outcome.stage == "propose" and outcome.kind == "done" and self.isVisible():
            self.look()

    def _ends(self, rows: range) -> list[tuple[int, int]]:
        assert self.proposed is not None
        found = self.proposed.candidates
        return [(int(found.left[n]), int(found.right[n])) for n in self._order[rows.start : rows.stop].tolist()]

    def _words(self, row: int) -> tuple[float | None, str]:
        assert self.proposed is not None
        at = int(self._order[row])
        reason = tr(why_text(self.proposed.candidates.why[at]))
        if row in self.left_out:
            reason = tr("Left out. {reason}", reason=reason)
        return float(self.proposed.candidates.distance[at]), reason

    def toggle(self) -> None:
        """Leave the chosen pair out, or take it in again, and choose the next."""
        row, rows = self.row(), self._pairs.records.records
        if row < 0 or not isinstance(rows, ListedRows):
            return
        self.left_out ^= {row}
        rows.forget()
        self._pairs.viewport().update()
        self._pairs.selectRow(min(row + 1, len(rows) - 1))
        self._count()

    def _count(self) -> None:
        grade = self.proposed.grade.value if self.proposed else ""
        total = len(self._order) if self.proposed else 0
        self.said.setText(tr("{count} pairs, {out} left out", count=f"{total:,}", out=f"{len(self.left_out):,}"))
        taken = total - len(self.left_out)
        self.approve.setEnabled(taken > 0)
        self.leave.setEnabled(total > 0)
        self.approve.setText(tr("Grade {count} pairs {grade}", count=f"{taken:,}", grade=grade) if taken
                             else tr("Approve"))  # fmt: skip
        self.approve.setAccessibleName(self.approve.text())

    def _approve(self) -> None:
        """Have it stored; a large step takes its time, so a job does it."""
        if self.proposed is not None and not self.session.runner.busy:
            out = [self._ends(range(row, row + 1))[0] for row in sorted(self.left_out)]
            self.session.start("propose", tr("Storing grades"), rules=[self.proposed.rule], leave_out=out,
                               approver=self.session.annotator)  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space leaves out or takes in, where a table would choose rows."""
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if space and event.type() == QEvent.Type.KeyPress:
            self.toggle()
        return space or super().eventFilter(watched, event)
