"""The Evaluate page in the real window: figures, a threshold that moves, files saved, report and matches written."""

from __future__ import annotations

import ast
import copy
import csv
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.core.measuring.accepted import STEP
from app.core.reporting import loss_shapes
from app.core.store.project import Project
from app.gui import report_view
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.widgets.apply_dialog import ApplyDialog
from app.gui.widgets.choice import Choice
from app.gui.widgets.curves_card import FIGURES
from app.gui.widgets.plots import Plot
from tests.reports import scene_report

OLD = ("trainings", "retrieval", "thresholds", "rounds", "advice", "tuples", "agreement", "loss_shapes",
       "active_shares", "negative_sets")  # fmt: skip
OLD_OF_SET = ("macro_auc", "ranks", "reliability", "accepted", "slices")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return scene_report(tmp_path_factory.mktemp("scenes") / "p")


@pytest.fixture
def report(made: dict[str, Any]) -> dict[str, Any]:
    report = copy.deepcopy(made)
    report["thresholds"]["embedder"] = "whiten"  # the newest embedder of the project that it is shown in
    return report


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


def shown(window: MainWindow, place: Path, report: dict[str, Any]) -> EvaluatePage:
    with Project.open(place) as project:
        project.rounds.add_evaluation(round=0, embedders=["f" * 64], settings={}, report=report)
    window.open_path(place)
    window.show_page("evaluate")
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    return page


@pytest.fixture
def page(window: MainWindow, full: Path, report: dict[str, Any]) -> EvaluatePage:
    return shown(window, full, report)


def take(choice: Choice, name: str) -> None:
    choice.choose(name)
    assert choice.name == name
    choice.activated.emit(choice.currentIndex())


def words(page: EvaluatePage) -> str:
    """Everything on the page that can be read."""
    labels = [label.text() for label in page.findChildren(QLabel)]
    for place in (page.figures.figures, page.figures.scale, page.retrieval.place, page.rounds.place, page.stated):
        if place.table is not None and place.table.isVisible():
            model = place.table.model()
            labels += [str(model.index(row, column).data()) for row in range(model.rowCount())
                       for column in range(model.columnCount())]  # fmt: skip
    return "\n".join(labels)


def numbers(page: EvaluatePage) -> list[str]:
    return [value.text() for value in page.threshold.values]


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


def test_shares_are_written_as_shares(page: EvaluatePage) -> None:
    axis = page.threshold.plot.canvas.getPlotItem().getAxis("left")
    assert axis.autoSIPrefixScale == 1


def test_arrow_keys_move_the_threshold_and_the_numbers(qtbot: QtBot, page: EvaluatePage) -> None:
    card = page.threshold
    card.plot.setFocus()
    assert card.plot.hasFocus()
    begun, before = card.handle.distance, numbers(page)
    qtbot.keyClick(card.plot, Qt.Key.Key_Right)
    assert card.handle.distance == pytest.approx(begun + STEP)
    qtbot.keyClick(card.plot, Qt.Key.Key_PageUp)
    assert card.handle.distance == pytest.approx(begun + 21 * STEP) and numbers(page) != before
    qtbot.keyClick(card.plot, Qt.Key.Key_End)
    assert card.handle.distance == 2 and numbers(page)[:2] == ["1.000", "1.000"]
    total = page.report["thresholds"]["pairs"]
    assert numbers(page)[3] == f"{total:,}" and total == 300 * 299 // 2
    qtbot.keyClick(card.plot, Qt.Key.Key_Home)
    assert card.handle.distance == 0 and numbers(page) == ["0.000", "0.000", "–", "none seen"]
    assert "no pair lies within" in card.words.text()


def test_the_numbers_are_those_of_the_report(page: EvaluatePage) -> None:
    counts = page.report["sets"]["imported"]["accepted"]["whitened"]["lenient"]
    page.threshold.show_threshold("lenient", 1.0)
    near, far = counts["positive"][200], counts["negative"][200]
    assert numbers(page)[0] == f"{near / counts['positive'][-1]:.3f}"
    assert numbers(page)[2] == f"{near / (near + far):.3f}"
    assert page.threshold.captions[1].text() == f"FPR ({far:,.0f} of {counts['negative'][-1]:,.0f})"
    take(page.figures.origin, "graded")  # hard by choice: they do not speak for the collection
    assert numbers(page)[3] == "–" and "do not stand for the collection" in page.threshold.words.text()


def mouse(plot: Plot, kind: QEvent.Type, x: float, held: Qt.MouseButton) -> None:
    box = plot.canvas.getPlotItem().getViewBox()
    place = QPointF(plot.canvas.mapFromScene(box.mapViewToScene(QPointF(x, 0.01))))
    viewport = plot.canvas.viewport()
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    QApplication.sendEvent(viewport, QMouseEvent(kind, place, viewport.mapToGlobal(place), button, held,
                                                 Qt.KeyboardModifier.NoModifier))  # fmt: skip


