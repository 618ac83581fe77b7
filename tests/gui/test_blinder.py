"""H by keys: the rest of the batch becomes blinder, everything beside the pair follows, and it stays so."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from tests.gui.reviewing import CTRL, SHIFT, Key, add_batch, answer, look, press, rows, words_of

BLIND = "Now blind: distance, why and names stay hidden until the batch ends."
SEALED = "Now sealed: only the pictures count, nothing is shown at the end, and every pair is asked."


def open_page(window: MainWindow, place: Path, blindness: str, qtbot: QtBot) -> tuple[ReviewPage, list[str]]:
    """The page on a batch of this level, and what the window says from now on."""
    with Project.open(place, role="command") as project:
        add_batch(project, "Second", blindness, 4)
    assert window.open_path(place)
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    look(qtbot, page)
    assert page.work is not None and page.work.review.batch.name == "Second"
    said: list[str] = []
    page.session.note.connect(said.append)
    return page, said


def levels(place: Path) -> list[tuple[str, int]]:
    return [(row["blindness"], row["revealed"]) for row in rows(place) if row["pair_id"] is not None]


def test_an_open_batch_becomes_blind_then_sealed_and_stays_so(window: MainWindow, small: Path, qtbot: QtBot) -> None:
    page, said = open_page(window, small, "open", qtbot)
    qtbot.waitUntil(lambda: "Distance" in words_of(page) and "Name" in words_of(page))
    answer(qtbot, page, Key.Key_3)
    look(qtbot, page)
    qtbot.waitUntil(lambda: "Distance" in words_of(page))
    shown = page.current
    press(Key.Key_H)
    assert said[-1] == BLIND and page.current == shown
    qtbot.waitUntil(lambda: "Distance" not in words_of(page) and "Name" not in words_of(page))
    assert page.frame.panel._level.text().startswith("Blind:")
    answer(qtbot, page, Key.Key_3, Key.Key_3)
    assert said[-1].startswith("NND. ") and " – " not in said[-1], "no file names from now on"
    assert levels(small) == [("open", 1), ("blind", 1), ("blind", 0)], "the second was on the screen before"
    window.on_close_project()
    assert window.open_path(small)
    look(qtbot, page)
    assert page.work is not None and page.work.review.batch.blindness == "blind"
    assert page.frame.panel._level.text().startswith("Blind:")
    press(Key.Key_H)
    assert said[-1] == SEALED
    qtbot.waitUntil(lambda: "What differs" not in words_of(page))
    assert page.frame.panel._level.text().startswith("Sealed:") and page.around.comparing.sealed
    before = len(said)
    press(Key.Key_H)
    assert len(said) == before and not window.commands.actions["blinder"].isEnabled(), "there is no other level"
    answer(qtbot, page, Key.Key_3)
    assert levels(small)[-1] == ("sealed", 0)
    press(Key.Key_Left, SHIFT)
    assert "What differs" not in words_of(page)


def test_what_was_shown_at_the_end_of_a_batch_cannot_be_hidden(window: MainWindow, small: Path, qtbot: QtBot) -> None:
    page, said = open_page(window, small, "blind", qtbot)
    assert window.commands.actions["blinder"].isEnabled()
    answer(qtbot, page, Key.Key_3, Key.Key_3, Key.Key_3, Key.Key_3)
    press(Key.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: "Distance" in words_of(page))
    before = len(said)
    press(Key.Key_H)
    assert len(said) == before and page.work is not None and page.work.review.batch.blindness == "blind"
    qtbot.waitUntil(lambda: not window.commands.actions["blinder"].isEnabled())


def test_it_is_not_offered_in_a_practice_on_a_sheet_or_beside_a_panel(
    window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    page, _said = open_page(window, small, "open", qtbot)
    for keys in ((Key.Key_P, CTRL | SHIFT), (Key.Key_E,), (Key.Key_L, CTRL)):
        press(*keys)
        press(Key.Key_H)
        press(Key.Key_Escape)
        assert page.frame.shows_pair and page.work is not None
        assert page.work.review.batch.blindness == "open", keys
    window.commands.actions["blinder"].trigger()
    assert page.work is not None and page.work.review.batch.blindness == "blind", "from the menu and the palette"


def test_a_walk_ends_and_what_was_written_is_kept(window: MainWindow, small: Path, qtbot: QtBot) -> None:
    page, _said = open_page(window, small, "open", qtbot)
    press(Key.Key_W)
    assert page.work is not None and page.work.walk is not None
    press(Key.Key_H)
    assert page.work.walk is None, "its order tells how near the pictures are"
    look(qtbot, page)
    press(Key.Key_N)
    for key in (Key.Key_X, Key.Key_Return):
        press(key)
    look(qtbot, page)
    press(Key.Key_H)
    assert page.work.review.batch.blindness == "sealed"
    answer(qtbot, page, Key.Key_3)
    assert rows(small)[-1]["note"].lower() == "x"
