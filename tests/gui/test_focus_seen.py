"""Whatever Tab comes to is seen to have the focus, on every page, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from app.core.reporting.figures import Figure, Series
from app.gui import theme
from app.gui.actions import PAGES
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.focus_ring import FocusRing
from app.gui.widgets.plots import Plot
from tests.gui.reviewing import Key, press

ENOUGH = 20  # pixels that changed so much that it is seen; a blinking text cursor is fewer
MOST = 70  # widgets of one page that are looked at


def stops(place: QWidget) -> list[QWidget]:
    """Where Tab stops, without the parts Qt makes fields out of."""
    return [
        widget for widget in place.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
    ][:MOST]  # fmt: skip


def painted(widget: QWidget) -> np.ndarray:
    """The widget as it is painted now, (height, width, 3) as blue, green, red."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    shape = (image.height(), image.bytesPerLine() // 4, 4)
    return np.frombuffer(image.constBits(), np.uint8).reshape(shape)[:, : image.width(), :3].copy()


def luminance(pixels: np.ndarray) -> np.ndarray:
    """The relative luminance of WCAG 2.1, 0 to 1."""
    bgr = pixels / 255.0
    linear = np.where(bgr <= 0.03928, bgr / 12.92, ((bgr + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.0722, 0.7152, 0.2126])


def changed(widget: QWidget) -> int:
    """How many pixels of the widget stand out by 1.5 to 1 once Tab has come to it."""
    widget.clearFocus()
    without = painted(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert widget.hasFocus(), (type(widget).__name__, widget.accessibleName())
    now = painted(widget)
    other = (without != now).any(axis=2)
    before, after = luminance(without[other]), luminance(now[other])
    return int(((np.maximum(before, after) + 0.05) / (np.minimum(before, after) + 0.05) >= 1.5).sum())


def unseen(place: QWidget) -> list[tuple[str, str, str]]:
    """Every stop of Tab whose focus is not seen in one of the two colours."""
    found = []
    try:
        for scheme in ("light", "dark"):
            theme.choose(scheme)
            QApplication.processEvents()
            for widget in stops(place):
                if changed(widget) < ENOUGH:
                    found.append((scheme, type(widget).__name__, widget.accessibleName()))
    finally:
        theme.choose("light")
    return found


@pytest.mark.parametrize("name", ("welcome", *PAGES))
def test_the_focus_is_seen_on_every_page(qtbot: QtBot, window: MainWindow, full: Path, name: str) -> None:
    window.activateWindow()
    if name != "welcome":
        assert window.open_path(full)
        window.show_page(name)
    review: Any = window.pages.made.get("review")
    if name == "review":
        qtbot.waitUntil(lambda: review.attention.ready)
    assert len(stops(window)) >= 4
    assert unseen(window) == []


def test_the_focus_is_seen_on_tiles_in_panels_and_in_the_drawer(page: ReviewPage, window: MainWindow) -> None:
    window.activateWindow()
    for action in ("sheet", "lists", "candidates", "examples"):
        window.commands.actions[action].trigger()
        QApplication.processEvents()
        shown = page.frame.currentWidget()
        assert len(stops(shown)) >= 4
        assert unseen(shown) == [], action


def test_a_plot_shows_the_focus_once_it_shows_anything(qtbot: QtBot) -> None:
    plot = Plot("Curve", "Nothing yet.")
    qtbot.addWidget(plot)
    plot.resize(400, 260)
    plot.show()
    plot.activateWindow()
    qtbot.waitUntil(plot.isActiveWindow)
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus, "there is nothing to move"
    line = np.linspace(0, 1, 20)
    plot.draw(Figure((Series("one", line, line, "accent"),), "x", "y"))
    assert plot.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert changed(plot) >= ENOUGH
    plot.draw(None)
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_click_puts_no_line_around_the_pictures_and_tab_does(page: ReviewPage, qtbot: QtBot) -> None:
    (ring,) = page.canvas.findChildren(FocusRing)
    page.canvas.setFocus()
    assert page.canvas.hasFocus() and not ring.isVisible()
    page.frame.view_bar.setFocus()
    for _ in range(60):
        press(Key.Key_Tab)
        if page.canvas.hasFocus():
            break
    assert page.canvas.hasFocus() and ring.isVisible() and ring.size() == page.canvas.size()
    page.window().resize(1100, 720)
    QApplication.processEvents()
    assert ring.size() == page.canvas.size()
    press(Key.Key_Tab)
    assert not ring.isVisible()
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton)
    assert page.canvas.hasFocus() and not ring.isVisible()
