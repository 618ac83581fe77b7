"""LearnedFromCard: which grades a training would learn from, on which side of the split, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.core.records import Cut, Grade
from app.gui import training_view
from app.gui.texts import tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.records_table import Column, RecordsTable

if TYPE_CHECKING:
    from app.core.store.project import Project

GRADES = (Grade.DUP, Grade.ND, Grade.NEAR_ND, Grade.NND)


class LearnedFromCard(Card):
    """The table of pairs by side and grade, a hint under the cut chosen, and the reasons of what is left out."""

    def __init__(self) -> None:
        super().__init__(tr("Learned from"))
        self.counts = RecordsTable(
            tr("Pairs of each grade by side of the split"),
            (Column(tr("Pairs"), lambda row: row[0], wide=True), *map(_count_column, GRADES)),
        )
        self.hint = paragraph("")
        self.left_out = paragraph("", "small")
        for widget in (self.counts, self.hint, self.left_out):
            self.rows.addWidget(widget)
        self._training: Mapping[Grade, int] = {}

    def show_project(self, project: Project) -> None:
        """Count the answers of the project as they are now."""
        from app.core.standing import ACROSS, UNSPLIT, grades_by_side

        table = grades_by_side(project)
        rows = [(tr("Training side"), table["train"]), (tr("Evaluation side, kept apart"), table["evaluation"])]
        rows.append((tr("Across the sides, unused"), table[ACROSS]))
        if table[UNSPLIT].total():
            rows.append((tr("Not split yet: mine first"), table[UNSPLIT]))
        self.counts.show_records(rows)
        self.counts.fit(len(rows))
        self._training = table["train"]
        self.left_out.setText(training_view.left_out(table[ACROSS].total(), project.labels.counts()))
        self.left_out.setVisible(bool(self.left_out.text()))

    @property
    def graded(self) -> bool:
        """Whether the training side has any grade."""
        return any(self._training.values())

    def show_cut(self, cut: Cut) -> None:
        """Say what this cut makes of the pairs of the training side."""
        self.hint.setText(training_view.hint(self._training, cut))


def _count_column(grade: Grade) -> Column:
    return Column(grade.value, lambda row: f"{row[1][grade]:,}", number=True)
