"""The review page: what is shown when, and never more than may be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.pair_canvas import View
from tests.gui.reviewing import CTRL, SHIFT, SIZE, Key, add_batch, answer, grades, look, press, rows, words_of


def test_keys_of_the_view(page: ReviewPage) -> None:
    press(Key.Key_Plus)
    press(Key.Key_Equal)
    zoom = page.canvas.transform.zoom
    assert zoom == pytest.approx(1.25**2)
    x = page.canvas._scene().rects[0].x()
    press(Key.Key_Right)
    assert page.canvas._scene().rects[0].x() < x
    press(Key.Key_Minus)
    assert page.canvas.transform.zoom < zoom
    press(Key.Key_F)
    assert page.canvas.transform.zoom == 1.0
    press(Key.Key_R)
    assert page.canvas.right is not None and page.canvas.right.turn == 1
    press(Key.Key_Z)
    assert page.canvas.scales_of(page.canvas.left.size, page.canvas.left.size)[0] == pytest.approx(1.0)  # type: ignore[union-attr]
    press(Key.Key_V, SHIFT)
    assert page.canvas.view is View.MATCHES
    for key, view in zip(range(Key.Key_1, Key.Key_7), View, strict=True):
        press(Key(key), CTRL)
        assert page.canvas.view is view
    assert not any(grades(page)), "with Ctrl a digit is no grade"


def test_blind_shows_sizes_only_and_names_nobody(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(400)
    seen = words_of(page)
    assert "File size" in seen or "are the same" in seen
    assert not any(word in seen for word in ("picture", ".jpg", "Distance", "knn", "hash"))
    said: list[str] = []
    window.session.note.connect(said.append)
    press(Key.Key_1)
    assert said == ["ND. Ctrl+Z takes it back."]


def test_sealed_shows_nothing(page: ReviewPage, qtbot: QtBot) -> None:
    assert page.session.project is not None
    page.open_batch(page.session.project.pairs.batch(add_batch(page.session.project, "Frozen", "sealed")))
    qtbot.wait(400)
    assert words_of(page) == ""


def test_open_shows_everything(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    project = page.session.project
    assert project is not None
    page.open_batch(project.pairs.batch(add_batch(project, "Open", "open")))
    said: list[str] = []
    window.session.note.connect(said.append)
    answer(qtbot, page, Key.Key_1, Key.Key_1, Key.Key_2)
    press(Key.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: "Relations" in words_of(page))
    seen = words_of(page)
    assert "Distance 0.270 (knn)." in seen and "picture00.jpg" in seen and "You: near-ND" in seen
    assert "The left image is in a group of 3 near-duplicates." in seen
    assert said[:2] == [
        "ND for picture00.jpg – picture01.jpg. Ctrl+Z takes it back.",
        "ND for picture02.jpg – picture00.jpg. Ctrl+Z takes it back.",
    ]


def test_the_end_of_a_batch_reveals_and_leads_on(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    answer(qtbot, page, *[Key.Key_1, Key.Key_3] * (SIZE // 2))
    assert page.current is None and not page.frame.shows_pair
    summary = [label.text() for label in page.frame.done.findChildren(QLabel) if label.isVisible()]
    assert "“First”: all 12 pairs are answered. Everything is saved." in summary and summary.count("6") == 2
    assert window.commands.actions["grade_nd"].isEnabled() is False
    assert window.commands.actions["undo"].isEnabled()
    press(Key.Key_Space)
    press(Key.Key_1)
    assert page.frame.main.currentWidget() is page.frame.done, "keys of the pair do nothing here"
    press(Key.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: "Distance" in words_of(page))
    assert page.frame.shows_pair and page.canvas.hasFocus()
    answer(qtbot, page, Key.Key_2)
    assert page.current is None
    assert window.session.project is not None
    assert rows(window.session.project.path)[-1]["revealed"] == 1, "a regrade after the reveal says so"
    press(Key.Key_Z, CTRL)
    assert page.frame.shows_pair and grades(page)[-1] == "NND"


def test_pace_and_yield_are_shown_once_there_are_enough_answers(page: ReviewPage, qtbot: QtBot) -> None:
    answer(qtbot, page, *[Key.Key_1, Key.Key_3] * 5)
    qtbot.waitUntil(lambda: page.frame.panel.bar.value() == 10)
    assert "a minute" in page.frame.panel._pace.text() and "yield 50%" in page.frame.panel._pace.text()


def test_counters_and_strip_follow(page: ReviewPage, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_1, Key.Key_3)
    qtbot.waitUntil(lambda: page.frame.panel.bar.value() == 2)
    assert page.frame.panel._left.text() == "2 of 12 answered, 10 left"
    assert page.frame.panel._pace.text() == "2 today", "of a few answers pace and yield are noise"
    strip = page.frame.strip
    assert [stop.code for stop in strip._stops[:3]] == ["ND", "NND", ""] and strip._current == 2
    assert not page.frame.panel.resume.isVisible()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._place(0).center().toPoint())
    assert page.current is not None and page.current.position == 0
    qtbot.waitUntil(page.frame.panel.resume.isVisible)
    QTest.mouseClick(page.frame.panel.resume, Qt.MouseButton.LeftButton)
    assert page.current.position == 2


def test_a_missing_file_shows_its_thumbnail_and_can_be_graded(
    page: ReviewPage, window: MainWindow, small: Path, pictures: Path, qtbot: QtBot
) -> None:
    window.on_close_project()
    (pictures / "picture00.jpg").unlink()
    window.open_path(small)
    look(qtbot, page)
    assert page.canvas.left is not None
    assert page.canvas.left.problem == "The file is missing; this is its thumbnail."
    press(Key.Key_3)
    assert grades(page)[0] == "NND"


def test_without_a_batch_it_says_what_to_do(window: MainWindow, bare: Path, qtbot: QtBot) -> None:
    window.open_path(bare)
    window.show_page("review")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    assert page.frame.empty.isVisible() and page.words() == frozenset()
    for id in ("grade_nd", "undo", "previous", "next_view"):
        assert not window.commands.actions[id].isEnabled()
    QTest.mouseClick(page.frame.empty.button, Qt.MouseButton.LeftButton)
    assert window.page == "mine"


def test_the_next_pair_is_ready_before_it_is_needed(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.wait(200)
    painted: list[bool] = []
    page.canvas.both_shown.connect(lambda: painted.append(True))
    press(Key.Key_1)
    assert painted, "painted sharp within the key press, not after a wait"


def test_narrow_windows_give_the_room_to_the_pictures(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    assert page.frame.side.isVisible()
    window.resize(900, 600)
    assert not page.frame.side.isVisible()
    bar = page.frame.grades
    right = max(button.mapTo(bar, QPoint(button.width(), 0)).x() for button in bar.buttons.values())
    assert right <= bar.width()
