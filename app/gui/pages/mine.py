"""Mine: propose candidate pairs, look at their distances, draw the next batch to grade."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.core.records import Candidates, Changes
from app.errors import UserError
from app.gui.outcomes import count
from app.gui.session import Session
from app.gui.widgets.cards import GAP, SIDE, Card, Empty, Page, button, text
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.plots import Figure, Plot, Series
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.settings_form import SettingsForm, offered

FIRST = 200  # candidates in the table
BINS = 40
NONE_YET = "A miner compares every picture with its neighbours and proposes the closest pairs."
FIRST_TIME = ("frozen.size", "split.evaluation_share")  # what the first mining draws
BATCH_KEYS = ("batch.strategy", "batch.size", "batch.blindness")


class MinePage(Page):
    """Forms on the left, what they led to on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = "Candidate pairs are proposed by a miner; a query strategy draws the next batch from them."
        super().__init__("Mine", lead, parent)
        self.session = session
        self.buttons: dict[str, QPushButton] = {
            "mine": button("Mine candidates", "primary"),
            "make_batch": button("Make a batch", "primary"),
        }
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addLayout(self._forms())
        columns.addLayout(self._results(), 1)
        self.body.addLayout(columns, 1)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)

    def _forms(self) -> QVBoxLayout:
        self.miner_form = SettingsForm(("mine.miner",), offered("embed.backbone", *FIRST_TIME))
        self.batch_form = SettingsForm(BATCH_KEYS)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        for heading, form, id in (
            ("Candidates", self.miner_form, "mine"),
            ("Next batch", self.batch_form, "make_batch"),
        ):
            card = Card(heading)
            card.setFixedWidth(SIDE)
            card.rows.addWidget(form)
            card.rows.addWidget(self.buttons[id], alignment=Qt.AlignmentFlag.AlignRight)
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _results(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        runner = self.session.runner
        self.job = JobCard(runner, ("mine", "queue", "embed", "remine"), "You may grade meanwhile.")
        column.addWidget(self.job)
        distances = Card("Distances")
        self.summary = text("", "muted")
        self.which = QComboBox()
        self.which.setAccessibleName("Candidates of which miner")
        self.which.currentIndexChanged.connect(lambda _index: self._show_candidates())
        distances.tools.addWidget(self.summary)
        distances.tools.addWidget(self.which)
        self.plot = Plot("Distances of the candidates", "How far apart the candidates are, once there are some.")
        distances.rows.addWidget(self.plot, 1)
        column.addWidget(distances, 1)
        column.addWidget(self._first(), 1)
        return column

    def _first(self) -> Card:
        card = Card("Closest candidates")
        self.table = RecordsTable(
            "Closest candidates",
            (
                Column("Left", lambda row: PurePosixPath(row[0]).name, hint=lambda row: row[0]),
                Column("Right", lambda row: PurePosixPath(row[1]).name, hint=lambda row: row[1]),
                Column("Distance", lambda row: f"{row[2]:.3f}", number=True),
                Column("Why", lambda row: row[3], wide=True),
            ),
        )
        self.table.setMinimumHeight(180)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.empty = Empty("mine", "No candidates", NONE_YET)
        self._places = QStackedWidget()
        self._places.addWidget(self.empty)
        self._places.addWidget(self.table)
        card.rows.addWidget(self._places, 1)
        return card

    # -- showing -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        project = self.session.project
        if project is not None:
            self.miner_form.load(project.get("form.mine", {}))
            self.batch_form.load(project.get("form.batch", {}))
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        if changes.candidates:
            self.refresh_when_seen()

    def refresh(self) -> None:
        """List the candidate files of the current round, the newest chosen."""
        project = self.session.project
        current = project.rounds.current() if project else None
        minings = project.rounds.minings(current.number) if project and current else []
        self.which.blockSignals(True)
        self.which.clear()
        for mining in minings:
            self.which.addItem(f"{mining.miner}, round {mining.round}", mining)
        self.which.setCurrentIndex(len(minings) - 1)
        self.which.blockSignals(False)
        self.which.setVisible(len(minings) > 1)
        self._show_candidates()

    def _show_candidates(self) -> None:
        project, mining = self.session.project, self.which.currentData()
        if project is None or mining is None:
            self._show_none(NONE_YET)
            return
        from app.core.candidates import read_candidates

        try:
            candidates = read_candidates(project.path / mining.file)
        except UserError as error:  # candidate files are a cache: somebody may have deleted them
            self._show_none(str(error))
            return
        self.summary.setText(f"{count(len(candidates), 'pair')} from {count(mining.images, 'image')}")
        self.plot.draw(_figure(candidates))
        self.table.show_records(_rows(project, candidates))
        self._places.setCurrentWidget(self.table)

    def _show_none(self, words: str) -> None:
        self.plot.draw(None)
        self.summary.clear()
        self.empty.words.setText(words)
        self._places.setCurrentWidget(self.empty)

    # -- actions -------------------------------------------------------------------------------------------------

    def on_mine(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.mine", self.miner_form.values())
        settings = self.miner_form.settings()
        self.session.start("mine", f"Mining with {settings['mine.miner']}", settings, self.miner_form.seed)

    def on_make_batch(self) -> None:
        project = self.session.project
        assert project is not None
        project.set("form.batch", self.batch_form.values())
        self.session.start("queue", "Drawing a batch", self.batch_form.settings(), self.batch_form.seed)


def _figure(candidates: Candidates) -> Figure | None:
    if not len(candidates):
        return None
    heights, edges = np.histogram(candidates.distance, bins=BINS)
    series = Series("candidates", edges, heights.astype(np.float64), "accent")
    return Figure((series,), "distance", "pairs")


def _rows(project: Any, candidates: Candidates) -> list[tuple[str, str, float, str]]:
    """The first candidates with names instead of ids and the why as a sentence."""
    from app.core.why import why_text

    first = range(min(FIRST, len(candidates)))
    ids = {int(side[n]) for n in first for side in (candidates.left, candidates.right)}
    images = project.images.by_ids(ids)
    return [
        (
            images[int(candidates.left[n])].path,
            images[int(candidates.right[n])].path,
            float(candidates.distance[n]),
            why_text(candidates.why[n]),
        )
        for n in first
    ]