def test_the_line_is_dragged(qtbot: QtBot, page: EvaluatePage) -> None:
    card = page.threshold
    card.show_threshold("lenient", 0.5)
    QApplication.processEvents()
    before = numbers(page)
    held = Qt.MouseButton.LeftButton
    mouse(card.plot, QEvent.Type.MouseMove, 0.5, Qt.MouseButton.NoButton)
    mouse(card.plot, QEvent.Type.MouseButtonPress, 0.5, held)
    for x in np.linspace(0.55, 1.5, 12):
        qtbot.wait(15)  # faster moves are taken for one
        mouse(card.plot, QEvent.Type.MouseMove, float(x), held)
    mouse(card.plot, QEvent.Type.MouseButtonRelease, 1.5, Qt.MouseButton.NoButton)
    assert card.handle.distance == pytest.approx(1.5, abs=0.02) and numbers(page) != before
    assert card.plot.hasFocus()


def test_a_row_of_the_thresholds_moves_the_line(qtbot: QtBot, page: EvaluatePage) -> None:
    take(page.threshold.embedder, "raw")
    table = page.stated.table
    row = next(n for n, one in enumerate(table.records.records) if one.cut == "strict" and one.distance is not None)
    place = table.visualRect(table.model().index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    stated = table.records.records[row]
    assert page.threshold.handle.distance == pytest.approx(stated.distance, abs=STEP / 2 + 1e-9)
    assert page.threshold.cut.name == "strict" and page.threshold.embedder.name == "whitened"


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


# -- looking closely -------------------------------------------------------------------------------------------------


def view(page: EvaluatePage) -> tuple[float, ...]:
    (left, right), (bottom, top) = page.curves.plot.canvas.getPlotItem().getViewBox().viewRange()
    return left, right, bottom, top


def wheel(page: EvaluatePage, held: Qt.KeyboardModifier) -> bool:
    """One notch over the middle of the curves; whether the plot has taken it."""
    port = page.curves.plot.canvas.viewport()
    place = QPointF(port.rect().center())
    event = QWheelEvent(place, port.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, held,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(port, event)
    QApplication.processEvents()
    return event.isAccepted()


def test_a_plot_is_zoomed_moved_and_shown_whole_again(qtbot: QtBot, page: EvaluatePage) -> None:
    take(page.curves.figure, "gradients")
    QApplication.processEvents()
    whole = view(page)
    assert not wheel(page, Qt.KeyboardModifier.NoModifier) and view(page) == whole, "the page scrolls, the plot stays"
    assert wheel(page, Qt.KeyboardModifier.ControlModifier)
    close = view(page)
    assert whole[0] < close[0] < close[1] < whole[1] and whole[2] < close[2] < close[3] < whole[3]
    port = page.curves.plot.canvas.viewport()
    middle = port.rect().center()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 6):
        qtbot.wait(15)
        moved = QPointF(middle - QPoint(2 * step, 0))
        QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, moved, port.mapToGlobal(moved),
                                                 Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
                                                 Qt.KeyboardModifier.NoModifier))  # fmt: skip
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=middle - QPoint(10, 0))
    assert view(page)[0] > close[0], "dragged to the left, more of the right is seen"
    qtbot.wait(30)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=middle)
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):  # as a system sends them
        QApplication.sendEvent(port, QMouseEvent(kind, QPointF(middle), port.mapToGlobal(QPointF(middle)),
                                                 Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton,
                                                 Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert view(page) == pytest.approx(whole)
    for _ in range(5):
        port_event = QWheelEvent(QPointF(middle), port.mapToGlobal(QPointF(middle)), QPoint(), QPoint(0, -120),
                                 Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
                                 Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(port, port_event)
    assert view(page) == pytest.approx(whole), "nothing lies beyond the whole"


# -- files -----------------------------------------------------------------------------------------------------------


def dialog_of(window: MainWindow, kind: type[QDialog] = QFileDialog) -> Any:
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_a_plot_is_saved_and_read_back(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path, suffix: str
) -> None:
    plot, out = page.curves.plot, tmp_path / f"roc.{suffix}"
    qtbot.mouseClick(plot.save, Qt.MouseButton.LeftButton)
    dialog_of(window).fileSelected.emit(str(out))
    dialog_of(window).reject()
    assert plot.figure is not None and plot.save.isVisible()
    if suffix == "png":
        image = QImage(str(out))
        assert image.width() == 2 * plot.canvas.width() and image.height() > 2 * plot.canvas.height()
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(colours) > 20, "curves and words, not an empty ground"
    elif suffix == "svg":
        assert "false positive rate" in "".join(ET.parse(out).getroot().itertext())
    else:
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["series"] for row in rows} == {"raw", "whitened"}
        first = plot.figure.series[0]
        assert [float(row["true positive rate"]) for row in rows if row["series"] == "raw"] == first.y.tolist()


@pytest.mark.parametrize("name", ["nowhere/roc.png", "nowhere/roc.csv", "roc.docx"])
def test_a_plot_that_cannot_be_saved_is_one_sentence(
    window: MainWindow, page: EvaluatePage, tmp_path: Path, name: str
) -> None:
    page.curves.plot.save_to(tmp_path / name)
    assert window.strip.isVisible() and "cannot be written" in window.strip.words.text()
    assert page.curves.plot.save.isVisible() and not (tmp_path / name).exists()


def test_the_pattern_chosen_gives_the_suffix(qtbot: QtBot, window: MainWindow, page: EvaluatePage) -> None:
    page.threshold.plot.ask_where()
    dialog = dialog_of(window)
    assert Path(dialog.selectedFiles()[0]).name == "distances-by-grade.png"
    dialog.filterSelected.emit("Numbers (*.csv)")
    assert Path(dialog.selectedFiles()[0]).suffix == ".csv" and dialog.defaultSuffix() == "csv"
    dialog.reject()


def test_every_plot_of_the_window_can_be_saved(window: MainWindow, page: EvaluatePage, tmp_path: Path) -> None:
    assert window.pages["train"] and window.pages["mine"]
    plots = window.findChildren(Plot)
    assert len(plots) == 8  # three here, four of the training, one of the candidates
    for place, plot in enumerate(plots):
        plot.draw(page.curves.plot.figure)
        plot.save_to(tmp_path / f"{place}.svg")
        assert (tmp_path / f"{place}.svg").exists()


# -- jobs ------------------------------------------------------------------------------------------------------------


def test_the_report_is_written_by_the_worker_and_opened_by_the_link(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert not page.written.isVisible()
    qtbot.mouseClick(page.buttons["report"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.session.runner.ended, timeout=20_000):
        dialog_of(window).fileSelected.emit(str(tmp_path))
    dialog_of(window).reject()
    written = tmp_path / "report.html"
    assert written.exists() and page.written.isVisible() and str(written) in page.written.words.text()
    qtbot.mouseClick(page.written.link, Qt.MouseButton.LeftButton)
    assert [Path(path) for path in opened] == [written]


def test_a_stated_threshold_is_applied_as_it_was_read(
    qtbot: QtBot, window: MainWindow, page: EvaluatePage, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.buttons["apply"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, ApplyDialog)
    wanted = [one for one in report_view.stated(page.report) if one.distance is not None][-1]
    take(dialog.form.threshold, f"stated:{len(dialog.form._stated) - 1}")
    assert dialog.form.stated == wanted and wanted.cells[0].text in dialog.form.figures.text()
    take(dialog.linkage, "average")
    qtbot.mouseClick(dialog.findChild(QDialogButtonBox).buttons()[0], Qt.MouseButton.LeftButton)
    out = tmp_path / "matches.csv"
    with qtbot.waitSignal(window.session.runner.ended, timeout=20_000):
        dialog_of(window).fileSelected.emit(str(out))
    dialog_of(window).reject()
    given = dict(ast.literal_eval(out.read_text(encoding="utf-8")))
    assert given["at"] == f"distance={wanted.distance!r}" and given["cut"] == wanted.cut
    assert given["linkage"] == "average" and given["groups_out"] == str(tmp_path / "matches-groups.csv")
    assert (tmp_path / "matches-groups.csv").exists() and page.applied.isVisible()
    assert str(out) in page.applied.words.text() and "average linkage" in page.applied.words.text()
    hubs = page.applied.hubs.table
    assert hubs is not None and hubs.model().index(0, 0).data() == "blank.jpg"


def test_thresholds_of_another_embedding_are_not_offered(
    window: MainWindow, full: Path, report: dict[str, Any]
) -> None:
    report["thresholds"]["embedder"] = "linear-1"
    shown(window, full, report)
    window.commands.actions["apply"].trigger()
    dialog = dialog_of(window, ApplyDialog)
    assert any("linear-1" in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.form.stated is None and dialog.form.at.startswith("precision=")
    dialog.reject()


@pytest.mark.skipif(sys.platform == "win32", reason="widths are those of other fonts")
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_is_wider_than_the_page_or_cut(window: MainWindow, page: EvaluatePage, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    inner = page.measured.parentWidget()
    assert inner is not None and inner.width() <= page.width()
    for card in (page.figures, page.stated, page.retrieval, page.rounds):
        assert card.height() >= card.layout().totalMinimumHeightForWidth(card.width()), "something is cut"
