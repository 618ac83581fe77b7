"""The small cards of a report: retrieval among known groups, agreement of people, rounds with an advice."""

from __future__ import annotations

from app.gui import report_view
from app.gui.report_view import DASH, OLDER, Report, share
from app.gui.texts import tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.records_table import Column
from app.gui.widgets.table_place import TablePlace


class RetrievalCard(Card):
    """Every figure of retrieval under every embedding."""

    def __init__(self) -> None:
        super().__init__(tr("Retrieval among known groups"))
        self.words = paragraph("")
        self.place = TablePlace(tr("Retrieval among known groups"))
        self.rows.addWidget(self.words)
        self.rows.addLayout(self.place)
        self.rows.addStretch(1)

    def show_report(self, report: Report) -> None:
        """The figures, or why there are none."""
        names, rows, words = report_view.retrieval(report)
        self.words.setText(words)
        columns = [Column("", lambda row: row[0]), *(_value_column(name, n + 1) for n, name in enumerate(names))]
        self.place.show_records(columns, rows)


class AgreementCard(Card):
    """How far people agree, in a sentence."""

    def __init__(self) -> None:
        super().__init__(tr("Agreement"))
        self.words = paragraph("")
        self.rows.addWidget(self.words)

    def show_report(self, report: Report) -> None:
        """The sentence of a report."""
        self.words.setText(report_view.agreement(report))


class RoundsCard(Card):
    """A row a round, and whether another one is worth it."""

    def __init__(self) -> None:
        super().__init__(tr("Rounds"))
        self.words = paragraph("")
        self.place = TablePlace(tr("What each round brought"))
        self.rows.addWidget(self.words)
        self.rows.addLayout(self.place)
        self.rows.addStretch(1)

    def show_report(self, report: Report) -> None:
        """The rounds of a report with its advice."""
        self.words.setText(tr(report.get("advice") or "") or f"{DASH} {tr(OLDER)}.")
        columns = (
            Column(tr("Round"), lambda row: f"{row['round']}"),
            Column(tr("Graded"), lambda row: f"{row['graded']:,}", number=True),
            Column(tr("Label yield"), lambda row: share(row["yield"]), number=True,
                   hint=lambda _row: tr("share of ND and near-ND among what was graded")),
            Column(tr("Hard negatives"), lambda row: share(row["hard"]), number=True,
                   hint=lambda _row: tr("share of NND among what was graded")),
            Column(tr("Seen before"), lambda row: share(row["overlap"]), wide=True, number=True,
                   hint=lambda _row: tr("share of the candidates that the round before proposed too")),
        )  # fmt: skip
        self.place.show_records(columns, report.get("rounds", []))


def _value_column(name: str, place: int) -> Column:
    return Column(name, lambda row: row[place], wide=True, number=True,
                  hint=lambda _row: tr("95 % interval in brackets"))  # fmt: skip
