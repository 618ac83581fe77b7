"""The program around the window: its log, its errors, its colours."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import paths
from app.gui import program, theme
from app.gui.main_window import MainWindow
from app.gui.widgets.bug_dialog import BugDialog


@pytest.fixture
def _hook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


@pytest.mark.logs_warnings
@pytest.mark.usefixtures("_hook")
def test_what_a_slot_raises_is_shown_and_logged(
    window: MainWindow, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    program._show_bugs(window)
    try:
        raise ZeroDivisionError("in a slot")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    dialog = window.findChild(BugDialog)
    assert "in a slot" in dialog.report.toPlainText() and "in a slot" in caplog.text
    assert "in a slot" in capsys.readouterr().err
    dialog.reject()


def test_the_log_is_a_file_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    program._write_log()
    logging.getLogger("nearpair").info("hello")
    try:
        assert "INFO nearpair: hello" in paths.log_file().read_text(encoding="utf-8")
    finally:
        for handler in root.handlers:
            handler.close()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_both_sets_of_colours_can_be_read(qtbot: QtBot, name: str) -> None:
    program.application(name)
    c = theme.colours()
    for text, ground in ((c.text, c.window), (c.text, c.surface), (c.muted, c.surface), (c.muted, c.rail),
                         (c.on_accent, c.accent), (c.danger, c.danger_soft), (c.text, c.warning_soft)):  # fmt: skip
        assert contrast(text, ground) >= 4.5, (text, ground)
    theme.choose("system")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of the WCAG."""

    def luminance(colour: str) -> float:
        parts = QColor(colour).getRgbF()[:3]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_style_sheet_has_no_name_left_and_its_pictures_exist(qtbot: QtBot) -> None:
    program.application("dark")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    assert "@" not in sheet and theme.DARK.accent in sheet
    for url in re.findall(r'url\("(.+?)"\)', sheet):
        assert paths.Path(url).is_file()
    theme.choose("system")


def test_every_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot) -> None:
    program.application("light")
    for file in sorted((paths.RESOURCES / "icons").glob("*.svg")):
        image = theme.picture(file.stem, 24, "#ff0000").toImage()
        assert not image.isNull() and any(
            image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
        ), file.stem
    theme.choose("system")
