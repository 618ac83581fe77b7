"""Grade keys: which answer a key press means, by its key, by the physical digit row or by the number pad."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.core.records import SCALE, Choice
from app.gui.actions import GRADE_ACTIONS
from app.gui.keys import code_of_key, is_free, keys_of

# The first key of the digit row. Only here are keys known by place: a French row types & é " ' and a Czech one + ě š č.
_SCAN_CODES = {"linux": 10, "win32": 2}
_VIRTUAL_KEYS = {"darwin": (18, 19, 20, 21)}  # macOS gives no scan codes
_GRADES = tuple(zip(GRADE_ACTIONS, SCALE, strict=True))


def grade_of(event: QKeyEvent, platform: str = sys.platform) -> tuple[Choice, bool] | None:
    """The answer and whether Shift says that confidence is low; None for any other key.

    Shift with the number pad is not offered: with NumLock on it turns the digits into End and Down.
    """
    modifiers = event.modifiers()
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    keypad = bool(modifiers & Qt.KeyboardModifier.KeypadModifier)
    others = modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if others != Qt.KeyboardModifier.NoModifier or (shift and keypad):
        return None
    for id, choice in _GRADES:
        if any(event.key() == code_of_key(key) for key in keys_of(id)):
            return choice, shift
    for place, (id, choice) in enumerate(_GRADES):
        # The place on the keyboard keeps its meaning also when the grade got another key, unless that place did.
        if not keypad and is_free(choice.key, but_of=id) and _is_key_of_row(event, place, platform):
            return choice, shift
    return None


def _is_key_of_row(event: QKeyEvent, place: int, platform: str) -> bool:
    if platform in _VIRTUAL_KEYS:
        # A letter has key code 0 there, and so has an event made by a program: only codes above are telling.
        return event.nativeVirtualKey() == _VIRTUAL_KEYS[platform][place]
    return platform in _SCAN_CODES and event.nativeScanCode() == _SCAN_CODES[platform] + place
