"""Degree, tags and note in the real window, by keys: what is offered, what is stored, what digits mean meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.records import Act, BatchPair, Grade, Kind, Label, Source
from app.core.store.labels import By
from app.core.store.project import Project
from app.gui.drafts import Drafts
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.line_editor import completion, fitting
from tests.gui import furnished
from tests.gui.test_review_panels import CTRL, press

Key = Qt.Key
PAIR = BatchPair(1, 0, 7, 1, 2, 0.3, "knn", "x", "hardest", 1.0, swapped=False)


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> ReviewPage:
    with Project.create(tmp_path / "small.nearpair", salt="test") as project:
        furnished.record_pictures(project, tmp_path / "pictures", furnished.draw_pictures(tmp_path / "pictures"), [])
        batch = furnished.mine_pictures(project)
        place = project.pairs.batch_pairs(batch.id)[-1]
        act = Act(grade=Grade.NND, tags=("collage", "copied text"))
        project.labels.append([(place.pair_id, act)], By("ben", batch))
    assert window.open_path(tmp_path / "small.nearpair")
    made = window.pages["review"]
    assert isinstance(made, ReviewPage)
    qtbot.waitUntil(lambda: made.attention.ready)
    return made


def newest(page: ReviewPage) -> tuple[Grade | None, float | None, tuple[str, ...]]:
    assert page.session.project is not None
    row = page.session.project.labels.all()[-1]
    return row.grade, row.degree, row.tags


def test_a_project_without_degrees_says_how_to_turn_them_on(page: ReviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.session.note) as told:
        press(Key.Key_D)
    assert told.args is not None and "uses no degrees" in told.args[0]
    assert page.frame.bottom.currentWidget() is page.frame.strip


def test_a_degree_is_set_by_keys_and_kept_with_the_answer(page: ReviewPage, qtbot: QtBot) -> None:
    page.on_use_degrees()
    press(Key.Key_D)
    slider = page.panels.degrees.slider
    assert slider.hasFocus() and slider.value() == 50
    press(Key.Key_8)
    assert slider.value() == 80 and page.frame.shows_pair and page.work is not None and page.work.label is None
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert page.canvas.hasFocus()
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_1)
    assert newest(page)[:2] == (Grade.ND, 0.85)
    press(Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    press(Key.Key_D)
    assert slider.value() == 85, "what was stored is where it begins"
    press(Key.Key_2)
    press(Key.Key_Escape)
    assert newest(page)[:2] == (Grade.ND, 0.85) and page.canvas.hasFocus(), "Esc keeps what was"
    press(Key.Key_D)
    press(Key.Key_9)
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_Return)
    assert newest(page)[:2] == (Grade.ND, 0.9), "an answered pair takes it at once"
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_3)
    assert newest(page)[:2] == (Grade.NND, None), "another grade does not inherit the degree"


def test_tags_of_the_project_are_offered_and_completed(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_T)
    editor = page.frame.editor
    assert editor.line.hasFocus() and editor.offered.text().startswith("collage  copied text")
    QTest.keyClicks(editor.line, "co")
    assert editor.offered.text() == "collage  copied text" and editor.line.text() == "co"
    press(Key.Key_Down)
    assert editor.line.text() == "collage"
    press(Key.Key_Down)
    assert editor.line.text() == "copied text" and editor.line.selectedText() == "pied text"
    press(Key.Key_Up)
    assert editor.line.text() == "collage"
    QTest.keyClicks(editor.line, ", own wo")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.attention.ready)
    press(Key.Key_1)
    assert newest(page)[2] == ("collage", "own wo")
    press(Key.Key_T)
    QTest.keyClicks(editor.line, "ow")
    assert editor.line.text() == "own wo", "a new tag is offered from then on"
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is page.canvas


def test_what_fits() -> None:
    known = ("crop", "colour", "copy")
    assert fitting("co", known) == ["colour", "copy"] and fitting("crop, c", known) == ["colour", "copy"]
    assert fitting("", known) == list(known) and fitting("x", known) == []
    assert completion("cop", known) == "y" and completion("crop,", known) == ""


def test_a_degree_begins_where_the_grade_stands() -> None:
    near = Label(1, "u", "s", Kind.GRADE, 7, 1, 2, Grade.NEAR_ND, False, False, None, (), "", "ann", 1, 0, None,
                 Source.HUMAN, "")  # fmt: skip
    drafts = Drafts()
    assert drafts.begun(PAIR, None) == 0.5 and drafts.begun(PAIR, near) == 0.5
    assert drafts.begun(PAIR, replace(near, grade=Grade.NND)) == 0.0
    assert drafts.begun(PAIR, replace(near, degree=0.7)) == 0.7
    drafts.write(PAIR, None, "degree", "0.35")
    assert drafts.begun(PAIR, near) == 0.35 and drafts.degree(PAIR, near, Act(grade=Grade.ND)) == 0.35
    drafts.drop(PAIR)
    assert drafts.degree(PAIR, near, Act(grade=Grade.ND)) is None
    assert drafts.degree(PAIR, replace(near, degree=0.7), Act(grade=Grade.NEAR_ND)) == 0.7
