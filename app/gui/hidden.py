"""The window without a screen: a picture of its review page, and grades given by real key presses."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.program import application

SIZE = QSize(1280, 800)
PATIENCE = 20.0  # seconds for one pair to be painted, on a machine that is busy with something else


def render_review(project: Path, out: Path) -> Path:
    """Write a picture of the review page of `project` to the file `out` and return it."""
    with _review(project) as (window, page):
        _wait(lambda: page.attention.ready, "the first pair was not painted")
        QApplication.processEvents()  # words that came with it have asked for room, and not been given it yet
        if not window.grab().save(str(out)):
            raise UserError("the picture {path} could not be written", path=out)
    return out


def grade_by_keys(project: Path, keys: Sequence[str]) -> list[str]:
    """Press these keys, one for each pair, as an annotator would; the grades that are stored then."""
    with _review(project) as (window, page):
        assert window.session.project is not None
        labels = window.session.project.labels
        before = {answer.pair_id for answer in labels.answers()}
        for count, key in enumerate(keys, start=1):
            _wait(lambda: page.attention.ready, "the pair was not painted")
            QTest.keyClicks(page, key)
            _wait(lambda count=count: len(labels.answers()) == len(before) + count, f"the key {key} gave no grade")
        return [str(answer.grade) for answer in labels.answers() if answer.pair_id not in before]


@contextmanager
def _review(project: Path) -> Iterator[tuple[MainWindow, ReviewPage]]:
    """A window that remembers nothing, on the review page of `project`."""
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
        window = MainWindow(Memory(settings))
        try:
            window.resize(SIZE)
            window.show()
            if not window.open_path(project):
                raise UserError("{sentence}", sentence=window.strip.words.text())
            window.show_page("review")
            page = window.pages["review"]
            assert isinstance(page, ReviewPage)
            yield window, page
        finally:
            window.close()
            app.processEvents()


def _wait(reached: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > deadline:
            raise UserError("{what} within {seconds:.0f} s", what=otherwise, seconds=PATIENCE)
        QApplication.processEvents()
        time.sleep(0.005)
