"""What an eye on the review page must not be bothered with: words of another pair, pictures that jump, lost room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.tile_grid import Tile, TileGrid
from tests.gui.reviewing import Key, look, press

PAIR_ACTIONS = ("blinder", "swap_sides", "rotate_right", "fit", "unsure", "later", "note", "grade_nd", "view_swipe")


def enabled(window: MainWindow, *ids: str) -> set[str]:
    return {id for id in ids if window.commands.actions[id].isEnabled()}


@pytest.mark.parametrize("panel", ["lists", "history", "candidates", "proposals"])
def test_beside_a_panel_nothing_speaks_of_a_pair_or_acts_on_one(
    page: ReviewPage, window: MainWindow, qtbot: QtBot, panel: str
) -> None:
    assert enabled(window, *PAIR_ACTIONS) == set(PAIR_ACTIONS)
    window.commands.actions[panel].trigger()
    assert not page.frame.shows_pair and enabled(window, *PAIR_ACTIONS) == set()
    assert not page.frame.tools.buttons["swap_sides"].isEnabled() and not page.frame.inspector.isVisible()
    assert enabled(window, "anchor_walk", "sheet", "next", panel) == {"anchor_walk", "sheet", "next", panel}
    assert page.work is not None
    level = page.work.review.batch.blindness
    press(Key.Key_H)
    assert page.work.review.batch.blindness == level, "nobody saw which pair it would begin with"
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: enabled(window, *PAIR_ACTIONS) == set(PAIR_ACTIONS))
    assert page.frame.shows_pair and page.frame.inspector.isVisible()


def test_tiles_stay_where_they_are_while_the_words_below_change(
    page: ReviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 600)
    press(Key.Key_E)
    look(qtbot, page)
    grid, hint = page.frame.modes.grid, page.frame.modes.hint
    before = grid.geometry()

    def lines() -> int:
        return hint.fontMetrics().boundingRect(0, 0, hint.width(), 999, Qt.TextFlag.TextWordWrap, hint.text()).height()

    taken = {lines()}
    for key in (Key.Key_1, Key.Key_2, Key.Key_Right, Key.Key_Escape):
        press(key)
        taken.add(lines())
        assert grid.geometry() == before, hint.text()
    assert len(taken) > 1, "the words took one line and two"
    window.resize(1700, 900)
    QApplication.processEvents()
    assert hint.height() < 2 * hint.fontMetrics().height(), "in a wide window they need one line and get one"


def test_the_side_column_is_put_away_and_stays_away(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    QApplication.processEvents()
    narrow = page.canvas.width()
    page.frame.panel.picker.setFocus()
    press(Key.Key_F9)
    assert not page.frame.side.isVisible() and page.canvas.width() > narrow + 250
    assert page.canvas.hasFocus() and window.memory.side_column is False
    look(qtbot, page)
    press(Key.Key_E)
    assert not page.frame.side.isVisible(), "beside tiles as well"
    press(Key.Key_Escape)
    again = ReviewPage(page.session)
    qtbot.addWidget(again)
    assert not again.frame.side_wanted, "it is as it was left"
    again.shut_down()
    press(Key.Key_F9)
    assert page.frame.side.isVisible() and page.canvas.width() == narrow and window.memory.side_column is True
    window.resize(900, 600)
    QApplication.processEvents()
    assert not page.frame.side.isVisible()
    press(Key.Key_F9)
    assert window.bottom.note_text.text() != "The side column needs a wider window."
    press(Key.Key_F9)
    assert window.bottom.note_text.text() == "The side column needs a wider window."


def test_no_room_is_kept_for_a_message_that_is_not_there(page: ReviewPage, window: MainWindow) -> None:
    top = page.mapTo(window.centralWidget(), page.rect().topLeft()).y()
    assert top == 0
    window.strip.tell("The folder is gone.")
    QApplication.processEvents()
    below = page.mapTo(window.centralWidget(), page.rect().topLeft()).y()
    assert below == window.strip.height() >= window.strip.words.height() + 20, "it has air around it"
    window.strip.hide()
    QApplication.processEvents()
    assert page.mapTo(window.centralWidget(), page.rect().topLeft()).y() == 0


@pytest.mark.parametrize("words", ["", "NND"])
@pytest.mark.parametrize("each", [1, 2])
@pytest.mark.parametrize("count", [2, 12, 20, 33, 60])
def test_tiles_stand_in_as_many_columns_as_make_their_pictures_largest(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, count: int, each: int, words: str
) -> None:
    grid = TileGrid(lambda _image: None)
    qtbot.addWidget(grid)
    grid.show_tiles([Tile(tuple(range(each)), words=words) for _ in range(count)])
    chosen = TileGrid.columns

    def shown(columns: int | None) -> float:
        """The height of a picture of the common shape in so many columns, as the tiles are laid out."""
        monkeypatch.setattr(TileGrid, "columns", chosen if columns is None else columns)
        ratio = grid.devicePixelRatioF()
        room = grid.picture_size / ratio
        return min(room.height(), room.width() / 1.3)

    for size in (QSize(880, 650), QSize(760, 380), QSize(1500, 960), QSize(400, 700)):
        grid.resize(size)
        best = max(shown(columns) for columns in range(1, count + 1))
        assert shown(None) >= best - 2, (size, grid.columns)
