"""What is relied on in Qt's Python binding and was found broken in one of its releases."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_into_qt_drop_no_references_to_none_and_true(qtbot: QtBot) -> None:
    """PySide6 6.12.0 does on Python 3.11: the program ends in "deallocating None" in the middle of a session."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(200):
        label.setText(str(number))
        label.linkActivated.emit("")
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert abs(after[0] - before[0]) < 100 and abs(after[1] - before[1]) < 100
