"""Gallery: the images of the collection with a search by name, and the nearest images of one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app import asker
from app.asker import Reply
from app.core.reading.files import on_disk
from app.core.reading.picture_file import PictureFile
from app.core.records import Image
from app.gui.asking import Asking
from app.gui.outcomes import count
from app.gui.session import Session
from app.gui.texts import tr
from app.gui.widgets.cards import button, text
from app.gui.widgets.thumbnail_grid import ThumbnailGrid

if TYPE_CHECKING:
    from app.core.applying.nearby import Nearby

NEAREST = 24
TYPING_MS = 250  # a pause in typing after which is searched


class Gallery(QWidget):
    """Shows all images, those whose path holds what is typed, or one image with those nearest to it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._near: Image | None = None  # the image whose neighbours are shown or sought
        self._asking = Asking(self, asker.NEARBY)
        self._asking.answered.connect(self._answered)
        self.search = QLineEdit(placeholderText=tr("Search by name or folder"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search by name or folder"))
        self.search.setMaximumWidth(320)
        self.words = text("", "muted")
        self.back = button(tr("All images"), "", self.show_all)
        self.grid = ThumbnailGrid(self._fetch, self._place)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.search, 1)
        line.addWidget(self.back)
        line.addWidget(self.words, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(10)
        rows.addLayout(line)
        rows.addWidget(self.grid, 1)
        self.back.hide()
        self._pause = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self.show_all)
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.show_all)
        self.grid.opened.connect(self.show_nearest)
        self.grid.menu_wanted.connect(self._offer)

    def clear(self) -> None:
        """Another project is open, or none."""
        self._pause.stop()
        self._asking.give_up()
        self._near = None
        self.back.hide()
        self.search.clear()
        self.words.clear()
        self.grid.show_ids(np.empty(0, np.int64))

    def refresh(self) -> None:
        """Images have come or gone; one's neighbours stay as they were found."""
        if self._near is None:
            self.show_all()

    def show_all(self) -> None:
        """Show every image, or those that fit what is typed."""
        project = self._session.project
        if project is None:
            return
        self._pause.stop()
        self._asking.give_up()
        self._near = None
        self.back.hide()
        sought = self.search.text().strip()
        found = project.images.ids(sought)
        self.grid.images.captions = {}
        self.grid.show_ids(found)
        if sought:
            self.words.setText(tr("{images} with “{text}” in the path", images=count(len(found), "image"), text=sought))
        else:
            self.words.setText(tr("Enter shows the images nearest to the chosen one."))

    def show_nearest(self, image: Image) -> None:
        """Look for the images nearest to `image`; they are shown when they are found."""
        project = self._session.project
        if project is not None:
            self._near = image
            self.words.setText(tr("Looking for the images nearest to {name}…", name=image.path))
            self.back.show()
            self._asking.ask_nearby(project.path, image.id, NEAREST)

    def shut_down(self) -> None:
        """End the reading thread and the process that answers."""
        self.grid.shut_down()
        self._asking.close()

    def _answered(self, reply: Reply) -> None:
        if self._near is None:
            return
        if reply.problem:
            self.words.setText(reply.problem)
            return
        found: Nearby = reply.evidence
        self.grid.images.captions = {id: f"{d:.3f}" for id, d in zip(found.ids, found.distances, strict=True)}
        self.grid.show_ids(np.array([self._near.id, *found.ids], np.int64))
        self.grid.verticalScrollBar().setValue(0)
        self.grid.setCurrentIndex(self.grid.images.index(0, 0))
        self.words.setText(tr("Nearest to {name} by {embedder}; the number is the distance.",
                              name=self._near.path, embedder=found.embedder))  # fmt: skip

    def _offer(self, image: Image, where: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Nearest images")).triggered.connect(lambda _on=False: self.show_nearest(image))
        menu.addAction(tr("Open folder")).triggered.connect(lambda _on=False: open_folder(Path(image.root, image.path)))
        menu.popup(where)

    def _fetch(self, ids: list[int]) -> dict[int, Image]:
        project = self._session.project
        return {} if project is None else project.images.by_ids(ids)

    def _place(self, image: Image) -> PictureFile:
        assert self._session.project is not None
        return PictureFile.listed(image, self._session.project.folder("thumbs"))


def open_folder(path: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(on_disk(path).parent)))
