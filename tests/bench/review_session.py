"""The session of the review bench: the real window, keys pressed in it, and when their pairs were painted."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.jobs import Job
from app.core.records import Embeddings
from app.core.searching.index import nearest
from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.program import application

PAUSE = 0.6  # seconds between two keys
KEYS = (Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1)
VECTORS, DIM = 40_000, 384


def search(_project: object, _how: object, job: Job) -> dict[str, int]:
    """Exact neighbours of made vectors, over and over, until it is cancelled: what mining does all the time."""
    while True:
        search_once(job)


def search_once(job: Job) -> None:
    """Exact neighbours of made vectors."""
    vectors = np.random.default_rng(0).standard_normal((VECTORS, DIM)).astype(np.float32)
    made = Embeddings(np.arange(VECTORS), vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    nearest(made, made, 10, job=job)


STAGES = {"mine": search}


def main(place: Path, out: Path, pairs: int, jumps: int) -> None:
    """Grade the batch that is open, jump about in the next; the same while the worker is busy."""
    application()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
        window = MainWindow(Memory(settings), "tests.bench.review_session:STAGES")
        window.resize(1280, 800)
        window.show()
        assert window.open_path(place)
        window.show_page("review")
        page = window.pages["review"]
        assert isinstance(page, ReviewPage)
        found: dict[str, Any] = {"rss": []}
        try:
            project = window.session.project
            assert project is not None
            batches = sorted(project.pairs.batches(), key=lambda batch: batch.id)
            for name, batch in zip(("", "_busy"), batches, strict=True):
                page.open_batch(batch)
                if name:
                    window.session.start("mine", "Searching")
                found[f"key_to_paint{name}"] = graded(page, pairs, found["rss"])
                found[f"jump{name}"] = jumped(page, pairs, jumps)
            found["graded"] = len(project.labels.answers())
        finally:
            window.session.runner.close(0.1)
            window.close()
    out.write_text(json.dumps(found))


def graded(page: ReviewPage, pairs: int, memory: list[int]) -> list[float]:
    """Milliseconds from each key to the next pair painted; the last key has no pair after it."""
    process, took = psutil.Process(), []
    for number in range(pairs - 1):
        rest()
        took.append(painted_after(page, lambda n=number: QTest.keyClick(page.canvas, KEYS[n % 4])))
        memory.append(process.memory_info().rss)
    return took


def jumped(page: ReviewPage, pairs: int, jumps: int) -> list[float]:
    """Milliseconds from each jump across half the batch to its pair painted, nothing decoded beforehand."""
    took = []
    for number in range(jumps):
        page.loader.pictures.forget()
        rest()
        page.loader.pictures.forget()
        took.append(painted_after(page, lambda n=number: page.go((n % 2 * (pairs // 2) + n // 2) % pairs)))
    return took


def painted_after(page: ReviewPage, act: Callable[[], object]) -> float:
    """Milliseconds from the act until both pictures are painted as finely as the screen shows them."""
    painted: list[bool] = []

    def shown() -> None:
        painted.append(True)

    page.canvas.both_shown.connect(shown)
    began = time.perf_counter()
    act()
    while not painted:
        if time.perf_counter() - began > 20:
            raise SystemExit("the pair was not painted within 20 s")
        QApplication.processEvents()
        if not painted:
            time.sleep(0.0005)
    took = 1000 * (time.perf_counter() - began)
    page.canvas.both_shown.disconnect(shown)
    return took


def rest() -> None:
    """The time a person looks."""
    end = time.perf_counter() + PAUSE
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
