"""The window of the session bench: keys drawn by seed, each written to a log before it is pressed, while it mines."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, TextIO

import psutil
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core import pipeline
from app.core.how import How
from app.core.jobs import Job
from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.program import application
from app.gui.runner import Outcome
from tests.bench import review_session
from tests.bench.review_session import painted_after
from tests.bench.session import WHO, read_log
from tests.bench.window import activate

PAUSE = 0.35  # seconds between two keys; the guard against unseen grades takes 0.25 of them
WAIT = 20.0
KEYS = {"ND": Qt.Key.Key_1, "near-ND": Qt.Key.Key_2, "NND": Qt.Key.Key_3, "lookalike": Qt.Key.Key_4,
        "unsure": Qt.Key.Key_U, "later": Qt.Key.Key_S}  # fmt: skip
SHARES = {"ND": 20, "near-ND": 20, "NND": 40, "lookalike": 8, "unsure": 4, "later": 4, "undo": 4, "redo": 2}
STEPS = {"undo": Qt.Key.Key_Z, "redo": Qt.Key.Key_Y}
MINERS = ("knn", "hn1", "hn2_row", "mutual")


def mine(project: Project, how: How, job: Job) -> dict[str, int]:
    """Mine the project over and over, and search a larger collection in between, until it is cancelled."""
    while True:
        for miner in MINERS:
            pipeline.mine(project, how, job, miner=miner)
        review_session.search_once(job)


STAGES = {"mine": mine}


def main(place: Path, log: Path) -> None:
    """Go on grading the batch where it was left; afterwards wait to be killed."""
    application()
    sitting = 1 + sum("opened" in line for line in read_log(log))
    with tempfile.TemporaryDirectory() as folder, log.open("a", encoding="utf-8") as out:
        memory = Memory(QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat))
        memory.annotator = WHO
        window = MainWindow(memory, "tests.bench.session_window:STAGES")
        window.resize(1280, 800)
        window.show()
        activate(window)
        begun = time.monotonic()
        while not window.open_path(place):  # the worker of a killed window takes a moment to end
            assert time.monotonic() - begun < WAIT, window.strip.words.text()
            time.sleep(0.1)
        window.show_page("review")
        page = window.pages["review"]
        assert isinstance(page, ReviewPage)
        write(out, opened=sitting)
        window.session.runner.ended.connect(must_not_end)
        window.session.start("mine", "Mining")
        grade(window, page, out, sitting)
        write(out, done=True)
        while True:
            QApplication.processEvents()
            time.sleep(0.01)


def must_not_end(outcome: Outcome) -> None:
    """Mining goes on for as long as the window: whatever else happens is no sitting."""
    sys.stderr.write(f"the mining job ended: {outcome.kind} {outcome.text}\n")
    sys.stderr.flush()
    os._exit(3)


def grade(window: MainWindow, page: ReviewPage, out: TextIO, sitting: int) -> None:
    """Press keys until every pair is answered."""
    draw, process = random.Random(sitting), psutil.Process()
    while page.left:
        rest(page)
        work = page.work
        assert work is not None and page.current is not None
        what = draw.choices(list(SHARES), list(SHARES.values()))[0]
        if what in STEPS and what not in work.steps:
            continue
        if what == "later" and page.left < 3:  # it would come again at once
            continue
        write(out, key=what, pair=page.current.pair_id)
        alone = page.left == 1 and what not in ("later", "undo")  # no pair is shown after it
        if alone:
            press(page, what)
            continue
        took = painted_after(page, lambda what=what: press(page, what))
        write(out, painted_ms=round(took, 2), rss=process.memory_info().rss, pictures=page.loader.pictures.bytes,
              mining=window.session.runner.busy, sitting=sitting)  # fmt: skip


def press(page: ReviewPage, what: str) -> None:
    """The key of this answer, or Ctrl+Z, Ctrl+Y."""
    if what in STEPS:
        QTest.keyClick(page.canvas, STEPS[what], Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.keyClick(page.canvas, KEYS[what])


def rest(page: ReviewPage) -> None:
    """The time a person looks, and as long as it takes to be allowed to answer."""
    end, latest = time.perf_counter() + PAUSE, time.perf_counter() + WAIT
    while time.perf_counter() < end or not page.attention.ready:
        assert time.perf_counter() < latest, "the pair was not painted"
        QApplication.processEvents()
        time.sleep(0.002)


def write(out: TextIO, **line: Any) -> None:
    """One line, in the file before anything else happens."""
    out.write(json.dumps(line) + "\n")
    out.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
