"""Choice: a combo box of names in words; a single choice is no choice and hides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """`chosen` is called when the person takes another one, not when it is set by `offer` or `choose`."""

    def __init__(self, name: str, chosen: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMaximumWidth(260)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # else the first names decide the width
        self.activated.connect(lambda _row: chosen())

    @property
    def name(self) -> str:
        """The name of the choice, "" without any."""
        return str(self.currentData() or "")

    def offer(self, choices: Mapping[str, str], chosen: str) -> None:
        """Fill with names and their words; `chosen` where it is among them, else the first."""
        self.clear()
        for name, words in choices.items():
            self.addItem(words, name)
        self.choose(chosen)
        self.setVisible(len(choices) > 1)

    def choose(self, name: str) -> None:
        """Show the choice called `name`, or the first."""
        self.setCurrentIndex(max(0, self.findData(name)))
