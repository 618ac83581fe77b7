"""LineageCard: every embedding with what it came from, and of the chosen one how it compares with what mined then."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from app.core.learning.lineage import Descent
from app.gui import training_view
from app.gui.report_view import DASH
from app.gui.texts import tr
from app.gui.widgets.cards import Card, button, paragraph
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.table_place import TablePlace

SHOWN = 5  # embeddings seen without scrolling


class LineageCard(Card):
    """The list, newest first; below it verdict, figures and the two buttons that promote.

    chosen(): another embedding of the list was chosen.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Embeddings"))
        self.buttons: dict[str, QPushButton] = {
            "promote_anyway": button(tr("Promote anyway")),
            "promote": button(tr("Promote")),
        }
        self.table = RecordsTable(tr("Embeddings of this project"), _columns())
        self.verdict = paragraph("", "heading")
        self.basis = paragraph("", "small")
        self.figures = TablePlace(tr("Old against new"))
        tools = QHBoxLayout()
        tools.addStretch(1)
        for made in self.buttons.values():
            tools.addWidget(made)
        for widget in (self.table, self.verdict, self.basis):
            self.rows.addWidget(widget)
        self.rows.addLayout(self.figures)
        self.rows.addLayout(tools)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_chosen())

    def show_lineage(self, embedders: list[Descent]) -> None:
        """Show every embedding; the one chosen stays so, a new one takes its place."""
        before = {one.fingerprint for one in self.table.records.records}
        kept = self.embedding.fingerprint if self.embedding else ""
        self.table.show_records(embedders)
        self.table.fit(min(len(embedders), SHOWN))
        self.table.setVisible(bool(embedders))
        names = [one.fingerprint for one in embedders]
        fresh = bool(names) and bool(before) and names[0] not in before
        self.table.selectRow(names.index(kept) if kept in names and not fresh else 0)
        self._show_chosen()

    @property
    def embedding(self) -> Descent | None:
        """The embedding chosen, None in a project without any."""
        found: Descent | None = self.table.chosen()
        return found

    def _show_chosen(self) -> None:
        one = self.embedding
        none = tr("There is no embedding yet; mining makes the first.")
        self.verdict.setText(none if one is None else training_view.verdict(one))
        self.basis.setText("" if one is None else training_view.basis(one))
        self.basis.setVisible(bool(self.basis.text()))
        old, new = (one.against, one.name) if one else ("", "")
        columns = (
            Column(tr("Pairs"), lambda row: row.pairs),
            Column(tr("Measure"), lambda row: row.measure),
            Column(old or DASH, lambda row: row.old, wide=True, number=True),
            Column(new or DASH, lambda row: row.new, wide=True, number=True),
        )
        self.figures.show_records(columns, training_view.comparison(one) if one and one.verdict else [])
        self.buttons["promote_anyway"].setVisible(one is not None and one.verdict == "worse" and not one.mines_next)
        self.chosen.emit()


def _made_with(one: Descent) -> str:
    """The settings that made it, a line each."""
    lines = [f"{key} = {value}" for key, value in one.settings.items()]
    return "\n".join([*lines, tr("seed {seed}, {when}", seed=one.seed, when=one.created_at[:16].replace("T", " "))])


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Name"), lambda one: one.name, wide=True, hint=lambda one: one.fingerprint),
        Column(tr("From"), lambda one: one.parent or DASH, wide=True),
        Column(tr("Trained"), lambda one: one.scope or DASH, hint=_made_with),
        Column(tr("Grades"), training_view.learned, number=True, hint=lambda one: one.label_hash or DASH),
        Column(tr("Verdict"), lambda one: tr(one.verdict) if one.verdict else DASH),
        Column(tr("Mines"), training_view.standing),
    )
