"""Plots of the Evaluate page saved as pictures and as numbers, and read back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.widgets.plots import Plot
from tests.gui.evaluating import dialog_of, shown


@pytest.fixture
def page(window: MainWindow, full: Path, report: dict[str, Any]) -> EvaluatePage:
    return shown(window, full, report)


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
