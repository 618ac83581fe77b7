"""Pictures of the canvas, one for each view, compared with those that were looked at (tests/data/canvas).

Generated pictures, a pinned size, Fusion, light colours, no text: words depend on the fonts of the machine. Painting
may differ from one Qt to the next by how it rounds: MEAN and FAR say how much is no difference. To make them anew
after a change that is meant, run with NEARPAIR_SNAPSHOTS=write, and look at every one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.verifying.difference import Difference
from app.core.verifying.evidence import PairEvidence
from app.gui import theme
from app.gui.pictures import Picture, painted
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.view import View
from tests.textured import scene

FOLDER = Path(__file__).parents[1] / "data" / "canvas"
WIDE, HIGH = 366, 180
SIGN = 48  # rows at the top in which blink writes which picture it shows
MEAN = 1.5  # levels of 255
FAR, MOST_FAR = 40, 0.004  # levels, and the share of pixels that may be off by more: edges
LOGO = (100, 60, 150, 110)  # in a picture of 240 x 180


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[PairCanvas]:
    """A canvas showing a scene, and beside it a smaller copy with a logo."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.style().objectName()
    app.setStyle("Fusion")
    theme.choose("light")
    made = PairCanvas()
    qtbot.addWidget(made)
    made.resize(WIDE, HIGH)
    made.show()
    left = scene(1, 240, 180)
    right = left.copy()
    ImageDraw.Draw(right).rectangle(LOGO, fill="white")
    made.show_pair(shown(1, left), shown(2, right.resize((200, 150), Image.Resampling.BOX)))
    yield made
    app.setStyle(before)


def shown(id: int, image: Image.Image) -> CanvasPicture:
    picture = CanvasPicture(id, *image.size)
    picture.add(Picture(id, 1, painted(image)))
    return picture


def evidence() -> PairEvidence:
    """As the logo would give it, without computing it: what is drawn is looked at, not what is found."""
    corners = np.array([(x / 240, y / 180) for x, y in
                        ((LOGO[0], LOGO[1]), (LOGO[2], LOGO[1]), (LOGO[2], LOGO[3]), (LOGO[0], LOGO[3]))], np.float32)
    heat = np.zeros((90, 120), np.uint8)
    heat[30:55, 50:75] = 200
    points = np.random.default_rng(0).uniform(0.05, 0.95, (30, 2)).astype(np.float32)
    change = Difference(heat, (corners,), 1.0, 0.06)
    return PairEvidence(points, points, 30, np.eye(3), 0, "", change)


def pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 4 * plain.width()].reshape(plain.height(), plain.width(), 4)[..., 2::-1].astype(np.int16)


def check(canvas: PairCanvas, name: str, *, below: int = 0) -> None:
    QApplication.processEvents()
    grabbed = canvas.grab().toImage().copy(0, below, WIDE, HIGH - below)
    file = FOLDER / f"{name}.png"
    if os.environ.get("NEARPAIR_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        assert grabbed.convertToFormat(QImage.Format.Format_RGB888).save(str(file), "PNG", 0)
    expected = QImage(str(file))
    assert grabbed.size() == expected.size(), file
    off = np.abs(pixels(grabbed) - pixels(expected)).max(axis=2)
    assert off.mean() <= MEAN, f"{name}: {off.mean():.2f} levels off"
    assert (off > FAR).mean() <= MOST_FAR, f"{name}: {(off > FAR).mean():.2%} of the pixels are another colour"


@pytest.mark.parametrize("view", View)
def test_each_view_looks_as_it_did(canvas: PairCanvas, view: View) -> None:
    canvas.set_view(view)
    if view in (View.DIFFERENCE, View.MATCHES):
        canvas.show_evidence(evidence(), "")
    canvas.set_share(0.4)
    check(canvas, view.value, below=SIGN if view is View.BLINK else 0)


def test_the_other_picture_of_blink_looks_as_it_did(canvas: PairCanvas) -> None:
    canvas.set_view(View.BLINK)
    canvas.blink()
    check(canvas, "blink_right", below=SIGN)


def test_a_turned_picture_looks_as_it_did(canvas: PairCanvas) -> None:
    for _ in range(5):
        canvas.turn_right()
    check(canvas, "turned")


@pytest.mark.parametrize("view", [View.SIDE, View.SWIPE])
def test_the_loupe_looks_as_it_did(canvas: PairCanvas, view: View) -> None:
    canvas.set_view(view)
    for _ in range(3):
        canvas.step_loupe()
    canvas.loupe.u, canvas.loupe.v = LOGO[0] / 240, LOGO[1] / 180
    check(canvas, f"loupe_{view}")


def test_the_grid_of_pixels_looks_as_it_did(canvas: PairCanvas) -> None:
    canvas._zoom_at(canvas._pane(0).center(), 14)
    check(canvas, "grid")
