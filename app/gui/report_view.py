"""What the Evaluate page shows of a report: rows, footnotes and figures, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.records import SCALE, Grade
from app.gui.outcomes import count
from app.gui.widgets.plots import Figure, Series

Report = Mapping[str, Any]

ORIGINS = {"frozen": "frozen pairs", "imported": "imported labels", "graded": "graded batches"}
ABOUT = {
    "frozen": "Sealed pairs graded by people, weighted: they speak for the whole collection.",
    "imported": "Labels from files, unweighted.",
    "graded": "Pairs of ordinary batches: hard by choice, so they speak of mined pairs only.",
}
CUTS = {
    "strict": "strict: ND against the rest",
    "lenient": "lenient: ND, near-ND against NND",
    "nd_vs_near": "ND against near-ND",
}
SHORT = {"strict": "strict", "lenient": "lenient", "nd_vs_near": "ND / near-ND"}
RATES = ("0.1", "0.01", "0.001", "0.0001")
DASH = "–"
COLOURS = {"raw": "muted", "whitened": "warning", "trained": "accent"}


@dataclass(frozen=True)
class Cell:
    """One figure as text and, where there is none, the reason."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """One embedding under one cut: counts of its pairs, then AUC and the TPR at RATES."""

    name: str
    cut: str
    pairs: str
    cells: tuple[Cell, ...]


def rows(measured: Report) -> list[Row]:
    """The rows of one origin, cut by cut, so that the embeddings stand below each other."""
    made = []
    for cut in CUTS:
        for name, cuts in measured["embedders"].items():
            figures = cuts[cut]
            pairs = f"{figures['positives']:,} / {figures['negatives']:,}"
            cells = [_cell(figures["auc"], figures["reasons"].get("auc", ""))]
            cells += [_cell(figures["tpr"].get(rate), figures["reasons"].get(rate, "")) for rate in RATES]
            made.append(Row(name, cut, pairs, tuple(cells)))
    return made


def footnote(shown: Sequence[Row]) -> str:
    """Why there are dashes, one sentence for each column that has one; "" when there are none."""
    heads = ("AUC", *(f"TPR at {rate}" for rate in RATES))
    reasons = {
        f"{DASH} {head}: {cell.reason}.": None  # a dictionary, to keep the order of the columns
        for place, head in enumerate(heads)
        for row in shown
        if (cell := row.cells[place]).reason
    }
    return "  ".join(reasons)


def verdict(report: Report) -> str:
    """The answer as one sentence."""
    sentence = str(report["verdict"]["sentence"])
    return sentence[:1].upper() + sentence[1:]


def basis(report: Report) -> str:
    """What the answer rests on, what was left out, and which embeddings are not to be trusted."""
    origin = report["set"]
    words = [f"Measured under the {report['cut']} cut on {count(report['sets'][origin]['pairs'], 'pair')}: "
             f"{ORIGINS.get(origin, origin)}."]  # fmt: skip
    left = [f"{number:,} {why}" for why, number in report["left_out"].items()]
    if left:
        words.append(f"Not measured on: {', '.join(left)}.")
    words += [f"{report['names'].get(name, name)}: {flag}." for name, flag in report["flags"].items()]
    return " ".join(words)


def histogram(measured: Report, embedder: str) -> Figure | None:
    """Distances by grade under one embedding, as shares of each grade's pairs; None without any.

    DUP is left out: its pairs all lie at 0 and would press the others flat.
    """
    found = measured.get("histogram", {}).get(embedder)
    if found is None:
        return None
    colours = {choice.grade.value: choice.colour for choice in reversed(SCALE)}
    colours["cross-group"] = "accent"
    edges = np.asarray(found["edges"], np.float64)
    series = tuple(
        Series(f"{name} ({sum(counts):,})", edges, np.asarray(counts, np.float64) / sum(counts), colours[name])
        for name, counts in found["counts"].items()
        if name != Grade.DUP and sum(counts)
    )
    return Figure(series, "distance", "share of the pairs") if series else None


def roc(measured: Report, cut: str) -> Figure | None:
    """The curves of all embeddings under one cut, from the smallest rate the pairs can carry; None without any."""
    series, least = [], 1.0
    for name, cuts in measured["embedders"].items():
        if curve := cuts[cut]["roc"]:
            x, y = np.asarray(curve["fpr"], np.float64), np.asarray(curve["tpr"], np.float64)
            # One negative is the step of the curve; below it the axis would show what was not measured.
            step = 1 / max(1, cuts[cut]["negatives"])
            seen = x >= step
            series.append(Series(name, x[seen], y[seen], COLOURS.get(name, "text")))
            least = min(least, step)
    if not series:
        return None
    x_range = (10 ** np.floor(np.log10(least)), 1.0)
    return Figure(tuple(series), "false positive rate", "true positive rate", True, x_range, (0.0, 1.0))


def _cell(figure: Sequence[float] | None, reason: str) -> Cell:
    if figure is None:
        return Cell(DASH, reason or "not measured")
    value, low, high = figure
    return Cell(f"{value:.3f}  ({low:.3f}–{high:.3f})")
