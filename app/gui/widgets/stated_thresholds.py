"""StatedThresholds: the thresholds of a report with their targets and figures; a row chosen is shown on the plot."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.gui import report_view
from app.gui.report_view import DASH, Report, Stated
from app.gui.texts import tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.records_table import Column, RecordsTable


class StatedThresholds(Card):
    """chosen(Stated): the person took a row that has a distance."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Thresholds"))
        self.words = paragraph("")
        self.rows.addWidget(self.words)
        self.table = RecordsTable(
            tr("Thresholds for the targets of the settings"),
            (
                Column(tr("Target"), lambda row: row.target),
                Column(tr("Cut"), lambda row: tr(row.cut), hint=lambda row: tr(report_view.CUTS[row.cut])),
                Column(tr("Distance"), lambda row: DASH if row.distance is None else f"{row.distance:.4f}", number=True,
                       hint=lambda row: tr(row.reason) or tr("at most this far apart")),
                *(_column(head, place) for place, head in
                  enumerate(("TPR", tr("Precision"), tr("False alarms in the collection")))),
            ),
            faint=lambda row: row.distance is None,
        )  # fmt: skip
        self.rows.addWidget(self.table)
        self.note = paragraph("", "small")
        self.rows.addWidget(self.note)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.table.clicked.connect(lambda _index: self._choose())

    def show_report(self, report: Report) -> None:
        """The thresholds of a report, or that it has none."""
        rows = report_view.stated(report)
        name = report.get("thresholds", {}).get("embedder", "")
        told = tr("Of {name}: chosen on one half of the groups, figures from the other half.", name=name)
        self.words.setText(told if rows else f"{DASH} {tr(report_view.OLDER)}.")
        self.table.show_records(rows)
        self.table.fit(len(rows))
        self.table.setVisible(bool(rows))
        reasons = {cell.reason for row in rows for cell in row.cells if cell.reason}
        self.note.setText("  ".join(f"{DASH} {tr(reason)}." for reason in sorted(reasons)))
        self.note.setVisible(bool(reasons))

    def _choose(self) -> None:
        row: Stated | None = self.table.chosen()
        if row is not None and row.distance is not None:
            self.chosen.emit(row)


def _column(head: str, place: int) -> Column:
    return Column(head, lambda row: row.cells[place].text, wide=True, number=True,
                  hint=lambda row: tr(row.cells[place].reason) or tr("95 % interval in brackets"))  # fmt: skip
