"""SettingsForm: fields made from the table of settings; a choice from a registry brings its own settings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.core import catalog
from app.core.settings import Settings, find
from app.errors import UserError
from app.gui.texts import tr
from app.gui.widgets.cards import button, clear, paragraph

FIELD_WIDTH = 170
SPACING = 12
LARGEST = 2**31 - 1

# Settings whose value names an entry of a registry: the entry's help and settings appear below the choice.
CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "embed.backbone": "backbone",
        "mine.miner": "miner",
        "batch.strategy": "strategy",
        "train.scope": "scope",
        "train.loss": "loss",
        "train.sampler": "sampler",
        "judge.verifier": "verifier",
    }
)


class SettingsForm(QWidget):
    """Rows of label, field and help for the settings in `keys`; those in `more` and the seed wait behind a button.

    changed(): any value changed.
    """

    changed = Signal()

    def __init__(self, keys: Sequence[str], more: Sequence[str] = (), *, seed: bool = True) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self._inner: dict[str, QVBoxLayout] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACING)
        for key in keys:
            self._add(rows, key)
        self._more = QWidget()
        hidden = QVBoxLayout(self._more)
        hidden.setContentsMargins(0, 0, 0, 0)
        hidden.setSpacing(SPACING)
        for key in more:
            self._add(hidden, key)
        self._seed = QSpinBox(maximum=LARGEST)
        self._seed.setObjectName("seed")
        self._seed.setAccessibleName(tr("Seed"))
        self._seed.lineEdit().setTextMargins(8, 0, 8, 0)
        self._watch(self._seed)
        if seed:
            _place(hidden, tr("Seed"), self._seed, tr("The same seed makes every random choice again."))
        self.more = button(tr("More settings"), "link", lambda: self.show_more(self._more.isHidden()))
        rows.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._more)
        self.show_more(False)

    def add_choice(self, label: str, help: str) -> QComboBox:
        """One more row, before those that wait behind the button, for a choice that is no setting; it is empty yet."""
        field = QComboBox()
        field.setAccessibleName(label)
        field.setAccessibleDescription(help)
        self._watch(field)
        rows = self.layout()
        assert isinstance(rows, QVBoxLayout)
        row = _place(rows, label, field, help).parentWidget()
        rows.removeWidget(row)
        rows.insertWidget(rows.indexOf(self.more), row)
        return field

    def show_more(self, on: bool) -> None:
        """Show or hide the rows that most people leave as they are."""
        self._more.setVisible(on)
        self.more.setText(tr("Fewer settings") if on else tr("More settings"))

    def settings(self) -> Settings:
        """What the fields hold; UserError when a value is out of bounds."""
        return Settings({key: find(key).check(value) for key, value in self.values().items()})

    @property
    def seed(self) -> int:
        """The seed of every random choice."""
        return self._seed.value()

    def values(self) -> dict[str, Any]:
        """The value of every field shown, by full key."""
        return {key: _value(field) for key, field in self.fields.items()}

    def load(self, values: Mapping[str, Any]) -> None:
        """Put remembered values into the fields; keys that exist no more are passed over."""
        for key in sorted(values, key=lambda key: key not in CHOICES):  # choices first: they make fields
            if key in self.fields:
                try:
                    _put(self.fields[key], find(key).check(values[key]))
                except UserError:
                    continue  # written under other bounds

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel over a field that has no focus scrolls the page instead of changing the value."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _add(self, rows: QVBoxLayout, key: str) -> None:
        setting = find(key)
        field = _field(setting)
        self.fields[key] = field
        self._watch(field)
        help = _place(rows, tr(setting.label), field, tr(setting.help))
        if key in CHOICES:
            self._add_choice(rows, key, help)

    def _watch(self, field: QWidget) -> None:
        field.installEventFilter(self)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _on_change(field, self.changed.emit)

    def _add_choice(self, rows: QVBoxLayout, key: str, help: QLabel) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACING)
        rows.addLayout(inner)
        self._inner[key] = inner
        combo = self.fields[key]
        assert isinstance(combo, QComboBox)
        combo.currentTextChanged.connect(lambda name: self._show_entry(key, name, help))
        self._show_entry(key, combo.currentText(), help)

    def _show_entry(self, key: str, name: str, help: QLabel) -> None:
        """Say what the entry chosen does, and replace the rows below the choice by its own."""
        kind = CHOICES[key]
        for old in [field for field in self.fields if field.startswith(f"{kind}.")]:
            del self.fields[old]
        clear(self._inner[key])
        entry = catalog.entry(kind, name)
        help.setText(tr(entry.help))
        for setting in entry.settings:
            self._add(self._inner[key], f"{kind}.{name}.{setting.key}")


def offered(*keys: str) -> tuple[str, ...]:
    """Those of `keys` that leave a choice: a registry with one entry is not worth a row."""
    return tuple(key for key in keys if len(find(key).choices) != 1)


class _Number(QDoubleSpinBox):
    """A field for numbers that shows 0.001 and not 0.0010000."""

    def textFromValue(self, value: float) -> str:
        """The shortest text that says the value."""
        return f"{value:g}"


def _field(setting: Any) -> QWidget:
    default = setting.default
    field: QWidget
    if setting.choices:
        field = QComboBox()
        for choice in setting.choices:
            field.addItem(choice if setting.key in CHOICES else tr(choice), choice)
        field.setCurrentIndex(field.findData(str(default)))
    elif isinstance(default, bool):
        field = QCheckBox(tr(setting.label))
        field.setChecked(default)
    elif isinstance(default, str):
        field = QLineEdit(default)
    else:
        whole = isinstance(default, int)
        field = QSpinBox() if whole else _Number(decimals=8)
        low = -LARGEST if setting.minimum is None else setting.minimum
        high = LARGEST if setting.maximum is None else setting.maximum
        field.setRange(int(low) if whole else low, int(high) if whole else high)
        field.setGroupSeparatorShown(whole)
        field.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        field.setValue(default)
        field.lineEdit().setTextMargins(8, 0, 8, 0)  # a style sheet's padding does not reach it
    field.setAccessibleName(tr(setting.label))
    field.setAccessibleDescription(tr(setting.help))
    return field


def _value(field: QWidget) -> Any:
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QLineEdit):
        return field.text().strip()
    assert isinstance(field, QSpinBox | QDoubleSpinBox)
    return field.value()


def _put(field: QWidget, value: Any) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QSpinBox | QDoubleSpinBox):
        field.setValue(value)


def _on_change(field: QWidget, call: Any) -> None:
    if isinstance(field, QComboBox):
        field.currentTextChanged.connect(lambda _text: call())
    elif isinstance(field, QCheckBox):
        field.toggled.connect(lambda _on: call())
    elif isinstance(field, QLineEdit):
        field.textChanged.connect(lambda _text: call())
    elif isinstance(field, QSpinBox | QDoubleSpinBox):
        field.valueChanged.connect(lambda _value: call())


def _place(rows: QLayout, words: str, field: QWidget, help: str) -> QLabel:
    """One row: label on the left, field on the right, help below both; returns the help."""
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    label = paragraph(words, "")
    label.setBuddy(field)
    if not isinstance(field, QCheckBox):
        field.setFixedWidth(FIELD_WIDTH)
        grid.addWidget(label, 0, 0)
    grid.addWidget(field, 0, 1)
    below = paragraph(help, "small")
    grid.addWidget(below, 1, 0, 1, 2)
    rows.addWidget(row)
    return below
