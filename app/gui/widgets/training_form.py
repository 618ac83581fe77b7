"""TrainingForm: every setting of a training; what does not go with the loss is greyed, with the reason as its hint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from app.core import catalog
from app.core.devices import devices
from app.core.learning.presets import PRESETS, SCOPE, preset
from app.core.settings import GENERAL, Settings
from app.gui.texts import tr
from app.gui.widgets.settings_form import SettingsForm

DEVICE = "device"  # of the remembered values: no setting, as it changes no result
KEYS = ("train.cut", "train.scope", "train.loss", "train.sampler", "train.steps")
PRESET_KEYS = sorted({key for given in PRESETS.values() for key in given})
MORE = tuple(row.key for row in GENERAL if row.key.startswith("train.") and row.key not in KEYS)


class TrainingForm(SettingsForm):
    """A SettingsForm of KEYS and MORE that offers only training samplers which the chosen loss can learn from, and only
    devices that are there."""

    def __init__(self) -> None:
        super().__init__(KEYS, MORE)
        self._device = self.add_choice(tr("Device"), tr("Where networks run; auto is the best there is."))
        for one in devices():
            self._device.addItem(one.name, one.name)
            _offer(self._device, one.name, tr(one.missing))
        self.changed.connect(self._grey)
        self._combo(SCOPE).activated.connect(self._scope_chosen)
        self._scope_chosen()
        self._grey()

    def _scope_chosen(self) -> None:
        """Put what this scope was seen to learn best with into the fields; whoever changes them afterwards is heard."""
        given = preset(Settings({SCOPE: str(self._combo(SCOPE).currentData())}))
        self.load({key: given[key] for key in PRESET_KEYS if key != SCOPE and key in self.fields})
        self.load({key: given[key] for key in self.fields if key.startswith("loss.")})

    def _grey(self) -> None:
        """Disable the samplers that do not go with the loss; if one of them was chosen, choose the first that does."""
        loss, sampler = self._combo("train.loss"), self._combo("train.sampler")
        fitting = catalog.samplers_for(str(loss.currentData()))
        why = tr("{loss} does not learn from what this sampler draws", loss=loss.currentData())
        for row in range(sampler.count()):
            name = str(sampler.itemData(row))
            _offer(sampler, name, "" if name in fitting else why)
        if str(sampler.currentData()) not in fitting and fitting:
            sampler.setCurrentIndex(sampler.findData(fitting[0]))

    @property
    def device(self) -> str:
        """Where it is to run."""
        return str(self._device.currentData())

    def load(self, values: Mapping[str, Any]) -> None:
        """As any form; also the device, unless it has gone."""
        super().load(values)
        row = self._device.findData(values.get(DEVICE)) if DEVICE in values else -1
        if row >= 0 and not self._device.itemData(row, Qt.ItemDataRole.ToolTipRole):
            self._device.setCurrentIndex(row)

    def _combo(self, key: str) -> QComboBox:
        field = self.fields[key]
        assert isinstance(field, QComboBox)
        return field


def _offer(field: QComboBox, value: str, why_not: str) -> None:
    """Grey this choice and give the reason as its hint, or offer it where there is none."""
    model = field.model()
    assert isinstance(model, QStandardItemModel)
    item = model.item(field.findData(value))
    item.setEnabled(not why_not)
    item.setData(why_not, Qt.ItemDataRole.ToolTipRole)
