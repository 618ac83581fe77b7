"""The form of the next batch: the shares of a mix are settings like any others."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox
from pytestqt.qtbot import QtBot

from app.core import catalog
from app.gui.pages.mine import BATCH_KEYS
from app.gui.widgets.settings_form import SettingsForm


def test_the_shares_of_a_mix_are_offered_kept_and_gone_with_another_choice(qtbot: QtBot) -> None:
    form = SettingsForm(BATCH_KEYS)
    qtbot.addWidget(form)
    choice = form.fields["batch.strategy"]
    assert isinstance(choice, QComboBox)
    assert {choice.itemText(n) for n in range(choice.count())} == set(catalog.names("strategy"))
    choice.setCurrentText("mix")
    shares = {key for key in form.fields if key.startswith("strategy.mix.")}
    assert shares == {f"strategy.mix.{name}" for name in catalog.names("strategy") if name != "mix"}
    boundary = form.fields["strategy.mix.boundary"]
    assert isinstance(boundary, QDoubleSpinBox)
    assert boundary.value() == 0.45 and form.settings()["strategy.mix.repeats"] == 0.05
    boundary.setValue(0.9)
    kept = form.values()
    choice.setCurrentText("hardest")
    assert not any(key.startswith("strategy.") for key in form.fields)
    form.load(kept)
    assert form.settings()["strategy.mix.boundary"] == 0.9
