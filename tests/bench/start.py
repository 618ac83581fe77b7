"""Starting: from the start of the process to the window painted on a virtual screen, files in the page cache.

Python keeps what it compiled, as it does for anybody unless told otherwise; once more without, as in a folder that
cannot be written to.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.options import Options
from tests.bench.screen import ROOT, virtual_screen

# The program as `python -m app` starts it; the first time its window has been painted, it says when, and closes.
CHILD = """
import sys, time
import app.__main__
from PySide6.QtCore import QTimer
from app.gui.main_window import MainWindow

def painted(window, event):
    del MainWindow.paintEvent
    def tell():  # after the paint events of all that is in the window, and their way to the screen
        print(time.monotonic(), flush=True)
        window.close()
    QTimer.singleShot(0, tell)

MainWindow.paintEvent = painted
sys.argv = ["nearpair"]
app.__main__.main()
"""


def run(options: Options) -> dict[str, Any]:
    """`start_s`: the median of warm starts; `first_start_s`: the one before them, which compiles everything.

    `uncompiled_start_s`: the median of starts that compile the program's own files every time.
    """
    with virtual_screen() as environment, tempfile.TemporaryDirectory(prefix="nearpair-bench-") as home:
        environment |= {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "XDG_STATE_HOME": home}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        uncompiled = [_started(environment) for _ in range(2 if options.quick else 6)][1:]
        environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(home, "compiled"))}
        took = [_started(environment) for _ in range(3 if options.quick else 11)]
    warm = took[1:]
    return {
        "starts": len(warm), "start_s": round(float(np.median(warm)), 3), "start_max_s": round(max(warm), 3),
        "first_start_s": round(took[0], 3), "uncompiled_start_s": round(float(np.median(uncompiled)), 3),
        "seconds": {"starts": [round(each, 3) for each in warm]},
    }  # fmt: skip


def _started(environment: dict[str, str]) -> float:
    began = time.monotonic()
    command = [sys.executable, "-c", CHILD]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout.split()[-1]) - began
