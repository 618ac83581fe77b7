"""PartsCard: where the figures come from: slices of the pairs, sources of the false alarms, easy and hard negatives."""

from __future__ import annotations

from app.gui.report_view import DASH, SHORT, Report, cell
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.records_table import Column
from app.gui.widgets.table_place import TablePlace

PARTS = mark("The newest embedding on parts of the pairs: positives among all negatives, and the share of a part's "
             "negatives let through where the whole has a false positive rate of 0.01.")  # fmt: skip
NONE = mark("No tag, folder or look-alikes with at least five pairs.")
SETS = mark("The same positive pairs against easy and hard negatives. All of these figures are right: they answer "
            "different questions.")  # fmt: skip
SHARE = mark("At a false positive rate of {rate} one source has a hand in {share:.0%} of the false alarms "
             "({cut}); held to a fifth of them the TPR is {tpr:.3f}.")  # fmt: skip
FIFTH = 0.2  # as in the report: what one source may make before it is told


class PartsCard(Card):
    """Tables of slices and of negative sets, and a line for every source that makes more than a fifth."""

    def __init__(self) -> None:
        super().__init__(tr("Parts and negatives"))
        self.words = paragraph("")
        self.slices = TablePlace(tr("Figures by part"))
        self.sources = paragraph("", "small")
        self.about_sets = paragraph("")
        self.sets = TablePlace(tr("AUC by set of negatives"))
        self.rows.addWidget(self.words)
        self.rows.addLayout(self.slices)
        self.rows.addWidget(self.sources)
        self.rows.addWidget(self.about_sets)
        self.rows.addLayout(self.sets)
        self.rows.addStretch(1)

    def show_origin(self, report: Report, measured: Report) -> None:
        """The parts of one origin's pairs, and the negative sets of the whole report."""
        name = next(reversed(measured["embedders"]), "")
        by_cut = measured.get("slices", {}).get(name, {})
        rows = [(cut, part, row) for cut, parts in by_cut.items() for part, row in parts.items()]
        self.words.setText(tr(PARTS) if rows else tr(NONE))
        self.slices.show_records(_columns(), rows)
        lines = [
            tr(SHARE, rate=rate, share=row["largest"], tpr=row["tpr"], cut=tr(SHORT[cut]))
            for cut in ("strict", "lenient")
            for rate, row in measured["embedders"].get(name, {}).get(cut, {}).get("sources", {}).items()
            if row["largest"] > FIFTH
        ]
        self.sources.setText("\n".join(lines))
        self.sources.setVisible(bool(lines))
        self._show_sets(report.get("negative_sets", {}))

    def _show_sets(self, found: Report) -> None:
        names = list(next(iter(found.values()), {}))
        self.about_sets.setText(tr(SETS))
        self.about_sets.setVisible(bool(names))
        columns = [Column(tr("Embedding"), lambda row: row[0]), *(_auc_column(name) for name in names)]
        self.sets.show_records(columns, list(found.items()))


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Part"), lambda row: row[1]),
        Column(tr("Cut"), lambda row: tr(SHORT[row[0]])),
        Column(tr("Pairs + / −"), lambda row: f"{row[2]['positives']:,} / {row[2]['negatives']:,}", number=True),
        Column("AUC", lambda row: cell(row[2]["auc"], "").text, wide=True, number=True),
        Column(tr("TPR at {rate}", rate="0.01"), lambda row: cell(row[2]["tpr"], "").text, wide=True, number=True),
        Column(tr("Let through"), lambda row: DASH if row[2]["let"] is None else f"{row[2]['let']:.4f}", number=True),
    )  # fmt: skip


def _auc_column(name: str) -> Column:
    return Column(name, lambda row: f"{row[1][name]:.4f}", wide=True, number=True)
