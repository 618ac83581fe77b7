"""KeyDialog: other keys for actions; a key that something else has is shown in red and refused."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.gui import keys
from app.gui.actions import ACTIONS, ActionSpec
from app.gui.texts import mark, tr
from app.gui.widgets.cards import button, paragraph, text
from app.gui.widgets.dialog_size import open_as
from app.gui.widgets.key_field import KeyField
from app.gui.widgets.records_table import Column, RecordsTable

LEAD = mark(
    "Choose an action, go to the field with Tab and press the new key. The places of the digits on the keyboard go on "
    "to grade, unless another action gets such a key. Space and the arrows belong to the pictures."
)


class KeyDialog(QDialog):
    """changed(dict): the keys in force have changed; the dict holds those that are not the table's."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Change keys"))
        self._key = ""
        self.table = RecordsTable(
            tr("Actions and their keys"),
            (
                Column(tr("Action"), keys.name_of, wide=True, hint=lambda action: tr(action.help)),
                Column(tr("Keys"), lambda action: keys.shown(action) or "–"),
                Column(tr("As delivered"), _delivered),
            ),
        )
        self.field = KeyField()
        self.words = text("", "danger")
        self.words.setWordWrap(True)
        self.take = button(tr("Use this key"), "primary", self._take)
        self.default = button(tr("As delivered"), "", lambda: self._bind(self._action().keys))
        self.all_default = button(tr("All as delivered"), "", self._reset)
        self.take.setDefault(True)
        self._arrange()
        self.field.taken.connect(self._judge)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._judge(""))
        self.table.show_records([action for action in ACTIONS if keys.may_change(action)])
        self.table.selectRow(0)
        self._judge("")
        open_as(self, 760, 620)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 20, 20, 16)
        rows.setSpacing(12)
        rows.addWidget(paragraph(tr(LEAD)))
        rows.addWidget(self.table, 1)
        line = QHBoxLayout()
        self.field.setFixedWidth(190)
        for widget in (self.field, self.take, self.default):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.all_default)
        line.addWidget(button(tr("Close"), "", self.accept))
        rows.addWidget(self.words)
        rows.addLayout(line)

    def choose(self, id: str) -> None:
        """Choose the action `id` in the table."""
        self.table.selectRow([action.id for action in self.table.records.records].index(id))

    def _action(self) -> ActionSpec:
        action = self.table.chosen()
        assert isinstance(action, ActionSpec)
        return action

    def _judge(self, key: str) -> None:
        """Say whether the action chosen may have `key`; an empty one begins anew."""
        self._key = key
        if not key:
            self.field.clear()
        problem = keys.refusal(self._action().id, key) if key and self.table.chosen() else ""
        self.words.setText(problem)
        self.field.setProperty("problem", bool(problem))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.take.setEnabled(bool(key) and not problem)

    def _take(self) -> None:
        if self._key:
            self._bind((self._key,))

    def _bind(self, bound: tuple[str, ...]) -> None:
        """Give the chosen action these keys, unless one of them belongs to something else."""
        action = self._action()
        problem = next((said for key in bound if (said := keys.refusal(action.id, key))), "")
        if problem:
            self.words.setText(problem)
            return
        self._use({**keys.changed(), action.id: bound})

    def _reset(self) -> None:
        self._use({})

    def _use(self, bound: Mapping[str, tuple[str, ...]]) -> None:
        keys.use(bound)
        self.table.viewport().update()
        self._judge("")
        self.changed.emit(dict(keys.changed()))


def _delivered(action: ActionSpec) -> str:
    return ", ".join(keys.shown_key(key) for key in action.keys) or "–"
