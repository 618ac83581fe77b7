"""The window at its least size: no page is wider than what is seen of it, and no dialog than the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.gui.actions import PAGES
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.texts import language
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.cards import SIDE, Card
from tests.gui import stages
from tests.gui.evaluating import shown

SMALL_SCREEN = QSize(1280, 800) / 1.5  # what a screen of this size has at 150 %


@pytest.fixture(params=["en", "ko"])
def window(request: pytest.FixtureRequest, qtbot: QtBot, memory: Memory) -> Iterator[MainWindow]:
    language.speak(request.param)
    made = MainWindow(memory, stages.NAME)
    qtbot.addWidget(made)
    made.resize(1, 1)
    made.show()
    yield made
    language.speak("en")


def body(page: QWidget) -> tuple[QWidget, int]:
    """What a page scrolls, and how much of its width is seen."""
    (area,) = [one for one in page.findChildren(QScrollArea) if one.widget().objectName() == "pageBody"]
    return area.widget(), area.viewport().width()


def test_every_page_fits(window: MainWindow, full: Path, report: dict[str, Any]) -> None:
    assert window.width() <= SMALL_SCREEN.width() + 8 and window.height() <= SMALL_SCREEN.height()
    least = window.size()
    shown(window, full, report)
    for name in PAGES:
        window.show_page(name)
        QApplication.processEvents()
        assert window.size() == least, name
        if name == "review":
            assert window.pages[name].minimumSizeHint().width() <= window.pages[name].width()
        else:
            inner, seen = body(window.pages[name])
            assert inner.minimumSizeHint().width() <= seen == inner.width(), name


def test_forms_stand_above_what_follows_and_beside_it_where_there_is_room(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    for name, forms in (("mine", 2), ("train", 1), ("export", 2)):
        window.show_page(name)
        page = window.pages[name]
        window.resize(1280, 800)
        QApplication.processEvents()
        cards = [card for card in page.findChildren(Card) if card.isVisible()]
        left = [card for card in cards if card.width() == SIDE]
        right = [card for card in cards if card not in left]
        assert len(left) == forms and right, name
        assert min(top(card, page) for card in right) == min(top(card, page) for card in left), "the same height"
        window.resize(900, 600)
        QApplication.processEvents()
        _, seen = body(page)
        assert all(card.width() > seen - 80 for card in left), "as wide as the page"
        assert min(top(card, page) for card in right) > max(top(card, page) + card.height() for card in left)


def top(card: Card, page: QWidget) -> int:
    return card.mapTo(page, card.rect().topLeft()).y()


def test_dialogs_are_no_larger_than_the_window(window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    for action in ("shortcuts", "change_keys", "help_pages", "palette", "new_project", "annotator"):
        window.commands.actions[action].trigger()
        (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
        assert dialog.width() <= window.width() and dialog.height() <= window.height(), action
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()


def test_the_key_sheet_needs_no_scrolling_sideways(window: MainWindow) -> None:
    for width in (860, 1100, 1280):
        window.resize(width, 620)
        window.commands.actions["shortcuts"].trigger()
        (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
        QApplication.processEvents()
        (area,) = dialog.findChildren(QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0, width
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()


def test_how_a_picture_is_turned_is_said_in_the_language_of_the_window(qtbot: QtBot) -> None:
    from app.gui.texts import tr

    language.speak("ko")
    try:
        said = set()
        for turn in range(1, 8):
            picture = CanvasPicture(1, 40, 30)
            picture.turn = turn
            said.add(tr(picture.turn_text))
        assert len(said) == 7 and all(any("가" <= letter <= "힣" for letter in words) for words in said)
    finally:
        language.speak("en")
