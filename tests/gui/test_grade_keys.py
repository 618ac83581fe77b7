"""Which answer a key means, on every system's way of naming keys by place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.core.records import SCALE
from app.gui.grade_keys import grade_of
from app.gui.widgets.line_editor import completion, parse_tags

NONE, SHIFT, CTRL, KEYPAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


def key(named: int, modifiers: Qt.KeyboardModifier = NONE, *, scan: int = 0, virtual: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, named, modifiers, scan, virtual, 0)


@pytest.mark.parametrize("place", range(4))
def test_every_row_of_the_scale_has_its_digit(place: int) -> None:
    digit = Qt.Key.Key_1 + place
    assert grade_of(key(digit)) == (SCALE[place], False)
    assert grade_of(key(digit, SHIFT)) == (SCALE[place], True)
    assert grade_of(key(digit, KEYPAD)) == (SCALE[place], False)


@pytest.mark.parametrize(
    ("platform", "scan", "virtual"), [("linux", 12, 0), ("win32", 4, 0), ("darwin", 0, 20)], ids=str
)
def test_the_third_key_of_the_row_is_nnd_whatever_it_writes(platform: str, scan: int, virtual: int) -> None:
    event = key(Qt.Key.Key_QuoteDbl, scan=scan, virtual=virtual)
    assert grade_of(event, platform) == (SCALE[2], False)
    shifted = key(Qt.Key.Key_NumberSign, SHIFT, scan=scan, virtual=virtual)
    assert grade_of(shifted, platform) == (SCALE[2], True)


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin", "other"])
def test_other_keys_mean_nothing(platform: str) -> None:
    for event in (key(Qt.Key.Key_5, scan=14), key(Qt.Key.Key_A, scan=38), key(Qt.Key.Key_1, CTRL, scan=10),
                  key(Qt.Key.Key_1, SHIFT | KEYPAD), key(Qt.Key.Key_End, SHIFT | KEYPAD, scan=87),
                  key(Qt.Key.Key_Ampersand)):  # fmt: skip
        assert grade_of(event, platform) is None


def test_tags_are_tidied() -> None:
    assert parse_tags(" Crop, text  on top,,crop , ") == ("crop", "text on top")
    assert parse_tags("") == ()


def test_a_tag_is_completed_only_when_there_is_no_doubt() -> None:
    assert completion("crop, wat") == "ermark"
    assert completion("bl") == "ur" and completion("b") == "" and completion("re") == ""
    assert completion("crop, ") == "" and completion("unheard") == ""
