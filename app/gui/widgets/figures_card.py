"""FiguresCard: every embedding under every cut on the pairs of one origin, and over the whole scale."""

from __future__ import annotations

from collections.abc import Callable

from app.gui import report_view
from app.gui.report_view import ABOUT, CUTS, ORIGINS, SHORT, Report
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.choice import Choice
from app.gui.widgets.records_table import Column
from app.gui.widgets.table_place import TablePlace

HINT = mark("95 % interval in brackets")


class FiguresCard(Card):
    """`origin` is the choice of pairs; `chosen` is called when the person takes others."""

    def __init__(self, chosen: Callable[[], object]) -> None:
        super().__init__(tr("Figures"))
        self.origin = Choice(tr("Which pairs"), chosen)
        self.about = paragraph("")
        self.figures = TablePlace(tr("Figures of every embedding"))
        self.scale = TablePlace(tr("Figures over all grades"))
        self.footnote = paragraph("", "small")
        self.tools.addWidget(self.origin)
        self.rows.addWidget(self.about)
        self.rows.addLayout(self.figures)
        self.rows.addWidget(self.footnote)
        self.rows.addLayout(self.scale)

    def show_report(self, report: Report) -> None:
        """Offer the origins of a report; show the one its answer rests on."""
        origins = {name: f"{tr(ORIGINS.get(name, name))} ({m['pairs']:,})" for name, m in report["sets"].items()}
        self.origin.offer(origins, report["set"])

    def show_origin(self, measured: Report) -> None:
        """The figures on the pairs of one origin."""
        self.about.setText(tr(measured.get("reason") or ABOUT.get(self.origin.name, "")))
        shown = report_view.table(measured)
        first = (
            Column(tr("Embedding"), lambda row: row.name),
            Column(tr("Cut"), lambda row: tr(SHORT[row.cut]), hint=lambda row: tr(CUTS[row.cut])),
            Column(tr("Pairs + / −"), lambda row: row.pairs, number=True),
        )
        columns = (*first, *(_figure_column(head, place) for place, head in enumerate(shown.heads)))
        self.figures.show_records(columns, shown.rows)
        self.footnote.setText(report_view.footnote(shown))
        self.footnote.setVisible(bool(self.footnote.text()))
        heads = (tr("Mean AUC of the relations"), tr("Kendall tau-b"), "C-index")
        over = (Column(tr("All grades"), lambda row: row[0]), *(_scale_column(h, n + 1) for n, h in enumerate(heads)))
        self.scale.show_records(over, report_view.scale(measured))


def _figure_column(head: str, place: int) -> Column:
    return Column(head, lambda row: row.cells[place].text, wide=True, number=True,
                  hint=lambda row: tr(row.cells[place].reason) or tr(HINT))  # fmt: skip


def _scale_column(head: str, place: int) -> Column:
    return Column(head, lambda row: row[place].text, wide=True, number=True,
                  hint=lambda row: tr(row[place].reason) or tr(HINT))  # fmt: skip
