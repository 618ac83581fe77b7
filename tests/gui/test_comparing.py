"""Difference and matches in the real window: what is asked, painted and said, for real edits of made pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageDraw
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.gui import evidence_words as words
from app.gui.main_window import MainWindow
from app.gui.pages.review import ReviewPage
from app.gui.widgets.canvas_evidence import LINES, MARK, spread
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.view import View
from models.views import VIEWS
from models.views import turn as turn_pixels
from tests.gui import furnished
from tests.gui.reviewing import CTRL, look, press, words_of
from tests.textured import edited, scene

Key = Qt.Key
WAIT = 30_000
LOGO = (300, 40, 400, 100)  # where it is pasted, in a picture of 480 x 360


def write_pictures(folder: Path) -> None:
    """a: a scene; b: the same with a logo; c: a mirrored and cropped copy; d: another scene of another shape."""
    folder.mkdir()
    image = scene(1)
    image.save(folder / "a.png")
    marked = image.copy()
    ImageDraw.Draw(marked).rectangle(LOGO, fill="white")
    marked.save(folder / "b.png")
    edited(image, "mirror and crop")[0].save(folder / "c.png")
    scene(2, 300, 400).save(folder / "d.png")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made") / "pictures"
    write_pictures(place)
    return place


@pytest.fixture(params=["blind"])
def page(window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest
         ) -> Iterator[ReviewPage]:  # fmt: skip
    with Project.create(tmp_path / "p.nearpair", salt="test") as project:
        furnished.record_pictures(project, folder, sorted(folder.iterdir()), [])
        ids = {Path(image.path).stem: image.id for image in project.images.all()}
        asked = [("a", "b", None, False), ("a", "c", 4, False), ("a", "d", None, False), ("b", "c", 1, True)]
        rows = [
            BatchRow(ids[a], ids[b], 0.3, "knn", "knn rank=1 back=0 k=10", "hardest", 1.0, swapped=swapped, view=view)
            for a, b, view, swapped in asked
        ]
        project.pairs.create_batch(
            NewBatch("B", "hardest", 0, None, 0, blindness=request.param, sealed=request.param == "sealed"), rows
        )
        path = project.path
    assert window.open_path(path)
    made = window.pages["review"]
    assert isinstance(made, ReviewPage)
    look(qtbot, made)
    yield made


def found(qtbot: QtBot, page: ReviewPage) -> str:
    """Wait for the finding and give it."""
    canvas = page.canvas
    qtbot.waitUntil(lambda: canvas.finding not in ("", words.COMPARING), timeout=WAIT)
    return canvas.finding


def grabbed(page: ReviewPage) -> QImage:
    return page.canvas.grab().toImage()


def marks_in(image: QImage, box: QRectF) -> int:
    """How many pixels have the colour of an outline."""
    part = image.copy(box.toRect().intersected(image.rect())).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(part.constBits(), np.uint32).reshape(part.height(), part.bytesPerLine() // 4)
    return int((pixels[:, : part.width()] == MARK.rgba()).sum())


def on_canvas(page: ReviewPage, pane: int, box: tuple[int, int, int, int]) -> QRectF:
    rect = page.canvas._scene().rects[0].translated(page.canvas._pane(pane).topLeft())
    across = rect.width() / 480
    return QRectF(rect.x() + box[0] * across, rect.y() + box[1] * across, (box[2] - box[0]) * across,
                  (box[3] - box[1]) * across)  # fmt: skip


def test_a_logo_is_outlined_in_both_panes_and_counted_in_words(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_5, CTRL)
    assert page.canvas.view is View.DIFFERENCE and page.canvas.finding == words.COMPARING
    assert found(qtbot, page).startswith("1 changed region, ")
    image = grabbed(page)
    for pane in (0, 1):
        box = on_canvas(page, pane, LOGO)
        outline = box.adjusted(-14, -14, 14, 14)
        assert marks_in(image, outline) > 100
        whole = QRectF(page.canvas._pane(pane))
        assert marks_in(image, whole) == marks_in(image, outline), "nothing else is outlined"
    middle = on_canvas(page, 1, LOGO).center()
    assert image.pixelColor(middle.toPoint()) == QColor("white"), "what changed is shown as it is"
    assert words_of(page).count("matching points") == 1, "the inspector says how well they match"


def test_matches_join_the_parts_that_both_show(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_6, CTRL)
    assert found(qtbot, page).endswith("matching points")
    evidence = page.canvas.evidence
    assert evidence is not None and len(evidence.left) > 50
    press(Key.Key_5, CTRL)
    assert page.canvas.evidence is evidence, "asked once"
    assert page.canvas.finding.startswith("1 changed region")


def test_a_mirrored_copy_is_shown_mirrored_back_and_its_lines_are_straight(page: ReviewPage, qtbot: QtBot) -> None:
    page.go(1)
    look(qtbot, page)
    assert page.canvas.right is not None and page.canvas.right.turn == 4
    assert "Right: shown mirrored" in page.frame.view_bar._turned.text()
    press(Key.Key_6, CTRL)
    assert found(qtbot, page).endswith("matching points, mirrored")
    canvas, evidence = page.canvas, page.canvas.evidence
    assert canvas.pictures is not None and evidence is not None
    places = [p.placed(canvas._scene().rects[i]) for i, p in enumerate(canvas.pictures)]
    ends = [[places[i].map(QPointF(*map(float, uv))) for uv in side] for i, side in
            enumerate((evidence.left, evidence.right))]  # fmt: skip
    order = [sorted(range(len(side)), key=lambda n, side=side: side[n].x()) for side in ends]  # type: ignore[misc]
    assert order[0][:3] and abs(order[0].index(order[1][0])) < 4, "what is left on the left is left on the right"
    page.canvas.set_view(View.DIFFERENCE)
    assert page.canvas.finding.startswith("No changed region, ")


def test_a_refusal_is_said_and_moving_on_asks_for_the_next(page: ReviewPage, qtbot: QtBot) -> None:
    page.go(2)
    look(qtbot, page)
    press(Key.Key_6, CTRL)
    assert found(qtbot, page).startswith("No verified match: too few points agree (")
    press(Key.Key_5, CTRL)
    assert found(qtbot, page) == "Not aligned and of different shape: there is no difference to show"
    page.go(0)
    assert page.canvas.finding == words.COMPARING and page.canvas.evidence is None
    assert found(qtbot, page).startswith("1 changed region")
    page.go(2)
    assert page.canvas.finding.startswith("Not aligned"), "what is known is shown at once"


def test_exchanging_the_sides_lays_the_other_one_over(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_5, CTRL)
    found(qtbot, page)
    before = page.canvas.evidence
    press(Key.Key_X)
    assert page.canvas.evidence is None
    assert found(qtbot, page).startswith("1 changed region")
    assert page.canvas.evidence is not before


@pytest.mark.parametrize("page", ["sealed"], indirect=True)
def test_a_sealed_batch_tells_no_number_of_points(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_6, CTRL)
    assert found(qtbot, page) == "Aligned"
    press(Key.Key_5, CTRL)
    assert "matching" not in words_of(page) and page.canvas.finding.startswith("1 changed region")


def test_answers_count_and_say_in_which_view_they_were_given(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_5, CTRL)
    found(qtbot, page)
    press(Key.Key_1)
    assert page.session.project is not None and page.current is not None and page.current.position == 1
    assert len(page.session.project.labels.answers()) == 1
    assert page.canvas.view is View.DIFFERENCE


def test_a_missing_file_is_no_comparison(page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.loader, "path", lambda _id: None)
    press(Key.Key_5, CTRL)
    assert found(qtbot, page).startswith("A file is missing")


def test_lines_are_spread_from_top_to_bottom() -> None:
    pairs = [(QPointF(n % 7, n), QPointF(0, 0)) for n in range(500)]
    chosen = spread(pairs)
    assert len(chosen) == LINES and chosen[0][0].y() == 0 and chosen[-1][0].y() == 499
    assert spread(pairs[:5]) == pairs[:5]


def test_with_its_sides_exchanged_a_pair_is_shown_under_the_other_view(page: ReviewPage) -> None:
    page.go(3)
    assert page.canvas.right is not None and page.canvas.left is not None
    assert (page.canvas.left.turn, page.canvas.right.turn) == (0, 1)  # b turned left looks like c, so c turned right


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_is_shown_under_a_view_as_its_pixels_are_turned(view: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, 3), np.uint8)
    shown = CanvasPicture(1, 5, 3)
    shown.show_under(view)
    image = QImage(pixels.tobytes(), 5, 3, 15, QImage.Format.Format_RGB888).transformed(shown.turning)
    wanted = turn_pixels(pixels, view)
    assert (image.height(), image.width()) == wanted.shape[:2]
    assert image.pixelColor(0, 0).getRgb()[:3] == tuple(wanted[0, 0].tolist())
    assert image.pixelColor(1, 0).getRgb()[:3] == tuple(wanted[0, 1].tolist())


@pytest.mark.parametrize("turn", range(8))
def test_a_point_lies_where_the_turned_picture_shows_it(turn: int) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    image.setPixelColor(27, 4, QColor("white"))
    shown = CanvasPicture(1, 30, 20)
    shown.turn = turn
    turned = image.transformed(shown.turning)
    place = shown.placed(QRectF(0, 0, turned.width(), turned.height())).map(QPointF(27.5 / 30, 4.5 / 20))
    assert turned.pixelColor(int(place.x()), int(place.y())) == QColor("white")


def test_the_next_pair_is_compared_before_it_is_shown(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_6, CTRL)
    found(qtbot, page)
    comparing = page.around.comparing
    qtbot.waitUntil(lambda: len(comparing._known) == 3, timeout=WAIT)
    assert comparing._asked is None, "two ahead, no more"
    page.go(1)
    assert page.canvas.evidence is not None and page.canvas.finding.endswith("matching points, mirrored"), "at once"


def test_who_moves_on_to_the_pair_being_compared_waits_for_that_answer(page: ReviewPage, qtbot: QtBot) -> None:
    press(Key.Key_6, CTRL)
    found(qtbot, page)
    comparing = page.around.comparing
    number = comparing.asking._number
    assert comparing._asked is not None
    page.go(1)
    assert page.canvas.finding in (words.COMPARING, words.words(page.canvas.evidence, View.MATCHES, sealed=False)
                                   if page.canvas.evidence else "")  # fmt: skip
    assert found(qtbot, page).endswith("matching points, mirrored")
    assert comparing.asking._number in (number, number + 1), "it was not asked again"
    press(Key.Key_1, CTRL)
    assert comparing._asked is None and not comparing.asking._open, "in other views nothing is compared"
