"""Train: what can be learned from, how it goes while it runs, what came out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.jobs import Progress
from app.core.records import Changes, Cut, Grade
from app.core.reporting.figures import Figure, Series
from app.core.settings import Settings
from app.gui.runner import Outcome
from app.gui.session import Session
from app.gui.widgets.cards import GAP, SIDE, Card, Page, button, paragraph
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.plots import Plot
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.settings_form import SettingsForm

KEYS = ("train.cut", "train.loss", "train.sampler", "train.steps")
MORE = (
    "train.pairs_per_step", "train.learning_rate", "train.weight_decay", "train.patience", "train.random_negatives",
)  # fmt: skip
SHOWN = 5  # embedders seen without scrolling
CURVES = {
    "loss": ("Loss", "The loss of the training pairs, drawn while it trains."),
    "validation": ("Validation", "How well held-back pairs are told apart, drawn while it trains."),
}
GRADES = (Grade.DUP, Grade.ND, Grade.NEAR_ND, Grade.NND)


class TrainPage(Page):
    """The form on the left; grades, curves and embedders on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = "Learn a better embedding from the grades, then mine again with it."
        super().__init__("Train", lead, parent)
        self.session = session
        self.buttons: dict[str, QPushButton] = {
            "remine": button("Mine again"),
            "train": button("Train", "primary"),
        }
        self.head_tools.addWidget(self.buttons["remine"])
        self.head_tools.addWidget(self.buttons["train"])
        self.curves: dict[str, tuple[list[float], list[float]]] = {}
        self._table: Mapping[Grade, int] = {}
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addLayout(self._form())
        columns.addLayout(self._results(), 1)
        self.body.addLayout(columns, 1)
        self.form.changed.connect(self._show_hint)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.runner.started.connect(self._started)
        session.runner.progress.connect(self._progressed)
        session.runner.ended.connect(self._ended)

    def _form(self) -> QVBoxLayout:
        self.form = SettingsForm(KEYS, MORE)
        card = Card("How")
        card.setFixedWidth(SIDE)
        card.rows.addWidget(self.form)
        column = QVBoxLayout()
        column.addWidget(card)
        column.addStretch(1)
        return column

    def _results(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        runner = self.session.runner
        self.job = JobCard(runner, ("train", "remine"), "The best head so far is kept. You may grade meanwhile.")
        column.addWidget(self.job)
        column.addWidget(self._grades())
        plots = QHBoxLayout()
        plots.setSpacing(GAP)
        self.plots: dict[str, Plot] = {}
        for name, (heading, words) in CURVES.items():
            self.plots[name] = Plot(heading, words, "train")
            card = Card(heading)
            card.rows.addWidget(self.plots[name], 1)
            plots.addWidget(card, 1)
        column.addLayout(plots, 1)
        column.addWidget(self._embedders())
        return column

    def _grades(self) -> Card:
        card = Card("Learned from")
        self.counts = RecordsTable(
            "Pairs of each grade by side of the split",
            (
                Column("Pairs", lambda row: row[0], wide=True),
                *map(_count_column, GRADES),
            ),
        )
        self.hint = paragraph("")
        card.rows.addWidget(self.counts)
        card.rows.addWidget(self.hint)
        return card

    def _embedders(self) -> Card:
        card = Card("Embeddings")
        self.result = paragraph("")
        self.embedders = RecordsTable(
            "Embeddings of this project",
            (
                Column("Name", lambda row: row.name, wide=True, hint=lambda row: row.fingerprint),
                Column("Head", lambda row: row.head),
                Column("Numbers", lambda row: f"{row.dim:,}", number=True),
                Column("Round", lambda row: f"{row.round}", number=True),
                Column("Made", lambda row: row.created_at[:16].replace("T", " ")),
            ),
        )
        card.rows.addWidget(self.embedders)
        card.rows.addWidget(self.result)
        return card

    # -- showing -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        if self.session.project is not None:
            self.form.load(self.session.project.get("form.train", {}))
        self._forget_curves()
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        if changes.embedders or changes.candidates or changes.labels or changes.images:
            self.refresh_when_seen()

    def refresh(self) -> None:
        """Show the grades by side of the split and the embedders."""
        project = self.session.project
        if project is None:
            return
        from app.core.standing import ACROSS, UNSPLIT, grades_by_side

        table = grades_by_side(project)
        rows = [("Training side", table["train"]), ("Evaluation side, kept apart", table["evaluation"])]
        rows.append(("Across the sides, unused", table[ACROSS]))
        if table[UNSPLIT].total():
            rows.append(("Not split yet: mine first", table[UNSPLIT]))
        self.counts.show_records(rows)
        self.counts.fit(len(rows))
        self._table = table["train"]
        self._show_hint()
        embedders = project.rounds.embedders()[::-1]
        self.embedders.show_records(embedders)
        self.embedders.fit(max(1, min(len(embedders), SHOWN)))

    def _show_hint(self) -> None:
        self.hint.setText(_hint(self._table, Cut(self.form.values()["train.cut"])))

    # -- a running job -------------------------------------------------------------------------------------------

    def _started(self, _title: str) -> None:
        if self.session.runner.stage == "train":
            self._forget_curves()

    def _forget_curves(self) -> None:
        self.curves = {}
        self.result.clear()
        for plot in self.plots.values():
            plot.draw(None)

    def _progressed(self, progress: Progress) -> None:
        if self.session.runner.stage != "train" or not progress.figures:
            return
        for name, plot in self.plots.items():
            if name in progress.figures:
                x, y = self.curves.setdefault(name, ([], []))
                x.append(float(progress.done))
                y.append(progress.figures[name])
                plot.draw(_figure(name, x, y))

    def _ended(self, outcome: Outcome) -> None:
        if outcome.stage == "train" and outcome.kind == "done":
            self.result.setText(_result(outcome.changes.result))

    # -- actions -------------------------------------------------------------------------------------------------

    def on_train(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.train", self.form.values())
        self.session.start("train", "Training", self.form.settings(), self.form.seed)

    def on_remine(self) -> None:
        project = self.session.project
        assert project is not None
        mining = Settings(project.get("form.mine", {}))  # as the Mine page was used last
        self.session.start("remine", "Mining with the newest embedding", mining, self.form.seed)


def _count_column(grade: Grade) -> Column:
    return Column(grade.value, lambda row: f"{row[1][grade]:,}", number=True)


def _hint(grades: Mapping[Grade, int], cut: Cut) -> str:
    """What is missing before training makes sense, or what it will learn from."""
    positive = sum(number for grade, number in grades.items() if cut.positive(grade))
    negative = sum(grades.values()) - positive
    if positive and negative:
        return f"{positive:,} positive and {negative:,} negative pairs can be learned from under the {cut} cut."
    missing = "positive" if not positive else "negative"
    return f"Training needs pairs of both kinds: under the {cut} cut there is no {missing} pair on the training side."


def _figure(name: str, x: list[float], y: list[float]) -> Figure:
    low, high = min(y), max(y)
    room = 0.1 * (high - low) or 0.05
    bottom = 0.0 if name == "loss" else low - room
    return Figure((Series(name, np.array(x), np.array(y), "accent"),), "step", "", y_range=(bottom, high + room))


def _result(result: Mapping[str, Any]) -> str:
    why = {"patience": "no further gain", "steps": "all steps done", "collapse": "the embedding collapsed"}
    reason = why.get(str(result.get("stopped_by")), str(result.get("stopped_by", "")))
    left = "".join(f"; {number:,} {why}" for why, number in result.get("left_out", {}).items())
    tail = f" Not learned from: {left[2:]}." if left else ""
    return f"Last run: {result.get('pairs', 0):,} pairs, {result.get('steps', 0):,} steps, {reason}.{tail}"
