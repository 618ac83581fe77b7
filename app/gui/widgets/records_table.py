"""RecordsTable: rows of any record in columns that say how to read them; cells are made only when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.gui import theme

LEAST = 120  # width of a column of words that shares the room left
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column: its heading, the text of a record in it, whether it takes the room left, is a number, its hint."""

    heading: str
    text: Callable[[Any], str]
    wide: bool = False
    number: bool = False
    hint: Callable[[Any], str] | None = None


class RecordsModel(QAbstractTableModel):
    """A sequence of records behind columns."""

    def __init__(self, columns: Sequence[Column], faint: Callable[[Any], bool]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.faint = faint
        self.records: Sequence[Any] = ()

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.records = records
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a record."""
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One for every Column."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, hint and alignment of one cell."""
        column, record = self.columns[index.column()], self.records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hint(record) if column.hint else column.text(record)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and self.faint(record):
            return QColor(theme.colours().muted)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, aligned as their columns are."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return _alignment(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


class RecordsTable(QTableView):
    """The table itself: whole rows are chosen, nothing is edited; `faint` records are written in a softer colour."""

    def __init__(
        self, name: str, columns: Sequence[Column], faint: Callable[[Any], bool] = lambda _record: False
    ) -> None:
        super().__init__()
        self.records = RecordsModel(columns, faint)
        self._fitted: int | None = None
        self.setModel(self.records)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(60)
        for section, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Fixed if column.wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(section, mode)
        header.setResizeContentsPrecision(50)  # rows looked at for the width: never a million

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Wide columns share the room left; numbers are never cut, words are."""
        header, columns = self.horizontalHeader(), self.records.columns
        wide = [section for section, column in enumerate(columns) if column.wide]
        taken = sum(header.sectionSize(section) for section in range(len(columns)) if section not in wide)
        for place, section in enumerate(wide):
            share = (self.viewport().width() - taken) // (len(wide) - place)
            words = max(self.sizeHintForColumn(section), header.sectionSizeHint(section))
            size = max(share, words if columns[section].number else LEAST)
            header.resizeSection(section, size)
            taken += size
        if self._fitted is not None:
            self.fit(self._fitted)

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace every row."""
        self.records.show_records(records)
        self._share_width()

    def fit(self, rows: int) -> None:
        """Be exactly as high as the heading, `rows` rows and, where one is needed, the scroll bar."""
        self._fitted = rows
        header = self.horizontalHeader()
        heading = max(header.sizeHint().height(), self.fontMetrics().height() + 18)
        bar = self.horizontalScrollBar().sizeHint().height() if header.length() > self.viewport().width() else 0
        self.setFixedHeight(heading + rows * self.verticalHeader().defaultSectionSize() + bar + 6)

    def chosen(self) -> Any | None:
        """The record of the chosen row."""
        rows = self.selectionModel().selectedRows()
        return self.records.records[rows[0].row()] if rows else None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
