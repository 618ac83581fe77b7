"""The threshold on the Evaluate page: a line moved by keys, by dragging and by a row, and the numbers at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.measuring.accepted import STEP
from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from app.gui.widgets.plots import Plot
from tests.gui.evaluating import numbers, shown, take


@pytest.fixture
def page(window: MainWindow, full: Path, report: dict[str, Any]) -> EvaluatePage:
    return shown(window, full, report)


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
