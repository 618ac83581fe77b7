"""Collection: the folders, what was read from them, what could not be read and why, known groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.core.records import Changes, Problem
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets import ask
from app.gui.widgets.cards import SIDE, Card, Empty, Page, button, paragraph, text
from app.gui.widgets.found_view import FoundView
from app.gui.widgets.gallery import Gallery, open_folder
from app.gui.widgets.job_card import JobCard
from app.gui.widgets.records_table import Column, RecordsTable
from app.gui.widgets.settings_form import SettingsForm

FIGURES = {
    "images": mark("images"), "files": mark("files"), "problems": mark("problems"), "groups": mark("known groups"),
}  # fmt: skip
FOLDERS, PROBLEMS = 1, 2  # the tabs
LIVE_MS = 2500
READING = ("prepare", "ingest", "embed", "groups", "label")
SHOWN = (*READING, "find", "relink", "merge")


class CollectionPage(Page):
    """What the project looks at. Everything that changes it is a job."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = tr("The pictures of this project. They stay where they are and are only read.")
        super().__init__(tr("Collection"), lead, parent)
        self.session = session
        self._files = 0
        self.buttons: dict[str, QPushButton] = {
            "read_again": button(tr("Read again")),
            "find_image": button(tr("Find an image…")),
            "add_folder": button(tr("Add folder…"), "primary"),
            "import_labels": button(tr("Import labels…")),
            "import_groups": button(tr("Import known groups…")),
            "try_again": button(tr("Try again")),
            "show_problem": button(tr("Open folder")),
            "relink": button(tr("Relink folder…")),
        }
        self.head_tools.addWidget(self.buttons["find_image"])
        self.head_tools.addWidget(self.buttons["read_again"])
        self.head_tools.addWidget(self.buttons["add_folder"])
        self.job = JobCard(
            session.runner, SHOWN, tr("You can look around meanwhile; after a new project's pictures, "
            "the first pairs to grade come by themselves.")
        )  # fmt: skip
        self.body.addWidget(self.job)
        self.body.addWidget(self._figures())
        self.body.addWidget(self._contents(), 1)
        # While pictures are read the page fills in front of the person, seldom enough to cost the job nothing.
        self._live = QTimer(self, interval=LIVE_MS)
        self._live.timeout.connect(self._look)
        session.when_opened(self._opened)
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
            "folder-add", tr("No pictures yet"), tr("Add a folder; everything in it that is a picture is read."),
            tr("Add folder…"), self.buttons["add_folder"].click,
        )  # fmt: skip
        self.reading = Empty("collection", tr("Reading pictures"), tr("They appear here as they are read."))
        for place in (self.tabs, self.empty, self.reading):
            self._places.addWidget(place)
        card = Card()
        card.rows.addWidget(self._places)
        return card

    def _figures(self) -> Card:
        """A card with the counts side by side."""
        card = Card()
        row = self.side_by_side()
        figures = QHBoxLayout()
        figures.setSpacing(36)
        self.figures = {}
        for name, words in FIGURES.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            self.figures[name] = text("0", "figure")
            column.addWidget(self.figures[name])
            column.addWidget(text(tr(words), "small"))
            figures.addLayout(column)
        figures.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.buttons["import_labels"])
        tools.addWidget(self.buttons["import_groups"])
        tools.addStretch(1)
        row.addLayout(figures, 1)
        row.addLayout(tools)
        card.rows.addLayout(row)
        return card

    def _fill_tabs(self) -> None:
        self.gallery = Gallery(self.session)
        self.folders = RecordsTable(
            tr("Folders"),
            (
                Column(tr("Folder"), lambda row: row[0], wide=True),
                Column(tr("Files"), lambda row: f"{row[1]:,}", number=True),
                Column(tr("Problems"), lambda row: f"{row[2]:,}", number=True),
                Column("", lambda row: "" if row[3] else tr("not there now")),
            ),
            faint=lambda row: not row[3],
        )
        self.problems = RecordsTable(
            tr("Problems"),
            (
                Column(tr("File"), lambda problem: Path(problem.path).name, hint=_place_of),
                Column(tr("Reason"), lambda problem: problem.code),
                Column(tr("In words"), lambda problem: problem.detail, wide=True),
            ),
        )
        self.groups = RecordsTable(
            tr("Known groups"),
            (
                Column(tr("Group"), lambda row: row[0], wide=True),
                Column(tr("Images"), lambda row: f"{row[1]:,}", number=True),
            ),
        )
        self.problems.doubleClicked.connect(lambda _index: self.on_show_problem())
        self.tabs.addTab(self.gallery, tr("Images"))
        self.tabs.addTab(self._folders_tab(), tr("Folders"))
        self.tabs.addTab(self._problems_tab(), tr("Problems"))
        self.tabs.addTab(self.groups, tr("Known groups"))
        self.found = FoundView(self.session)
        self.tabs.addTab(self.found, tr("Found"))
        self.setAcceptDrops(True)

    def _folders_tab(self) -> QWidget:
        tab = QWidget()
        rows = QVBoxLayout(tab)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(10)
        tools = QHBoxLayout()
        tools.addWidget(paragraph(tr("A folder that was moved or renamed is found again; every grade stays.")), 1)
        tools.addWidget(self.buttons["relink"])
        rows.addLayout(tools)
        rows.addWidget(self.folders, 1)
        return tab

    def _problems_tab(self) -> QWidget:
        tab = QWidget()
        rows = QVBoxLayout(tab)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(10)
        tools = QHBoxLayout()
        self.all_well = paragraph(tr("Files that could not be read. They are left out until they can be."))
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
        self.gallery.clear()
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
        size, groups, problems, sizes = images.count(), images.group_sizes(), images.problems(), images.sizes()
        for name, number in zip(FIGURES, (size.images, size.files, size.problems, len(groups)), strict=True):
            self.figures[name].setText(f"{number:,}")
        self.gallery.refresh()
        self.folders.show_records(
            [(root.path, *sizes.get(root.id, (0, 0)), Path(root.path).is_dir()) for root in images.folders()]
        )
        self.problems.show_records(problems)
        self.groups.show_records(groups)
        self.tabs.setTabText(PROBLEMS, tr("Problems ({count:,})", count=len(problems)) if problems else tr("Problems"))
        self._files = size.files
        self._choose_place()

    def shut_down(self) -> None:
        """End what reads thumbnails and answers questions."""
        self.gallery.shut_down()
        self.found.shut_down()

    # -- actions -------------------------------------------------------------------------------------------------

    def on_add_folder(self) -> None:
        ask.folder(self, tr("Add a folder of pictures"), self.add_folder)

    def add_folder(self, path: Path) -> None:
        """Read `path` into the collection."""
        self._read(tr("Reading {name}", name=path.name), folders=[str(path)])

    def on_read_again(self) -> None:
        self._read(tr("Reading the folders again"))

    def on_try_again(self) -> None:
        self._read(tr("Trying the problem files again"), retry=True)

    def _read(self, title: str, **arguments: Any) -> None:
        assert self.session.project is not None
        self.session.project.set("form.ingest", self.form.values())
        self.session.start("ingest", title, self.form.settings(), **arguments)

    def on_show_problem(self) -> None:
        """Open the folder of the chosen problem in the system's file manager."""
        problem: Problem | None = self.problems.chosen()
        if problem is None:
            self.tabs.setCurrentIndex(PROBLEMS)
            self.session.note.emit(tr("Choose a file in the table of problems first."))
        else:
            open_folder(Path(_place_of(problem)))

    def on_search_images(self) -> None:
        self.tabs.setCurrentWidget(self.gallery)
        self.gallery.search.setFocus()
        self.gallery.search.selectAll()

    def on_nearest_images(self) -> None:
        """Show the nearest images of the chosen one."""
        chosen = self.gallery.grid.chosen()
        self.tabs.setCurrentWidget(self.gallery)
        if chosen is None:
            self.session.note.emit(tr("Choose an image first."))
        else:
            self.gallery.show_nearest(chosen)

    def on_relink(self) -> None:
        """Ask where a folder of the collection is now: the one chosen, else the only one that is not there."""
        row = self.folders.chosen()
        lost = [record for record in self.folders.records.records if not record[3]]
        row = row or (lost[0] if len(lost) == 1 else None)
        if row is None:
            self.tabs.setCurrentIndex(FOLDERS)
            self.session.note.emit(tr("Choose a folder in the table first."))
        else:
            ask.folder(self, tr("Where is {folder} now?", folder=row[0]), lambda path: self.relink(row[0], path))

    def relink(self, old: str, new: Path) -> None:
        """Find the files of the folder `old` in `new`."""
        self.session.start("relink", tr("Finding {folder}", folder=Path(old).name), old=old, new=str(new))

    def on_find_image(self) -> None:
        ask.files(self, tr("Find pictures in the collection"), tr("Pictures (*)"), self.find_images)

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
        ask.file(self, tr("Import graded pairs"), tr("Labels (*.csv *.jsonl)"), self.import_labels)

    def import_labels(self, path: Path) -> None:
        """Store the grades of a file as this annotator's."""
        who = self.session.annotator
        self.session.start("label", tr("Importing {name}", name=path.name), file=str(path), annotator=who)

    def on_import_groups(self) -> None:
        ask.file(self, tr("Import known groups"), tr("Groups (*.csv)"), self.import_groups)

    def import_groups(self, path: Path) -> None:
        """Store the groups of a file."""
        self.session.start("groups", tr("Importing {name}", name=path.name), file=str(path))

    def on_import_embeddings(self) -> None:
        ask.file(self, tr("Import vectors"), tr("Vectors (*.npz)"), self.import_embeddings)

    def import_embeddings(self, path: Path) -> None:
        """Make an embedding of the vectors of a file."""
        title = tr("Importing {name}", name=path.name)
        self.session.start("import_file", title, kind="embeddings", file=str(path))

    def on_merge(self) -> None:
        ask.folder(self, tr("Merge which project?"), self.merge)

    def merge(self, path: Path) -> None:
        """Take in what another copy of the project holds."""
        self.session.start("merge", tr("Merging {name}", name=path.stem), other=str(path))


def _dropped(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _place_of(problem: Problem) -> str:
    return str(Path(problem.root, problem.path))
