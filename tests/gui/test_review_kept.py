"""The review page over time: other batches, jobs that write, undo through everything, a full disk, a kill."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.records import Grade
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from tests.gui.reviewing import CTRL, SIZE, Key, add_batch, answer, grades, press


def test_undo_goes_on_after_the_end_and_through_all(page: ReviewPage, qtbot: QtBot) -> None:
    answer(qtbot, page, Key.Key_1, Key.Key_U, Key.Key_3)
    for _ in range(6):
        press(Key.Key_Z, CTRL)
    assert grades(page) == [None] * SIZE
    for _ in range(6):
        press(Key.Key_Y, CTRL)
    assert grades(page)[:4] == ["ND", "unsure", "NND", None]


def test_another_batch_can_be_picked_and_is_remembered(
    page: ReviewPage, window: MainWindow, small: Path, qtbot: QtBot
) -> None:
    assert page.session.project is not None and page.work is not None
    second = add_batch(page.session.project, "Second", "open")
    add_batch(page.session.project, "Third", "open")
    menu = page.frame.panel.picker.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "Third   0 of 12", "Second   0 of 12", "First   0 of 12"
    ]  # fmt: skip
    menu.actions()[1].trigger()
    assert page.work.review.batch.id == second
    window.on_close_project()
    assert page.work is None
    window.open_path(small)
    assert page.work is not None and page.work.review.batch.id == second


def test_grades_of_a_job_are_taken_in(page: ReviewPage, small: Path, qtbot: QtBot) -> None:
    from app.core.records import Act, Changes
    from app.core.store.labels import By

    project = page.session.project
    assert project is not None and page.work is not None
    pair = page.work.review.pair(1)
    project.labels.append([(pair.pair_id, Act(grade=Grade.NND))], By(page.session.annotator))
    page.session.tell(Changes(labels=True))
    answer(qtbot, page, Key.Key_1)
    assert page.current is not None and page.current.position == 2, "what is answered is passed over"


def test_a_full_disk_loses_nothing_but_the_key_press(
    page: ReviewPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.errors import UserError

    def full(*_args: object) -> str:
        raise UserError("the disk is full")

    said: list[str] = []
    window.session.note.connect(said.append)
    assert page.session.project is not None
    with monkeypatch.context() as patched:
        patched.setattr(page.session.project.labels, "answer", full)
        press(Key.Key_1)
    assert said == ["the disk is full"] and page.current is not None and page.current.position == 0
    press(Key.Key_1)
    assert grades(page)[0] == "ND"


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
app = QApplication([])
window = MainWindow(Memory(QSettings(sys.argv[2], QSettings.Format.IniFormat)), "tests.gui.stages:STAGES")
window.show()
window.open_path(Path(sys.argv[1]))
page = window.pages["review"]
for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
    while not page.attention.ready:
        QTest.qWait(20)
    QTest.keyClick(page.canvas, key)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_right_after_a_grade_it_is_there_on_the_next_start(
    window: MainWindow, small: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    root = Path(__file__).parents[2]
    command: list[str] = [sys.executable, "-c", KILLED, str(small), str(tmp_path / "other.ini")]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, timeout=60)
    assert done.returncode == -9, done.stderr.decode()
    assert window.open_path(small)
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    assert grades(page)[:4] == ["ND", "near-ND", "NND", None]
    assert page.current is not None and page.current.position == 3, "it goes on where the killed one stopped"
