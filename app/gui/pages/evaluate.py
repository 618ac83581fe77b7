"""Evaluate: every embedding on the same pairs of the evaluation side, with the answer in one sentence on top."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.records import Changes
from app.gui import report_view
from app.gui.pages.evaluate_applying import ApplyingHandlers
from app.gui.report_view import Report, Stated
from app.gui.runner import Outcome
from app.gui.session import Session
from app.gui.texts import tr
from app.gui.widgets import ask
from app.gui.widgets.applied_card import AppliedCard
from app.gui.widgets.cards import GAP, SIDE, Card, Empty, Page, button, paragraph
from app.gui.widgets.curves_card import CurvesCard
from app.gui.widgets.figures_card import FiguresCard
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.leakage_card import LeakageCard
from app.gui.widgets.missed_card import MissedCard
from app.gui.widgets.parts_card import PartsCard
from app.gui.widgets.report_cards import AgreementCard, RetrievalCard, RoundsCard
from app.gui.widgets.settings_form import SettingsForm
from app.gui.widgets.stated_thresholds import StatedThresholds
from app.gui.widgets.threshold_card import ThresholdCard
from app.gui.widgets.trainings_card import TrainingsCard
from app.gui.widgets.verifier_card import FORM as VERIFIER_FORM
from app.gui.widgets.verifier_card import VerifierCard
from app.gui.widgets.written_card import WrittenCard


class EvaluatePage(ApplyingHandlers, Page):
    """The verdict and the table, the plots with a threshold to move, then what else the report says."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = tr("Raw, whitened and trained embeddings on the same pairs, of images nothing was learned from.")
        super().__init__(tr("Evaluate"), lead, parent)
        self.session = session
        self.report: Report = {}
        self.buttons: dict[str, QPushButton] = {
            "leakage": button(tr("Leakage…")),
            "apply": button(tr("Apply…")),
            "report": button(tr("Report…")),
            "evaluate": button(tr("Evaluate"), "primary"),
        }  # fmt: skip
        for made in self.buttons.values():
            self.head_tools.addWidget(made)
        self._lay_out()
        session.when_opened(self._opened)
        session.changed.connect(self._changed)
        session.runner.ended.connect(self._ended)

    def _lay_out(self) -> None:
        session = self.session
        jobs = ("evaluate", "apply", "leakage", "verifier")
        self.body.addWidget(JobCard(session.runner, jobs, tr("You may grade meanwhile.")))
        self.written, self.applied, self.leaked = WrittenCard(), AppliedCard(), LeakageCard()
        self.leaked.opened.connect(session.pair_wanted)
        self.leaked.save_wanted.connect(self.save_leaks)
        for card in (self.written, self.applied, self.leaked):
            self.body.addWidget(card)
        self.empty = Empty(
            "evaluate",
            tr("Not measured yet"),
            tr(
                "Grade the frozen pairs, or import labels, then measure. Every figure comes with its interval; "
                "where there are too few pairs for one, there is a dash and the reason."
            ),
        )
        self.measured = self._measured()
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.measured, 1)
        self.measured.hide()
        self.form = SettingsForm((), ("evaluate.resamples", "evaluate.targets"))
        self.form.setMaximumWidth(SIDE)
        self.body.addWidget(self.form)
        self.verifier, self.missed = VerifierCard(), MissedCard()
        self.buttons["fit_verifier"] = self.verifier.fit
        self.body.addWidget(self.verifier)
        self.body.addWidget(self.missed)

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
        self.figures = FiguresCard(self._show_origin)
        self.threshold, self.curves, self.stated = ThresholdCard(), CurvesCard(), StatedThresholds()
        self.stated.chosen.connect(self._show_threshold)
        self.parts = PartsCard()
        self.retrieval, self.agreement, self.rounds = RetrievalCard(), AgreementCard(), RoundsCard()
        self.trainings = TrainingsCard()
        plots = self.side_by_side()
        plots.addWidget(self.threshold, 1)
        plots.addWidget(self.curves, 1)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.agreement)
        right.addWidget(self.rounds)
        right.addStretch(1)
        lower = self.side_by_side()
        lower.addWidget(self.retrieval, 5)
        lower.addLayout(right, 4)
        rows.addWidget(verdict)
        rows.addWidget(self.figures)
        rows.addLayout(plots, 1)
        rows.addWidget(self.stated)
        rows.addWidget(self.parts)
        rows.addWidget(self.trainings)
        rows.addLayout(lower)
        return whole

    # -- showing -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        for card in (self.written, self.applied):
            card.hide()
        self.leaked.forget()
        if self.session.project is not None:
            self.form.load(self.session.project.get("form.evaluate", {}))
            self.verifier.load(self.session.project)
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        # What is missed changes with labels and candidates, the verifier with the embedders.
        if changes.evaluations or changes.labels or changes.candidates or changes.embedders:
            self.refresh_when_seen()

    def refresh(self) -> None:
        """Show the newest report of the project."""
        project = self.session.project
        self.missed.show_project(project)
        self.verifier.show_project(project)
        last = project.rounds.last_evaluation() if project else None
        report = last.report if last else {}
        self.empty.setVisible(not report)
        self.measured.setVisible(bool(report))
        if not report or report == self.report:  # a grade elsewhere does not take away what is being looked at
            self.report = report
            return
        self.report = report
        self.verdict.setText(report_view.verdict(report))
        self.basis.setText(report_view.basis(report))
        for card in (self.figures, self.threshold, self.curves, self.stated, self.retrieval, self.agreement,
                     self.rounds, self.trainings):  # fmt: skip
            card.show_report(report)
        self._show_origin()

    def _show_origin(self) -> None:
        """The table and the plots on the pairs chosen."""
        name = self.figures.origin.name
        self.figures.show_origin(self.report["sets"][name])
        self.parts.show_origin(self.report, self.report["sets"][name])
        self.threshold.show_origin(name)
        self.curves.show_origin(name)

    def _show_threshold(self, row: Stated) -> None:
        assert row.distance is not None
        self.threshold.show_threshold(row.cut, row.distance)

    def _ended(self, outcome: Outcome) -> None:
        files = outcome.changes.result.get("files") if outcome.kind == "done" else None
        if outcome.stage == "evaluate" and files:
            self.written.show_file(tr("The report was written to"), Path(files[0]))
        self.show_applied(outcome)

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        self.leaked.shut_down()

    # -- actions -------------------------------------------------------------------------------------------------

    def on_evaluate(self) -> None:
        self._measure()

    def on_report(self) -> None:
        project = self.session.project
        assert project is not None
        ask.folder(self, tr("Folder for the report"), self.report_to, project.path.parent)

    def report_to(self, folder: Path) -> None:
        """Measure and write the report into `folder`."""
        self._measure(report=str(folder))

    def _measure(self, **arguments: str) -> None:
        project = self.session.project
        assert project is not None
        self.written.hide()
        project.set("form.evaluate", self.form.values())
        settings = self.form.settings()
        # The answer is given under the cut that was learned.
        settings = settings.having(train__cut=project.get("form.train", {}).get("train.cut"))
        self.session.start("evaluate", tr("Measuring"), settings, self.form.seed, **arguments)

    def on_fit_verifier(self) -> None:
        project = self.session.project
        assert project is not None
        project.set(VERIFIER_FORM, self.verifier.form.values())
        form = self.verifier.form
        self.session.start("verifier", tr("Fitting the verifier"), form.settings(), form.seed)
