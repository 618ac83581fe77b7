"""The table of actions: every row can be reached, explained and carried out, and no key means two things."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.core.records import SCALE
from app.gui.actions import ACTIONS, GRADE_ACTIONS, MENUS, NEEDS, PAGES, spec
from app.gui.keys import shown
from app.gui.main_window import MainWindow
from app.gui.widgets.command_palette import CommandPalette, matches


def test_ids_are_unique_and_every_need_and_context_is_known() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        assert set(action.needs) <= set(NEEDS)
        assert action.context in ("window", *PAGES)


def test_every_action_has_one_place_in_the_menus_and_a_help_line() -> None:
    placed = Counter(id for _, ids in MENUS for id in ids if id)
    assert placed == Counter(action.id for action in ACTIONS)
    for action in ACTIONS:
        assert action.help.endswith(".") and len(action.help) > 10 and action.text.strip()


@pytest.mark.parametrize("context", PAGES)
def test_no_key_means_two_things_where_both_could_be_meant(context: str) -> None:
    # A page's keys live together with those of the window, and those of other pages are in the menus too.
    together = [action for action in ACTIONS if action.context == context or action.context != "review"]
    keys = Counter(QKeySequence(key).toString() for action in together for key in action.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys, "a key that Qt cannot read"


def test_grade_actions_come_from_the_scale() -> None:
    assert [spec(id).keys for id in GRADE_ACTIONS] == [(choice.key,) for choice in SCALE]
    assert [spec(id).help for id in GRADE_ACTIONS] == [choice.definition for choice in SCALE]


def test_every_action_has_a_handler(window: MainWindow) -> None:
    for action in ACTIONS:
        place = window.pages.get(action.context, window)
        assert callable(getattr(place, f"on_{action.id}")), action.id


def test_without_a_project_no_action_changes_anything(window: MainWindow, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*.nearpair"))
    for action in ACTIONS:
        if "project" in action.needs or "job" in action.needs:
            assert not window.commands.actions[action.id].isEnabled(), action.id
            window.commands.actions[action.id].trigger()
            assert NEEDS["project" if "project" in action.needs else "job"] in (
                window.commands.actions[action.id].toolTip()
            )
    assert window.session.project is None and not window.session.runner.busy and window.page == "welcome"
    assert sorted(tmp_path.rglob("*.nearpair")) == before


@pytest.mark.parametrize("id", ["new_project", "open_project", "palette", "shortcuts", "annotator", "about"])
def test_what_opens_a_dialog_opens_it_without_blocking(qtbot: QtBot, window: MainWindow, id: str) -> None:
    window.commands.actions[id].trigger()
    dialogs = [widget for widget in window.findChildren(QDialog) if widget.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].reject()
    assert window.session.project is None


def test_themes_are_chosen_remembered_and_shown_as_chosen(window: MainWindow) -> None:
    window.commands.actions["theme_dark"].trigger()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert window.memory.theme == "dark" and app.palette().window().color().lightness() < 60
    assert [name for name in ("system", "light", "dark")
            if window.commands.actions[f"theme_{name}"].isChecked()] == ["dark"]  # fmt: skip
    window.commands.actions["theme_light"].trigger()
    assert app.palette().window().color().lightness() > 200
    window.commands.actions["theme_system"].trigger()


def test_buttons_follow_their_actions(window: MainWindow) -> None:
    buttons = {id: b for page in window.pages.values() for id, b in getattr(page, "buttons", {}).items()}
    assert {"add_folder", "mine", "make_batch", "train", "remine", "evaluate", "export"} <= set(buttons)
    for id, button in buttons.items():
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled() == window.commands.actions[id].isEnabled() is False


def test_the_palette_finds_by_letters_and_does_what_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    window.on_palette()
    palette = window.findChild(CommandPalette)
    assert palette.table.model().rowCount() == len(ACTIONS)
    qtbot.keyClicks(palette.line, "dark text")
    assert palette.table.chosen().id == "theme_light"
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.memory.theme == "light" and not palette.isVisible()
    window.on_theme_system()


def test_the_palette_does_not_do_what_is_impossible(qtbot: QtBot, window: MainWindow) -> None:
    window.on_palette()
    palette = window.findChild(CommandPalette)
    qtbot.keyClicks(palette.line, "make a batch")
    assert palette.table.chosen().id == "make_batch"
    assert "open a project first" in palette.table.model().index(0, 1).data()
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.reject()


def test_palette_order() -> None:
    assert matches("zoom in", spec("zoom_in")) is not None
    assert matches("xyzzy", spec("zoom_in")) is None
    near, far = matches("train", spec("train")), matches("train", spec("page_train"))
    assert near is not None and far is not None


def test_keys_are_written_as_people_read_them() -> None:
    assert shown(spec("undo")) == "Ctrl+Z or Backspace"
    assert shown(spec("open_sample")) == ""
