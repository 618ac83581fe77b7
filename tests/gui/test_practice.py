"""Practice by keys: pairs with known answers, told right or wrong at once, and nothing of it anywhere afterwards."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.records import SCALE, Changes
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.practising import Practising
from tests.gui.reviewing import CTRL, SHIFT, Key, look, press, rows

KEYS = {"ND": Key.Key_1, "near-ND": Key.Key_2, "NND": Key.Key_3, "lookalike": Key.Key_4}


def begin(page: ReviewPage) -> Practising:
    press(Key.Key_P, CTRL | SHIFT)
    assert page.practising.on and page.frame.shows_pair
    return page.practising


def right_key(practice: Practising) -> Key:
    return KEYS[practice.pairs[len(practice.given)].choice.code]


def wrong_key(practice: Practising) -> Key:
    pair = practice.pairs[len(practice.given)]
    return next(KEYS[choice.code] for choice in SCALE if choice.grade not in pair.grades)


def whole(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database, so that nothing can have been written anywhere."""
    connection = sqlite3.connect(f"file:{place / 'project.db'}?mode=ro", uri=True)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    connection.close()
    return found


def test_a_practice_by_keys_tells_what_is_right_and_stores_nothing(
    page: ReviewPage, small: Path, qtbot: QtBot
) -> None:
    before, shown = whole(small), page.current
    practice = begin(page)
    assert {pair.choice.code for pair in practice.pairs} == set(KEYS) and len(practice.pairs) == 12
    assert practice.bar.isVisible() and not page.frame.side.isVisible() and page.current is None
    for number in range(12):
        look(qtbot, page)
        pair, wrong = practice.pairs[number], number in (2, 5)
        press(wrong_key(practice) if wrong else right_key(practice))
        heading, known = practice.bar.heading.text(), pair.choice.text
        assert heading.endswith(f"it is {known}") if wrong else heading == f"✓ Right: {known}"
        assert practice.bar.words.text() == pair.choice.definition
        assert len(practice.given) == number + 1 and practice.told
        press(Key.Key_1)
        assert len(practice.given) == number + 1, "the same pair is not answered twice"
        press(Key.Key_Return)
    assert not practice.on and practice.result.isVisible()
    assert practice.result.words.text() == "10 of 12 right. Nothing of it was stored."
    assert practice.result.slips.text().count(" called ") == 2
    assert whole(small) == before
    press(Key.Key_Return)
    assert page.current == shown and page.frame.shows_pair and page.frame.side.isVisible()
    look(qtbot, page)
    press(Key.Key_2)
    assert [row["grade"] for row in rows(small)] == ["near-ND"], "the batch goes on as if nothing had been"


def test_the_guard_holds_and_keys_of_a_batch_mean_nothing(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    before = whole(small)
    practice = begin(page)
    page.attention.begin("side")
    press(Key.Key_1)
    assert practice.given == [], "before anybody can have looked"
    page.canvas.show_pair(*page.canvas.pictures)  # type: ignore[misc]
    look(qtbot, page)
    for key in (Key.Key_S, Key.Key_BracketLeft, Key.Key_T, Key.Key_N, Key.Key_W, Key.Key_E, Key.Key_G, Key.Key_Return):
        press(key)
        assert practice.on and not practice.told and practice.given == [], key
    press(Key.Key_Z, CTRL)
    press(Key.Key_Left, SHIFT)
    press(Key.Key_X)
    press(Key.Key_V)
    look(qtbot, page)
    press(Key.Key_U)
    assert practice.told and practice.bar.heading.text().startswith("It is "), "unsure is told the answer"
    press(Key.Key_Escape)
    assert not practice.on and page.frame.shows_pair and page.current is not None
    assert whole(small) == before


def test_who_has_answered_nothing_is_offered_a_practice(page: ReviewPage, qtbot: QtBot) -> None:
    button = page.buttons["practice"]
    qtbot.waitUntil(button.isVisible)
    button.click()
    assert page.practising.on
    button.click()  # not in sight any more; the same action leaves
    assert not page.practising.on
    look(qtbot, page)
    press(Key.Key_3)
    qtbot.waitUntil(lambda: not button.isVisible())


def test_without_a_batch_it_can_be_practised_and_a_batch_made_meanwhile_waits(
    window: MainWindow, bare: Path, qtbot: QtBot
) -> None:
    assert window.open_path(bare)
    window.show_page("review")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage) and page.frame.practice.isVisible()
    page.frame.practice.click()
    assert page.practising.on
    page.session.tell(Changes(images=True, batches=True))
    look(qtbot, page)
    press(right_key(page.practising))
    assert page.practising.told, "the pictures come again after a job has written"
    press(Key.Key_Escape)
    assert not page.practising.on and page.frame.currentIndex() == 0


def test_a_panel_and_another_project_end_it(page: ReviewPage, window: MainWindow, bare: Path, qtbot: QtBot) -> None:
    practice = begin(page)
    press(Key.Key_L, CTRL)
    assert not practice.on and not page.frame.shows_pair and page.work is not None
    press(Key.Key_Escape)
    begin(page)
    assert window.open_path(bare)
    assert not practice.on and page.work is None
    window.show_page("review")
    assert page.frame.currentIndex() == 0


def test_every_second_practice_asks_other_pairs(page: ReviewPage) -> None:
    first = begin(page).pairs
    press(Key.Key_Escape)
    second = begin(page).pairs
    assert first != second


@pytest.mark.parametrize("times", [1, 2])
def test_it_is_in_the_menu_and_the_palette(window: MainWindow, page: ReviewPage, times: int) -> None:
    for _ in range(times):
        window.commands.actions["practice"].trigger()
    assert page.practising.on is (times == 1)


def test_the_project_is_closed_while_practising(page: ReviewPage, window: MainWindow, small: Path) -> None:
    begin(page)
    window.on_close_project()
    assert not page.practising.on
    with Project.open(small, role="reader") as project:
        assert project.labels.all() == []
