"""Export: what to write and in which format, with the first rows and a sentence that says exactly what comes."""

from __future__ import annotations

from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core import catalog
from app.core.records import Changes
from app.errors import UserError
from app.gui.model_words import model_words
from app.gui.outcomes import count
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets import ask
from app.gui.widgets.cards import GAP, Card, Empty, Page, button, paragraph
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.records_table import Column, RecordsTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.core.exchanging.pair_rows import PairRow
    from app.core.store.project import Project

FIRST = 50  # rows of the preview
INDENT = 25  # of the help below a box, so that it stands under the words
SUFFIXES = {"embeddings": "npz"}  # of the others the name of the format is the suffix
ROWS = {
    "answers": (mark("One row a pair"), mark("What holds of every graded pair now; identical pictures as DUP.")),
    "votes": (mark("One row a grade"), mark("Every act of every annotator, also those taken back.")),
    "candidates": (mark("Candidates"), mark("The mined pairs nobody has judged, closest first.")),
}


class ExportPage(Page):
    """Format and rows on the left, the preview on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export"), tr("Write what was graded and learned to files other programs read."), parent)
        self.session = session
        self.buttons: dict[str, QPushButton] = {"export": button(tr("Export…"), "primary")}
        self.head_tools.addWidget(self.buttons["export"])
        words = tr("The file gets its name when it is complete.")
        self.body.addWidget(JobCard(session.runner, ("export", "model"), words))
        self.formats = {name: tr(catalog.entry("exporter", name).help) for name in catalog.names("exporter")}
        self.format = _Choice(tr("Format"), {name: (name, help) for name, help in self.formats.items()})
        self.rows = _Choice(tr("Rows"), {name: (tr(words), tr(help)) for name, (words, help) in ROWS.items()})
        self.absolute = QCheckBox(tr("Absolute paths"))
        self.rows.add(self.absolute, tr("Instead of paths relative to the collection's folder."))
        side = QVBoxLayout()
        side.setSpacing(GAP)
        side.addWidget(self.format.card)
        side.addWidget(self.rows.card)
        side.addStretch(1)
        preview = QVBoxLayout()
        preview.addWidget(self._preview())
        self.lay_beside(side, preview)
        session.when_opened(self.refresh_when_seen)
        session.changed.connect(self._changed)
        for group in (self.format.group, self.rows.group):
            group.idClicked.connect(lambda _id: self.refresh())
        self.absolute.toggled.connect(lambda _on: self.refresh())

    def _preview(self) -> Card:
        card = Card(tr("Preview"))
        self.sentence = paragraph("", "")
        card.rows.addWidget(self.sentence)
        self._places = QStackedWidget()
        self.empty = Empty(
            "export", tr("Nothing to write yet"), tr("Graded pairs appear here as soon as there are some.")
        )
        self._places.addWidget(self.empty)
        self.table: RecordsTable | None = None
        card.rows.addWidget(self._places, 1)
        return card

    # -- showing -------------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.labels or changes.images or changes.candidates or changes.embedders:
            self.refresh_when_seen()

    def refresh(self) -> None:
        """Say what would be written and show its first rows."""
        project = self.session.project
        if project is None:
            return
        pairs = self.writes_pairs
        self.rows.card.setEnabled(pairs)
        if self.writes_model:
            heading, sentence, words = model_words(project)
            self.sentence.setText(sentence)
            self._show_empty(heading, f"{self.formats[self.format.name]}\n\n{words}")
            return
        try:
            total, rows = self._rows(project) if pairs else (0, ())
        except UserError as error:
            self._show_empty(tr("Nothing to write yet"), tr(error))
            return
        if not pairs:
            images = project.images.count().images
            self.sentence.setText(
                tr("{images}: paths, content hashes and one unit vector each.", images=count(images, "image"))
            )
            self._show_empty(tr("Plain arrays"), self.formats[self.format.name])
        elif not total:
            self._show_empty(tr("Nothing to write yet"), tr("Grade some pairs on the Review page; they appear here."))
        else:
            self._show_table(total, list(islice(rows, FIRST)))

    @property
    def writes_pairs(self) -> bool:
        """Whether the format chosen holds pairs (and not embeddings)."""
        return catalog.entry("exporter", self.format.name).needs == "pairs"

    @property
    def writes_model(self) -> bool:
        """Whether the format chosen holds an embedding, network and head."""
        return catalog.entry("exporter", self.format.name).needs == "model"

    def _rows(self, project: Project) -> tuple[int, Iterable[PairRow]]:
        """How many rows the choice has, and the rows."""
        from app.core.exchanging import exporting, pair_rows

        absolute = self.absolute.isChecked()
        if self.rows.name == "candidates":
            return exporting.open_candidates(project, absolute=absolute)
        listed = (pair_rows.votes if self.rows.name == "votes" else pair_rows.answers)(project, absolute=absolute)
        return len(listed), listed

    def _show_empty(self, heading: str, words: str) -> None:
        self.empty.heading.setText(heading)
        self.empty.words.setText(words)
        self._places.setCurrentWidget(self.empty)
        if self.writes_pairs:
            self.sentence.setText(tr("There are no rows to write."))

    def _show_table(self, total: int, first: list[PairRow]) -> None:
        rows = count(total, "row")
        if len(first) == total:
            self.sentence.setText(tr("{rows} will be written; these are all of them.", rows=rows))
        else:
            words = mark("{rows} will be written; these are the first {number}.")
            self.sentence.setText(tr(words, rows=rows, number=len(first)))
        table = RecordsTable(tr("First rows"), [_column(field.name) for field in fields(first[0])])
        table.show_records(first)
        self._places.addWidget(table)
        self._places.setCurrentWidget(table)
        if self.table is not None:
            self._places.removeWidget(self.table)
            self.table.deleteLater()
        self.table = table

    # -- actions -------------------------------------------------------------------------------------------------

    def on_export(self) -> None:
        project = self.session.project
        assert project is not None
        suffix = SUFFIXES.get(self.format.name, self.format.name)
        what = self.rows.name if self.writes_pairs else self.format.name
        place = project.path.with_name(f"{project.name}-{what}.{suffix}")
        ask.new_file(self, tr("Export to"), f"{self.format.name} (*.{suffix})", self.export_to, place)

    def export_to(self, out: Path) -> None:
        """Write what is chosen to `out`."""
        title = tr("Writing {name}", name=out.name)
        if self.writes_model:
            self.session.start("model", title, kind=self.format.name, out=str(out))
            return
        chosen = self.rows.name if self.writes_pairs else ""
        self.session.start(
            "export", title, kind=self.format.name, out=str(out),
            absolute=self.absolute.isChecked(), candidates=chosen == "candidates", votes=chosen == "votes",
        )  # fmt: skip


class _Choice:
    """A card of which one row is chosen: names with a heading and a line of help each."""

    def __init__(self, heading: str, choices: dict[str, tuple[str, str]]) -> None:
        self.card = Card(heading)
        self.group = QButtonGroup(self.card)
        self.radios: dict[str, QRadioButton] = {}
        for name, (words, help) in choices.items():
            radio = QRadioButton(words)
            radio.setAccessibleDescription(help)
            self.group.addButton(radio)
            self.add(radio, help)
            self.radios[name] = radio
        next(iter(self.radios.values())).setChecked(True)

    def add(self, box: QAbstractButton, help: str) -> None:
        """One more row: a box and what it does below."""
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(box)
        below = paragraph(help, "small")
        below.setContentsMargins(INDENT, 0, 0, 0)
        row.addWidget(below)
        self.card.rows.addLayout(row)

    @property
    def name(self) -> str:
        """The name of the row chosen."""
        return next(name for name, radio in self.radios.items() if radio.isChecked())


def _column(name: str) -> Column:
    """A column of the file, as it will be there; of hashes the beginning."""

    def written(row: Any) -> str:
        value = getattr(row, name)
        return "" if value is None else str(value)

    shown = (lambda row: f"{written(row)[:10]}…") if name.endswith("_hash") else written
    return Column(name, shown, hint=written)
