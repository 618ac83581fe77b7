"""Figures as plain data: what is drawn in the window, and written as SVG and CSV, is the same record."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """One line: points x, y of equal length; or bars, when x has one more (the edges) than y (the heights).

    `colour` is a name of the theme ("accent", "muted", "warning", "text") or written as #rrggbb. `points`: single
    marks without a line. `low` and `high` (as long as y) are a 95 % band around it, of single marks a bar each.
    """

    name: str
    x: Floats
    y: Floats
    colour: str
    points: bool = False
    low: Floats | None = None
    high: Floats | None = None

    @property
    def bars(self) -> bool:
        """Whether x holds the edges of bars."""
        return len(self.x) == len(self.y) + 1


@dataclass(frozen=True)
class Figure:
    """What to draw: series and the words of the axes. On a logarithmic axis x is given as it is, above 0.

    `title` and `notes` (what the figure rests on, sentence by sentence) are for reports. `x_names` stand at 0, 1, 2 ...
    in place of numbers.
    """

    series: tuple[Series, ...]
    x_label: str
    y_label: str
    log_x: bool = False
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    title: str = ""
    notes: tuple[str, ...] = field(default=())
    log_y: bool = False  # in the window only; y_range must then begin above 0
    x_names: tuple[str, ...] = ()

    def limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ranges of both axes: as stated, else what the series need; y starts at 0."""
        x = self.x_range or _extent([s.x for s in self.series])
        tops = [part for s in self.series for part in (s.y, s.high) if part is not None]
        return x, self.y_range or (0.0, _extent(tops)[1] or 1.0)

    def as_csv(self) -> str:
        """Long form, a row a point: series, x, x_end (of bars), y, low, high; full precision."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(("series", self.x_label, "x_end", self.y_label, "low", "high"))
        for s in self.series:
            for n, y in enumerate(s.y.tolist()):
                end = repr(float(s.x[n + 1])) if s.bars else ""
                band = ("" if side is None else repr(float(side[n])) for side in (s.low, s.high))
                rows.writerow((s.name, repr(float(s.x[n])), end, repr(y), *band))
        return text.getvalue()


def _extent(values: list[Floats]) -> tuple[float, float]:
    everything = np.concatenate([np.asarray(part, np.float64).ravel() for part in values] or [np.empty(0)])
    everything = everything[np.isfinite(everything)]
    return (float(everything.min()), float(everything.max())) if len(everything) else (0.0, 1.0)
