"""The pages are built when they are asked for or once the window is painted, and find what is open then."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.store.project import Project
from app.gui.actions import PAGES
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.building import PAUSE_MS
from app.gui.widgets.job_card import JobCard
from tests.gui import stages

ROOT = Path(__file__).parents[2]
# The first page needs none of these; each of them costs a person a part of a second at every start.
LATER = (
    "numpy", "PIL", "sqlalchemy", "pyqtgraph", "app.core.settings", "app.core.catalog", "app.core.measuring",
    "app.core.learning", "app.core.store", "app.core.verifying", "app.core.reporting", "app.core.searching",
    "app.core.grading", "models.backbones", *(f"app.gui.pages.{name}" for name in PAGES),
)  # fmt: skip

FIRST_PAINT = """
import json, sys
import app.__main__, app.cli
from PySide6.QtCore import QSettings, QTimer
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.program import application

class Watched(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        if not early:
            early.append(sorted(sys.modules))
            QTimer.singleShot(0, program.quit)

early = []
program = application()
window = Watched(Memory(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
window.show()
program.exec()
window.close()
print(json.dumps(early[0]))
"""


def test_the_first_paint_loads_nothing_of_the_pages(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_PAINT, str(tmp_path / "window.ini")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert "app.gui.pages.welcome" in loaded
    assert not [name for name in loaded if name in LATER or name.startswith(tuple(f"{one}." for one in LATER))]


def test_the_rest_is_built_in_pauses(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.pages.made
    qtbot.waitUntil(lambda: set(window.pages.made) == set(PAGES), timeout=30_000)
    made = dict(window.pages.made)
    qtbot.wait(3 * PAUSE_MS)
    assert window.pages.made == made and window.page == "welcome" and window.stack.currentWidget() is window.welcome


def test_a_page_is_built_once_and_stands_in_the_window(window: MainWindow) -> None:
    page = window.pages["export"]
    assert list(window.pages.made) == ["export"] and window.pages["export"] is page
    assert window.stack.indexOf(page) > 0 and "export" in window.pages and "welcome" not in window.pages
    assert list(window.pages) == list(PAGES) and len(window.pages) == len(PAGES)


def test_a_closed_window_builds_nothing_more(qtbot: QtBot, memory: Memory) -> None:
    window = MainWindow(memory, stages.NAME)
    window.show()
    qtbot.waitUntil(lambda: bool(window.pages.made), timeout=20_000)
    window.close()
    made = len(window.pages.made)
    qtbot.wait(4 * PAUSE_MS)
    assert len(window.pages.made) == made < len(PAGES)


def test_a_page_built_later_shows_the_project_that_is_open(window: MainWindow, full: Path) -> None:
    with Project.open(full) as project:
        project.set("form.train", {"train.steps": 77})
    assert window.open_path(full)
    assert "collection" not in window.pages.made and "train" not in window.pages.made
    window.show_page("collection")
    collection: QWidget = window.pages["collection"]
    assert collection.figures["images"].text() == "12"  # type: ignore[attr-defined]
    assert window.pages["train"].form.values()["train.steps"] == 77  # type: ignore[attr-defined]


def test_a_page_built_while_its_job_runs_says_so(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    window.session.start("evaluate", "Measuring")
    evaluate, mine = (window.pages[name].findChildren(JobCard)[0] for name in ("evaluate", "mine"))
    if window.session.runner.busy:
        assert not evaluate.isHidden() and evaluate.title.text() == "Measuring" and mine.isHidden()
    with qtbot.waitSignal(window.session.runner.ended, timeout=60_000):
        pass
    assert evaluate.isHidden()


def test_a_page_built_later_has_its_buttons_and_its_keys(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    button = window.pages["mine"].buttons["mine"]  # type: ignore[attr-defined]
    assert button.isEnabled() == window.commands.actions["mine"].isEnabled()
    assert button.toolTip() == window.commands.actions["mine"].toolTip()
