"""ThumbnailGrid: the images of the collection; only what is on the screen is read, rows and pictures alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.reading.picture_file import PictureFile
from app.core.records import Image, IntArray
from app.gui import theme
from app.gui.pictures import THUMBNAIL, Picture, Pictures
from app.gui.texts import tr
from app.gui.widgets.grid_view import GridView
from app.gui.widgets.image_model import Fetch, ImageModel

Index = QModelIndex | QPersistentModelIndex
CELL = QSize(172, 168)
BUDGET = 96 << 20
SETTLE_MS = 40  # scrolling fast asks for nothing until it slows down


class ThumbnailGrid(GridView):
    """Shows images by `place`, a function from an image to where its thumbnail and its file are.

    opened(Image): Enter or a double click. menu_wanted(Image, QPoint): the menu key or the right button.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, fetch: Fetch, place: Callable[[Image], PictureFile], parent: QWidget | None = None) -> None:
        super().__init__(CELL, parent)
        self.pictures = Pictures(self, threads=1, budget=BUDGET)
        self.pictures.arrived.connect(self._arrived)
        self._place = place
        self._closed = False
        self.images = ImageModel(fetch)
        self.setModel(self.images)
        self.setItemDelegate(_Delegate(self.pictures, self))
        self.setAccessibleName(tr("Images"))
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self.doubleClicked.connect(self._open)

    def show_ids(self, ids: IntArray) -> None:
        """Replace all images; the place scrolled to and the chosen image stay where they still are."""
        bar = self.verticalScrollBar()
        before, chosen = bar.value(), self.chosen()
        if not len(ids):
            self.pictures.forget()
        self.images.show_ids(ids)
        bar.setValue(before)
        row = None if chosen is None else self.images.row_of(chosen.id, range(len(ids)))
        if row is not None:
            self.setCurrentIndex(self.images.index(row, 0))
        self._settle.start()

    def chosen(self) -> Image | None:
        """The image with the frame, if there is one."""
        index = self.currentIndex()
        return self.images.image(index.row()) if index.isValid() else None

    def shut_down(self) -> None:
        """End the reading thread; nothing is asked for any more."""
        self._closed = True
        self.pictures.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More may be in sight now."""
        super().resizeEvent(event)
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(self.images.image(index.row()), where)

    def _open(self, index: Index) -> None:
        image = self.images.image(index.row())
        if image is not None:
            self.opened.emit(image)

    def _ask(self) -> None:
        if self._closed:
            return
        seen = [image for row in self.in_sight() if (image := self.images.image(row)) is not None]
        self.pictures.want([(self._place(image), THUMBNAIL) for image in seen])

    def _arrived(self, picture: Picture) -> None:
        row = self.images.row_of(picture.id, self.in_sight())
        if row is not None:
            self.update(self.images.index(row, 0))


class _Delegate(QStyledItemDelegate):
    """Paints one cell: the picture fitted into a soft frame, its name below."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = theme.colours()
        image = index.data(Qt.ItemDataRole.UserRole)
        if image is None:
            return
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
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(c.accent), 3.0 if focused else 1.0))
            painter.drawRoundedRect(frame, 8, 8)
        painter.setPen(QColor(c.muted))
        words = QRect(cell.left(), frame.bottom() + 5, cell.width(), option.fontMetrics.height())
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, name)
        painter.restore()
