"""A window of a bench: active, as keys are only shortcuts in the window that has the keyboard."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication, QWidget

WAIT = 10.0


def activate(window: QWidget) -> None:
    """Give the window the keyboard; without a window manager that takes asking for it once it is there."""
    latest = time.perf_counter() + WAIT
    while not window.isActiveWindow():
        assert time.perf_counter() < latest, "the window did not get the keyboard"
        window.activateWindow()
        QApplication.processEvents()
        time.sleep(0.02)
