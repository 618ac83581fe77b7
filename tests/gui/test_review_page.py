"""The review page by keys: what is stored and what is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.pages.review import ReviewPage
from app.gui.widgets.pair_canvas import View
from tests.gui.reviewing import CTRL, KEYPAD, SHIFT, SIZE, Key, answer, grades, look, press, rows, send, words_of


def test_a_session_by_keys(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    one, two, three, four = Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4
    answer(qtbot, page, one, two, three, four, one, one, two, three, three, one)
    given = ["ND", "near-ND", "NND", "NND", "ND", "ND", "near-ND", "NND", "NND", "ND", None, None]
    assert grades(page) == given
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert grades(page) == [*given[:7], None, None, None, None, None]
    assert page.current is not None and page.current.position == 7, "undo shows the pair it takes back"
    press(Key.Key_Y, CTRL)
    assert grades(page)[7:9] == ["NND", None] and page.current.position == 8
    press(Key.Key_Left, SHIFT)
    assert page.current.position == 7 and page.frame.grades.buttons["NND"].chosen
    answer(qtbot, page, two)
    assert grades(page)[7] == "near-ND", "a regrade replaces the answer"
    assert page.current.position == 8
    press(Key.Key_S)
    assert page.current.position == 9
    answer(qtbot, page, one, one, one)
    assert page.current.position == 8, "later comes after the rest"
    look(qtbot, page)
    press(Key.Key_Backspace)
    assert grades(page)[11] is None and page.current.position == 11
    kinds = [row["kind"] for row in rows(small)]
    assert kinds == ["grade"] * 10 + ["undo"] * 3 + ["redo", "grade", "later"] + ["grade"] * 3 + ["undo"]


def test_a_grade_records_how_it_came_about(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    press(Key.Key_V)
    press(Key.Key_Space)
    qtbot.wait(30)
    press(Key.Key_V)
    press(Key.Key_1, SHIFT)
    (row,) = rows(small)
    assert row["low_confidence"] == 1 and row["grade"] == "ND" and row["source"] == "human"
    assert row["view_modes"] == "side,blink,swipe"
    assert row["shown_at"].endswith("+00:00") and row["blindness"] == "blind" and row["revealed"] == 0
    assert 250 <= row["first_input_ms"] <= row["focus_ms"] < 20_000
    assert row["side_order"] == "as stored" and row["position"] == 0 and row["mode"] == "pair"
    page.canvas.set_view(View.SIDE)
    answer(qtbot, page, Key.Key_4)
    last = rows(small)[-1]
    assert last["side_order"] == "swapped" and last["lookalike"] == 1 and last["view_modes"] == "swipe,side"


def test_a_key_pressed_too_early_is_not_taken(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_1)
    press(Key.Key_1)
    assert grades(page).count("ND") == 1
    assert page.frame.grades.shaking, "the scale says no"
    look(qtbot, page)
    assert grades(page).count("ND") == 1, "it is not taken later either"
    press(Key.Key_1)
    assert grades(page).count("ND") == 2


def test_nothing_is_graded_before_the_pictures_are_there(
    page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.loader.pictures.forget()
    monkeypatch.setattr(page.loader.pictures, "want", lambda _wishes: None)
    page.on_next()
    page.go(5)
    qtbot.wait(400)
    press(Key.Key_1)
    assert grades(page) == [None] * SIZE and page.frame.grades.shaking


def test_a_held_key_grades_once(page: ReviewPage, qtbot: QtBot) -> None:
    send(page, Key.Key_1, "1")
    look(qtbot, page)
    for _ in range(5):
        send(page, Key.Key_1, "1", repeat=True)
    assert grades(page).count("ND") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="scan codes differ")
@pytest.mark.parametrize(
    ("key", "text", "code", "grade"),
    [(Key.Key_Ampersand, "&", 10, "ND"), (Key.Key_Plus, "+", 10, "ND"), (Key.Key_unknown, "č", 12, "NND")],
    ids=["French", "Czech 1", "Czech 3"],
)
def test_the_digit_row_is_known_by_place(page: ReviewPage, key: Qt.Key, text: str, code: int, grade: str) -> None:
    send(page, key, text, code=code)
    assert grades(page)[0] == grade
    assert page.canvas.transform.zoom == 1.0, "the Czech + did not zoom"


def test_the_number_pad_grades_too(page: ReviewPage) -> None:
    press(Key.Key_3, KEYPAD)
    assert grades(page)[0] == "NND"


@pytest.mark.parametrize("modifiers", [CTRL, Qt.KeyboardModifier.AltModifier, SHIFT | KEYPAD])
def test_other_combinations_do_not_grade(page: ReviewPage, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(page.canvas, Key.Key_1, modifiers)
    assert grades(page)[0] is None


def test_the_other_answers(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_U, Key.Key_BracketLeft)
    assert page.work is not None
    assert grades(page)[:2] == ["unsure", "bad"]
    assert rows(small)[1]["bad_side"] == "right", "the second pair is shown with its sides exchanged"
    look(qtbot, page)
    press(Key.Key_X)
    press(Key.Key_BracketRight)
    assert rows(small)[2]["bad_side"] == "left", "so is the third one, by hand"
    press(Key.Key_Left, SHIFT)
    assert page.frame.grades.buttons["bad_left"].chosen, "it is marked where the picture is shown now"


def test_buttons_do_the_same_as_keys(page: ReviewPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.frame.grades.buttons["near-ND"], Qt.MouseButton.LeftButton)
    assert grades(page)[0] == "near-ND"
    look(qtbot, page)
    QTest.mouseClick(page.frame.grades.buttons["unsure"], Qt.MouseButton.LeftButton)
    assert grades(page)[1] == "unsure"
    assert page.canvas.hasFocus(), "the keys stay with the pictures"


def test_space_belongs_to_the_canvas_wherever_the_focus_is(page: ReviewPage) -> None:
    page.frame.grades.buttons["NND"].setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Space)
    assert page.canvas.view is View.BLINK and grades(page)[0] is None
    page.frame.panel.picker.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Space)
    assert page.canvas.blinked
    page.frame.grades.buttons["NND"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.qWait(300)
    press(Key.Key_Return)
    assert grades(page)[0] == "NND", "Enter presses what has the focus"


def test_tags_and_notes_are_written_in_place(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    press(Key.Key_T)
    editor = QApplication.focusWidget()
    assert editor is page.frame.editor.line
    QTest.keyClicks(editor, "cr, text 12")
    assert page.frame.editor.line.text() == "crop, text 12" and grades(page)[0] is None, "digits are text here"
    press(Key.Key_Return)
    assert page.canvas.hasFocus() and "crop, text 12" in words_of(page)
    press(Key.Key_N)
    QTest.keyClicks(QApplication.focusWidget(), "the sky differs")
    press(Key.Key_Return)
    press(Key.Key_T)
    QTest.keyClicks(QApplication.focusWidget(), "never")
    press(Key.Key_Escape)
    assert page.canvas.hasFocus()
    press(Key.Key_2)
    assert json.loads(rows(small)[0]["tags"]) == ["crop", "text 12"] and rows(small)[0]["note"] == "the sky differs"
    press(Key.Key_Left, SHIFT)
    look(qtbot, page)
    press(Key.Key_T)
    press(Key.Key_A, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "bur")
    press(Key.Key_Return)
    kept = rows(small)[1]
    assert json.loads(kept["tags"]) == ["burst"] and kept["grade"] == "near-ND", "completed, and the grade stays"
    assert kept["note"] == "the sky differs" and kept["supersedes"] == rows(small)[0]["uuid"]
    assert page.current is not None and page.current.position == 0, "the pair stays on the screen"
