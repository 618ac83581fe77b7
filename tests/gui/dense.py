"""A pair of noise on the canvas of a process of its own, on a screen of any density, to be compared pixel by pixel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SHOWN = """
import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from app.gui.pictures import Picture
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.pair_canvas import PairCanvas
app = QApplication([])
noise = np.random.default_rng(3).integers(0, 256, (900, 1200, 4), np.uint8)
noise[..., 3] = 255
image = QImage(noise.tobytes(), 1200, 900, 4800, QImage.Format.Format_RGB32).copy()
pictures = []
for id in (1, 2):
    pictures.append(CanvasPicture(id, 1200, 900))
    pictures[-1].add(Picture(id, 1, image))
canvas = PairCanvas()
"""
GRABBED = """
grabbed = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
ratio = grabbed.devicePixelRatio()
grabbed.setDevicePixelRatio(1)
"""


def on_dense_screen(factor: str, size: tuple[int, int], act: str, check: str) -> list[str]:
    """The words printed by `check`, which sees `canvas`, `image`, `grabbed` and its `ratio` once `act` was done.

    `image`, 1200 x 900, is both pictures of the pair; `factor` is Qt's scale, `size` that of the canvas.
    """
    shown = f"{SHOWN}canvas.resize{size}\ncanvas.show()\ncanvas.show_pair(*pictures)\n{act}"
    command, root = [sys.executable, "-c", shown + GRABBED + check], Path(__file__).parents[2]
    scaled = os.environ | {"QT_SCALE_FACTOR": factor}
    done = subprocess.run(command, cwd=root, env=scaled, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()
