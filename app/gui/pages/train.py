"""Train: what can be learned from, how it goes while it runs, what came out of it and whether it may mine."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.jobs import Progress
from app.core.records import Changes, Cut
from app.core.settings import Settings, table
from app.gui import training_view
from app.gui.runner import Outcome
from app.gui.session import Session
from app.gui.texts import tr
from app.gui.widgets.cards import GAP, Card, Page, button, paragraph
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.learned_from_card import LearnedFromCard
from app.gui.widgets.lineage_card import LineageCard
from app.gui.widgets.training_curves import TrainingCurves
from app.gui.widgets.training_form import DEVICE, TrainingForm
from app.gui.widgets.waiting_card import WaitingCard
from app.gui.widgets.warm_card import WarmCard, warm_settings


class TrainPage(Page):
    """The form on the left; grades, curves, embeddings and their verdicts on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = tr("Learn a better embedding from the grades, then mine again with it.")
        super().__init__(tr("Train"), lead, parent)
        self.session = session
        self._drawn = ""  # fingerprint of the embedding whose curves are shown
        self.buttons: dict[str, QPushButton] = {
            "remine": button(tr("Mine again")),
            "train": button(tr("Train"), "primary"),
            "pause_training": button(tr("Pause")),
            "cancel_job": button(tr("Cancel")),
        }
        for id in ("remine", "train"):
            self.head_tools.addWidget(self.buttons[id])
        self.lay_beside(self._form(), self._results())
        self.form.changed.connect(self._form_changed)
        session.when_opened(self._opened)
        session.changed.connect(self._changed)
        session.runner.started.connect(self._started)
        session.runner.progress.connect(self._progressed)
        session.runner.ended.connect(self._ended)

    def _form(self) -> QVBoxLayout:
        self.form = TrainingForm()
        self.cost = paragraph("", "small")
        card = Card(tr("How"))
        card.rows.addWidget(self.form)
        card.rows.addWidget(self.cost)
        column = QVBoxLayout()
        column.addWidget(card)
        column.addStretch(1)
        return column

    def _results(self) -> QVBoxLayout:
        words = tr("The best state so far is kept. You may grade meanwhile.")
        self.job = JobCard(self.session.runner, ("train", "warm", "remine", "promote"), words)
        for id in ("pause_training", "cancel_job"):
            self.job.tools.addWidget(self.buttons[id])
        self.waiting, self.learned_from, self.warm = WaitingCard(), LearnedFromCard(), WarmCard()
        self.curves, self.lineage = TrainingCurves(), LineageCard()
        self.buttons |= {"resume_training": self.waiting.resume, "warm": self.warm.button, **self.lineage.buttons}
        self.lineage.chosen.connect(self._embedding_chosen)
        self.result = paragraph("", "small")
        self.lineage.rows.addWidget(self.result)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        for card in (self.job, self.waiting, self.warm, self.learned_from):
            column.addWidget(card)
        column.addWidget(self.curves)
        column.addWidget(self.lineage)
        column.addStretch(1)
        return column

    # -- showing -------------------------------------------------------------------------------------------------

    def words(self) -> frozenset[str]:
        """Which of the needs this page knows about are met: training, waiting, embedding, worse."""
        one = self.lineage.embedding
        there = {
            "training": self.session.runner.stage == "train",
            "waiting": self.waiting.found is not None,
            "embedding": one is not None and not one.mines_next,
            "worse": one is not None and not one.mines_next and one.verdict == "worse",
        }
        return frozenset(word for word, met in there.items() if met)

    def _opened(self) -> None:
        if self.session.project is not None:
            self.form.load(self.session.project.get("form.train", {}))
        self.curves.begin()
        self._drawn = ""
        self.result.hide()
        self.warm.tell("")
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        if changes.embedders or changes.candidates or changes.labels or changes.images:
            self.refresh_when_seen()

    def refresh(self) -> None:
        """Show the grades by side of the split, a training that waits, and the embedders."""
        project = self.session.project
        if project is None:
            return
        from app.core.learning.lineage import lineage
        from app.core.learning.put_away import waiting

        self.learned_from.show_project(project)
        self.warm.show_graded(graded=self.learned_from.graded)
        self._form_changed()
        self.waiting.show_waiting(None if self.session.runner.stage == "train" else waiting(project))
        self.lineage.show_lineage(lineage(project))
        self.session.state_changed.emit()

    def _form_changed(self) -> None:
        """Say what the cut makes of the grades, and what the training will take."""
        from app.core.learning.training_cost import cost

        project, chosen = self.session.project, self.form.values()
        self.learned_from.show_cut(Cut(chosen["train.cut"]))
        if project is None:
            return
        images = min(project.images.count().images, int(chosen["train.ranked_images"]))
        rounds = int(chosen["train.rounds"])
        expected = cost(chosen["train.scope"], chosen["train.steps"], chosen["train.pairs_per_step"], images, rounds)
        self.cost.setText(tr(expected.words))

    def _embedding_chosen(self) -> None:
        """Show the curves of the embedding chosen, if it is another one and no training draws its own."""
        one, project = self.lineage.embedding, self.session.project
        if one is None or project is None or self.session.runner.stage == "train" or one.fingerprint == self._drawn:
            return
        self._drawn = one.fingerprint
        training = project.rounds.embedder(one.fingerprint).trained_on.get("training", {})
        kept = training_view.kept_curves(training)
        self.curves.show_kept(kept, tr("The training of {name}.", name=one.name) if kept else "")
        self.session.state_changed.emit()

    # -- a running job -------------------------------------------------------------------------------------------

    def _started(self, _title: str) -> None:
        training = self.session.runner.stage == "train"
        self.buttons["pause_training"].setVisible(training)
        if self.session.runner.stage == "warm":
            self.warm.tell("")
        if training:
            self.curves.begin()  # and they stay until an embedding is chosen that was not before
            self._drawn = self.lineage.embedding.fingerprint if self.lineage.embedding else ""
            self.waiting.show_waiting(None)
            self.result.hide()

    def _progressed(self, progress: Progress) -> None:
        if self.session.runner.stage == "train" and "loss" in progress.figures:
            self.curves.follow(progress)

    def _ended(self, outcome: Outcome) -> None:
        if outcome.stage == "warm" and outcome.kind == "done":
            self.warm.tell(training_view.warmed(outcome.changes.result))
        if outcome.stage != "train":
            return
        self.curves.draw_live()
        if outcome.kind == "done":
            self.result.setText(training_view.finished(outcome.changes.result))
            self.result.show()
        self.refresh_when_seen()

    # -- actions -------------------------------------------------------------------------------------------------

    def on_train(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.train", self.form.values() | {DEVICE: self.form.device})
        self.session.start("train", tr("Training"), self.form.settings(), self.form.seed, device=self.form.device)

    def on_warm(self) -> None:
        """Learn from the pictures alone, with what the form says of that."""
        settings = warm_settings(self.form.settings().overrides)
        self.session.start("warm", tr("Warm start"), settings, self.form.seed, device=self.form.device)

    def on_pause_training(self) -> None:
        self.session.runner.pause()

    def on_resume_training(self) -> None:
        """Go on with what was put away, with its own settings, seed and device: others would begin anew."""
        found = self.waiting.found
        if found is None:
            return
        settings = {key: value for key, value in found["settings"].items() if key in table()}
        self.session.start("train", tr("Training"), Settings(settings), int(found["seed"]),
                           device=str(found.get("device", "auto")))  # fmt: skip

    def on_remine(self) -> None:
        project = self.session.project
        assert project is not None
        mining = Settings(project.get("form.mine", {}))  # as the Mine page was used last
        self.session.start("remine", tr("Mining with the newest embedding"), mining, self.form.seed,
                           device=self.form.device)  # fmt: skip

    def on_promote(self) -> None:
        self._promote(anyway=False)

    def on_promote_anyway(self) -> None:
        self._promote(anyway=True)

    def _promote(self, *, anyway: bool) -> None:
        one = self.lineage.embedding
        if one is None:
            return
        self.session.start("promote", tr("Comparing {name}", name=one.name), self.form.settings(), self.form.seed,
                           device=self.form.device, embedder=one.fingerprint, anyway=anyway)  # fmt: skip
