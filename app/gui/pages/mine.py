"""Mine: propose candidate pairs, look at their distances, draw the next batch to grade."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.records import Changes
from app.core.settings import Settings
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets.cards import GAP, Card, Page, button, paragraph
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.mining_results import MiningResults
from app.gui.widgets.settings_form import FIELD_WIDTH, SettingsForm, offered
from app.gui.widgets.weights_note import WeightsNote

MORE = (  # what most people leave as it is; the last two only matter for the first mining
    "embed.views", "mine.known", "mine.per_image", "mine.per_group_pair", "mine.per_folder_pair",
    "mine.burst_seconds", "mine.random_share", "frozen.size", "split.evaluation_share",
)  # fmt: skip
BATCH_KEYS = ("batch.strategy", "batch.size", "batch.blindness")
USUAL_DIM = 384  # numbers of an embedding, until there is one
VIEWS = {"as they are": 1, "mirrored": 2, "all eight": 8}
NEW = mark("new, whitened")


class MinePage(Page):
    """Forms on the left, what they led to on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = tr("Candidate pairs are proposed by a miner; a query strategy draws the next batch from them.")
        super().__init__(tr("Mine"), lead, parent)
        self.session = session
        self.buttons: dict[str, QPushButton] = {
            "mine": button(tr("Mine candidates"), "primary"),
            "make_batch": button(tr("Make a batch"), "primary"),
            "fetch_weights": button(tr("Fetch weights")),
        }
        self.lay_beside(self._cards(), self._found())
        session.when_opened(self._opened)
        session.changed.connect(self._changed)

    def _cards(self) -> QVBoxLayout:
        self.backbone_form = SettingsForm(offered("embed.backbone"), seed=False)
        self.backbone_form.more.hide()
        self.miner_form = SettingsForm(("mine.miner",), offered(*MORE))
        self.batch_form = SettingsForm(BATCH_KEYS)
        self.weights = WeightsNote(self.buttons["fetch_weights"])
        self.cost = paragraph("", "small")
        for form in (self.backbone_form, self.miner_form):
            form.changed.connect(self._form_changed)
        self.session.runner.ended.connect(lambda _outcome: self._form_changed())
        column = QVBoxLayout()
        column.setSpacing(GAP)
        candidates, batch = Card(tr("Candidates")), Card(tr("Next batch"))
        candidates.rows.addWidget(self._embedders())
        for widget in (self.backbone_form, self.weights, self.miner_form, self.cost):
            candidates.rows.addWidget(widget)
        batch.rows.addWidget(self.batch_form)
        for card, id in ((candidates, "mine"), (batch, "make_batch")):
            card.rows.addWidget(self.buttons[id], alignment=Qt.AlignmentFlag.AlignRight)
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _embedders(self) -> QWidget:
        """The choice of a stored embedder; hidden until there is one."""
        self.embedder = QComboBox()
        self.embedder.setAccessibleName(tr("Embedder"))
        self.embedder.setFixedWidth(FIELD_WIDTH)
        self.embedder.currentIndexChanged.connect(lambda _index: self._form_changed())
        self._embedder_row = QWidget()
        rows = QVBoxLayout(self._embedder_row)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        line = QHBoxLayout()
        label = QLabel(tr("Embedder"))
        label.setBuddy(self.embedder)
        line.addWidget(label)
        line.addStretch(1)
        line.addWidget(self.embedder)
        rows.addLayout(line)
        rows.addWidget(
            paragraph(tr("Another one than now, or a new one from a backbone, starts the next round."), "small")
        )
        return self._embedder_row

    def _found(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        stages = ("mine", "queue", "embed", "remine", "download")
        self.job = JobCard(self.session.runner, stages, tr("You may grade meanwhile."))
        self.results = MiningResults()
        column.addWidget(self.job)
        column.addWidget(self.results, 1)
        return column

    # -- showing -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        project = self.session.project
        if project is not None:
            for form in (self.backbone_form, self.miner_form):
                form.load(project.get("form.mine", {}))
            self.batch_form.load(project.get("form.batch", {}))
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        if changes.candidates or changes.embedders:
            self.refresh_when_seen()
        elif changes.images:
            self._form_changed()

    def refresh(self) -> None:
        """Show the round's candidates and the embedders there are."""
        self.results.show_round(self.session.project)
        self._offer_embedders()
        self._form_changed()

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        self.results.shut_down()

    def _offer_embedders(self) -> None:
        project = self.session.project
        rows = project.rounds.embedders() if project else []
        current = project.rounds.current() if project else None
        self.embedder.blockSignals(True)
        self.embedder.clear()
        names = Counter(row.name for row in rows)
        for row in reversed(rows):
            of_round = current is not None and current.embedder == row.fingerprint
            name = (
                row.name
                if names[row.name] == 1
                else tr("{name} of {when}", name=row.name, when=row.created_at[:16].replace("T", " "))
            )
            self.embedder.addItem(tr("{name} (now)", name=name) if of_round else name, row)
            self.embedder.setItemData(self.embedder.count() - 1,
                                      tr("{backbone}, {head}, {dim} numbers", backbone=row.backbone, head=row.head,
                                         dim=row.dim),
                                      Qt.ItemDataRole.ToolTipRole)  # fmt: skip
            if of_round:
                self.embedder.setCurrentIndex(self.embedder.count() - 1)
        self.embedder.addItem(tr(NEW), None)
        self.embedder.blockSignals(False)
        self._embedder_row.setVisible(current is not None)

    def _form_changed(self) -> None:
        """Say what is missing for the backbone chosen and what the run will cost."""
        project, chosen = self.session.project, self.embedder.currentData()
        fitted = chosen is not None and not self._embedder_row.isHidden()
        self.backbone_form.setHidden(fitted)
        self.weights.show_for(str(chosen.backbone if fitted else self._settings()["embed.backbone"]))
        if project is None or not self.isVisible():
            self.cost.clear()
            return
        from app.core.mining.mining_cost import cost

        size = project.images.count().images
        views = VIEWS.get(str(self.miner_form.values().get("embed.views")), 1)
        expected = cost(size, chosen.dim if chosen else USUAL_DIM, views)
        told = [tr(expected.words)]
        if not chosen:
            told.append(tr("Features that are not there yet come on top."))
        self.cost.setText(" ".join(told) if size > 1 else tr("There are no two pictures to compare yet."))

    # -- actions -------------------------------------------------------------------------------------------------

    def on_mine(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.mine", self.backbone_form.values() | self.miner_form.values())
        settings = self._settings()
        title = tr("Mining with {miner}", miner=settings["mine.miner"])
        self.session.start("mine", title, settings, self.miner_form.seed, **self._embedder_wanted())

    def _settings(self) -> Settings:
        return Settings(self.backbone_form.settings().overrides | self.miner_form.settings().overrides)

    def _embedder_wanted(self) -> dict[str, Any]:
        """Arguments of the stage that choose the embedder; none while it is the round's own."""
        project, chosen = self.session.project, self.embedder.currentData()
        current = project.rounds.current() if project else None
        if current is None:
            return {}
        if chosen is None:
            return {"anew": True}
        return {} if chosen.fingerprint == current.embedder else {"embedder": chosen.fingerprint}

    def on_fetch_weights(self) -> None:
        if self.weights.isVisibleTo(self):
            backbone = self.weights.backbone
            self.session.start(
                "download", tr("Fetching the weights of {backbone}", backbone=backbone), backbone=backbone
            )

    def on_make_batch(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.batch", self.batch_form.values())
        self.session.start("queue", tr("Drawing a batch"), self.batch_form.settings(), self.batch_form.seed)
