"""Who hears the window instead of seeing it, who works without a mouse, and who sees fewer colours."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.records import SCALE
from app.gui import theme
from app.gui.actions import PAGES
from app.gui.main_window import MainWindow
from app.gui.widgets.cards import button
from app.gui.widgets.grade_bar import ink_on
from app.gui.widgets.key_dialog import KeyDialog

INTERACTIVE = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)


def interactive(place: QWidget) -> list[QWidget]:
    """What a person can act on now, without the parts Qt makes fields out of."""
    found = [widget for kind in INTERACTIVE for widget in place.findChildren(kind)]
    return [widget for widget in dict.fromkeys(found)
            if widget.isVisible() and widget.isEnabled() and not isinstance(widget, QScrollBar)
            and not isinstance(widget.parent(), INTERACTIVE)
            and not (widget.objectName() or "").startswith("qt_")]  # fmt: skip


def heard(widget: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    assert spoken is not None, widget
    return spoken.text(QAccessible.Text.Name)


@pytest.fixture(params=("welcome", *PAGES))
def place(request: pytest.FixtureRequest, window: MainWindow, full: Path) -> MainWindow:
    if request.param != "welcome":
        window.open_path(full)
        window.show_page(request.param)
    QApplication.processEvents()
    return window


def test_everything_that_can_be_acted_on_has_a_name_and_buttons_their_visible_text(place: MainWindow) -> None:
    widgets = interactive(place)
    assert len(widgets) >= 4
    nameless = [widget for widget in widgets if not isinstance(widget, QTabBar) and not heard(widget).strip()]
    assert nameless == []
    for widget in widgets:
        if isinstance(widget, QPushButton) and widget.text():
            visible = re.sub(r"&(.)", r"\1", widget.text()).rstrip("…")
            first = re.findall(r"\w+", visible)[:1]  # the name may go on and say of what: Save, Save Distances
            assert first == re.findall(r"\w+", heard(widget))[:1], (widget.text(), heard(widget))


def test_everything_that_can_be_acted_on_is_reached_by_tab(place: MainWindow) -> None:
    unreachable = [widget for widget in interactive(place) if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                   and not (isinstance(widget, QComboBox | QAbstractSpinBox) and widget.focusPolicy())]  # fmt: skip
    assert [(type(widget).__name__, heard(widget)) for widget in unreachable] == []


def test_tab_walks_through_a_page_and_comes_back(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    window.show_page("collection")
    window.activateWindow()
    seen: list[QWidget] = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    collection = window.pages["collection"]
    for widget in (collection.gallery.search, collection.gallery.grid, collection.buttons["read_again"],
                   window.rail.buttons["collection"]):  # fmt: skip
        assert widget in seen, heard(widget)
    assert len(set(seen)) < len(seen)  # round and round


def test_tab_comes_to_everything_that_can_be_acted_on(qtbot: QtBot, place: MainWindow) -> None:
    place.activateWindow()
    seen: dict[QWidget, int] = {}
    while max(seen.values(), default=0) < 2:
        qtbot.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        seen[here] = seen.get(here, 0) + 1
    for widget in interactive(place):
        inside = {widget, widget.focusProxy(), *widget.findChildren(QWidget), *beside(widget)}
        assert inside & seen.keys(), (type(widget).__name__, heard(widget))


def beside(widget: QWidget) -> list[QWidget]:
    """Buttons that exclude each other are one stop of Tab; the arrows choose among them."""
    if not isinstance(widget, QAbstractButton):
        return []
    if (group := widget.group()) is not None and group.exclusive():
        return list(group.buttons())
    return widget.parent().findChildren(type(widget)) if widget.autoExclusive() else []


def test_buttons_without_words_say_on_hover_what_they_are_called(place: MainWindow) -> None:
    for widget in interactive(place):
        if isinstance(widget, QAbstractButton) and not widget.text():
            assert heard(widget) and heard(widget) in widget.toolTip(), widget


def grabbed(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_in_both_themes(qtbot: QtBot, window: MainWindow, scheme: str) -> None:
    theme.choose(scheme)
    try:
        dialog = KeyDialog(window)
        qtbot.addWidget(dialog)
        dialog.show()
        for widget in (dialog.field, dialog.default, dialog.table):
            other = dialog.all_default if widget is not dialog.all_default else dialog.default
            other.setFocus()
            without = grabbed(widget)
            widget.setFocus()
            QApplication.processEvents()
            with_focus = grabbed(widget)
            places = ((x, y) for x in range(0, without.width(), 3) for y in range(without.height()))
            colours = ((without.pixel(x, y), with_focus.pixel(x, y)) for x, y in places)
            changed = sum(one != other and contrast(QColor(one), QColor(other)) >= 1.5 for one, other in colours)
            assert changed >= 20, heard(widget)
    finally:
        theme.choose("light")


def luminance(colour: QColor) -> float:
    channels = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
                for c in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
    return float(np.dot(channels, (0.2126, 0.7152, 0.0722)))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of WCAG 2.1, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(colours: theme.Colours) -> None:
    for text, ground in ((colours.text, colours.window), (colours.text, colours.surface),
                         (colours.muted, colours.window), (colours.muted, colours.surface),
                         (colours.text, colours.rail), (colours.muted, colours.rail), (colours.accent, colours.rail),
                         (colours.text, colours.raised), (colours.muted, colours.raised),
                         (colours.text, colours.accent_soft), (colours.accent, colours.accent_soft),
                         (colours.on_accent, colours.accent), (colours.on_accent, colours.accent_hover),
                         (colours.danger, colours.danger_soft), (colours.danger, colours.window),
                         (colours.warning, colours.warning_soft), (colours.accent, colours.surface)):  # fmt: skip
        assert contrast(QColor(text), QColor(ground)) >= 4.5, (text, ground)
    assert contrast(QColor(colours.accent), QColor(colours.window)) >= 3  # the ring around what has the focus


def test_the_sign_of_a_grade_stands_out_from_its_colour() -> None:
    for choice in SCALE:
        colour = QColor(choice.colour)
        assert contrast(ink_on(colour), colour) >= 4.5, choice.code


# How the three common kinds of colour blindness see linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as it is seen."""
    rgb = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    linear = np.clip(sight @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4), 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ linear / np.array([0.9505, 1.0, 1.089])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_grades_differ_in_colour_for_every_eye(kind: str) -> None:
    seen = {choice.code: lab(choice.colour, BLINDNESS[kind]) for choice in SCALE}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 12, (one, other)  # 2.3 is just noticeable


def test_a_button_is_named_by_its_text(qtbot: QtBot) -> None:
    made = button("&Save as…")
    qtbot.addWidget(made)
    assert heard(made) == "Save as…"
