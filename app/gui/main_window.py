"""MainWindow: menus, rail, pages and status bar around one session, and the handlers of the window's actions."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from app import __version__, paths, worker
from app.errors import UserError
from app.gui import keys, outcomes, theme
from app.gui.actions import ActionSpec
from app.gui.commands import Commands
from app.gui.memory import Memory
from app.gui.pages.building import Pages
from app.gui.pages.welcome import WelcomePage
from app.gui.runner import JobRunner, Outcome
from app.gui.session import Session
from app.gui.texts import language, tr
from app.gui.widgets import ask
from app.gui.widgets.bug_dialog import BugDialog
from app.gui.widgets.command_palette import CommandPalette
from app.gui.widgets.help_viewer import add_help, open_help
from app.gui.widgets.key_dialog import KeyDialog
from app.gui.widgets.key_sheet import KeySheet
from app.gui.widgets.message_strip import MessageStrip
from app.gui.widgets.missed_card import MissedHint
from app.gui.widgets.name_dialog import NameDialog
from app.gui.widgets.new_project import NewProjectDialog
from app.gui.widgets.rail import Rail
from app.gui.widgets.status import StatusBar

if TYPE_CHECKING:
    from app.core.store.project import Project

STANDING_MS = 400  # counting rows may take a moment in a large project: not at every key press


class MainWindow(QMainWindow):
    """The one window. `pages` are by name; `open_path` and `start_new` are what the dialogs and the program call."""

    def __init__(self, memory: Memory | None = None, stages: str = worker.STAGES) -> None:
        super().__init__()
        self.memory = memory or Memory()
        keys.use(self.memory.keys)
        self.session = Session(self.memory.annotator, JobRunner(self, stages), self)
        self.session.memory = self.memory
        self.page = "welcome"
        self._standing: dict[str, Any] = {}
        self._dress()
        self.welcome = WelcomePage(self.memory)
        self.pages = Pages(self.session, self, self._take_in)
        self._arrange()
        self.commands = Commands(self, self.do)
        add_help(self.menuBar(), self)
        self._connect()
        self._show_name()
        self.update_actions()

    # -- the frame -----------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setWindowTitle("Nearpair")
        self.setWindowIcon(theme.icon("nearpair"))
        self.setMinimumSize(860, 510)
        if not self.restoreGeometry(self.memory.geometry):
            self.resize(1280, 800)

    def _arrange(self) -> None:
        self.rail = Rail()
        self.strip = MessageStrip()
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.stack.addWidget(self.welcome)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        everything = QWidget()
        everything.setObjectName("pages")
        row = QHBoxLayout(everything)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(everything)
        self.bottom = StatusBar()
        self.setStatusBar(self.bottom)
        MissedHint(self.bottom.standing, self.session)
        self.rail.hide()

    def _connect(self) -> None:
        session, runner = self.session, self.session.runner
        self._count = QTimer(self, interval=STANDING_MS, singleShot=True)
        self._count.timeout.connect(self._show_standing)
        session.opened.connect(self._show_name)
        session.changed.connect(lambda _changes: self._count.start())  # again from the start: when there is a pause
        session.state_changed.connect(self.update_actions)
        session.note.connect(self.bottom.note)
        runner.started.connect(self._job_started)
        runner.progress.connect(self.bottom.show_progress)
        runner.warned.connect(self.strip.add_warning)
        runner.ended.connect(self._job_ended)
        session.refused.connect(self.strip.tell)
        session.pair_wanted.connect(self._show_pair)
        self.rail.chosen.connect(self.show_page)
        self.bottom.cancel_wanted.connect(self.on_cancel_job)
        self.welcome.open_wanted.connect(self.open_path)
        self.welcome.name_wanted.connect(self.on_annotator)
        for id, tile in self.welcome.tiles.items():
            self.commands.bind(tile, id)

    def _take_in(self, page: QWidget) -> None:
        """Put a page that was built into its place."""
        from app.gui.widgets.plots import Plot

        self.stack.addWidget(page)
        for id, button in getattr(page, "buttons", {}).items():
            self.commands.bind(button, id)
        for plot in page.findChildren(Plot):
            plot.saved.connect(self.bottom.note)
            plot.refused.connect(self.strip.tell)

    def show_page(self, name: str) -> None:
        """Show the page called `name` ("welcome" without a project)."""
        self.page = name
        widget = self.pages.get(name, self.welcome)
        self.stack.setCurrentWidget(widget)
        self.rail.setVisible(name in self.pages)
        if name in self.pages:
            self.rail.show_page(name)
        else:
            self.welcome.refresh()
        widget.setFocus()
        self.update_actions()

    def _show_pair(self, left: int, right: int) -> None:
        """Put a pair that another page lists on the canvas."""
        from app.gui.open_pair import open_pair

        before = self.page
        self.show_page("review")
        review: Any = self.pages["review"]
        if not open_pair(review, left, right):
            self.show_page(before)

    def do(self, action: ActionSpec) -> None:
        """Carry out one row of ACTIONS: on the window, or on its page, which is shown first."""
        if action.context in self.pages:
            if self.page != action.context:
                self.show_page(action.context)
            getattr(self.pages[action.context], f"on_{action.id}")()
        else:
            getattr(self, f"on_{action.id}")()

    def words(self) -> frozenset[str]:
        """Which needs are met now."""
        page: Any = self.pages.made.get(self.page)
        of_page: frozenset[str] = page.words() if hasattr(page, "words") else frozenset()
        busy = self.session.runner.busy
        return of_page | {"job" if busy else "idle"} | ({"project"} if self.session.project else frozenset())

    def update_actions(self) -> None:
        """Enable what can be done now and check what is chosen."""
        page: Any = self.pages.made.get(self.page)
        self.commands.update(self.words(), self.page, page.texts() if hasattr(page, "texts") else {})
        self._say_standing()
        for name in theme.SCHEMES:
            self.commands.actions[f"theme_{name}"].setChecked(self.memory.theme == name)
        for name in language.NAMES:
            self.commands.actions[f"language_{name}"].setChecked(self.memory.language == name)
        self.commands.actions["full_screen"].setChecked(self.isFullScreen())

    # -- jobs ----------------------------------------------------------------------------------------------------

    def _job_started(self, title: str) -> None:
        self.strip.hide()
        self.bottom.start(title)
        self.update_actions()

    def _job_ended(self, outcome: Outcome) -> None:
        self.bottom.end()
        self.session.tell(outcome.changes)
        if outcome.kind == "done":
            self.session.note.emit(outcomes.sentence(outcome.stage, outcome.changes.result))
            if outcome.stage == "prepare":
                self.show_page("review")
        elif outcome.kind == "paused":
            self.session.note.emit(tr("{title}: put away. Start it again to go on from there.", title=outcome.title))
        elif outcome.kind == "cancelled":
            self.session.note.emit(tr("{title}: cancelled. What was finished is kept.", title=outcome.title))
        elif outcome.kind == "bug":
            self.show_bug(outcome.title, outcome.text)
        else:
            self.strip.tell(outcome.text)

    def show_bug(self, title: str, report: str) -> None:
        """Show the report of a bug; the window goes on."""
        BugDialog(title, report, self).open()

    def _show_name(self) -> None:
        """Say at once what is open and whose grades these are; what is in it is counted when the page is shown."""
        project, self._standing = self.session.project, {}
        self.setWindowTitle(f"{project.name} - Nearpair" if project else "Nearpair")
        self.bottom.standing.setText(self.session.annotator)
        self._count.start(STANDING_MS)

    def _show_standing(self) -> None:
        from app.core.standing import standing

        project = self.session.project
        if project is None:
            return
        begun = time.monotonic()
        self._standing = standing(project)
        self._say_standing()
        # A large project is counted in longer pauses, so that it never costs more than a tenth of the time.
        self._count.setInterval(STANDING_MS + round(10_000 * (time.monotonic() - begun)))

    def _say_standing(self) -> None:
        """What was counted last, and what is left of the open batch at this moment."""
        left = getattr(self.pages.made.get("review"), "left", None)
        if self.session.project is not None and self._standing:
            said = outcomes.standing_words(self._standing, left)
            self.bottom.standing.setText(f"{said}  ·  {self.session.annotator}")

    # -- projects ------------------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> bool:
        """Open the project at `path` and show it; False, and a sentence above the page, when that is impossible."""
        from app.core.store.project import Project

        opened = self.session.project
        if opened is not None and path.resolve() == opened.path.resolve():
            return True
        return self._adopt(lambda: Project.open(path, role="window"))

    def start_new(self, pictures: Path, place: Path) -> bool:
        """Make a project at `place` and begin to read `pictures`: the batch to grade comes by itself."""
        from app.core.store.project import Project

        if not self._adopt(lambda: Project.create(place, role="window")):
            return False
        self.show_page("collection")
        self.session.start("prepare", tr("Preparing the project"), folders=[str(pictures)])
        return True

    def _adopt(self, open_: Callable[[], Project]) -> bool:
        try:
            project = open_()
        except UserError as error:
            self.strip.tell(tr(error))
            return False
        self.strip.hide()
        self.session.replace(project)
        self.memory.remember(project.path)
        self.show_page("review" if project.pairs.batches() else "collection")
        return True

    def on_new_project(self) -> None:
        dialog = NewProjectDialog(self.session.annotator, self)
        dialog.chosen.connect(self._new_chosen)
        dialog.open()

    def _new_chosen(self, pictures: Path, place: Path, annotator: str) -> None:
        self._name(annotator)
        self.start_new(pictures, place)

    def on_open_project(self) -> None:
        recent = self.memory.recent
        ask.folder(self, tr("Open a project folder"), self.open_path, recent[0].parent if recent else None)

    def on_open_sample(self) -> None:
        from app.core import sample

        place = sample.demo_folder() / "sample.nearpair"
        try:
            pictures = sample.images()
        except UserError as error:
            self.strip.tell(tr(error))
            return
        if place.exists():
            self.open_path(place)
        else:
            self.start_new(pictures, place)

    def on_close_project(self) -> None:
        self.session.replace(None)
        self.show_page("welcome")

    def on_quit(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the job, end the worker, close the project; every grade is on disk already."""
        self.memory.geometry = self.saveGeometry()
        self.session.runner.close()
        self.session.replace(None)
        self.pages.stop()
        for page in self.pages.made.values():
            if hasattr(page, "shut_down"):
                page.shut_down()
        super().closeEvent(event)

    # -- the other actions of the window -------------------------------------------------------------------------

    on_page_collection = partialmethod(show_page, "collection")
    on_page_mine = partialmethod(show_page, "mine")
    on_page_review = partialmethod(show_page, "review")
    on_page_train = partialmethod(show_page, "train")
    on_page_evaluate = partialmethod(show_page, "evaluate")
    on_page_export = partialmethod(show_page, "export")

    def on_cancel_job(self) -> None:
        self.bottom.stopping()
        self.session.runner.cancel()

    def _choose_theme(self, name: str) -> None:
        self.memory.theme = name
        theme.choose(name)
        self.update_actions()

    on_theme_system = partialmethod(_choose_theme, "system")
    on_theme_light = partialmethod(_choose_theme, "light")
    on_theme_dark = partialmethod(_choose_theme, "dark")

    def on_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.update_actions()

    def on_palette(self) -> None:
        CommandPalette(self.commands.actions, self).open()

    def on_shortcuts(self) -> None:
        sheet = KeySheet(self)
        sheet.change_wanted.connect(self.on_change_keys)
        sheet.open()

    def on_change_keys(self) -> None:
        dialog = KeyDialog(self)
        dialog.changed.connect(self._keys_changed)
        dialog.open()

    def _keys_changed(self, bound: dict[str, tuple[str, ...]]) -> None:
        self.memory.keys = bound
        self.commands.take_keys()
        from app.gui.widgets.grade_bar import GradeBar
        from app.gui.widgets.view_bar import ViewBar

        for kind in (GradeBar, ViewBar, Rail):
            for bar in self.findChildren(kind):
                bar.take_keys()

    def _choose_language(self, name: str) -> None:
        self.memory.language = name
        self.session.note.emit(tr("Nearpair speaks it from the next start on."))
        self.update_actions()

    on_language_system = partialmethod(_choose_language, "system")
    on_language_en = partialmethod(_choose_language, "en")
    on_language_ko = partialmethod(_choose_language, "ko")

    def on_help_pages(self) -> None:
        open_help(self)

    def on_annotator(self) -> None:
        dialog = NameDialog(self.session.annotator, self)
        dialog.chosen.connect(self._name)
        dialog.open()

    def _name(self, name: str) -> None:
        """Take `name` for every grade from now on."""
        self.memory.annotator = self.session.annotator = name
        self.welcome.refresh()
        self.session.opened.emit()

    def on_about(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, tr("About Nearpair"), f"Nearpair {__version__}", parent=self)
        box.setIconPixmap(theme.picture("nearpair", 64))
        box.setInformativeText(
            tr(
                "Projects opened here are listed on the first page.\nThe log is in {log_file}.",
                log_file=paths.log_file(),
            )
        )
        box.open()
