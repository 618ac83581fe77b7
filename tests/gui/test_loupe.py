"""The loupe: the same place of both pictures, pixel for pixel, by mouse and by keys, on any screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.gui.pages.review import ReviewPage
from app.gui.widgets.canvas_scene import Scene
from app.gui.widgets.loupe import LEAST, MAGNIFICATIONS, SIDE
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.view import View
from tests.gui.dense import on_dense_screen
from tests.gui.reviewing import look, press
from tests.gui.test_pair_canvas import chart, picture

Key = Qt.Key


@pytest.fixture
def canvas(qtbot: QtBot) -> PairCanvas:
    """Two charts of different size and shape, fitted: a pixel tells which point it is."""
    made = PairCanvas()
    qtbot.addWidget(made)
    made.resize(1006, 500)
    made.show()
    made.show_pair(picture(1, chart(3000, 2000)), picture(2, chart(1200, 900)))
    return made


def boxes(canvas: PairCanvas) -> list[tuple[QRectF, QRectF]]:
    return canvas.loupe._boxes(canvas._scene(), canvas._actual_zoom())


def named_in(canvas: PairCanvas, index: int) -> tuple[float, float]:
    """The point of the picture in the middle of a box, by the colour that is painted there."""
    colour = canvas.grab().toImage().pixelColor(boxes(canvas)[index][0].center().toPoint())
    return colour.red() / 255, colour.green() / 255


@pytest.mark.parametrize("view", [View.SIDE, View.BLINK, View.SWIPE, View.OVERLAY, View.MATCHES])
def test_both_boxes_show_the_same_point_of_pictures_of_any_size(canvas: PairCanvas, view: View) -> None:
    canvas.set_view(view)
    canvas.step_loupe()
    for u, v in ((0.3, 0.6), (0.0, 0.0), (1.0, 0.5)):
        canvas.loupe.move_to(QPointF(u, v))
        inside = min(max(u, 0.002), 0.998), min(max(v, 0.002), 0.998)
        nearest = canvas.loupe.u, canvas.loupe.v
        assert nearest == (u, v)
        if 0 < u < 1:
            assert named_in(canvas, 0) == pytest.approx(inside, abs=0.012)
            assert named_in(canvas, 1) == pytest.approx(inside, abs=0.012)
        for box, _rect in boxes(canvas):
            assert QRectF(canvas.rect()).contains(box), "never cut off by the edge of the canvas"
    left, right = (box for box, _rect in boxes(canvas))
    assert not left.intersects(right) and left.width() <= SIDE


def test_its_strengths_are_screen_pixels_for_a_pixel_of_the_larger_picture(canvas: PairCanvas) -> None:
    assert canvas.loupe_scales() is None
    for strength in MAGNIFICATIONS:
        canvas.step_loupe()
        scales = canvas.loupe_scales()
        assert scales is not None and scales[0] == pytest.approx(strength)
        assert scales[1] == pytest.approx(strength * 3000 / 1200), "the same share of both lies under it"
    canvas.step_loupe()
    assert not canvas.loupe.on and canvas.loupe_scales() is None


def test_it_is_never_weaker_than_the_canvas(canvas: PairCanvas) -> None:
    canvas._zoom_at(QPointF(250, 250), 30)
    canvas.step_loupe()
    scales = canvas.loupe_scales()
    assert scales is not None and scales[0] == pytest.approx(LEAST * canvas._scene().scale(0))


def test_it_follows_the_mouse_and_the_arrows(canvas: PairCanvas) -> None:
    canvas.step_loupe()
    QTest.mouseMove(canvas, QPoint(120, 200))
    QTest.mouseMove(canvas, QPoint(125, 250))
    rect = canvas._scene().rects[0]
    assert canvas.loupe.u == pytest.approx((125 - rect.x()) / rect.width(), abs=1e-6) and canvas.loupe.v == 0.5
    QTest.mouseMove(canvas, QPoint(503 + 125, 250))
    QTest.mouseMove(canvas, QPoint(503 + 130, 250))
    assert 0.2 < canvas.loupe.u < 0.3, "over the right picture it is the same place of both"
    before = canvas.loupe.u
    QTest.keyClick(canvas, Key.Key_Right)
    assert canvas.loupe.u > before and canvas.transform.zoom == 1.0
    for _ in range(40):
        QTest.keyClick(canvas, Key.Key_Right)
    assert canvas.loupe.u == 1.0, "not beyond the edge"


def test_single_pixels_are_parted_by_lines(canvas: PairCanvas) -> None:
    canvas.show_pair(picture(1, chart(3000, 2000)), picture(2, chart(3000, 2000)))
    for strength, lines in ((1, False), (4, False), (12, True)):
        canvas.step_loupe()
        assert canvas.loupe.magnification == strength
        box, rect = boxes(canvas)[0]
        image = canvas.grab().toImage()
        beside = round(rect.y()) + 12 * round((box.center().y() - rect.y()) / 12) + 6  # no line lies there
        row = [image.pixelColor(x, beside).blue() for x in
               range(round(box.left()) + 4, round(box.right()) - 4)]  # fmt: skip
        assert (max(row) > 60) is lines, strength
        if lines:
            marked = [x for x, blue in enumerate(row) if blue > 60]
            assert len(set(np.diff(marked).tolist())) == 1 and marked[1] - marked[0] == 12, "every twelve pixels"


def test_l_brings_it_and_the_finer_pictures_it_needs(page: ReviewPage, qtbot: QtBot) -> None:
    look(qtbot, page)
    press(Key.Key_L)
    assert page.canvas.loupe.on
    left, right = page.canvas.pictures or (None, None)
    assert left is not None and right is not None
    qtbot.waitUntil(lambda: 1 in left._levels and 1 in right._levels)
    press(Key.Key_L)
    press(Key.Key_L)
    assert page.canvas.loupe.magnification == MAGNIFICATIONS[-1]
    page.go(3)
    assert page.canvas.loupe.on, "it stays from pair to pair"
    press(Key.Key_L)
    assert not page.canvas.loupe.on


def test_a_scene_without_a_magnified_picture_has_no_lines() -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    shown = picture(1, image)
    pane = QRectF(0, 0, 200, 100)
    scene = Scene(View.SIDE, (shown, shown), (pane, pane), (QRectF(0, 0, 2000, 1000),) * 2, pane)
    from PySide6.QtGui import QPainter

    target = QImage(200, 100, QImage.Format.Format_RGB32)
    painter = QPainter(target)
    scene.draw(painter)
    painter.end()
    assert {target.pixelColor(x, 50).lightness() for x in range(200)} == {0}, "a small picture fitted is no magnifying"


TWICE = """
canvas.step_loupe()
canvas.loupe.u, canvas.loupe.v = 0.4, 0.45
"""
VERY_PIXELS = """
assert abs(canvas.loupe_scales()[0] - max(1, 2 * canvas._scene().scale(0))) < 1e-6
exact = canvas.loupe_scales()[0] == 1 or abs(canvas.loupe_scales()[0] - 1) < 1e-6
for box, rect in canvas.loupe._boxes(canvas._scene(), canvas._actual_zoom()):
    for edge in (box.x(), box.y(), box.width()):
        assert abs(edge * ratio - round(edge * ratio)) < 1e-6, "the box lies between screen pixels"
    left, top = round(box.x() * ratio) + 6, round(box.y() * ratio) + 6
    side = round(box.width() * ratio) - 12
    x, y = left - round(rect.x() * ratio), top - round(rect.y() * ratio)
    if exact:
        assert grabbed.copy(left, top, side, side) == image.copy(x, y, side, side), "not the very pixels"
print(ratio, exact)
"""


@pytest.mark.parametrize("factor", ["1", "1.5", "2"])
def test_it_shows_the_very_pixels_on_dense_screens(factor: str) -> None:
    assert on_dense_screen(factor, (606, 300), TWICE, VERY_PIXELS) == [str(float(factor)), "True"]
