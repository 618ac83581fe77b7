"""What is shown of a report: intervals, dashes with reasons, the verdict, figures; and the page around it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.reporting import report_figures
from app.gui import report_view
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from tests.gui.evaluating import shown, take


def figures(value: float, negatives: int = 2000) -> dict[str, Any]:
    return {
        "positives": 40, "negatives": negatives, "groups": 30,
        "auc": [value, value - 0.02, value + 0.01],
        "tpr": {"0.1": [0.9, 0.8, 0.95], "0.01": [0.7, 0.5, 0.8], "0.001": None, "0.0001": None},
        "reasons": {"0.001": "needs 3000 negatives", "0.0001": "needs 30000 negatives"},
        "roc": {"fpr": [0.0, 1e-4, 1e-3, 1e-2, 1.0], "tpr": [0.0, 0.2, 0.4, 0.7, 1.0]},
    }  # fmt: skip


def nothing() -> dict[str, Any]:
    reason = "5 positive and 5 negative pairs are needed"
    tpr = dict.fromkeys(("0.1", "0.01", "0.001", "0.0001"))
    return {"positives": 1, "negatives": 0, "groups": 1, "auc": None, "tpr": tpr,
            "reasons": dict.fromkeys(("auc", *tpr), reason), "roc": None}  # fmt: skip


@pytest.fixture
def report() -> dict[str, Any]:
    edges = np.linspace(0, 2, 5).tolist()
    counts = {"DUP": [9, 0, 0, 0], "ND": [3, 1, 0, 0], "near-ND": [0, 0, 0, 0], "NND": [0, 0, 1, 4]}
    embedders = {
        name: {"strict": figures(value), "lenient": figures(value), "nd_vs_near": nothing()}
        for name, value in (("raw", 0.91), ("whitened", 0.93), ("trained", 0.95))
    }
    imported = {
        "pairs": 120, "embedders": embedders, "verdicts": {},
        "histogram": {name: {"edges": edges, "counts": counts} for name in embedders},
    }  # fmt: skip
    frozen = {"pairs": 3, "reason": "only 3 pairs of the stratum near are graded; 10 are needed",
              "embedders": {}, "verdicts": {}}  # fmt: skip
    return {
        "set": "imported", "cut": "lenient",
        "verdict": {"answer": "better", "sentence": "trained is better than whitened, by AUC."},
        "embedders": embedders, "sets": {"frozen": frozen, "imported": imported},
        "names": {"trained": "trained-1"}, "flags": {"trained": "learned from images that moved"},
        "left_out": {"across sides": 7},
    }  # fmt: skip


def test_every_figure_has_its_interval_and_every_dash_its_reason(report: dict[str, Any]) -> None:
    rows = report_view.table(report["sets"]["imported"]).rows
    assert [(row.name, row.cut) for row in rows[:4]] == [
        ("raw", "strict"), ("whitened", "strict"), ("trained", "strict"), ("raw", "lenient")
    ]  # fmt: skip
    assert rows[2].cells[0].text == "0.950  (0.930–0.960)" and rows[2].cells[0].reason == ""
    assert (rows[0].cells[1].text, rows[0].cells[1].reason) == ("–", "not measured")  # AP, younger than this report
    assert (rows[0].cells[4].text, rows[0].cells[4].reason) == ("–", "needs 3000 negatives")
    assert rows[0].pairs == "40 / 2,000"
    for row in rows:
        assert all(bool(cell.reason) == (cell.text == report_view.DASH) for cell in row.cells)
        assert not any("nan" in cell.text.lower() for cell in row.cells)


def test_the_footnote_names_each_reason_once(report: dict[str, Any]) -> None:
    shown = report_view.table(report["sets"]["imported"])
    note = report_view.footnote(shown)
    assert note.count("needs 3000 negatives") == 1 and "needs 30000" not in note
    assert note.index("AUC") < note.index("TPR at 0.1") < note.index("TPR at 0.01") < note.index("TPR at 0.001")
    full = [row for row in shown.rows if all(not cell.reason for cell in row.cells)]
    assert report_view.footnote(report_view.Table(shown.heads, tuple(full))) == ""


def test_the_columns_end_with_the_first_rate_that_none_carries(report: dict[str, Any]) -> None:
    heads = ("AUC", "AP", "TPR at 0.1", "TPR at 0.01", "TPR at 0.001")
    assert report_view.table(report["sets"]["imported"]).heads == heads
    assert report_view.table(report["sets"]["frozen"]).rows == ()


def test_the_verdict_and_what_it_rests_on(report: dict[str, Any]) -> None:
    assert report_view.verdict(report) == "Trained is better than whitened, by AUC."
    words = report_view.basis(report)
    assert "120 pairs: imported labels" in words and "lenient" in words
    assert "7 across sides" in words and "trained-1: learned from images that moved." in words


def test_the_histogram_has_the_graded_kinds_as_shares(report: dict[str, Any]) -> None:
    figure = report_figures.histogram(report["sets"]["imported"], "trained")
    assert figure is not None
    assert [series.name for series in figure.series] == ["ND (4)", "NND (5)"]
    assert all(np.isclose(series.y.sum(), 1) and len(series.x) == len(series.y) + 1 for series in figure.series)
    assert report_figures.histogram(report["sets"]["frozen"], "trained") is None


def test_the_roc_begins_where_the_negatives_do(report: dict[str, Any]) -> None:
    figure = report_figures.roc(report["sets"]["imported"], "strict")
    assert figure is not None and [series.name for series in figure.series] == ["raw", "whitened", "trained"]
    assert figure.series[0].x.tolist() == [1e-3, 1e-2, 1.0]  # 1/2000 and up; never 0 on a logarithmic axis
    assert figure.x_range == (1e-4, 1.0)
    assert report_figures.roc(report["sets"]["imported"], "nd_vs_near") is None


def test_the_page_shows_the_newest_report_and_follows_its_choices(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    page = shown(window, full, report)
    assert page.measured.isVisible() and page.verdict.text().startswith("Trained is better")
    figures, curves = page.figures, page.curves
    assert figures.figures.table is not None
    assert figures.figures.table.model().rowCount() == 9 and figures.origin.name == "imported"
    assert curves.plot.figure is not None and page.threshold.plot.figure is not None
    assert page.threshold.embedder.name == "trained" and curves.cut.name == "lenient"
    take(curves.cut, "nd_vs_near")
    assert curves.plot.figure is None and curves.plot.empty.isVisible()
    take(figures.origin, "frozen")
    assert "10 are needed" in figures.about.text() and not figures.figures.shown


def test_without_a_report_the_page_says_what_to_do(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    window.show_page("evaluate")
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    assert page.empty.isVisible() and not page.measured.isVisible()


def test_another_project_shows_its_own_report(
    window: MainWindow, full: Path, bare: Path, report: dict[str, Any]
) -> None:
    other = copy.deepcopy(report)
    other["verdict"] = {"answer": "cannot tell", "sentence": "these pairs cannot tell."}
    page = shown(window, full, other)
    assert page.verdict.text() == "These pairs cannot tell."
    window.open_path(bare)
    window.show_page("evaluate")
    assert page.empty.isVisible()
