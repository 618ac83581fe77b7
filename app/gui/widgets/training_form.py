"""TrainingForm: every setting of a training; what does not go with the loss is greyed, with the reason as its hint."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from app.core import catalog
from app.core.learning.presets import PRESETS, SCOPE, preset
from app.core.settings import GENERAL, Settings
from app.gui.texts import tr
from app.gui.widgets.settings_form import SettingsForm

KEYS = ("train.cut", "train.scope", "train.loss", "train.sampler", "train.steps")
PRESET_KEYS = sorted({key for given in PRESETS.values() for key in given})
MORE = tuple(row.key for row in GENERAL if row.key.startswith("train.") and row.key not in KEYS)


class TrainingForm(SettingsForm):
    """A SettingsForm of KEYS and MORE that offers only training samplers which the chosen loss can learn from."""

    def __init__(self) -> None:
        super().__init__(KEYS, MORE)
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
        model = sampler.model()
        assert isinstance(model, QStandardItemModel)
        for row in range(sampler.count()):
            item, name = model.item(row), str(sampler.itemData(row))
            item.setEnabled(name in fitting)
            why = tr("{loss} does not learn from what this sampler draws", loss=loss.currentData())
            item.setData("" if name in fitting else why, Qt.ItemDataRole.ToolTipRole)
        if str(sampler.currentData()) not in fitting and fitting:
            sampler.setCurrentIndex(sampler.findData(fitting[0]))

    def _combo(self, key: str) -> QComboBox:
        field = self.fields[key]
        assert isinstance(field, QComboBox)
        return field
