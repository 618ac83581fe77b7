"""A file that is gone while pairs are graded: the thumbnail is shown, the folder is found, the pair comes again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import worker
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from tests.gui.reviewing import Key, grades, look, press

WAIT = 60_000


@pytest.fixture
def window(qtbot: QtBot, memory: Memory) -> Iterator[MainWindow]:
    """The real window with the real jobs."""
    made = MainWindow(memory, worker.STAGES)
    qtbot.addWidget(made)
    made.show()
    yield made


def test_the_pair_comes_again_when_its_folder_is_found(
    page: ReviewPage, window: MainWindow, pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    offer = page.frame.relink
    assert not offer.isVisible()
    look(qtbot, page)
    press(Key.Key_1)
    shutil.move(pictures, tmp_path / "moved")
    page.loader.pictures.forget()
    page.go(7)
    qtbot.waitUntil(offer.isVisible)
    qtbot.waitUntil(lambda: all(picture.problem for picture in page.canvas.pictures or ()))
    assert page.canvas.left is not None and page.canvas.left.problem == "The file is missing; this is its thumbnail."
    assert page.canvas.rect().contains(offer.geometry()) and "“Relink folder…”" in page.frame.inspector.remarks.text()
    page.canvas.set_view(page.canvas.view.MATCHES)
    qtbot.waitUntil(lambda: "missing" in page.canvas.finding)

    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None and dialog.windowTitle() == f"Where is {pictures} now?"
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT) as ended:
        dialog.fileSelected.emit(str(tmp_path / "moved"))
        dialog.reject()
    assert ended.args is not None and ended.args[0].kind == "done", ended.args[0].text

    assert page.current is not None and page.current.position == 7 and page.frame.shows_pair
    qtbot.waitUntil(lambda: not offer.isVisible())
    qtbot.waitUntil(lambda: page.canvas.finding not in ("", "Comparing…") and "missing" not in page.canvas.finding)
    look(qtbot, page)
    assert [picture.problem for picture in page.canvas.pictures or ()] == ["", ""]
    assert "Relink" not in page.frame.inspector.remarks.text()
    qtbot.keyClick(page.canvas, Key.Key_2)  # after a dialog the offscreen platform leaves no window active
    assert grades(page)[:8] == ["ND", None, None, None, None, None, None, "near-ND"]


def test_it_waits_for_a_running_job_and_for_a_folder(
    page: ReviewPage, window: MainWindow, pictures: Path, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shutil.move(pictures, tmp_path / "moved")
    page.loader.pictures.forget()
    page.go(3)
    qtbot.waitUntil(page.frame.relink.isVisible)
    monkeypatch.setattr(type(window.session.runner), "busy", property(lambda _self: True))
    page.frame.relink.click()
    assert window.findChild(QFileDialog) is None and "running job" in window.bottom.note_text.text()
    window.commands.actions["practice"].trigger()
    assert not page.frame.relink.isVisible(), "the pictures of a practice are there"
    page.practising.leave()
    window.on_close_project()
    assert not page.frame.relink.isVisible()
