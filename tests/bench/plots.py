"""Plots: how long a frame takes while a figure of a million graded pairs is moved and zoomed on a virtual X screen.

The figures are those of tests/unit/test_many_points.py; `raw` is one line of as many points as there are pairs, which
is what a plot would have to draw if figures were not made small first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.bench.options import Options
from tests.bench.screen import virtual_screen

FRAMES = 100
RAW_FRAMES = 3  # of the line of a million points: each takes seconds


def run(options: Options) -> dict[str, Any]:
    """p50 and p99 in milliseconds of a frame by figure, moved and zoomed."""
    frames = 20 if options.quick else FRAMES
    with virtual_screen() as environment:
        done = subprocess.run([sys.executable, "-m", "tests.bench.plots", str(frames)], env=environment, check=True,
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(frames: int) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from app.core.reporting.figures import Figure, Series
    from app.gui.widgets.plots import Plot
    from tests.unit.test_many_points import PAIRS, figures, report_of_a_million

    app = QApplication([])
    say = Options().say
    say(f"measuring {PAIRS:,} pairs")
    made = figures(report_of_a_million())
    y = np.random.default_rng(0).random(PAIRS)
    made["raw"] = Figure((Series("raw", np.linspace(0, 1, PAIRS), np.sort(y), "text"),), "x", "y")
    plot = Plot("bench", "")
    plot.resize(720, 420)
    plot.show()
    result = {}
    for name, figure in made.items():
        say(f"drawing {name}")
        plot.draw(figure)
        app.processEvents()
        result[name] = _frames(plot, RAW_FRAMES if name == "raw" else frames, app.processEvents)
    return result


def _frames(plot: Any, frames: int, paint: Callable[[], None]) -> dict[str, float]:
    box = plot.canvas.getPlotItem().getViewBox()
    took = {"moved": [], "zoomed": []}
    for kind, times in took.items():
        for frame in range(frames):
            began = time.perf_counter()
            if kind == "moved":
                box.setLimits(xMin=None, xMax=None, yMin=None, yMax=None)
                box.translateBy(x=0.01 * (-1) ** frame)
            else:
                box.scaleBy((0.97, 0.97) if frame % 2 else (1 / 0.97, 1 / 0.97))
            plot.canvas.viewport().repaint()
            paint()
            times.append(1000 * (time.perf_counter() - began))
    return {f"{kind}_p{level}_ms": round(float(np.percentile(times, level)), 2)
            for kind, times in took.items() for level in (50, 99)}  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(int(sys.argv[1]))) + "\n")
