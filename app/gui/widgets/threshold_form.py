"""ThresholdForm: how close two images must be to count as a match: a measured threshold, or a target of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QWidget

from app.core.applying.operating_points import OperatingPoint
from app.core.records import Cut
from app.gui.report_view import CUTS, DASH, Stated
from app.gui.texts import mark, tr
from app.gui.widgets.cards import paragraph
from app.gui.widgets.choice import Choice

# By kind of target: its words, the largest number, decimals, step, and where it begins.
OWN = {
    "precision": (mark("a precision of at least"), 1.0, 4, 0.01, 0.99),
    "specificity": (mark("a specificity of at least"), 1.0, 9, 0.0001, 0.9999),
    "false-alarms": (mark("false alarms of at most"), 1e9, 0, 10.0, 20.0),
    "distance": (mark("a distance of at most"), 2.0, 4, 0.01, 0.8),
}
UNKNOWN = mark("A distance says nothing of how many matches it misses and how many it invents.")
CHOSEN = mark("Chosen on one half of the graded pairs of the evaluation side and reported on the other.")
IN_USE = mark("The distance that was put to use last: {basis}.")
WIDE = 16_777_215


class ThresholdForm(QWidget):
    """`at` and `cut` are what `apply` and `leakage` take; `stated` is the row of the report chosen, None for others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stated: dict[str, Stated] = {}
        self._points: dict[str, tuple[Cut, OperatingPoint]] = {}
        self.threshold = Choice(tr("Threshold"), self._show)
        self.value = QDoubleSpinBox()
        self.value.setAccessibleName(tr("Value of the target"))
        self.own_cut = Choice(tr("Cut"), self._show)
        self.figures = paragraph("", "small")
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow(tr("Threshold"), self.threshold)
        self._form.addRow(tr("Value"), self.value)
        self._form.addRow(tr("Cut"), self.own_cut)
        self._form.addRow(self.figures)
        for choice in (self.threshold, self.own_cut):
            choice.setMaximumWidth(WIDE)
        self.own_cut.offer({cut: tr(CUTS[cut]) for cut in ("lenient", "strict")}, "lenient")

    def offer(
        self, stated: Sequence[Stated], points: Mapping[Cut, OperatingPoint], first: Stated | None = None
    ) -> None:
        """Offer stated thresholds, then distances in use that none of them has, then targets of one's own."""
        known = {(one.cut, one.distance) for one in stated}
        self._stated = {f"stated:{n}": one for n, one in enumerate(stated)}
        self._points = {f"point:{cut}": (cut, point) for cut, point in points.items()
                        if (cut.value, point.distance) not in known}  # fmt: skip
        words = {name: one.words for name, one in self._stated.items()}
        words |= {name: tr("{cut}, in use: up to {distance:.4f}", cut=tr(cut.value), distance=point.distance)
                  for name, (cut, point) in self._points.items()}  # fmt: skip
        words |= {kind: tr(own[0]) for kind, own in OWN.items()}
        self.threshold.offer(words, next((name for name, one in self._stated.items() if one == first), ""))
        self._show()

    def add_row(self, place: int, words: str, field: QWidget) -> None:
        """Put a row of a dialog into the form, so that all of its fields stand below each other."""
        self._form.insertRow(place, words, field)

    @property
    def stated(self) -> Stated | None:
        """The threshold of the report that is chosen."""
        return self._stated.get(self.threshold.name)

    @property
    def at(self) -> str:
        """The target. Of a measured threshold the distance that was read: choosing anew would find another one."""
        name = self.threshold.name
        if name in OWN:
            return f"{name}={self.value.value():.{OWN[name][2]}f}"
        return f"distance={self._chosen()[1]!r}"

    @property
    def cut(self) -> str:
        """strict or lenient."""
        return self.own_cut.name if self.threshold.name in OWN else self._chosen()[0]

    def _chosen(self) -> tuple[str, float]:
        """Cut and distance of the measured threshold."""
        if (stated := self.stated) is not None:
            assert stated.distance is not None
            return stated.cut, stated.distance
        cut, point = self._points[self.threshold.name]
        return cut.value, point.distance

    def _show(self) -> None:
        name = self.threshold.name
        own = name in OWN
        for row in (self.value, self.own_cut):
            self._form.setRowVisible(row, own)
        if own:
            _, most, decimals, step, start = OWN[name]
            if self.value.decimals() != decimals or self.value.maximum() != most:
                self.value.setDecimals(decimals)
                self.value.setRange(0, most)
                self.value.setSingleStep(step)
                self.value.setValue(start)
        self.figures.setText(self._words())
        self.changed.emit()

    def _words(self) -> str:
        """What is known of the choice."""
        if (stated := self.stated) is not None:
            tpr, precision, alarms = stated.cells
            told = tr(
                "On pairs that did not choose it: TPR {tpr}, precision {precision}, false alarms in the collection "
                "{alarms}.",
                tpr=tpr.text, precision=precision.text, alarms=alarms.text,
            )  # fmt: skip
            return f"{told} {DASH}: {tr(tpr.reason)}." if tpr.reason else told
        if self.threshold.name in self._points:
            return tr(IN_USE, basis=tr(self._points[self.threshold.name][1].basis))
        return tr(UNKNOWN) if self.threshold.name == "distance" else tr(CHOSEN)
