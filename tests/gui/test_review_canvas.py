"""View, zoom and turning in the real window, by keys, from pair to pair, for pictures of different size and shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from app.core.store.project import Project
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.view import View
from tests.gui import furnished
from tests.gui.reviewing import add_batch, look, press
from tests.gui.test_pair_canvas import named_point

Key = Qt.Key
SIZES = ((900, 600), (450, 300), (600, 900), (300, 300))


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[ReviewPage]:
    """Four charts of four shapes in which colour tells the place, in six pairs."""
    folder = tmp_path / "charts"
    folder.mkdir()
    for number, size in enumerate(SIZES):
        across, down = Image.linear_gradient("L").rotate(90).resize(size), Image.linear_gradient("L").resize(size)
        Image.merge("RGB", (across, down, Image.new("L", size, 60 * number))).save(folder / f"{number}.png")
    with Project.create(tmp_path / "p.nearpair", salt="test") as project:
        furnished.record_pictures(project, folder, sorted(folder.iterdir()), [])
        add_batch(project, "B", "blind")
        path = project.path
    assert window.open_path(path)
    made = window.pages["review"]
    assert isinstance(made, ReviewPage)
    QCursor.setPos(window.mapToGlobal(QPoint(1, 1)))  # not over the canvas: keys zoom around its middle
    look(qtbot, made)
    yield made


def middles(page: ReviewPage) -> list[tuple[float, float]]:
    """The point of each picture that is painted in the middle of its pane."""
    places = [pane.center() for pane in page.canvas._scene().panes]
    return [named_point(page.canvas, place.x(), place.y()) for place in places]


def test_zoom_and_place_are_shared_and_stay_from_pair_to_pair(page: ReviewPage, qtbot: QtBot) -> None:
    for key in (Key.Key_Plus, Key.Key_Plus, Key.Key_Plus, Key.Key_Plus, Key.Key_Right, Key.Key_Down):
        press(key)
    zoom = page.canvas.transform.zoom
    assert zoom == pytest.approx(1.25**4)
    left, right = middles(page)
    assert left == pytest.approx(right, abs=0.03) and left[0] > 0.54 and left[1] > 0.52
    for position in range(1, 6):
        page.go(position)
        look(qtbot, page)
        shapes = {(p.size.width(), p.size.height()) for p in page.canvas.pictures or ()}
        assert len(shapes) == 2
        assert page.canvas.transform.zoom == zoom
        left, right = middles(page)
        assert left == pytest.approx(right, abs=0.03), shapes
    press(Key.Key_F)
    assert page.canvas.transform.zoom == 1.0 and middles(page)[0] == pytest.approx((0.5, 0.5), abs=0.03)


def test_the_view_stays_after_a_grade_and_actual_size_is_kept(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_V)
    press(Key.Key_V)
    press(Key.Key_Z)
    assert page.canvas.view is View.SWIPE
    look(qtbot, page)
    press(Key.Key_3)
    assert page.work is not None and page.work.review.progress().answered == 1
    assert page.canvas.view is View.SWIPE
    sizes = [picture.size for picture in page.canvas.pictures or ()]
    scale = max(range(2), key=lambda i: sizes[i].width() * sizes[i].height())
    assert page.canvas.scales_of(sizes[0], sizes[1])[scale] == pytest.approx(1.0)


def test_r_turns_the_right_picture_only_and_only_for_this_pair(page: ReviewPage, qtbot: QtBot) -> None:
    canvas = page.canvas
    seen = set()
    for _ in range(8):
        rect = canvas._scene().rects[1]
        corner = named_point(canvas, rect.left() + rect.width() / 8, rect.top() + rect.height() / 5)
        seen.add((round(corner[0], 1), round(corner[1], 1)))
        assert canvas.left is not None and canvas.left.turn == 0
        press(Key.Key_R)
    assert len(seen) == 8, "four quarters, and the same mirrored"
    press(Key.Key_R)
    assert canvas.right is not None and canvas.right.turn == 1
    assert "turned 90°" in page.frame.view_bar._turned.text()
    page.go(2)
    look(qtbot, page)
    page.go(0)
    look(qtbot, page)
    assert canvas.right is not None and canvas.right.turn == 0
