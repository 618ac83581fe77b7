"""Other keys for actions: what is refused, what is kept, and that the window, its lists and the grades follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.records import SCALE
from app.gui import keys
from app.gui.actions import ACTIONS, spec
from app.gui.grade_keys import grade_of
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.widgets.grade_bar import GradeBar
from app.gui.widgets.key_dialog import KeyDialog
from app.gui.widgets.key_sheet import KeySheet

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _as_delivered() -> Iterator[None]:
    keys.use({})
    yield
    keys.use({})


def press(key: int, modifiers: Qt.KeyboardModifier = NONE, scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0)


def test_every_key_as_delivered_may_be_kept() -> None:
    for action in ACTIONS:
        if keys.may_change(action):
            assert [keys.refusal(action.id, key) for key in action.keys] == [""] * len(action.keys), action.id


@pytest.mark.parametrize(
    ("id", "key", "words"),
    [
        ("fit", "V", "V belongs to “Next view”."),
        ("fit", "Shift+1", "Shift+1 belongs to “ND”."),  # ND with low confidence
        ("fit", "Space", "Space belongs to “Blink”."),
        ("fit", "Tab", "Tab belongs to the window."),
        ("fit", "Return", "Return belongs to the window."),
        ("grade_nd", "Ctrl+J", "A grade needs a key by itself, without Ctrl, Alt or Shift."),
        ("grade_nd", "Left", "Left belongs to “Pan left”."),
        ("grade_nd", "V", "V belongs to “Next view”."),
        ("grade_nd", "", "This key cannot be used."),
    ],
)
def test_a_clash_is_named(id: str, key: str, words: str) -> None:
    assert keys.refusal(id, key) == words


def test_a_grade_also_needs_its_key_with_shift() -> None:
    keys.use({"fit": ("Shift+J",)})
    assert keys.refusal("grade_nd", "J") == "Shift+J belongs to “Fit”."
    assert keys.refusal("grade_nd", "K") == ""


def test_two_actions_may_change_keys_with_each_other() -> None:
    keys.use({"fit": ("Z",), "zoom_100": ("F",)})
    assert keys.keys_of("fit") == ("Z",) and keys.keys_of("zoom_100") == ("F",)


def test_keys_that_no_longer_fit_go_back_to_those_of_the_table() -> None:
    keys.use({"fit": ("V",), "unsure": ("J",), "gone": ("K",), "blink": ("B",)})
    assert keys.changed() == {"unsure": ("J",)}
    assert keys.keys_of("fit") == spec("fit").keys and keys.keys_of("blink") == ("Space",)


def test_a_grade_with_another_key_keeps_its_place_on_the_keyboard() -> None:
    keys.use({"grade_nd": ("A",)})
    assert grade_of(press(Qt.Key.Key_A, scan=38), "linux") == (SCALE[0], False)
    assert grade_of(press(Qt.Key.Key_A, SHIFT, scan=38), "linux") == (SCALE[0], True)
    assert grade_of(press(Qt.Key.Key_Ampersand, scan=10), "linux") == (SCALE[0], False)
    assert grade_of(press(Qt.Key.Key_1), "linux") is None  # of a number pad, say: the name went to A


def test_the_place_means_nothing_when_something_else_got_its_key() -> None:
    keys.use({"grade_nd": ("A",), "fit": ("1",)})
    assert grade_of(press(Qt.Key.Key_1, scan=10), "linux") is None


def test_exchanged_grades_follow_their_names_and_not_their_places() -> None:
    keys.use({"grade_nd": ("3",), "grade_nnd": ("1",)})
    assert grade_of(press(Qt.Key.Key_1, scan=10), "linux") == (SCALE[2], False)
    assert grade_of(press(Qt.Key.Key_3, scan=12), "linux") == (SCALE[0], False)
    assert grade_of(press(Qt.Key.Key_2, scan=11), "linux") == (SCALE[1], False)


def opened(window: MainWindow, id: str) -> KeyDialog:
    window.on_change_keys()
    dialog = window.findChild(KeyDialog)
    dialog.choose(id)
    dialog.field.setFocus()
    return dialog


def test_a_key_is_changed_remembered_and_shown_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "mine")
    qtbot.keyClick(dialog.field, Qt.Key.Key_F10)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)  # the default button takes it
    assert window.commands.actions["mine"].shortcut().toString() == "F10"
    assert Memory(window.memory._settings).keys == {"mine": ("F10",)}
    dialog.reject()
    sheet = KeySheet(window)
    assert "F10" in [label.text() for label in sheet.findChildren(QLabel)]
    keys.use({})
    keys.use(window.memory.keys)  # as at the next start
    assert keys.shown(spec("mine")) == "F10"


def test_a_clash_is_shown_in_red_and_refused(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "fit")
    qtbot.keyClick(dialog.field, Qt.Key.Key_V)
    assert dialog.words.text() == "V belongs to “Next view”." and dialog.words.property("role") == "danger"
    assert dialog.field.property("problem") and not dialog.take.isEnabled()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert keys.changed() == {} and dialog.isVisible()
    qtbot.keyClick(dialog.field, Qt.Key.Key_J)
    assert dialog.words.text() == "" and dialog.take.isEnabled()
    dialog.reject()
    assert keys.changed() == {}


def test_a_grade_with_another_key_shows_it_on_its_button(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.pages["review"].findChild(GradeBar)  # pages are built when they are asked for
    assert (bar.buttons["ND"].key, bar.buttons["bad_left"].key) == ("1", "[")
    dialog = opened(window, "grade_nd")
    qtbot.keyClick(dialog.field, Qt.Key.Key_K)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert bar.buttons["ND"].key == "K" and "Key K." in bar.buttons["ND"].accessibleDescription()
    qtbot.mouseClick(dialog.all_default, Qt.MouseButton.LeftButton)
    assert bar.buttons["ND"].key == "1"
    dialog.reject()


def test_what_was_delivered_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.memory.keys = {"fit": ("J",), "unsure": ("F",)}
    keys.use(window.memory.keys)
    dialog = opened(window, "fit")
    qtbot.mouseClick(dialog.default, Qt.MouseButton.LeftButton)
    assert dialog.words.text() == "F belongs to “Unsure”." and keys.keys_of("fit") == ("J",)
    qtbot.mouseClick(dialog.all_default, Qt.MouseButton.LeftButton)
    assert keys.changed() == {} and window.memory.keys == {}
    assert window.commands.actions["unsure"].shortcut().toString() == "U"
    dialog.reject()


def test_the_field_writes_keys_as_shortcuts_are_written(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "fit")
    seen: list[str] = []
    dialog.field.taken.connect(seen.append)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Plus, SHIFT)
    qtbot.keyClick(dialog.field, Qt.Key.Key_J, SHIFT)
    qtbot.keyClick(dialog.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Shift)
    assert seen == ["+", "Shift+J", "Ctrl+J"]
    dialog.reject()
