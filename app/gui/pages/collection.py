"""Collection: the folders, what was read from them, what could not be read and why, known groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.core.reading.files import on_disk
from app.core.reading.thumbnails import thumbnail_path
from app.core.records import Changes, Image, Problem
from app.gui.pictures import PictureFile
from app.gui.session import Session
from app.gui.widgets import ask
from app.gui.widgets.cards import SIDE, Card, Empty, Page, button, paragraph, text
from app.gui.widgets.found_view import FoundView
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.settings_form import SettingsForm
from app.gui.widgets.thumbnail_grid import ThumbnailGrid

FIGURES = ("images", "files", "problems", "groups")
PROBLEMS = 2  # the tab
LIVE_MS = 2500
READING = ("prepare", "ingest", "embed", "groups", "label")
SHOWN = (*READING, "find")


class CollectionPage(Page):
    """What the project looks at. Everything that changes it is a job."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = "The pictures of this project. They stay where they are and are only read."
        super().__init__("Collection", lead, parent)
        self.session = session
        self._files = 0
        self.buttons: dict[str, QPushButton] = {
            "read_again": button("Read again"),
            "find_image": button("Find an image…"),
            "add_folder": button("Add folder…", "primary"),
            "import_labels": button("Import labels…"),
            "import_groups": button("Import known groups…"),
            "try_again": button("Try again"),
            "show_problem": button("Open folder"),
        }
        self.head_tools.addWidget(self.buttons["find_image"])
        self.head_tools.addWidget(self.buttons["read_again"])
        self.head_tools.addWidget(self.buttons["add_folder"])
        self.job = JobCard(
            session.runner, SHOWN, "You can look around meanwhile; after a new project's pictures, "
            "the first pairs to grade come by themselves."
        )  # fmt: skip
        self.body.addWidget(self.job)
        self.body.addWidget(self._figures())
        self.body.addWidget(self._contents(), 1)
        # While pictures are read the page fills in front of the person, seldom enough to cost the job nothing.
        self._live = QTimer(self, interval=LIVE_MS)
        self._live.timeout.connect(self._look)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.runner.started.connect(lambda _title: self._follow())
        session.runner.ended.connect(lambda _outcome: self._live.stop())

    def _contents(self) -> Card:
        """The tabs, or what is there instead while the collection is empty."""
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._fill_tabs()
        self._places = QStackedWidget()
        self.empty = Empty(
            "folder-add", "No pictures yet", "Add a folder; everything in it that is a picture is read.",
            "Add folder…", self.buttons["add_folder"].click,
        )  # fmt: skip
        self.reading = Empty("collection", "Reading pictures", "They appear here as they are read.")
        for place in (self.tabs, self.empty, self.reading):
            self._places.addWidget(place)
        card = Card()
        card.rows.addWidget(self._places)
        return card

    def _figures(self) -> Card:
        """A card with the counts side by side."""
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(54)
        self.figures = {}
        for name in FIGURES:
            column = QVBoxLayout()
            column.setSpacing(0)
            self.figures[name] = text("0", "figure")
            column.addWidget(self.figures[name])
            column.addWidget(text({"groups": "known groups"}.get(name, name), "small"))
            row.addLayout(column)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.buttons["import_labels"])
        tools.addWidget(self.buttons["import_groups"])
        row.addStretch(1)
        row.addLayout(tools)
        card.rows.addLayout(row)
        return card

    def _fill_tabs(self) -> None:
        self.grid = ThumbnailGrid()
        self.folders = RecordsTable(
            "Folders",
            (
                Column("Folder", lambda row: row[0], wide=True),
                Column("Files", lambda row: f"{row[1]:,}", number=True),
                Column("Problems", lambda row: f"{row[2]:,}", number=True),
            ),
        )
        self.problems = RecordsTable(
            "Problems",
            (
                Column("File", lambda problem: Path(problem.path).name, hint=_place_of),
                Column("Reason", lambda problem: problem.code),
                Column("In words", lambda problem: problem.detail, wide=True),
            ),
        )
        self.groups = RecordsTable(
            "Known groups",
            (
                Column("Group", lambda row: row[0], wide=True),
                Column("Images", lambda row: f"{row[1]:,}", number=True),
            ),
        )
        self.problems.doubleClicked.connect(lambda _index: self.on_show_problem())
        self.tabs.addTab(self.grid, "Images")
        self.tabs.addTab(self.folders, "Folders")
        self.tabs.addTab(self._problems_tab(), "Problems")
        self.tabs.addTab(self.groups, "Known groups")
        self.found = FoundView(self.session)
        self.tabs.addTab(self.found, "Found")
        self.setAcceptDrops(True)

    def _problems_tab(self) -> QWidget:
        tab = QWidget()
        rows = QVBoxLayout(tab)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(10)
        tools = QHBoxLayout()
        self.all_well = paragraph("Files that could not be read. They are left out until they can be.")
        tools.addWidget(self.all_well, 1)
        tools.addWidget(self.buttons["show_problem"])
        tools.addWidget(self.buttons["try_again"])
        self.form = SettingsForm((), ("ingest.max_megapixels", "ingest.time_limit"), seed=False)
        self.form.setMaximumWidth(SIDE)
        rows.addLayout(tools)
        rows.addWidget(self.problems, 1)
        rows.addWidget(self.form)
        return tab

    # -- showing -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.grid.show_images((), self._place)
        self.tabs.setCurrentIndex(0)
        if self.session.project is not None:
            self.form.load(self.session.project.get("form.ingest", {}))
        self.refresh_when_seen()

    def _changed(self, changes: Changes) -> None:
        if changes.images:
            self.refresh_when_seen()

    def _follow(self) -> None:
        if self.session.runner.stage in READING:
            self._live.start()
            self._choose_place()

    def _look(self) -> None:
        project = self.session.project
        if project is not None and self.isVisible() and project.images.count().files != self._files:
            self.refresh()

    def _choose_place(self) -> None:
        waiting = self.reading if self.session.runner.stage in READING else self.empty
        self._places.setCurrentWidget(self.tabs if self._files else waiting)

    def refresh(self) -> None:
        """Read everything shown from the project."""
        project = self.session.project
        if project is None:
            return
        images = project.images
        size, groups, problems = images.count(), images.groups(), images.problems()
        members: dict[str, int] = {}
        for group in groups:
            members[group.name] = members.get(group.name, 0) + 1
        for name, number in zip(FIGURES, (size.images, size.files, size.problems, len(members)), strict=True):
            self.figures[name].setText(f"{number:,}")
        self.grid.show_images(images.all(), self._place)
        self.folders.show_records([self._folder_row(folder) for folder in images.folders()])
        self.problems.show_records(problems)
        self.groups.show_records(sorted(members.items()))
        self.tabs.setTabText(PROBLEMS, f"Problems ({len(problems):,})" if problems else "Problems")
        self._files = size.files
        self._choose_place()

    def _folder_row(self, folder: Any) -> tuple[str, int, int]:
        assert self.session.project is not None
        files = self.session.project.images.files(folder.id).values()
        return folder.path, len(files), sum(file.problem is not None for file in files)

    def _place(self, image: Image) -> PictureFile:
        assert self.session.project is not None
        small = thumbnail_path(self.session.project.folder("thumbs"), image.content_hash)
        return PictureFile(image.id, Path(image.root, image.path), small, image.width, image.height, image.bytes)

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        self.grid.shut_down()
        self.found.shut_down()

    # -- actions -------------------------------------------------------------------------------------------------

    def on_add_folder(self) -> None:
        ask.folder(self, "Add a folder of pictures", self.add_folder)

    def add_folder(self, path: Path) -> None:
        """Read `path` into the collection."""
        self._read(f"Reading {path.name}", folders=[str(path)])

    def on_read_again(self) -> None:
        self._read("Reading the folders again")

    def on_try_again(self) -> None:
        self._read("Trying the problem files again", retry=True)

    def _read(self, title: str, **arguments: Any) -> None:
        assert self.session.project is not None
        self.session.project.set("form.ingest", self.form.values())
        self.session.start("ingest", title, self.form.settings(), **arguments)

    def on_show_problem(self) -> None:
        """Open the folder of the chosen problem in the system's file manager."""
        problem: Problem | None = self.problems.chosen()
        if problem is None:
            self.tabs.setCurrentIndex(PROBLEMS)
            self.session.note.emit("Choose a file in the table of problems first.")
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(on_disk(Path(_place_of(problem))).parent)))

    def on_find_image(self) -> None:
        ask.files(self, "Find pictures in the collection", "Pictures (*)", self.find_images)

    def find_images(self, paths: list[Path]) -> None:
        """Look pictures from elsewhere up in the collection and show what they match."""
        self.tabs.setCurrentWidget(self.found)
        self.found.find(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from elsewhere may be dropped, to be found."""
        if self._files and not self.session.runner.busy and _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Find what was dropped."""
        event.acceptProposedAction()
        self.find_images(_dropped(event.mimeData()))

    def on_import_labels(self) -> None:
        ask.file(self, "Import graded pairs", "Labels (*.csv *.jsonl)", self.import_labels)

    def import_labels(self, path: Path) -> None:
        """Store the grades of a file as this annotator's."""
        who = self.session.annotator
        self.session.start("label", f"Importing {path.name}", file=str(path), annotator=who)

    def on_import_groups(self) -> None:
        ask.file(self, "Import known groups", "Groups (*.csv)", self.import_groups)

    def import_groups(self, path: Path) -> None:
        """Store the groups of a file."""
        self.session.start("groups", f"Importing {path.name}", file=str(path))


def _dropped(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _place_of(problem: Problem) -> str:
    return str(Path(problem.root, problem.path))
