"""ImageModel: images by number; their records are read when they are seen, a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.records import Image, IntArray
from app.gui.pair_facts import size_text
from app.gui.texts import tr

Index = QModelIndex | QPersistentModelIndex
PAGE = 128  # records read at once
PAGES = 64  # of them kept
Fetch = Callable[[list[int]], Mapping[int, Image]]


class ImageModel(QAbstractListModel):
    """`ids` (n,) are the rows; a million of them take eight megabytes. `fetch` gives the records of some."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self.ids: IntArray = np.empty(0, np.int64)
        self.captions: Mapping[int, str] = {}  # what stands before the name of some images
        self._fetch = fetch
        self._pages: OrderedDict[int, list[Image | None]] = OrderedDict()

    def show_ids(self, ids: IntArray) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def image(self, row: int) -> Image | None:
        """The record of a row; None when the image has left the project meanwhile."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            wanted = [int(id) for id in self.ids[number * PAGE : (number + 1) * PAGE]]
            found = self._fetch(wanted)
            page = self._pages[number] = [found.get(id) for id in wanted]
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page[place]

    def row_of(self, id: int, among: range) -> int | None:
        """Which of these rows the image is in."""
        found = np.flatnonzero(self.ids[among.start : among.stop] == id)
        return among.start + int(found[0]) if len(found) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.UserRole,
                        Qt.ItemDataRole.AccessibleTextRole):  # fmt: skip
            return None  # else every question for a font would read a page
        image = self.image(index.row())
        if image is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            size = tr("{width} × {height} px, {size}, {format}", width=image.width, height=image.height,
                      size=size_text(image.bytes), format=image.format)  # fmt: skip
            return f"{image.root}/{image.path}\n{size}"
        if role == Qt.ItemDataRole.UserRole:
            return image
        return "  ".join([*filter(None, [self.captions.get(image.id)]), PurePosixPath(image.path).name])
