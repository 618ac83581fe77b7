"""How large a dialog opens: as it likes to be, and never larger than the window it belongs to."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

EDGE = 24  # of the window that stays in sight around a dialog


def fitted(window: QWidget | None, width: int, height: int) -> QSize:
    """This size, or what the window of `window` has room for; without one this size."""
    wanted = QSize(width, height)
    return wanted if window is None else wanted.boundedTo(window.window().size() - QSize(EDGE, EDGE))


def open_as(dialog: QDialog, width: int, height: int) -> None:
    """Give `dialog` this size, as far as its window has room."""
    dialog.resize(fitted(dialog.parentWidget(), width, height))
