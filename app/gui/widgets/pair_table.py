"""PairTable: candidate pairs with the small pictures of both sides; only what is on the screen is read from disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QResizeEvent, QTextOption
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.reading.picture_file import PictureFile
from app.gui import theme
from app.gui.pictures import THUMBNAIL, Picture, Pictures
from app.gui.texts import tr
from app.gui.widgets.records_table import Column, RecordsTable

Index = QModelIndex | QPersistentModelIndex
PICTURE = QSize(84, 60)
INSET = 5
LINES = 3  # a long name may take
BREAK = "\u200b"  # no width, and a line may end there: a name goes on behind a stroke, not in the middle of a word
BUDGET = 48 << 20
SETTLE_MS = 40  # scrolling fast asks for nothing until it slows down


@dataclass(frozen=True)
class PairRow:
    """One pair: the names of both pictures, where they are read from, their distance, what is said of them, and what a
    verifier predicts where that is shown.

    A pair may lack its right side; `names` then ends in "" and there is no distance.
    """

    names: tuple[str, str]
    files: tuple[PictureFile, PictureFile | None]
    distance: float | None
    why: str
    predicted: str = ""


class PairTable(RecordsTable):
    """Shows PairRow records under three headings: of the left pictures, of the right ones, of the words; with
    `predicted` under one more."""

    def __init__(self, name: str, headings: tuple[str, str, str] | None = None, *, predicted: bool = False) -> None:
        left, right, words = headings or (tr("Left"), tr("Right"), tr("Why these two"))
        super().__init__(
            name,
            (
                Column(left, _name(0), hint=lambda row: row.names[0]),
                Column(right, _name(1), hint=lambda row: row.names[1]),
                Column(tr("Distance"), lambda row: "–" if row.distance is None else f"{row.distance:.3f}", number=True),
                Column(words, lambda row: row.why, wide=True),
                *([Column(tr("Predicted"), lambda row: row.predicted or "–")] if predicted else []),
            ),
        )
        self.pictures = Pictures(self, threads=1, budget=BUDGET)
        self.pictures.arrived.connect(self._arrived)
        self.setItemDelegateForColumn(0, _Side(0, self.pictures, self))
        self.setItemDelegateForColumn(1, _Side(1, self.pictures, self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultSectionSize(PICTURE.height() + 2 * INSET)
        for column in (0, 1):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(RecordsTable.ScrollMode.ScrollPerPixel)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace every row."""
        super().show_records(records)
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both sides share what the words leave; more rows may be in sight now."""
        width = max(PICTURE.width() + 2 * INSET, min(230, self.viewport().width() * 27 // 100))
        for column in (0, 1):
            self.horizontalHeader().resizeSection(column, width)
        super().resizeEvent(event)
        self._settle.start()

    def shut_down(self) -> None:
        """End the reading thread."""
        self.pictures.close()

    def in_sight(self) -> range:
        """The rows on the screen."""
        total = len(self.records.records)
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(min(first, total), total if last < 0 else last + 1)

    def _ask(self) -> None:
        files = [file for row in self.in_sight() for file in self.records.records[row].files]
        self.pictures.want([(file, THUMBNAIL) for file in files if file is not None])

    def _arrived(self, _picture: Picture) -> None:
        self.viewport().update()


class _Side(QStyledItemDelegate):
    """Paints the picture of one side with its name beside it."""

    def __init__(self, side: int, pictures: Pictures, table: RecordsTable) -> None:
        super().__init__(table)
        self._side, self._pictures, self._records = side, pictures, table.records

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = theme.colours()
        row: PairRow = self._records.records[index.row()]
        file = row.files[self._side]
        if file is None:
            super().paint(painter, option, index)
            return
        cell = option.rect.adjusted(INSET, INSET, -INSET, -INSET)
        frame = QRect(cell.topLeft(), PICTURE)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(c.accent_soft))
        path = QPainterPath()
        path.addRoundedRect(frame, 5, 5)
        painter.fillPath(path, QColor(c.raised))
        picture = self._pictures.get(file.id, THUMBNAIL)
        if picture is not None and not picture.image.isNull():
            size = picture.image.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setClipPath(path)
            painter.drawImage(QRect(frame.center() - QRect(0, 0, size.width(), size.height()).center(), size),
                              picture.image)  # fmt: skip
            painter.setClipping(False)
        painter.setPen(QColor(c.text))
        words = cell.adjusted(PICTURE.width() + 8, 0, 0, 0)
        room = max(1, LINES * words.width() - option.fontMetrics.horizontalAdvance("mm"))
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, room)
        flow = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        flow.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(QRectF(words), name.replace("_", "_" + BREAK), flow)
        painter.restore()


def _name(side: int) -> Callable[[Any], str]:
    return lambda row: PurePosixPath(row.names[side]).name
