"""TrainingsCard: losses and training samplers side by side on the same pairs, and which of them these tell apart."""

from __future__ import annotations

from typing import Any

from app.core.reporting import training_figures
from app.gui.outcomes import count
from app.gui.report_view import Report, cell
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, paragraph
from app.gui.widgets.choice import Choice
from app.gui.widgets.plots import Plot
from app.gui.widgets.records_table import Column
from app.gui.widgets.table_place import TablePlace

SAME = mark("Begun with {start}, scope {scope}, the same {labels} ({mark}) and settings; on the same pairs and "
            "redrawn groups, under the {cut} cut.")  # fmt: skip
HOW = mark("Bars: 95 % of each by itself. Differences are told at 95 % for all pairs together, and include how runs "
           "with other seeds differ, where there are some.")  # fmt: skip
NONE = mark("Nothing to compare yet: train with two losses or two training samplers on the same grades.")
APART = mark("{better} is better than {worse}, by {measure} ({difference:.3f}).")
NO_OTHERS = mark("These pairs tell no others apart.")
NOBODY = mark("These pairs tell no two of them apart.")


class TrainingsCard(Card):
    """One family of trainings at a time; hidden in a project that has trained nothing."""

    def __init__(self) -> None:
        super().__init__(tr("Losses and training samplers"))
        self.found: Report = {}
        self.family = Choice(tr("Which trainings"), self._show)
        self.measure = Choice(tr("Which figure"), self._draw)
        for choice in (self.family, self.measure):
            self.tools.addWidget(choice)
        self.about = paragraph("")
        self.plot = Plot(tr("Losses and training samplers"), tr("There is nothing to draw."))
        self.plot.setMinimumHeight(240)
        self.table = TablePlace(tr("Figures by loss and training sampler"))
        self.verdict = paragraph("", "")
        self.notes = paragraph("", "small")
        self.rows.addWidget(self.about)
        self.rows.addWidget(self.plot)
        self.rows.addLayout(self.table)
        self.rows.addWidget(self.verdict)
        self.rows.addWidget(self.notes)
        self.hide()

    def show_report(self, report: Report) -> None:
        """The families of a report, the newest first."""
        self.found = report.get("trainings", {})
        families = [one for one in self.found.get("families", ()) if one["arms"]]
        words = {str(n): tr("{start}, scope {scope}, {arms} kinds", start=one["start"], scope=one["scope"],
                            arms=len(one["arms"])) for n, one in enumerate(families)}  # fmt: skip
        self.family.offer(words, self.family.name)
        self.setVisible(bool(families) or bool(self.found.get("left_out")))
        self._show()

    @property
    def chosen(self) -> Report | None:
        """The family shown."""
        families = [one for one in self.found.get("families", ()) if one["arms"]]
        return families[int(self.family.name)] if families else None

    def _show(self) -> None:
        family = self.chosen
        left = "  ".join(f"{name}: {tr(why)}." for name, why in self.found.get("left_out", {}).items())
        self.notes.setText(" ".join(part for part in (tr(HOW) if family else "", left) if part))
        for widget in (self.plot, self.verdict):
            widget.setVisible(family is not None)
        if family is None:
            self.about.setText(tr(NONE))
            self.table.show_records((), ())
            self.measure.hide()
            return
        labels = count(family["labels"], "label")
        self.about.setText(tr(SAME, start=family["start"], scope=family["scope"], labels=labels,
                              mark=family["label_hash"], cut=tr(self.found["cut"])))  # fmt: skip
        self.table.show_records(_columns(family), family["arms"])
        self.verdict.setText(_verdict(family))
        measures = {"auc": "AUC"} | ({"tpr": tr("TPR at {rate}", rate=family["rate"])} if family["rate"] else {})
        self.measure.offer(measures, self.measure.name or "tpr")
        self._draw()

    def _draw(self) -> None:
        family = self.chosen
        self.plot.draw(training_figures.training_figure(family, self.measure.name) if family else None)


def _verdict(family: Report) -> str:
    if not family["apart"]:
        return tr(NOBODY)
    measures = {"auc": "AUC", "tpr": tr("TPR at {rate}", rate=family["rate"])}
    told = [tr(APART, better=one["better"], worse=one["worse"], measure=measures[one["by"]],
               difference=one["difference"]) for one in family["apart"]]  # fmt: skip
    return " ".join([*told, tr(NO_OTHERS)])


def _columns(family: Report) -> tuple[Column, ...]:
    rate = (Column(tr("TPR at {rate}", rate=family["rate"]), lambda arm: cell(arm["tpr"], "").text, wide=True,
                   number=True),) if family["rate"] else ()  # fmt: skip
    return (
        Column(tr("Loss / training sampler"), lambda arm: arm["name"], wide=True,
               hint=lambda arm: ", ".join(arm["runs"])),
        Column(tr("Runs"), lambda arm: str(len(arm["runs"])), number=True, hint=lambda arm: ", ".join(arm["runs"])),
        Column("AUC", lambda arm: cell(arm["auc"], "").text, wide=True, number=True),
        *rate,
        Column(tr("AUC less the start"), _less, wide=True, number=True),
    )  # fmt: skip


def _less(arm: Any) -> str:
    told: str = training_figures.less(arm["against_start"]["auc"])
    return tr(told) if told == "cannot tell" else told
