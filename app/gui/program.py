"""The window as a program: its application, its log, and what is done with errors and signals."""

from __future__ import annotations

import logging
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import paths
from app.errors import bug_report
from app.gui import theme
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.texts import language

LOG_BYTES = 1 << 20


def run_window(project: Path | None = None, page: str = "") -> int:
    """Open the window, on `project` and `page` if given, and return the exit code when it is closed."""
    _write_log()
    memory = Memory()
    app = _bare()
    theme.prefer(memory.theme)
    language.speak(memory.language)
    window = MainWindow(memory)
    theme.dress()  # once, when everything is there: widgets added to a dressed window are dressed one by one
    _show_bugs(window)
    _close_on_signal(window)
    window.show()
    if project is not None and window.open_path(project) and page:
        window.show_page(page)
    return app.exec()


def application(colours: str = "light") -> QApplication:
    """The one QApplication, dressed; made when there is none."""
    app = _bare()
    theme.choose(colours)
    return app


def _bare() -> QApplication:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("nearpair")
    app.setDesktopFileName("nearpair")
    theme.follow()
    return app


def _write_log() -> None:
    handler = RotatingFileHandler(paths.log_file(), maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def _show_bugs(window: MainWindow) -> None:
    """Show what a slot raises: Qt would carry on and the person would see nothing."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        report = bug_report(error)
        logging.getLogger("nearpair").error("%s", report)
        window.show_bug("", report)

    sys.excepthook = told


def _close_on_signal(window: MainWindow) -> None:
    """Ctrl+C and a polite kill close the window as its button does."""

    def close(_number: int, _frame: FrameType | None) -> None:
        window.close()

    signal.signal(signal.SIGINT, close)
    signal.signal(signal.SIGTERM, close)
    # Python runs its signal handlers between two lines of Python, and Qt's loop has none while it waits.
    beat = QTimer(window, interval=250)
    beat.timeout.connect(lambda: None)
    beat.start()
