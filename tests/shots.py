"""The pictures of the window in README and help, taken anew: `make shots`, or `python -m tests.shots PROJECT`.

PROJECT is a finished demo project (`nearpair demo`); a copy of it is graded, by the truth of the sample, up to the pair
that is shown. Only photographs of the bundled sample are seen, whose licences allow it.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from app import paths
from app.core import sample
from app.core.grading.review import Review
from app.core.records import Act, BatchPair, Grade
from app.core.store.project import Project
from app.gui import theme
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.program import application
from app.gui.texts import language
from app.gui.widgets.view import View

PAIR = ("0035.webp", "0093.jpg")  # a deer, and the same picture turned, with a disc on it
GRADED = 9  # of more the window says how fast they were graded, and a program is no person
SIZE, QUALITY, PATIENCE = QSize(1280, 800), 86, 60.0  # PATIENCE in seconds
WHO = "ann"


@dataclass(frozen=True)
class Shot:
    """One picture: its file, the colours, the language, the view, whether a sheet is shown instead of the pair."""

    name: str
    colours: str = "light"
    language: str = "en"
    view: View = View.SIDE
    sheet: bool = False


SHOTS = (
    Shot("review"),
    Shot("difference", "dark", view=View.DIFFERENCE),
    Shot("sheet", sheet=True),
    Shot("korean", language="ko", view=View.SWIPE),
    Shot("difference-ko", "dark", "ko", View.DIFFERENCE),
    Shot("sheet-ko", language="ko", sheet=True),
)


def main(project: Path) -> None:
    """Take every picture, into the folder of the help pages."""
    application()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, project.name)
        shutil.copytree(project, place)
        _grade_up_to_pair(place)
        for shot in SHOTS:
            out = paths.RESOURCES / "help" / f"{shot.name}.webp"
            _take(shot, place, Path(folder, "window.ini"), out)
            print(f"{out}: {out.stat().st_size / 1000:.0f} kB")


def _grade_up_to_pair(place: Path) -> None:
    with sample.PAIRS.open(encoding="utf-8") as file:
        rows = [({Path(row["left_path"]).name, Path(row["right_path"]).name}, row) for row in csv.DictReader(file)]
    with Project.open(place, role="window") as project:
        names = {image.id: Path(image.path).name for image in project.images.all()}
        batch = next(batch for batch in project.pairs.batches() if not batch.sealed)
        review = Review(project, WHO, batch)

        def both(pair: BatchPair) -> set[str]:
            return {names[pair.left], names[pair.right]}

        graded = 0
        while (pair := review.current) is not None and both(pair) != set(PAIR):
            known = next((row["grade"] for ends, row in rows if ends == both(pair)), "NND")
            graded += 1
            if graded <= GRADED:
                review.answer(Act(grade=Grade(known)))
            else:
                review.later()


def _take(shot: Shot, place: Path, settings: Path, out: Path) -> None:
    language.speak(shot.language)
    theme.choose(shot.colours)
    memory = Memory(QSettings(str(settings), QSettings.Format.IniFormat))
    memory.annotator = WHO
    window = MainWindow(memory)
    window.resize(SIZE)
    window.show()
    assert window.open_path(place)
    window.show_page("review")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    _wait(lambda: page.attention.ready)
    page.canvas.set_view(shot.view)
    if shot.sheet:
        page.on_sheet()
    if shot.view is View.DIFFERENCE:
        _wait(lambda: page.canvas.evidence is not None)
    _wait(lambda: page.attention.ready)
    begun = time.monotonic()
    _wait(lambda: time.monotonic() - begun > 3)  # small pictures, words, counters
    assert window.grab().save(str(out), None, QUALITY)
    window.close()


def _wait(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "it did not appear"
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else sample.demo_folder() / "sample.nearpair")
