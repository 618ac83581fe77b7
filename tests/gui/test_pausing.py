"""A pause by keys: nothing is seen, nothing is graded, the clock stands; and the daily goal in the counters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.records import Changes
from app.gui import keys
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.pausing import PausePanel
from app.gui.widgets.command_palette import CommandPalette
from app.gui.widgets.goal_dialog import GoalDialog
from tests.gui.reviewing import CTRL, SHIFT, Key, answer, look, press, rows

PLAIN = Qt.KeyboardModifier.NoModifier


def pause(page: ReviewPage, key: Qt.Key = Key.Key_F6) -> PausePanel:
    press(key)
    panel = page.panels.pausing.panel
    assert page.panels.pausing.on and panel.isVisible() and panel.hasFocus() and not page.canvas.isVisible()
    return panel


def over(page: ReviewPage) -> bool:
    return not page.panels.pausing.on and page.frame.shows_pair and page.canvas.hasFocus()


# What a person may press without a thought: an answer, what would undo one, what moves or opens something.
ANY = ((Key.Key_U, PLAIN), (Key.Key_Z, CTRL), (Key.Key_Tab, PLAIN), (Key.Key_1, SHIFT), (Key.Key_Space, PLAIN),
       (Key.Key_F6, PLAIN), (Key.Key_G, PLAIN), (Key.Key_V, PLAIN))  # fmt: skip


def test_a_pause_hides_the_pair_and_the_key_that_ends_it_grades_nothing(
    page: ReviewPage, small: Path, qtbot: QtBot
) -> None:
    answer(qtbot, page, Key.Key_1)
    before, shown = rows(small), page.current
    look(qtbot, page)
    panel = pause(page, Key.Key_Pause)
    assert panel.findChildren(QLabel)[0].text() == "Paused – any key goes on" == panel.accessibleName()
    assert not page.frame.side.isVisible(), "nothing but the panel"
    press(Key.Key_1)
    assert over(page) and page.current == shown and rows(small) == before
    press(Key.Key_1)
    assert len(rows(small)) == len(before) + 1, "the next one does"


def test_any_key_goes_on_and_is_none_of_a_shortcut(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_1, Key.Key_3)
    before, view = rows(small), page.canvas.view
    look(qtbot, page)
    for key, modifiers in ANY:
        pause(page)
        press(key, modifiers)
        assert over(page) and page.mode is None and rows(small) == before and page.canvas.view is view, key


def test_a_held_key_and_keys_that_are_only_held_do_not_go_on(page: ReviewPage, qtbot: QtBot) -> None:
    panel = pause(page)
    for key in (Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_Meta):
        press(key)
    repeated = QKeyEvent(QEvent.Type.KeyPress, Key.Key_F6, PLAIN, "", True)
    QApplication.sendEvent(panel, repeated)
    assert page.panels.pausing.on
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton)
    assert over(page)


def test_the_clock_stands_whatever_the_window_does(page: ReviewPage, qtbot: QtBot) -> None:
    now = [1000.0]
    look(qtbot, page)
    page.attention._clock = lambda: now[0]
    page.attention.both_shown()
    now[0] += 3
    pause(page)
    now[0] += 20
    for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
        QApplication.sendEvent(page, QEvent(kind))
        now[0] += 20
    assert page.attention.focus_ms == 3000
    press(Key.Key_A)
    now[0] += 2
    assert page.attention.focus_ms == 5000


def test_while_paused_menus_offer_no_grade_and_a_job_shows_nothing(
    page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    answer(qtbot, page, Key.Key_1)
    actions = window.commands.actions
    assert actions["grade_nd"].isEnabled() and actions["undo"].isEnabled()
    panel = pause(page)
    assert not any(actions[id].isEnabled() for id in ("grade_nd", "unsure", "undo", "later", "sheet", "next_view"))
    window.session.tell(Changes(images=True))
    QApplication.processEvents()
    assert panel.isVisible() and panel.hasFocus() and not page.canvas.isVisible()
    window.show_page("collection")
    window.show_page("review")
    assert panel.isVisible() and panel.hasFocus()
    press(Key.Key_3)
    assert over(page) and len(rows(small)) == 1 and actions["grade_nd"].isEnabled()
    qtbot.waitUntil(lambda: page.attention.ready)


def test_a_sheet_is_there_again_after_a_pause(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    look(qtbot, page)
    press(Key.Key_E)
    assert page.mode is not None and page.frame.shows_mode
    pause(page)
    press(Key.Key_Return)
    assert page.mode is not None and page.frame.shows_mode and rows(small) == []
    assert page.frame.modes.grid.hasFocus()


def test_another_project_ends_the_pause(page: ReviewPage, window: MainWindow, full: Path, qtbot: QtBot) -> None:
    pause(page)
    assert window.open_path(full)
    assert not page.panels.pausing.on and page.frame.shows_pair
    look(qtbot, page)


def test_a_list_that_is_asked_for_ends_the_pause(page: ReviewPage, window: MainWindow) -> None:
    panel = pause(page)
    window.commands.actions["lists"].trigger()
    assert not page.panels.pausing.on and not panel.isVisible() and not page.frame.shows_pair


def test_the_pause_has_another_key_when_it_was_given_one(page: ReviewPage, window: MainWindow) -> None:
    keys.use({"pause": ("F7",)})
    window._keys_changed({"pause": ("F7",)})
    press(Key.Key_F6)
    assert not page.panels.pausing.on
    pause(page, Key.Key_F7)
    keys.use({})


def test_the_daily_goal_is_asked_shown_and_remembered(
    page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    answer(qtbot, page, Key.Key_1, Key.Key_3)
    pace = page.frame.panel._pace
    qtbot.waitUntil(lambda: pace.text() == "2 today")
    press(Key.Key_K, CTRL)
    palette = next(found for found in window.findChildren(CommandPalette) if found.isVisible())
    QTest.keyClicks(palette.line, "daily goal")
    QTest.keyClick(palette.line, Key.Key_Return)
    dialog = next(found for found in window.findChildren(GoalDialog) if found.isVisible())
    QTest.keyClicks(dialog.number, "3")
    QTest.keyClick(dialog.number, Key.Key_Return)
    assert pace.text() == "2 of 3 today" and window.memory.daily_goal == 3
    look(qtbot, page)
    QTest.keyClick(page.canvas, Key.Key_3)
    qtbot.waitUntil(lambda: pace.text() == "✓ 3 of 3 today")


def test_the_goal_is_there_at_the_next_start(window: MainWindow, small: Path, qtbot: QtBot) -> None:
    window.memory.daily_goal = 200
    assert window.open_path(small)
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.frame.panel._pace.text() == "0 of 200 today")
    page.panels.goal._take(0)
    assert page.frame.panel._pace.text() == "0 today" and window.memory.daily_goal == 0
