"""The real window with its real worker: from a folder to exported labels by keys, and kill -9 at the worst moment."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app import paths
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.widgets.new_project import NewProjectDialog
from models.augment import EDITS
from tests.e2e.conftest import ROOT

GRADES = {"1": "ND", "2": "near-ND", "3": "NND", "4": "NND"}
PATIENCE = 120_000  # ms: a machine may be busy with another test


def collection(folder: Path, scenes: int = 14) -> Path:
    """A few of the sample's photographs, some of them with an edited copy."""
    import numpy as np
    from PIL import Image

    folder.mkdir()
    rng = np.random.default_rng(1)
    photos = sorted((paths.SAMPLE / "images").glob("*.jpg"))[: scenes * 3 : 3]
    for number, photo in enumerate(photos):
        with Image.open(photo) as image:
            picture = image.convert("RGB")
        picture.save(folder / f"{number:02}.jpg", quality=92)
        if number % 2:
            list(EDITS.values())[number % len(EDITS)](picture, rng).convert("RGB").save(folder / f"{number:02}-b.png")
    return folder


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(Memory(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def wait_for_job(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.session.runner.busy, timeout=5_000)
    qtbot.waitUntil(lambda: not window.session.runner.busy, timeout=PATIENCE)
    QApplication.processEvents()


def test_from_a_folder_to_exported_labels_by_keys(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    pictures = collection(tmp_path / "pictures")
    _make_project(qtbot, window, pictures, tmp_path / "first.nearpair")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage) and window.page == "review"
    given = _grade(qtbot, window, page, ["1", "3", "2", "4", "3"])
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    project = window.session.project
    assert project is not None and len(project.labels.answers()) == 4
    qtbot.waitUntil(window.commands.actions["redo"].isEnabled, timeout=5_000)
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(project.labels.answers()) == 5

    out = tmp_path / "labels.csv"
    press(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert window.page == "export"
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = _dialog(qtbot, window, QFileDialog)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(str(out))
    QTest.keyClick(name, Qt.Key.Key_Return)
    window.activateWindow()
    wait_for_job(qtbot, window)
    with out.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["inferred"] == "0"]
    assert sorted(row["grade"] for row in rows) == sorted(GRADES[key] for key in given)
    assert sum(row["lookalike"] == "1" for row in rows) == 1
    assert {row["annotator"] for row in rows} == {"kim"}


def _make_project(qtbot: QtBot, window: MainWindow, pictures: Path, place: Path) -> None:
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = _dialog(qtbot, window, NewProjectDialog)
    for line, text in ((dialog.pictures, str(pictures)), (dialog.project, str(place)), (dialog.annotator, "kim")):
        line.clear()
        QTest.keyClicks(line, text)
    QTest.keyClick(dialog.annotator, Qt.Key.Key_Return)
    window.activateWindow()  # as a window manager does when a dialog closes; offscreen there is none
    wait_for_job(qtbot, window)


def _dialog(qtbot: QtBot, window: MainWindow, kind: type) -> object:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)), timeout=10_000)
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def _grade(qtbot: QtBot, window: MainWindow, page: ReviewPage, keys: list[str]) -> list[str]:
    project = window.session.project
    assert project is not None
    for count, key in enumerate(keys, start=1):
        qtbot.waitUntil(lambda: page.attention.ready, timeout=PATIENCE)
        QTest.keyClicks(QApplication.focusWidget() or page, key)
        assert len(project.labels.answers()) == count, "a grade is stored before the key press returns"
    return keys


GRADER = """
import sys, time
from pathlib import Path
from app.gui import hidden

if __name__ == "__main__":
    with hidden._review(Path(sys.argv[1])) as (window, page):
        labels = window.session.project.labels
        for number in range(200):
            hidden._wait(lambda: page.attention.ready, "not painted")
            hidden.QTest.keyClicks(page, "1234"[number % 4])
            print(sum(not row.undone for row in labels.all()), flush=True)
"""


def test_a_grade_is_there_after_kill_9(nearpair: object, tmp_path: Path) -> None:
    project = tmp_path / "p.nearpair"
    pictures = collection(tmp_path / "pictures")
    assert nearpair("run", pictures, "--out", tmp_path / "a.csv", "--project", project).code == 0  # type: ignore[operator]
    assert nearpair("batch", project).code == 0  # type: ignore[operator]
    script = tmp_path / "grader.py"
    script.write_text(GRADER)
    told, chance = 0, random.Random(7)
    for _ in range(3):
        grader = subprocess.Popen([sys.executable, str(script), str(project)], cwd=ROOT, stdout=subprocess.PIPE,
                                  text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
        assert grader.stdout is not None
        try:
            for _ in range(chance.randint(2, 5)):
                line = grader.stdout.readline()
                assert line, "the window ended by itself"
                told = int(line)
        finally:
            grader.send_signal(signal.SIGKILL)
            grader.wait()
            rest = grader.stdout.read().split()
            grader.stdout.close()
        with Project.open(project, role="command") as opened:  # the lock went with the process
            there = sum(not row.undone for row in opened.labels.all())
            assert there in {int((rest or [told])[-1]), int((rest or [told])[-1]) + 1}
            assert opened.check() == []
        told = there
    assert told >= 6


WORKING = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.program import application

if __name__ == "__main__":
    app = application()
    window = MainWindow(Memory(QSettings(sys.argv[3], QSettings.Format.IniFormat)))
    window.show()
    window.session.runner.progress.connect(lambda p: print(p.text, p.done, flush=True))
    window.start_new(Path(sys.argv[1]), Path(sys.argv[2]))
    app.exec()
"""


MANY = 240  # pictures: seconds of reading, and a first record long before the last


def _recorded(project: Path) -> int:
    with Project.open(project, role="reader") as reader:
        return reader.images.count().files


def test_kill_9_of_the_window_during_ingest_leaves_no_process_and_the_next_start_goes_on(
    nearpair: object, tmp_path: Path
) -> None:
    from PIL import Image

    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(MANY):
        Image.effect_noise((400, 300), 40 + number % 70).save(pictures / f"{number:03}.png", compress_level=1)
    project, script = tmp_path / "p.nearpair", tmp_path / "window.py"
    script.write_text(WORKING)
    window = subprocess.Popen([sys.executable, str(script), str(pictures), str(project), str(tmp_path / "w.ini")],
                              cwd=ROOT, stdout=subprocess.PIPE, text=True,
                              env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    assert window.stdout is not None
    while (line := window.stdout.readline()) and not line.startswith("Reading images"):
        pass
    while _recorded(project) == 0:  # a second's worth of files at a time is stored
        time.sleep(0.02)
    family = psutil.Process(window.pid).children(recursive=True)
    assert any("decoders" in " ".join(p.cmdline()) or "spawn" in " ".join(p.cmdline()) for p in family)
    window.send_signal(signal.SIGKILL)
    window.wait()
    window.stdout.close()
    gone, alive = psutil.wait_procs(family, timeout=3)
    assert not alive, f"{len(gone)} processes ended, {len(alive)} did not"
    started = time.monotonic()
    command = ("add", project, "--json", pictures, "--set", "ingest.one_pass=off")  # reading is what goes on
    result = nearpair(*command).json  # type: ignore[operator]
    assert result["images"] == MANY and 0 < result["decoded"] < MANY, "it went on where it was, not from the start"
    assert time.monotonic() - started < 120
