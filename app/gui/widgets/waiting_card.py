"""WaitingCard: a training that was put away, and the button that goes on with it; hidden without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QPushButton

from app.gui.texts import tr
from app.gui.widgets.cards import Card, button, paragraph


class WaitingCard(Card):
    """`found` is what was put away (app/core/learning/put_away.py), None without any."""

    def __init__(self) -> None:
        super().__init__(tr("A training waits"))
        self.found: Mapping[str, Any] | None = None
        self.resume: QPushButton = button(tr("Go on"), "primary")
        self.words = paragraph("")
        self.tools.addWidget(self.resume)
        self.rows.addWidget(self.words)
        self.hide()

    def show_waiting(self, found: Mapping[str, Any] | None) -> None:
        """Say how far it came."""
        self.found = found
        self.setVisible(found is not None)
        if found is None:
            return
        words = tr("It was put away at step {step:,} of {steps:,}. It goes on from there, with the settings it was "
                   "begun with; training anew with others, or after more grades, begins from the start.",
                   step=found.get("step", 0), steps=found.get("steps", 0))  # fmt: skip
        self.words.setText(words)
