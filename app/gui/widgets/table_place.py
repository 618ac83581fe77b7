"""TablePlace: a place for a table whose columns are only known when there is something to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.gui.widgets.records_table import Column, RecordsTable


class TablePlace(QVBoxLayout):
    """`table` is the one shown now, as high as its rows; None before the first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.table: RecordsTable | None = None

    @property
    def shown(self) -> bool:
        """Whether there is a table with rows."""
        return self.table is not None and not self.table.isHidden()

    def show_records(self, columns: Sequence[Column], records: Sequence[Any]) -> None:
        """Show these records in these columns; nothing at all without records."""
        if self.table is None or [c.heading for c in self.table.records.columns] != [c.heading for c in columns]:
            old, self.table = self.table, RecordsTable(self._name, columns)
            self.addWidget(self.table)
            if old is not None:
                self.removeWidget(old)
                old.hide()
                old.deleteLater()
        else:  # the columns read the records of now
            self.table.records.columns = tuple(columns)
        self.table.setVisible(bool(records))
        self.table.show_records(records)
        self.table.fit(len(records))
