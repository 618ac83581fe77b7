"""VerifierCard: what the newest verifier of pairs has learned, and what it is worth beside distance alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from app.gui.outcomes import count
from app.gui.report_view import DASH, ORIGINS, SHORT, short
from app.gui.texts import mark, tr
from app.gui.widgets.cards import SIDE, Card, button, paragraph
from app.gui.widgets.records_table import Column
from app.gui.widgets.settings_form import SettingsForm
from app.gui.widgets.table_place import TablePlace

if TYPE_CHECKING:
    from app.core.store.project import Project

FORM = "form.verifier"  # of the project's own values
NONE = mark(
    "No verifier was fitted to {embedder} yet. It looks at both pictures of a pair at once and learns from the grades "
    "of the training side what distance alone cannot tell."
)
UNEMBEDDED = mark("A verifier needs an embedding; mine first.")
READING = mark("AUC on the same pairs of the evaluation side. A difference is told where its 95 % interval leaves "
               "out 0; elsewhere these pairs cannot tell.")  # fmt: skip
RELIABILITY = mark("Calibration error, how far the chance of a match is from what came true: {errors}.")
SURE = mark(
    "At least 99 % sure among the candidates: {counts}. Rules propose those that nobody graded, for one approval "
    "(Proposals on the Review page)."
)
NAMES = {
    "distance": mark("distance alone"),
    "without either": mark("without either"),
    "without geometry": mark("without geometry"),
    "without facts": mark("without sizes, times and cameras"),
    "all features": mark("all features"),
}


class VerifierCard(Card):
    """The sentence, the comparison, and the form for the next fit."""

    def __init__(self) -> None:
        super().__init__(tr("Verifier"))
        self.fit = button(tr("Fit the verifier"))
        self.tools.addWidget(self.fit)
        self.words = paragraph("")
        self.table = TablePlace(tr("The verifier beside distance"))
        self.notes = paragraph("", "small")
        refined = ("judge.geometry", "judge.checked", "judge.drawn", "judge.predicted")
        self.form = SettingsForm(("judge.verifier",), refined)
        self.form.setFixedWidth(SIDE)
        self.rows.addWidget(self.words)
        self.rows.addLayout(self.table)
        self.rows.addWidget(self.notes)
        below = QHBoxLayout()  # an alignment instead would give the form its height without wrapped lines
        below.addWidget(self.form)
        below.addStretch()
        self.rows.addLayout(below)

    def load(self, project: Project) -> None:
        """The form as it was left in this project."""
        self.form.load(project.get(FORM, {}))

    def show_project(self, project: Project | None) -> None:
        """The newest verifier of the embedder that mines now."""
        row = project.rounds.embedder() if project else None
        found = project.verifiers.newest(row.fingerprint) if project and row else None
        if row is None or found is None:
            self.words.setText(tr(NONE, embedder=row.name) if row else tr(UNEMBEDDED))
            self.table.show_records((), ())
            self.notes.hide()
            return
        self.words.setText(
            tr("{kind}, fitted on {when} to {grades} ({pairs}), under {embedder}.", kind=tr(found.kind),
               when=found.created_at[:16].replace("T", " "), grades=count(len(found.trained_on["labels"]), "grade"),
               pairs=count(found.trained_on["pairs"], "pair"), embedder=row.name)
        )  # fmt: skip
        sets = found.metrics.get("sets", {})
        self.table.show_records(_columns(), _rows(sets))
        self.notes.setText(_notes(found.metrics))
        self.notes.show()


def _rows(sets: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Origin and cut, pairs, the AUC of each, and the best difference that is one."""
    made = []
    for origin, measured in sets.items():
        for cut, figures in measured["cuts"].items():
            aucs = [_cell(figures.get(name, {}).get("auc")) for name in NAMES]
            name = f"{tr(ORIGINS.get(origin, origin))}, {tr(SHORT[cut])}"
            made.append((name, f"{measured['pairs']:,}", *aucs, _difference(measured["differences"].get(cut, {}))))
    return made


def _difference(found: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """Against distance alone, of the fullest verifier that has it."""
    for name in reversed(NAMES):
        if value := found.get(name, {}).get("auc"):
            told = value[1] > 0 or value[2] < 0
            return "{:+.3f} ({:+.3f}–{:+.3f})".format(*value) if told else tr("cannot tell")
    return DASH


def _notes(metrics: Mapping[str, Any]) -> str:
    """What it is sure of, how to read the table and how far the chances come true, or why there is no table."""
    sure = metrics.get("sure", {})
    counts = ", ".join(f"{many:,} {grade}" for grade, many in sure.items())
    said = [tr(SURE, counts=counts)] if any(sure.values()) else []
    if metrics.get("sets"):
        said.append(tr(READING))
    elif metrics.get("reason"):
        said.append(tr("Not measured: {reason}.", reason=tr(str(metrics["reason"]))))
    for origin, measured in metrics.get("sets", {}).items():
        errors = ", ".join(f"{tr(NAMES.get(name, name))} {value:.3f}"
                           for name, value in measured["calibration_error"].items())  # fmt: skip
        said.append(f"{tr(ORIGINS.get(origin, origin))}: {tr(RELIABILITY, errors=errors)}")
    return " ".join(said)


def _cell(value: Sequence[float] | None) -> str:
    return DASH if value is None else short(value)


def _columns() -> tuple[Column, ...]:
    heads = [tr(words) for words in NAMES.values()]
    return (
        Column(tr("Pairs of"), lambda row: row[0]),
        Column(tr("Pairs"), lambda row: row[1], number=True),
        *(_column(head, place) for place, head in enumerate((*heads, tr("Against distance")), 2)),
    )


def _column(head: str, place: int) -> Column:
    return Column(head, lambda row: row[place], wide=True, number=True,
                  hint=lambda _row: tr("95 % interval in brackets"))  # fmt: skip
