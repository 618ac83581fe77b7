"""Evaluate: every embedding on the same pairs of the evaluation side, with the answer in one sentence on top."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.records import Changes
from app.gui import report_view
from app.gui.report_view import ABOUT, CUTS, ORIGINS, RATES, SHORT, Report
from app.gui.session import Session
from app.gui.widgets.cards import GAP, SIDE, Card, Empty, Page, button, paragraph
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.plots import Plot
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.settings_form import SettingsForm


class EvaluatePage(Page):
    """The verdict, the table, then distances by grade and the ROC."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = "Raw, whitened and trained embeddings on the same pairs, of images nothing was learned from."
        super().__init__("Evaluate", lead, parent)
        self.session = session
        self.report: Report = {}
        self.buttons: dict[str, QPushButton] = {"evaluate": button("Evaluate", "primary")}
        self.head_tools.addWidget(self.buttons["evaluate"])
        self.body.addWidget(JobCard(session.runner, ("evaluate",), "You may grade meanwhile."))
        self.empty = Empty(
            "evaluate",
            "Not measured yet",
            "Grade the frozen pairs, or import labels, then measure. Every figure comes with its interval; "
            "where there are too few pairs for one, there is a dash and the reason.",
        )
        self.measured = self._measured()
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.measured, 1)
        self.measured.hide()
        self.form = SettingsForm((), ("evaluate.resamples",))
        self.form.setMaximumWidth(SIDE)
        self.body.addWidget(self.form)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)

    def _measured(self) -> QWidget:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        verdict = Card()
        self.verdict = paragraph("", "heading")
        self.basis = paragraph("")
        verdict.rows.addWidget(self.verdict)
        verdict.rows.addWidget(self.basis)
        rows.addWidget(verdict)
        rows.addWidget(self._figures())
        plots = QHBoxLayout()
        plots.setSpacing(GAP)
        self.embedder = _choice("Distances under which embedding", self._draw)
        self.cut = _choice("ROC under which cut", self._draw)
        self.histogram = Plot("Distances by grade", "There is nothing to draw.")
        self.roc = Plot("ROC", "There are too few pairs for a curve.")
        for heading, plot, choice in (
            ("Distances by grade", self.histogram, self.embedder),
            ("ROC", self.roc, self.cut),
        ):
            card = Card(heading)
            card.tools.addWidget(choice)
            card.rows.addWidget(plot, 1)
            plots.addWidget(card, 1)
        rows.addLayout(plots, 1)
        return whole

    def _figures(self) -> Card:
        card = Card("Figures")
        self.origin = _choice("Which pairs", self._show_origin)
        self.about = paragraph("")
        self.footnote = paragraph("", "small")
        heads = ("AUC", *(f"TPR at {rate}" for rate in RATES))
        self.table = RecordsTable(
            "Figures of every embedding",
            (
                Column("Embedding", lambda row: row.name),
                Column("Cut", lambda row: SHORT[row.cut], hint=lambda row: CUTS[row.cut]),
                Column("Pairs + / −", lambda row: row.pairs, number=True),
                *(_figure_column(head, place) for place, head in enumerate(heads)),
            ),
        )
        card.tools.addWidget(self.origin)
        for widget in (self.about, self.table, self.footnote):
            card.rows.addWidget(widget)
        return card

    # -- showing -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        if self.session.project is not None:
            self.form.load(self.session.project.get("form.evaluate", {}))
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        if changes.evaluations:
            self.refresh_when_seen()

    def refresh(self) -> None:
        """Show the newest report of the project."""
        project = self.session.project
        last = project.rounds.last_evaluation() if project else None
        self.report = last.report if last else {}
        self.empty.setVisible(not self.report)
        self.measured.setVisible(bool(self.report))
        if not self.report:
            return
        self.verdict.setText(report_view.verdict(self.report))
        self.basis.setText(report_view.basis(self.report))
        origins = {name: f"{ORIGINS.get(name, name)} ({m['pairs']:,})" for name, m in self.report["sets"].items()}
        _offer(self.origin, origins, self.report["set"])
        _offer(self.cut, CUTS, self.report["cut"])
        self._show_origin()

    def _show_origin(self) -> None:
        """The table and the plots on the pairs chosen."""
        name = self.origin.currentData()
        measured = self.report["sets"][name]
        rows = report_view.rows(measured)
        self.about.setText(measured.get("reason") or ABOUT.get(name, ""))
        self.table.show_records(rows)
        self.table.fit(len(rows))
        self.footnote.setText(report_view.footnote(rows))
        self.footnote.setVisible(bool(self.footnote.text()))
        names = list(measured["embedders"])
        _offer(self.embedder, {name: name for name in names}, self.embedder.currentData() or (names or [""])[-1])
        self._draw()

    def _draw(self) -> None:
        measured = self.report["sets"][self.origin.currentData()]
        self.histogram.draw(report_view.histogram(measured, self.embedder.currentData()))
        self.roc.draw(report_view.roc(measured, self.cut.currentData()))

    # -- actions -------------------------------------------------------------------------------------------------

    def on_evaluate(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.evaluate", self.form.values())
        settings = self.form.settings()
        # The answer is given under the cut that was learned.
        settings = settings.having(train__cut=project.get("form.train", {}).get("train.cut"))
        self.session.start("evaluate", "Measuring", settings, self.form.seed)


def _choice(name: str, chosen: Any) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.activated.connect(lambda _row: chosen())
    return combo


def _offer(combo: QComboBox, choices: dict[str, str], chosen: str) -> None:
    """Fill a combo box; a single choice is no choice and hides it."""
    combo.clear()
    for name, words in choices.items():
        combo.addItem(words, name)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.setVisible(len(choices) > 1)


def _figure_column(head: str, place: int) -> Column:
    return Column(
        head,
        lambda row: row.cells[place].text,
        wide=True,
        number=True,
        hint=lambda row: row.cells[place].reason or "95 % interval in brackets",
    )
