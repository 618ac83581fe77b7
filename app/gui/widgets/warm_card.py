"""WarmCard: what a warm start is and its button; without grades it stands first on the page and is the thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QPushButton

from app.core.settings import Settings
from app.gui.texts import tr
from app.gui.widgets.cards import Card, button, paragraph

# Of a training's settings; which pairs it learns from, and how, are not for a person to choose here.
_LEFT_OUT = ("train.loss", "train.sampler", "train.cut", "train.augmented", "train.rounds")


class WarmCard(Card):
    """The card; `show_graded` says whether there are grades to train with."""

    def __init__(self) -> None:
        super().__init__(tr("Warm start"))
        self.button: QPushButton = button(tr("Warm start"))
        self.tools.addWidget(self.button)
        self.first = paragraph(tr("Nothing is graded yet on the training side, and this needs no grade."), "")
        words = tr("Learns from altered copies of the collection’s own pictures: a copy is to be found before every "
                   "other picture. The result is kept only when it is measured better on held-out images; mining and "
                   "training then begin there.")  # fmt: skip
        self.told = paragraph("", "")
        self.told.hide()
        for each in (self.first, paragraph(words), self.told):
            self.rows.addWidget(each)

    def show_graded(self, *, graded: bool) -> None:
        """Make it the thing to do while there is no grade."""
        self.first.setVisible(not graded)
        self.button.setProperty("kind", "" if graded else "primary")
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def tell(self, words: str) -> None:
        """Say how the last one went; nothing with an empty text."""
        self.told.setText(words)
        self.told.setVisible(bool(words))


def warm_settings(values: Mapping[str, Any]) -> Settings:
    """What the form of a training says of a warm start: the scope with its own settings, steps and rates."""
    given = {key: value for key, value in values.items() if key.startswith(("train.", "scope."))}
    return Settings({key: value for key, value in given.items() if key not in _LEFT_OUT})
