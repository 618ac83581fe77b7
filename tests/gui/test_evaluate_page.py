"""The Evaluate page in the real window: figures, curves, trainings side by side, and reports of older programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.core.reporting import loss_shapes
from app.gui import report_view
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.widgets.apply_dialog import ApplyDialog
from app.gui.widgets.curves_card import FIGURES
from tests.gui.evaluating import dialog_of, shown, take, words

OLD = ("trainings", "retrieval", "thresholds", "rounds", "advice", "tuples", "agreement", "loss_shapes",
       "active_shares", "negative_sets")  # fmt: skip
OLD_OF_SET = ("macro_auc", "ranks", "reliability", "accepted", "slices")


@pytest.fixture
def page(window: MainWindow, full: Path, report: dict[str, Any]) -> EvaluatePage:
    return shown(window, full, report)


def old(report: dict[str, Any]) -> dict[str, Any]:
    """As it would have been written before most of its figures were known."""
    report = {key: value for key, value in report.items() if key not in OLD}
    for measured in report["sets"].values():
        for key in OLD_OF_SET:
            del measured[key]
        for cells in measured["embedders"].values():
            for cut in ("nd_vs_nnd", "near_vs_nnd", "vs_lookalikes"):
                del cells[cut]
            for cell in cells.values():
                del cell["ap"], cell["precision_recall"], cell["sources"]
                cell["tpr"] = dict(list(cell["tpr"].items())[:4])
    return report


def test_parts_sources_and_negative_sets_stand_beside_the_whole(window: MainWindow, full: Path, report: Any) -> None:
    cells = report["sets"]["imported"]["embedders"]["whitened"]
    cells["strict"]["sources"] = {"0.01": {"largest": 0.64, "tpr": 0.875}, "0.001": {"largest": 0.1, "tpr": 0.5}}
    part = {"positives": 7, "negatives": 9, "auc": [0.9, 0.8, 0.95], "tpr": None, "let": 0.125}
    report["sets"]["imported"]["slices"]["whitened"]["lenient"]["tag crop"] = part
    page = shown(window, full, report)
    take(page.figures.origin, "imported")
    slices, sets = page.parts.slices.table, page.parts.sets.table
    assert slices is not None and sets is not None
    (row,) = [row for row in slices.records.records if row[1] == "tag crop"]
    told = [column.text(row) for column in slices.records.columns]
    assert told[0] == "tag crop" and told[2] == "7 / 9" and told[3].startswith("0.900") and told[5] == "0.1250"
    assert page.parts.sources.text() == (
        "At a false positive rate of 0.01 one source has a hand in 64% of the false alarms (strict); held to a fifth "
        "of them the TPR is 0.875."
    )
    names = [column.heading for column in sets.records.columns]
    assert names == ["Embedding", "random", "hn1", "hn2_row", "hn2_global"] and sets.model().rowCount() == 2
    take(page.figures.origin, "graded")
    assert page.parts.sources.isHidden()


def test_the_table_has_every_cut_with_figures_and_the_whole_scale_below(page: EvaluatePage) -> None:
    take(page.figures.origin, "graded")
    table = page.figures.figures.table
    assert table is not None
    rows = table.records.records
    assert [row.cut for row in rows[::2]] == ["strict", "lenient", "nd_vs_near", "nd_vs_nnd", "near_vs_nnd"]
    assert [column.heading for column in table.records.columns][3:5] == ["AUC", "AP"]
    scale = page.figures.scale.table
    assert scale is not None and scale.model().rowCount() == 2
    told = page.report["sets"]["graded"]["ranks"]["whitened"]["tau_b"][0]
    assert str(scale.model().index(1, 2).data()).startswith(f"{told:.3f}")
    take(page.figures.origin, "imported")
    assert page.figures.scale.table.model().index(1, 2).data() == "–"
    assert "nan" not in words(page).lower() and "None" not in words(page)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_drawn_or_says_why_not(page: EvaluatePage, name: str) -> None:
    take(page.curves.figure, name)
    plot = page.curves.plot
    if name in ("reliability", "rounds", "active_shares"):  # too few pairs, no round with grades, no curves kept
        assert plot.figure is None and plot.empty.isVisible() and len(plot.empty.words.text()) > 20
    else:
        assert plot.figure is not None and plot.canvas.isVisible()
        drawn = plot.canvas.getPlotItem().listDataItems()
        assert len(drawn) >= len(plot.figure.series)
    assert page.curves.cut.isVisible() == (name in ("roc", "precision_recall", "reliability"))
    assert page.curves.loss.isVisible() == (name == "loss_shapes")


def test_the_shape_of_each_loss_can_be_looked_at(page: EvaluatePage) -> None:
    take(page.curves.figure, "loss_shapes")
    first = page.curves.plot.figure
    take(page.curves.loss, "ordinal_margin")
    figure = page.curves.plot.figure
    assert first is not None and figure is not None and first.title != figure.title
    assert {series.name for series in figure.series} == {
        f"{grade}, {kind}" for grade in ("ND", "near-ND", "NND") for kind in ("loss", "slope")}  # fmt: skip


def test_without_torch_there_is_a_reason_in_place_of_the_shapes(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    page = shown(window, full, report | {"loss_shapes": {"reason": loss_shapes.WITHOUT, "losses": {}}})
    take(page.curves.figure, "loss_shapes")
    assert page.curves.plot.figure is None and "needs torch" in page.curves.plot.empty.words.text()


def test_a_band_is_drawn_around_what_has_one(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    bins = [{"predicted": p, "pairs": 9, "observed": [p, p - 0.1, p + 0.1]} for p in (0.2, 0.5, 0.8)]
    report["sets"]["imported"]["reliability"]["whitened"]["strict"] = {"bins": bins, "error": 0.0, "pairs": 27}
    page = shown(window, full, report)
    take(page.curves.cut, "strict")
    take(page.curves.figure, "reliability")
    item = page.curves.plot.canvas.getPlotItem()
    bands = [one for one in item.items if type(one).__name__ == "FillBetweenItem"]
    assert len(bands) == 1
    low, high = (curve.getData()[1] for curve in bands[0].curves)
    assert np.allclose(low, [0.1, 0.4, 0.7]) and np.allclose(high, [0.3, 0.6, 0.9])


def test_an_old_report_is_shown_with_dashes(window: MainWindow, full: Path, report: dict[str, Any]) -> None:
    page = shown(window, full, old(report))
    assert page.measured.isVisible() and not page.figures.scale.shown
    assert page.threshold.plot.figure is not None and not page.threshold.handle.shown
    assert "measure again" in page.threshold.words.text() and not page.threshold.values[0].isVisible()
    for card in (page.retrieval, page.agreement, page.rounds, page.stated):
        assert card.words.text().startswith(report_view.DASH) and "measure again" in card.words.text()
    for name in FIGURES:
        take(page.curves.figure, name)
        assert (page.curves.plot.figure is not None) == (name in ("roc", "gradients", "random_pairs"))
    take(page.figures.origin, "graded")
    assert "nan" not in words(page).lower()
    window.commands.actions["apply"].trigger()
    dialog = dialog_of(window, ApplyDialog)
    assert any(label.text().startswith("No threshold keeps") for label in dialog.findChildren(QLabel))
    assert dialog.form.at == "precision=0.9900" and dialog.form.cut == "lenient"
    dialog.reject()


def family(**more: Any) -> dict[str, Any]:
    def arm(loss: str, sampler: str, value: float, off: float) -> dict[str, Any]:
        around = [value, value - 0.02, value + 0.02]
        return {"name": f"{loss} / {sampler}", "loss": loss, "sampler": sampler, "runs": [f"{loss}-1"], "auc": around,
                "tpr": around, "against_start": {"auc": [off, off - 0.01, off + 0.01], "tpr": [off, off, off]}}

    arms = [arm("margin", "balanced", 0.95, 0.05), arm("margin", "hardest", 0.94, 0.04),
            arm("triplet", "balanced", 0.9, 0.0)]  # fmt: skip
    apart = [{"better": "margin / balanced", "worse": "triplet / balanced", "by": "tpr", "difference": 0.05}]
    return {"start": "whiten-0", "scope": "head", "labels": 40, "label_hash": "abc", "arms": arms, "rate": "0.01",
            "pairs": 100, "start_figures": {"auc": [0.9, 0.88, 0.92], "tpr": [0.8, 0.7, 0.9]}, "apart": apart,
            "sentence": ""} | more  # fmt: skip


def test_losses_and_samplers_stand_side_by_side_with_their_intervals(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    other = family(start="whiten-1", apart=[], rate=None)
    left = {"trained-9": "it saw the evaluation side"}
    report["trainings"] = {"origin": "imported", "cut": "strict", "families": [family(), other], "left_out": left}
    page = shown(window, full, report)
    card = page.trainings
    assert card.isVisible() and "trained-9: it saw the evaluation side." in card.notes.text()
    assert card.verdict.text() == ("margin / balanced is better than triplet / balanced, by TPR at 0.01 (0.050). "
                                   "These pairs tell no others apart.")  # fmt: skip
    table = card.table.table
    assert table is not None and table.model().rowCount() == 3
    told = [column.text(table.records.records[2]) for column in table.records.columns]
    assert told[0] == "triplet / balanced" and told[2].startswith("0.900") and told[4] == "cannot tell"
    figure = card.plot.figure
    assert figure is not None and figure.y_label == "TPR at FPR 0.01" and figure.x_names == ("margin", "triplet")
    items = [type(one).__name__ for one in card.plot.canvas.getPlotItem().items]
    assert items.count("ErrorBarItem") == 2 and items.count("FillBetweenItem") == 1
    take(card.measure, "auc")
    assert card.plot.figure.y_label == "AUC"
    take(card.family, "1")
    assert "whiten-1" in card.about.text() and card.verdict.text() == "These pairs tell no two of them apart."
    assert card.measure.name == "auc" and card.measure.count() == 1


def test_without_two_trainings_to_compare_it_says_so_or_is_not_there(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    page = shown(window, full, report)
    assert page.trainings.isHidden()
    report["trainings"]["left_out"] = {"trained-1": "no other"}
    page.trainings.show_report(report)
    assert not page.trainings.isHidden() and "Nothing to compare yet" in page.trainings.about.text()
    assert page.trainings.plot.isHidden() and not page.trainings.table.shown


@pytest.mark.skipif(sys.platform == "win32", reason="widths are those of other fonts")
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_is_wider_than_the_page_or_cut(window: MainWindow, page: EvaluatePage, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    inner = page.measured.parentWidget()
    assert inner is not None and inner.width() <= page.width()
    for card in (page.figures, page.stated, page.retrieval, page.rounds):
        assert card.height() >= card.layout().totalMinimumHeightForWidth(card.width()), "something is cut"
