"""ThumbnailGrid: the images of the collection; only what is on the screen is read from disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.records import Image
from app.gui import theme
from app.gui.pictures import THUMBNAIL, Picture, PictureFile, Pictures

Index = QModelIndex | QPersistentModelIndex
CELL = QSize(172, 168)
BUDGET = 96 << 20
SETTLE_MS = 40  # scrolling fast asks for nothing until it slows down


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.images: Sequence[Image] = ()
        self.rows: dict[int, int] = {}

    def show_images(self, images: Sequence[Image]) -> None:
        self.beginResetModel()
        self.images = images
        self.rows = {image.id: row for row, image in enumerate(images)}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.images)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        image = self.images[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return PurePosixPath(image.path).name
        if role == Qt.ItemDataRole.ToolTipRole:
            size = f"{image.width} × {image.height} px, {image.bytes / 1000:,.0f} kB, {image.format}"
            return f"{image.root}/{image.path}\n{size}"
        return image if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    """Paints one cell: the picture fitted into a soft frame, its name below."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        view = option.widget
        return view.gridSize() if isinstance(view, QListView) else CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = theme.colours()
        image = index.data(Qt.ItemDataRole.UserRole)
        cell = option.rect.adjusted(6, 6, -6, -6)
        frame = QRect(cell.left(), cell.top(), cell.width(), cell.height() - option.fontMetrics.height() - 6)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(frame, 8, 8)
        painter.fillPath(path, QColor(c.raised))
        if (picture := self._pictures.get(image.id, THUMBNAIL)) is not None and not picture.image.isNull():
            size = picture.image.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(frame.center() - QRect(0, 0, size.width(), size.height()).center(), size)
            painter.setClipPath(path)
            painter.drawImage(place, picture.image)
            painter.setClipping(False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(c.accent))
            painter.drawRoundedRect(frame, 8, 8)
        painter.setPen(QColor(c.muted))
        words = QRect(cell.left(), frame.bottom() + 5, cell.width(), option.fontMetrics.height())
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, name)
        painter.restore()


class ThumbnailGrid(QListView):
    """Shows images by `place`, a function from an image to where its thumbnail and its file are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = Pictures(self, threads=1, budget=BUDGET)
        self.pictures.arrived.connect(self._arrived)
        self._place: Callable[[Image], PictureFile] | None = None
        self._images = _Model()
        self.setModel(self._images)
        self.setItemDelegate(_Delegate(self.pictures, self))
        self.setAccessibleName("Images")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(CELL)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())

    def show_images(self, images: Sequence[Image], place: Callable[[Image], PictureFile]) -> None:
        """Replace all images; the place scrolled to stays."""
        bar = self.verticalScrollBar()
        before = bar.value()
        if not images:
            self.pictures.forget()
        self._place = place
        self._images.show_images(images)
        self.doItemsLayout()
        bar.setValue(before)
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among as many columns as fit; more may be in sight now."""
        # Reckoned with the scroll bar whether it is there or not: else it comes and goes with every layout.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        self.setGridSize(QSize(width // max(1, width // CELL.width()), CELL.height()))
        super().resizeEvent(event)
        self._settle.start()

    def shut_down(self) -> None:
        """End the reading thread."""
        self.pictures.close()

    def in_sight(self) -> range:
        """The rows on the screen."""
        count = len(self._images.images)
        columns = max(1, self.viewport().width() // CELL.width())
        first = self.verticalScrollBar().value() // CELL.height() * columns
        rows = self.viewport().height() // CELL.height() + 2
        return range(min(first, count), min(first + rows * columns, count))

    def _ask(self) -> None:
        if self._place is not None:
            seen = [self._images.images[row] for row in self.in_sight()]
            self.pictures.want([(self._place(image), THUMBNAIL) for image in seen])

    def _arrived(self, picture: Picture) -> None:
        row = self._images.rows.get(picture.id)
        if row is not None:
            self.update(self._images.index(row))
