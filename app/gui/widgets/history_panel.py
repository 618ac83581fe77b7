"""HistoryPanel: everything this person did, newest first; Enter goes back (or forth) to that moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.gui.outcomes import count
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Empty
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.review_panel import ReviewPanel

HINT = mark(
    "Newest first. Enter makes the chosen step the last one: what came after it is undone, or what was undone up to it "
    "comes back. Nothing is ever lost: the way back is in the same list."
)


@dataclass(frozen=True)
class Happened:
    """One step: its id, when, what was answered, of which pairs, whether it was taken back."""

    step: str
    at: str
    what: str
    of: str
    undone: bool


class HistoryPanel(ReviewPanel):
    """The steps. looked(): they are wanted; the page answers with `show_steps`."""

    looked = Signal()

    def __init__(self, session: Session) -> None:
        table = RecordsTable(
            tr("Steps"),
            (
                Column(tr("When"), lambda one: one.at),
                Column(tr("What"), lambda one: tr("{what} (taken back)", what=one.what) if one.undone else one.what),
                Column(tr("Of"), lambda one: one.of, wide=True),
            ),
            lambda one: one.undone,
        )
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        empty = Empty("review", tr("Nothing was done yet"), tr("Every answer, undo and bulk step will be listed here."))
        super().__init__(session, tr("History"), tr(HINT), table, empty)

    def look(self) -> None:
        """Ask for the steps."""
        self.looked.emit()

    def show_steps(self, steps: Sequence[Happened]) -> None:
        """Replace the list."""
        self.table.show_records(steps)
        self.said.setText(count(max(0, len(steps) - 1), "step"))
        self.show_table()
