"""TileGrid: pictures, one or two to a tile, in as many columns as make them largest; one tile may have the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui import theme
from app.gui.widgets.grade_bar import SIGNS, draw_sign

GAP, INSET = 10, 6
RATIO = 1.3  # width over height of pictures, mostly


@dataclass(frozen=True)
class Tile:
    """What one tile shows: its images, the key or letter in its corner, its answer, whether it is marked.

    `settled`: the answer is stored; else it is only meant. `words` stand below the picture.
    """

    images: tuple[int, ...]
    corner: str = ""
    code: str = ""
    words: str = ""
    marked: bool = False
    settled: bool = False
    anchor: bool = False


class TileGrid(QWidget):
    """chosen(index): the arrows or the mouse framed a tile. resized(): pictures of another size are wanted.

    painted(): all pictures are sharp, and it is the first time these were.

    `picture` gives the picture of an image and whether it is sharp enough, None while it is being read.
    """

    chosen = Signal(int)
    resized = Signal()
    painted = Signal()

    def __init__(self, picture: Callable[[int], tuple[QImage, bool] | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.tiles: Sequence[Tile] = ()
        self.focus: int | None = None
        self._told = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_tiles(self, tiles: Sequence[Tile], *, fresh: bool = True) -> None:
        """Show these tiles; `fresh`: they are others than before, and nothing has been seen of them yet."""
        self.tiles = tiles
        self._told = self._told and not fresh
        self.update()

    @property
    def columns(self) -> int:
        """In how many columns the tiles stand: so many that the pictures are as large as can be."""
        count = max(1, len(self.tiles))
        each = max((len(tile.images) for tile in self.tiles), default=1)
        around, words = GAP + 2 * INSET, self._words_below  # in small tiles they are much of the height

        def height(columns: int) -> float:
            rows = -(-count // columns)
            room = (self.width() / columns - around) / each
            return min(self.height() / rows - around - words, room / RATIO)

        return max(range(1, count + 1), key=lambda columns: (height(columns), -columns))

    @property
    def picture_size(self) -> QSize:
        """The room of one picture in pixels of the screen."""
        if not self.tiles:
            return QSize(1, 1)
        room = self._pictures(0)
        each = max(len(tile.images) for tile in self.tiles)
        ratio = self.devicePixelRatioF()
        return QSize(max(1, int(room.width() / each * ratio)), max(1, int(room.height() * ratio)))

    def step(self, columns: int, rows: int) -> None:
        """Frame the tile so many columns and rows from here; the first time the first one."""
        if not self.tiles:
            return
        wide = self.columns
        here = self.focus
        wanted = 0 if here is None else here + columns + rows * wide
        if here is None or 0 <= wanted < len(self.tiles):
            self.chosen.emit(wanted)

    def set_focus(self, index: int | None) -> None:
        """Put the focus on this tile, or nowhere."""
        self.focus = index
        self.update()

    def _cell(self, index: int) -> QRectF:
        columns = self.columns
        rows = -(-max(1, len(self.tiles)) // columns)
        width, height = self.width() / columns, self.height() / rows
        left, top = index % columns * width, index // columns * height
        return QRectF(left, top, width, height).adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)

    def _pictures(self, index: int) -> QRectF:
        return self._cell(index).adjusted(INSET, INSET, -INSET, -INSET - self._words_below)

    @property
    def _words_below(self) -> int:
        """The height that the words of a tile take, 0 where none has any."""
        return self.fontMetrics().height() + 4 if any(tile.words for tile in self.tiles) else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        sharp = [self._paint(painter, index) for index in range(len(self.tiles))]
        if sharp and all(sharp) and not self._told:
            self._told = True
            self.painted.emit()

    def _paint(self, painter: QPainter, index: int) -> bool:
        """Draw one tile; whether all of its pictures are sharp."""
        tile, cell, c = self.tiles[index], self._cell(index), theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.raised))
        painter.drawRoundedRect(cell, 8, 8)
        room, sharp = self._pictures(index), True
        each = room.width() / len(tile.images)
        for number, image in enumerate(tile.images):
            place = QRectF(room.left() + number * each, room.top(), each, room.height()).adjusted(1, 0, -1, 0)
            sharp &= self._paint_picture(painter, place, image)
        if tile.words:
            painter.setPen(QColor(c.muted))
            below = QRectF(room.left(), room.bottom() + 2, room.width(), self.fontMetrics().height())
            words = self.fontMetrics().elidedText(tile.words, Qt.TextElideMode.ElideMiddle, int(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        self._paint_marks(painter, index, tile, cell)
        return sharp

    def _paint_picture(self, painter: QPainter, place: QRectF, image: int) -> bool:
        found = self._picture(image)
        if found is None or found[0].isNull():
            return found is not None  # nothing to see is as sharp as it gets
        picture, sharp = found
        size = picture.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = place.center().x() - size.width() / 2, place.center().y() - size.height() / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)
        return sharp

    def _paint_marks(self, painter: QPainter, index: int, tile: Tile, cell: QRectF) -> None:
        c = theme.colours()
        unit = self.fontMetrics().height() + 8.0
        if tile.corner:
            self._paint_corner(painter, tile, QRectF(cell.left() + 6, cell.top() + 6, unit, unit))
        if tile.code in SIGNS:
            painter.setOpacity(1.0 if tile.settled else 0.85)
            draw_sign(painter, QRectF(cell.right() - unit - 10, cell.top() + 6, unit + 4, unit + 4), tile.code)
            painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if tile.marked or tile.anchor:
            painter.setPen(QPen(QColor(c.text), 2, Qt.PenStyle.DashLine if tile.marked else Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(cell.adjusted(3, 3, -3, -3), 7, 7)
        if index == self.focus:
            painter.setPen(QPen(QColor(c.accent), 3))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_corner(self, painter: QPainter, tile: Tile, place: QRectF) -> None:
        c, font = theme.colours(), QFont(self.font())
        font.setBold(True)
        painter.save()
        painter.setFont(font)
        wide = max(place.width(), painter.fontMetrics().horizontalAdvance(tile.corner) + 10.0)
        place = QRectF(place.left(), place.top(), wide, place.height())
        painter.setPen(QPen(QColor(c.strong_border), 1))
        painter.setBrush(QColor(c.window))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor(c.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tile.corner)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Larger tiles want other pictures."""
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which tile was clicked."""
        where = event.position()
        index = next((index for index in range(len(self.tiles)) if self._cell(index).contains(where)), None)
        if index is not None:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the focus; all other keys are the page's."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        else:
            self.step(*step)


_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
