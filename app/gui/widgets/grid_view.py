"""GridView: an item view of equal cells in rows; its layout is arithmetic, so that a million items cost what ten do."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
Action = QAbstractItemView.CursorAction


class GridView(QAbstractItemView):
    """Shows column 0 of a list model; `cell` is the least size of a cell, the width left is shared among them."""

    def __init__(self, cell: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = cell
        self.setObjectName("grid")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else the width would come and go
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    @property
    def across(self) -> int:
        """Cells in a row."""
        return max(1, self.viewport().width() // self._cell.width())

    def count(self) -> int:
        """Items of the model."""
        return self.model().rowCount() if self.model() is not None else 0

    def in_sight(self) -> range:
        """The items on the screen, partly seen ones included."""
        top = self.verticalOffset() // self._cell.height()
        bottom = (self.verticalOffset() + max(0, self.viewport().height() - 1)) // self._cell.height()
        return range(min(top * self.across, self.count()), min((bottom + 1) * self.across, self.count()))

    def place_of(self, row: int) -> QRect:
        """Where item `row` is in the viewport; it may lie outside of what is seen."""
        line, column = divmod(row, self.across)
        width = self.viewport().width()
        left, right = width * column // self.across, width * (column + 1) // self.across
        return QRect(left, line * self._cell.height() - self.verticalOffset(), right - left, self._cell.height())

    # -- what QAbstractItemView asks of a view --------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        return self.place_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        width, y = max(1, self.viewport().width()), point.y() + self.verticalOffset()
        if not (0 <= point.x() < width and y >= 0):
            return QModelIndex()
        column = next(n for n in range(self.across) if point.x() < width * (n + 1) // self.across)
        row = y // self._cell.height() * self.across + column
        return self.model().index(row, 0) if row < self.count() else QModelIndex()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
                 ) -> None:  # fmt: skip
        place, bar = self.visualRect(index), self.verticalScrollBar()
        if hint == QAbstractItemView.ScrollHint.PositionAtTop or place.top() < 0:
            bar.setValue(bar.value() + place.top())
        elif place.bottom() >= self.viewport().height():
            bar.setValue(bar.value() + place.bottom() + 1 - self.viewport().height())

    def moveCursor(self, action: Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Arrows, Home, End and the page keys; left and right go on in the next row."""
        count = self.count()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self._cell.height()) * self.across
        steps = {
            Action.MoveLeft: -1, Action.MovePrevious: -1, Action.MoveRight: 1, Action.MoveNext: 1,
            Action.MoveUp: -self.across, Action.MoveDown: self.across, Action.MovePageUp: -page,
            Action.MovePageDown: page, Action.MoveHome: -count, Action.MoveEnd: count,
        }  # fmt: skip
        now = self.currentIndex().row()
        wanted = 0 if now < 0 else now + steps[action]
        if action in (Action.MoveUp, Action.MoveDown) and not 0 <= wanted < count:
            wanted = now
        return self.model().index(max(0, min(count - 1, wanted)), 0)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.topLeft())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def keyboardSearch(self, _typed: str) -> None:
        """Nothing: Qt would read the names of all items."""

    def updateGeometries(self) -> None:
        """The scroll bar for this many items at this width."""
        lines = -(-self.count() // self.across)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._cell.height() // 3)
        bar.setRange(0, max(0, lines * self._cell.height() - self.viewport().height()))
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is at the top there when the number of columns changes."""
        before = max(1, event.oldSize().width() // self._cell.width())
        top = self.verticalOffset() // self._cell.height() * before
        super().resizeEvent(event)
        self.updateGeometries()
        if before != self.across and event.oldSize().width() > 0:
            self.verticalScrollBar().setValue(top // self.across * self._cell.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row in self.in_sight():
            index = self.model().index(row, 0)
            option.rect = self.place_of(row)
            option.state = QStyle.StateFlag.State_Enabled
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == self.currentIndex() and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)
        painter.end()
