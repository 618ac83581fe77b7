"""The parts of a measurement as tables of the written report: slices, sources of false alarms, sets of negatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from app.core.measuring.measure import SOURCE_CAP
from app.core.reporting.html_table import DASH, shown, table


def part_tables(measured: Mapping[str, Any]) -> Iterator[str]:
    """The newest embedder's figures by tag, folder and look-alikes, and by source of the false alarms."""
    name, cells = list(measured["embedders"].items())[-1]
    for cut, slices in measured.get("slices", {}).get(name, {}).items():
        if slices:
            yield f"<h3>Parts of the pairs, {cut}, {escape(name)}</h3>"
            heads = ("", "positives", "AUC", "TPR at FPR 0.01", "negatives", "let through at FPR 0.01")
            yield table(heads, [_slice(part, row) for part, row in slices.items()])
        sources = cells[cut].get("sources", {})
        if sources:
            yield f"<h3>Sources of the false alarms, {cut}, {escape(name)}</h3>"
            rates = ("FPR", "largest share of one source", f"TPR, no source above {SOURCE_CAP:.0%}")
            yield table(rates, [(rate, f"{row['largest']:.1%}", f"{row['tpr']:.4f}") for rate, row in sources.items()])


def negative_sets_table(found: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """AUC of the same positives against random and hard negatives, and why the figures differ."""
    if not found:
        return
    names = list(next(iter(found.values())))
    yield "<h2>Easy and hard negatives</h2>"
    yield ("<p class='small'>The same positive pairs against four sets of negatives: pairs of different groups at "
           "random; of half of the images the nearest wrong one among the other half (hn1); the five nearest of each "
           "(hn2_row, never harder than hn1); as many closest of all (hn2_global). A figure against one set says "
           "nothing of another.</p>")  # fmt: skip
    yield table(("AUC", *names), [(name, *(f"{row[key]:.4f}" for key in names)) for name, row in found.items()])


def _slice(part: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    let = DASH if row["let"] is None else f"{row['let']:.4f}"
    return part, str(row["positives"]), shown(row["auc"]), shown(row["tpr"]), str(row["negatives"]), let

