"""The window of the grid bench: the Collection page, scrolled by keys and by its scroll bar."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.collection import CollectionPage
from app.gui.pictures import THUMBNAIL
from app.gui.program import application
from app.gui.widgets.thumbnail_grid import ThumbnailGrid
from tests.bench.window import activate

PAGES = 15  # screens scrolled from each place
JUMPS = 5  # for each place
WAIT = 20.0


class Painted(QObject):
    """Counts the paint events of a widget that are over."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def main(place: Path, out: Path, starts: list[int]) -> None:
    """Open the page, scroll from each place, jump about between them."""
    application()
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Memory(QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)))
        window.resize(1280, 800)
        window.show()
        activate(window)
        process = psutil.Process()
        before = process.memory_info().rss
        begun = time.perf_counter()
        assert window.open_path(place)
        window.show_page("collection")
        page = window.pages["collection"]
        assert isinstance(page, CollectionPage)
        page.tabs.setCurrentWidget(page.gallery)
        grid = page.gallery.grid
        painted = Painted(grid.viewport())
        until(lambda: painted.count > 0 and grid.images.rowCount() > 1)
        opened = time.perf_counter() - begun
        found = scrolled(grid, painted, starts)
        found["seconds"] = {"opened": round(opened, 2)}
        found["bytes"] = {"rss_bytes_before": before, "rss_bytes_after": process.memory_info().rss,
                          "pictures_bytes": grid.pictures.bytes}  # fmt: skip
        window.close()
    out.write_text(json.dumps(found))


def scrolled(grid: ThumbnailGrid, painted: Painted, starts: list[int]) -> dict[str, Any]:
    """Milliseconds of every step: until painted, and until filled."""
    draw = random.Random(0)
    found: dict[str, Any] = {"page": [], "page_filled": [], "jump": [], "jump_filled": []}
    for start in starts:
        grid.setCurrentIndex(grid.images.index(start, 0))
        grid.scrollTo(grid.currentIndex())
        until(lambda: filled(grid))
        for _ in range(PAGES):
            step(grid, painted, lambda: QTest.keyClick(grid, Qt.Key.Key_PageDown), found, "page")
    bar = grid.verticalScrollBar()
    for _ in range(JUMPS * len(starts)):
        row = draw.choice(starts) + draw.randrange(600)
        value = grid.place_of(row).top() + bar.value()
        step(grid, painted, lambda value=value: bar.setValue(value), found, "jump")
    return found


def step(grid: ThumbnailGrid, painted: Painted, act: Callable[[], object], found: dict[str, Any], name: str) -> None:
    """One step: its two times go to `found`."""
    rest(0.1)
    count, begun = painted.count, time.perf_counter()
    act()
    until(lambda: painted.count > count)
    found[name].append(1000 * (time.perf_counter() - begun))
    until(lambda: filled(grid))
    found[f"{name}_filled"].append(1000 * (time.perf_counter() - begun))


def filled(grid: ThumbnailGrid) -> bool:
    """Whether every cell in sight has its thumbnail."""
    images = [grid.images.image(row) for row in grid.in_sight()]
    return all(image is None or grid.pictures.get(image.id, THUMBNAIL) is not None for image in images)


def until(reached: Callable[[], bool]) -> None:
    """Let the window work until then."""
    latest = time.perf_counter() + WAIT
    while not reached():
        assert time.perf_counter() < latest, "the grid was not painted"
        QApplication.processEvents()
        time.sleep(0.0005)


def rest(seconds: float) -> None:
    """Let the window work for so long."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
