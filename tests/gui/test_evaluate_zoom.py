"""A plot of the Evaluate page looked at closely: zoomed, moved, and shown whole again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.pages.evaluate import EvaluatePage
from tests.gui.evaluating import shown, take


@pytest.fixture
def page(window: MainWindow, full: Path, report: dict[str, Any]) -> EvaluatePage:
    return shown(window, full, report)


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


def test_a_plot_with_the_focus_is_zoomed_and_moved_by_keys(qtbot: QtBot, page: EvaluatePage) -> None:
    take(page.curves.figure, "gradients")
    QApplication.processEvents()
    plot, whole = page.curves.plot, view(page)

    def pressed(*keys: Qt.Key) -> tuple[float, ...]:
        for key in keys:
            qtbot.keyClick(plot, key)
        return view(page)

    close = pressed(Qt.Key.Key_Plus)
    assert whole[0] < close[0] < close[1] < whole[1] and whole[2] < close[2] < close[3] < whole[3]
    across, up = close[1] - close[0], close[3] - close[2]
    right = pressed(Qt.Key.Key_Right)
    assert right[0] > close[0] and right[1] - right[0] == pytest.approx(across)
    assert right[2:] == pytest.approx(close[2:])
    assert pressed(Qt.Key.Key_Left) == pytest.approx(close)
    higher = pressed(Qt.Key.Key_Up)
    assert higher[2] > close[2] and higher[3] - higher[2] == pytest.approx(up)
    assert higher[:2] == pytest.approx(close[:2])
    assert pressed(Qt.Key.Key_Down) == pytest.approx(close)
    assert pressed(*[Qt.Key.Key_Right] * 20)[1] == pytest.approx(whole[1]), "nothing lies beyond the whole"
    assert pressed(Qt.Key.Key_0) == pytest.approx(whole)
    assert pressed(Qt.Key.Key_Equal, Qt.Key.Key_Minus) == pytest.approx(whole)
    assert pressed(Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Minus) == pytest.approx(whole)
    qtbot.keyClick(plot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view(page) == pytest.approx(whole), "with Ctrl it is somebody else's key"


def test_the_arrows_of_the_plot_with_the_threshold_are_those_of_its_line(qtbot: QtBot, page: EvaluatePage) -> None:
    plot = page.threshold.plot
    box = plot.canvas.getPlotItem().getViewBox()
    whole, moved = box.viewRange(), page.threshold.handle.distance
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert page.threshold.handle.distance > moved and box.viewRange() == whole
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert box.viewRange() != whole
    qtbot.keyClick(plot, Qt.Key.Key_0)
    assert np.allclose(box.viewRange(), whole)
