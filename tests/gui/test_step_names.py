"""What the menu says undo would take back, and where changed keys are shown: everywhere, at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.records import Act, Changes, Grade
from app.core.store.labels import By
from app.gui import keys
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.texts import plain
from app.gui.widgets.rail import Rail
from app.gui.widgets.view import View
from tests.gui.reviewing import CTRL, Key, add_batch, answer, look, press


def says(window: MainWindow, id: str) -> str:
    return plain(window.commands.actions[id].text())


@pytest.fixture
def unbound() -> Iterator[None]:
    yield
    keys.use({})


def test_undo_and_redo_name_the_step(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    assert (says(window, "undo"), says(window, "redo")) == ("Undo", "Redo")
    answer(qtbot, page, Key.Key_1, Key.Key_S)
    assert says(window, "undo") == "Undo: “later”"
    press(Key.Key_Z, CTRL)
    assert (says(window, "undo"), says(window, "redo")) == ("Undo: ND", "Redo: “later”"), "blind: no names"
    press(Key.Key_Z, CTRL)
    assert (says(window, "undo"), says(window, "redo")) == ("Undo", "Redo: ND")
    window.show_page("collection")
    assert says(window, "redo") == "Redo", "it is of the review page"


def test_where_names_may_be_seen_they_are_told(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    project = page.session.project
    assert project is not None
    page.open_batch(project.pairs.batch(add_batch(project, "Open & new", "open")))
    answer(qtbot, page, Key.Key_2)
    assert says(window, "undo") == "Undo: near-ND for picture00.jpg – picture01.jpg"
    project.labels.append(
        [(page.work.review.pair(place).pair_id, Act(grade=Grade.NND)) for place in (3, 4)],  # type: ignore[union-attr]
        By(page.session.annotator),
    )
    page.session.tell(Changes(labels=True))
    assert says(window, "undo") == "Undo: 2 answers given at once", "a job has written for this person"


def test_a_practice_has_nothing_to_undo(page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_1)
    window.commands.actions["practice"].trigger()
    assert says(window, "undo") == "Undo" and not window.commands.actions["undo"].isEnabled()
    window.commands.actions["practice"].trigger()
    look(qtbot, page)
    assert says(window, "undo") == "Undo: ND" and window.commands.actions["undo"].isEnabled()


@pytest.mark.usefixtures("unbound")
def test_changed_keys_are_shown_at_once(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    rail, bar = window.findChild(Rail), page.frame.view_bar
    assert rail is not None and rail.buttons["mine"].toolTip().endswith("(Alt+2)")
    assert bar.buttons[View.SWIPE].toolTip() == "Swipe (Ctrl+3; V: the next view)"
    keys.use({"page_mine": ("F7",), "view_swipe": ("F8",), "next_view": ("J",), "undo": ("F10",)})
    window._keys_changed(dict(keys.changed()))
    assert rail.buttons["mine"].toolTip().endswith("(F7)")
    assert bar.buttons[View.SWIPE].toolTip() == "Swipe (F8; J: the next view)"
    answer(qtbot, page, Key.Key_1)
    assert window.bottom.note_text.text() == "ND. F10 takes it back."
    press(Key.Key_F10)
    assert window.bottom.note_text.text() == "Took back ND. Ctrl+Y brings it back."
