"""The window of the giants bench: two very large pictures shown, zoomed, panned, turned and compared, by keys."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.main_window import MainWindow
from app.gui.memory import Memory
from app.gui.pages.review import ReviewPage
from app.gui.program import application
from app.gui.widgets.pair_canvas import PairCanvas
from tests.bench.grid_window import Painted, rest
from tests.bench.window import activate

PAUSE = 0.001
SETTLED, WAIT = 1.5, 120.0  # seconds looked on after everything is sharp, and waited for that at most
KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
# What is done, as keys on the canvas; each is followed until the pictures are sharp again.
PHASES: dict[str, list[tuple[Qt.Key, Qt.KeyboardModifier]]] = {
    "zoom to 1:1": [(KEY.Key_Z, PLAIN)],
    "pan": [(KEY.Key_Right, PLAIN)] * 12 + [(KEY.Key_Down, PLAIN)] * 12,
    "zoom out": [(KEY.Key_Minus, PLAIN)] * 8,
    "zoom in": [(KEY.Key_Plus, PLAIN)] * 12,
    "turn": [(KEY.Key_R, PLAIN)],
    "blink": [(KEY.Key_Space, PLAIN)] * 4,
    "swipe": [(KEY.Key_3, CTRL)],
    "overlay": [(KEY.Key_4, CTRL)],
    "side by side": [(KEY.Key_1, CTRL), (KEY.Key_F, PLAIN)],
    "loupe": [(KEY.Key_L, PLAIN)] * 3,
    "difference": [(KEY.Key_L, PLAIN), (KEY.Key_5, CTRL)],
}


def main(place: Path, out: Path) -> None:
    """Show the pair and do all of it."""
    application()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Memory(QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)))
        window.resize(1280, 800)
        window.show()
        activate(window)
        assert window.open_path(place)
        page = window.pages["review"]
        assert isinstance(page, ReviewPage)
        assert len(list(window.pages.values())) == len(window.pages)  # all are built: that is not what is measured
        canvas, painted = page.canvas, Painted(page.canvas)
        rest(3.0)
        page.loader.pictures.forget()  # what was prefetched: the large ones come as unexpectedly as they can
        found["idle"] = watched([], lambda: True)
        found["show"] = watched([lambda: page.go(1)], lambda: page.attention.ready and sharp(canvas))
        for name, keys in PHASES.items():
            before = painted.count
            found[name] = watched(presses(canvas, keys), lambda: sharp(canvas))
            assert painted.count > before, f"{name}: the keys did nothing"
        window.close()
    out.write_text(json.dumps(found))


def presses(canvas: PairCanvas, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]]) -> list[Callable[[], object]]:
    """The presses of keys, to be done one a turn of the event loop."""
    return [lambda key=key, modifiers=modifiers: QTest.keyClick(canvas, key, modifiers)  # type: ignore[misc]
            for key, modifiers in keys]  # fmt: skip


def watched(acts: Iterable[Callable[[], object]], reached: Callable[[], bool]) -> dict[str, float]:
    """The longest gap and the busiest turn, in milliseconds, from the first act until some time after `reached`."""
    gap = busy = 0.0
    left = list(acts)
    begun = last = time.perf_counter()
    since: float | None = None
    while since is None or time.perf_counter() - since < SETTLED:
        assert time.perf_counter() - begun < WAIT, "the pictures did not become sharp"
        worked = time.thread_time()
        if left:
            left.pop(0)()
        QApplication.processEvents()
        busy = max(busy, time.thread_time() - worked)
        now = time.perf_counter()
        gap, last = max(gap, now - last - PAUSE), now
        if since is None and not left and reached():
            since = now
        time.sleep(PAUSE)
    return {"gap": round(1000 * gap, 1), "busy": round(1000 * busy, 1), "sharp_after_s": round(since - begun, 2)}


def sharp(canvas: PairCanvas) -> bool:
    """Whether nothing finer is waited for."""
    return bool(canvas.pictures) and all(
        each.picture.missing(each.rect, each.seen, each.scale) is None for each in canvas.in_sight()
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
