"""Session: the open project, the person at the keyboard and the job runner, shared by every page of one window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.gui.runner import JobRunner

if TYPE_CHECKING:
    from app.core.records import Changes
    from app.core.settings import Settings
    from app.core.store.project import Project
    from app.gui.memory import Memory


class Session(QObject):
    """What every page reads: `project` (None until one is opened), `annotator` (part of every label), `runner` and
    `memory` (of the window; None without one).

    changed(Changes): rows changed, by a grade or by a job; views refresh what the flags name.
    opened(): another project, or none, is open; views start afresh.
    state_changed(): what can be done now changed without rows changing (another pair, undo became possible).
    note(str): a short text for the bottom of the window, saying what was done.
    refused(str): a sentence above the page, saying why something was not done.
    pair_wanted(int, int): these two images are to be seen on the review page, the smaller id first.
    """

    changed = Signal(object)
    opened = Signal()
    state_changed = Signal()
    note = Signal(str)
    refused = Signal(str)
    pair_wanted = Signal(int, int)

    def __init__(self, annotator: str = "", runner: JobRunner | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.annotator = annotator
        self.memory: Memory | None = None
        self.runner = runner or JobRunner(self)

    def when_opened(self, follow: Callable[[], None]) -> None:
        """Call `follow` whenever another project, or none, is open; now too, if one is: a page may be built later."""
        self.opened.connect(follow)
        if self.project is not None:
            follow()

    def replace(self, project: Project | None) -> None:
        """Make `project` the open one (None: none) and tell every view. The former one is closed first."""
        if self.project is not None:
            self.project.close()
        self.project = project
        self.opened.emit()
        self.state_changed.emit()

    def tell(self, changes: Changes) -> None:
        """Announce that rows changed."""
        self.changed.emit(changes)
        self.state_changed.emit()

    def start(self, stage: str, title: str, settings: Settings | None = None, seed: int = 0, **arguments: Any) -> None:
        """Run a stage of the pipeline on the open project; nothing happens without one or while a job runs."""
        from app.core.settings import Settings

        if self.project is not None and not self.runner.busy:
            self.runner.start(stage, self.project.path, settings or Settings(), title, seed, **arguments)
