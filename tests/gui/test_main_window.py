"""The frame of the window: opening, refusing, jobs, errors, remembering, closing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.jobs import Progress
from app.core.store.project import Project
from app.gui.actions import PAGES
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.widgets.bug_dialog import BugDialog
from app.gui.widgets.name_dialog import NameDialog
from app.gui.widgets.new_project import NewProjectDialog, proposed_place
from app.gui.widgets.status import Pace, duration
from tests.gui import stages
from tests.gui.furnished import draw_pictures

WAIT = 20_000


def start(qtbot: QtBot, window: MainWindow, stage: str, **arguments: object) -> None:
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT):
        window.session.start(stage, f"Doing {stage}", **arguments)


def test_it_opens_on_the_welcome_page_with_nothing_else(window: MainWindow) -> None:
    assert window.page == "welcome" and window.stack.currentWidget() is window.welcome
    assert not window.rail.isVisible() and not window.bottom.job.isVisible() and not window.strip.isVisible()
    assert window.windowTitle() == "Nearpair"


def test_a_project_opens_is_named_counted_and_remembered(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    assert window.open_path(full)
    assert window.page == "review" and window.rail.isVisible()
    assert window.windowTitle() == "full - Nearpair" and window.session.annotator in window.bottom.standing.text()
    qtbot.waitUntil(lambda: "graded" in window.bottom.standing.text(), timeout=WAIT)
    words = window.bottom.standing.text()
    assert "12 images" in words and "24 graded" in words and "left in the batch" in words and "round 0" in words
    assert window.session.annotator in words and window.memory.recent == [full]
    window.on_close_project()
    assert window.page == "welcome" and window.session.project is None
    with Project.open(full):
        pass  # the lock was given back


def test_a_project_without_a_batch_opens_on_the_collection(window: MainWindow, bare: Path) -> None:
    assert window.open_path(bare)
    assert window.page == "collection"


@pytest.mark.parametrize("kind", ["missing", "not a project", "empty database", "in use"])
def test_what_cannot_be_opened_is_one_sentence_and_the_open_project_stays(
    window: MainWindow, bare: Path, full: Path, tmp_path: Path, kind: str
) -> None:
    window.open_path(full)
    place = tmp_path / "other.nearpair"
    holder = None
    if kind != "missing":
        place.mkdir()
    if kind == "empty database":
        (place / "project.db").touch()
    if kind == "in use":
        place, holder = bare, Project.open(bare)
    assert not window.open_path(place)
    if holder:
        holder.close()
    assert window.strip.isVisible() and place.stem in window.strip.words.text()
    assert "\n" not in window.strip.words.text() and "Traceback" not in window.strip.words.text()
    assert window.session.project is not None and window.session.project.path == full
    assert window.memory.recent == [full]


def test_opening_the_open_project_again_changes_nothing(window: MainWindow, full: Path) -> None:
    window.open_path(full)
    project = window.session.project
    assert window.open_path(full) and window.session.project is project


def test_pages_by_rail_and_by_keys(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    for page in PAGES:
        qtbot.mouseClick(window.rail.buttons[page], Qt.MouseButton.LeftButton)
        assert window.page == page and window.stack.currentWidget() is window.pages[page]
    for number, page in enumerate(PAGES, 1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert window.page == page and window.rail.buttons[page].isChecked()


def test_a_job_shows_its_progress_and_its_end(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    spy = QSignalSpy(window.session.changed)
    seen: list[str] = []
    window.session.runner.progress.connect(lambda _progress: seen.append(window.bottom.job_rate.text()))
    start(qtbot, window, "count", to=30, pause=0.01)
    assert any("of 30" in words for words in seen) and spy.count() == 1
    assert not window.bottom.job.isVisible()


def test_while_a_job_runs_no_other_can_start_and_cancel_can(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    window.session.start("count", "Counting", to=10_000, pause=0.01)
    actions = window.commands.actions
    assert window.bottom.job.isVisible() and actions["cancel_job"].isEnabled()
    assert not actions["mine"].isEnabled() and "running job" in actions["mine"].toolTip()
    assert not actions["close_project"].isEnabled()
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT):
        qtbot.mouseClick(window.bottom.cancel, Qt.MouseButton.LeftButton)
    assert actions["mine"].isEnabled() and not actions["cancel_job"].isEnabled()
    assert "cancelled" in window.bottom.note_text.text()


def test_a_user_error_is_a_sentence_that_goes_with_the_next_job(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    start(qtbot, window, "refuse")
    assert window.strip.words.text() == "/nowhere is not a folder" and window.strip.isVisible()
    start(qtbot, window, "echo")
    assert not window.strip.isVisible()


def test_a_warning_is_shown_and_the_job_goes_on(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    start(qtbot, window, "warn")
    assert window.strip.words.text() == "One component is large"


def test_a_bug_is_a_report_that_can_be_copied(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    start(qtbot, window, "fail")
    dialog = window.findChild(BugDialog)
    assert "ZeroDivisionError" in dialog.report.toPlainText()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    dialog.accept()
    start(qtbot, window, "echo")


def test_a_killed_worker_is_a_sentence_and_the_window_goes_on(qtbot: QtBot, window: MainWindow, bare: Path) -> None:
    window.open_path(bare)
    start(qtbot, window, "die")
    assert "ended from outside" in window.strip.words.text()
    start(qtbot, window, "echo")
    assert not window.strip.isVisible()


def test_closing_during_a_job_leaves_no_process_and_gives_the_lock_back(
    qtbot: QtBot, memory: Memory, bare: Path
) -> None:
    window = MainWindow(memory, stages.NAME)
    window.show()
    window.open_path(bare)
    with qtbot.waitSignal(window.session.runner.progress, timeout=WAIT):
        window.session.start("count", "Counting", to=10_000, pause=0.01)
    window.close()  # the fixture of every test looks for processes and threads left behind
    with Project.open(bare):
        pass


def test_a_new_project_from_a_folder_by_keys(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    pictures = tmp_path / "holiday"
    draw_pictures(pictures, 2)
    window.on_new_project()
    dialog = window.findChild(NewProjectDialog)
    qtbot.keyClicks(dialog.pictures, str(pictures))
    assert dialog.project.text() == str(tmp_path / "holiday.nearpair")
    dialog.annotator.setText("Ann")
    with qtbot.waitSignal(window.session.runner.ended, timeout=WAIT) as ended:
        qtbot.keyClick(dialog.annotator, Qt.Key.Key_Return)
        assert window.page == "collection" and window.session.runner.stage == "prepare"
    assert ended.args[0].changes.result["folders"] == [str(pictures)]
    assert window.page == "review" and window.session.annotator == "Ann" == window.memory.annotator
    assert window.session.project is not None and window.session.project.path == tmp_path / "holiday.nearpair"


@pytest.mark.parametrize(
    ("pictures", "project", "name", "words"),
    [
        ("", "", "Ann", "Choose the folder"),
        ("{tmp}/nowhere", "{tmp}/p.nearpair", "Ann", "is not a folder"),
        ("{tmp}", "", "Ann", "where to keep"),
        ("{tmp}", "relative", "Ann", "where to keep"),
        ("{tmp}", "{tmp}", "Ann", "exists already"),
        ("{tmp}", "{tmp}/p.nearpair", "  ", "your name"),
    ],
)
def test_the_new_project_dialog_says_what_is_missing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, pictures: str, project: str, name: str, words: str
) -> None:
    window.on_new_project()
    dialog = window.findChild(NewProjectDialog)
    dialog.pictures.setText(pictures.format(tmp=tmp_path))
    dialog.project.setText(project.format(tmp=tmp_path))
    dialog.annotator.setText(name)
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and words.lower() in dialog.problem.text().lower()
    dialog.reject()
    assert window.session.project is None


def test_the_proposed_place_is_free(tmp_path: Path) -> None:
    pictures = tmp_path / "holiday"
    assert proposed_place(pictures) == tmp_path / "holiday.nearpair"
    (tmp_path / "holiday.nearpair").mkdir()
    assert proposed_place(pictures) == tmp_path / "holiday-2.nearpair"


def test_another_name_stands_in_the_status_bar_and_is_remembered(qtbot: QtBot, window: MainWindow, full: Path) -> None:
    window.open_path(full)
    window.on_annotator()
    dialog = window.findChild(NameDialog)
    dialog.line.setText("Berta")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.session.annotator == window.memory.annotator == "Berta"
    assert window.bottom.standing.text().endswith("Berta")


def test_recent_projects_are_on_the_welcome_page_newest_first(
    qtbot: QtBot, window: MainWindow, full: Path, bare: Path
) -> None:
    window.open_path(bare)
    window.open_path(full)
    window.memory.remember(full.parent / "gone.nearpair")
    window.memory.remember(full)
    window.on_close_project()
    qtbot.wait(1)  # rows let go are deleted, new ones shown
    rows = {row.accessibleName().split(",")[0]: row for row in window.welcome.recent.findChildren(QPushButton)}
    assert list(rows) == ["full", "gone", "bare"]
    with qtbot.waitSignal(window.session.opened):
        rows["bare"].click()
    assert window.session.project is not None and window.session.project.path == bare


def test_the_memory_keeps_few_and_survives(tmp_path: Path, memory: Memory) -> None:
    assert memory.recent == []
    memory.remember(tmp_path / "one")
    assert memory.recent == [tmp_path / "one"]
    for number in range(12):
        memory.remember(tmp_path / str(number))
    assert memory.recent[0] == tmp_path / "11" and len(memory.recent) == 8
    memory.forget(tmp_path / "11")
    assert tmp_path / "11" not in memory.recent
    memory.theme = "sepia"
    assert memory.theme == "system"


def test_the_pace_waits_until_it_knows() -> None:
    pace = Pace()
    assert pace.words(Progress("a", 0, 100), 10.0) == ""
    assert pace.words(Progress("a", 5, 100), 11.0) == ""
    assert pace.words(Progress("a", 20, 100), 12.0) == "10/s, 8 s left"
    assert pace.words(Progress("a", 30, 0), 13.0) == "10/s"
    assert pace.words(Progress("b", 1, 100), 14.0) == ""  # another part of the work has another pace
    assert [duration(s) for s in (4, 59.4, 61, 3599, 3700)] == ["4 s", "59 s", "1 min", "1 h 0 min", "1 h 2 min"]


def test_with_a_project_open_nothing_heavy_is_loaded(full: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QSettings\n"
        "from app.gui.program import application\nfrom app.gui.main_window import MainWindow\n"
        "from app.gui.memory import Memory\napplication()\n"
        "window = MainWindow(Memory(QSettings(sys.argv[1] + '.ini', QSettings.Format.IniFormat)))\nwindow.show()\n"
        "early = {'alembic', 'pyqtgraph', 'sqlalchemy', 'pyarrow'} & set(sys.modules)\n"
        "assert window.open_path(Path(sys.argv[1]))\n"
        "early |= {'pyqtgraph'} & set(sys.modules)\n"
        "for page in window.pages: window.show_page(page)\n"
        "heavy = {'torch', 'torchvision', 'timm', 'faiss', 'cv2', 'onnxruntime', 'sklearn', 'scipy', 'alembic'}\n"
        "print(sorted(early), sorted(heavy & set(sys.modules)))\nwindow.close()\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(full)], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] []", done.stdout
