"""MiningResults: what the miners of the round found: distances against chance, the run in words, the first pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QStackedWidget, QVBoxLayout, QWidget

from app.core.reading.picture_file import PictureFile
from app.core.records import Candidates
from app.errors import UserError
from app.gui import mining_view
from app.gui.outcomes import count
from app.gui.texts import mark, tr
from app.gui.why_words import why_words
from app.gui.widgets.cards import GAP, Card, Empty, paragraph, text
from app.gui.widgets.pair_table import PairRow, PairTable
from app.gui.widgets.plots import Plot

if TYPE_CHECKING:
    from app.core.store.project import Project

FIRST = 200  # candidates in the table
PLOT = 230  # height, so that the first pairs are in sight without scrolling
NONE_YET = mark("A miner compares every picture with its neighbours and proposes the closest pairs.")


class MiningResults(QWidget):
    """Shows one mining at a time; which one is chosen in `which`."""

    def __init__(self) -> None:
        super().__init__()
        self._project: Project | None = None
        self._candidates: Candidates | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(self._distances())
        rows.addWidget(self._first(), 1)

    def _distances(self) -> Card:
        card = Card(tr("Distances"))
        self.summary = text("", "muted")
        self.log = QCheckBox(tr("Logarithmic"))
        self.log.setChecked(True)
        self.log.setToolTip(
            tr("The few pairs near 0 are the ones to see; on a plain scale the many far ones hide them.")
        )
        self.log.toggled.connect(lambda _on: self._draw())
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Candidates of which miner"))
        self.which.currentIndexChanged.connect(lambda _index: self._show_chosen())
        for widget in (self.summary, self.log, self.which):
            card.tools.addWidget(widget)
        self.plot = Plot(
            tr("Distances of the candidates"), tr("How far apart the candidates are, once there are some.")
        )
        self.plot.setFixedHeight(PLOT)
        card.rows.addWidget(self.plot)
        self.words = paragraph("", "small")
        self.words.hide()
        card.rows.addWidget(self.words)
        return card

    def _first(self) -> Card:
        card = Card(tr("Closest candidates"))
        self.table = PairTable(tr("Closest candidates"))
        self.table.setMinimumHeight(230)
        self.empty = Empty("mine", tr("No candidates"), tr(NONE_YET))
        self._places = QStackedWidget()
        self._places.addWidget(self.empty)
        self._places.addWidget(self.table)
        card.rows.addWidget(self._places, 1)
        return card

    def show_round(self, project: Project | None) -> None:
        """List the candidate files of the current round, the newest chosen."""
        if project is not self._project:
            self.table.pictures.forget()
        self._project = project
        current = project.rounds.current() if project else None
        minings = project.rounds.minings(current.number) if project and current else []
        self.which.blockSignals(True)
        self.which.clear()
        for mining in minings:
            self.which.addItem(tr("{miner}, round {round}", miner=mining.miner, round=mining.round), mining)
        self.which.setCurrentIndex(len(minings) - 1)
        self.which.blockSignals(False)
        self.which.setVisible(len(minings) > 1)
        self._show_chosen()

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        self.table.shut_down()

    def _show_chosen(self) -> None:
        project, mining = self._project, self.which.currentData()
        if project is None or mining is None:
            self._show_none(tr(NONE_YET))
            return
        from app.core.mining.candidates import read_candidates

        try:
            self._candidates = read_candidates(project.path / mining.file)
        except UserError as error:  # candidate files are a cache: somebody may have deleted them
            self._show_none(tr(error))
            return
        pairs, images = count(len(self._candidates), "pair"), count(mining.images, "image")
        self.summary.setText(
            tr(
                "{pairs} from {images}, {miner}",
                pairs=pairs,
                images=images,
                miner=mining_view.miner_words(mining.miner, mining.settings),
            )
        )
        self.words.setText("  ".join(mining_view.sentences(self._candidates, mining.report or {}, mining.images)))
        self.words.setVisible(bool(self.words.text()))
        self._draw()
        self.table.show_records(_rows(project, self._candidates))
        self._places.setCurrentWidget(self.table if len(self._candidates) else self.empty)
        self.empty.words.setText(tr("This miner found no open pair: everything it would propose is graded or known."))

    def _show_none(self, words: str) -> None:
        self._candidates = None
        self.plot.draw(None)
        self.summary.clear()
        self.words.hide()
        self.table.show_records(())
        self.empty.words.setText(words)
        self._places.setCurrentWidget(self.empty)

    def _draw(self) -> None:
        mining: Any = self.which.currentData()
        if self._candidates is not None and mining is not None:
            self.plot.draw(mining_view.figure(self._candidates, mining.report or {}, log=self.log.isChecked()))
        self.log.setEnabled(self.plot.figure is not None)


def _rows(project: Project, candidates: Candidates) -> list[PairRow]:
    """The first candidates with names instead of ids and the why as a sentence."""
    first = range(min(FIRST, len(candidates)))
    ids = {int(side[n]) for n in first for side in (candidates.left, candidates.right)}
    images = project.images.by_ids(ids)
    thumbs = project.folder("thumbs")
    made = []
    for n in first:
        left, right = images[int(candidates.left[n])], images[int(candidates.right[n])]
        files = PictureFile.listed(left, thumbs), PictureFile.listed(right, thumbs)
        said = why_words(candidates.why[n])
        made.append(PairRow((left.path, right.path), files, float(candidates.distance[n]), said))
    return made
