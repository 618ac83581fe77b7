"""Pictures of a hundred megapixels: full detail where it is looked at, the window's thread free, memory bounded."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImageIOHandler, QImageReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.reading import images
from app.core.reading.thumbnails import write_thumbnail
from app.core.records import BatchPair, ScanResult
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from app.gui import picture_parts, pictures
from app.gui.pair_loader import PairLoader
from app.gui.picture_parts import MOST_PIXELS, grown, read_part, unturned
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.view import View
from tests.made import sha

SIDE = 10_000
WAIT = 90
# Red tells x and green y in steps of 40 pixels; blue tells single pixels of the PNG.
WRITE = """
import sys
import numpy as np
from PIL import Image
side = int(sys.argv[1])
at = np.arange(side, dtype=np.uint16)
pixels = np.empty((side, side, 3), np.uint8)
pixels[..., 0], pixels[..., 1], pixels[..., 2] = at // 40, (at // 40)[:, None], 128
Image.fromarray(pixels).save(sys.argv[2], quality=85)
for row in range(side):
    pixels[row, :, 2] = (at * 37 + row * 101 % 65536) % 251
Image.fromarray(pixels).save(sys.argv[3], compress_level=1)
"""
Shown = tuple[PairCanvas, PairLoader]


def blue(x: int, y: int) -> int:
    return (x * 37 % 65536 + y * 101) % 65536 % 251


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A JPEG and a PNG of 100 megapixels, with thumbnails, in a batch of one pair."""
    folder = tmp_path_factory.mktemp("large")
    files = [folder / "pictures" / name for name in ("a.jpg", "b.png")]
    files[0].parent.mkdir()
    subprocess.run([sys.executable, "-c", WRITE, str(SIDE), *map(str, files)], check=True)
    with Project.create(folder / "p.nearpair", salt="test") as made:
        found = []
        for file in files:
            write_thumbnail(made.folder("thumbs"), sha(file.name), Image.new("RGB", (320, 320)))
            found.append(ScanResult(file.name, file.stat().st_size, 1, sha(file.name), SIDE, SIDE, "X", "RGB"))
        made.images.record(made.images.add_folder(files[0].parent), found)
        ids = [image.id for image in made.images.all()]
        rows = [BatchRow(ids[0], ids[1], 0.3, "knn", "knn rank=1 back=0 k=10", "hardest", 1.0)]
        made.pairs.create_batch(NewBatch("B", "hardest", 0, None, 0, blindness="blind", sealed=False), rows)
        yield made


@pytest.fixture
def shown(project: Project, qtbot: QtBot) -> Iterator[Shown]:
    canvas = PairCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(806, 400)
    canvas.show()
    loader = PairLoader(canvas)
    loader.open(project)
    yield canvas, loader
    loader.close()


def pair_of(project: Project) -> BatchPair:
    return project.pairs.batch_pairs(project.pairs.batches()[0].id)[0]


class Watched:
    """Runs the event loop until something is so; notes what is decoded, where, and the most memory meanwhile.

    decoded: every call of a decoder as its name, the file's name, how much of it, and whether on the window's thread.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.decoded: list[tuple[str, str, object, bool]] = []
        self._note(monkeypatch, images, "read_image", lambda path: (path, "all"))
        self._note(monkeypatch, picture_parts, "read_part", lambda path, area, factor: (path, (area, factor)))
        self._note(monkeypatch, pictures, "_decoded", lambda file, factor: (file.path, factor))
        self._note(monkeypatch, picture_parts, "painted", lambda image: ("", image.width * image.height))
        self.memory = psutil.Process()
        self.before = self.most = self.memory.memory_info().rss

    def until(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT
        while not reached():
            assert time.monotonic() < end
            QApplication.processEvents()
            self.most = max(self.most, self.memory.memory_info().rss)
            time.sleep(0.001)

    def of(self, decoder: str, file: str = "") -> list[object]:
        """How much a decoder was asked for, call by call."""
        return [amount for name, path, amount, _ in self.decoded if (name, path) == (decoder, file)]

    def _note(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, what: Callable[..., Any]) -> None:
        real = getattr(module, name)

        def noted(*given: Any) -> Any:
            path, amount = what(*given)
            here = threading.current_thread() is threading.main_thread()
            self.decoded.append((name, Path(path).name, amount, here))
            return real(*given)

        monkeypatch.setattr(module, name, noted)


def sharp(canvas: PairCanvas) -> bool:
    return all(picture.missing(*which) is None for picture, *which in
               ((each.picture, each.rect, each.seen, each.scale) for each in canvas.in_sight()))  # fmt: skip


def shown_at(canvas: PairCanvas, pane: int) -> tuple[int, int, QColor]:
    """The middle of a pane: which pixel of the left or right picture lies there at 1:1, and its colour."""
    scene = canvas._scene()
    spot = scene.panes[pane].center().toPoint()
    rect = scene.rects[pane]
    return spot.x() - round(rect.x()), spot.y() - round(rect.y()), canvas.grab().toImage().pixelColor(spot)


@pytest.mark.slow
def test_a_hundred_megapixels_show_all_detail_while_the_window_stays_free(
    shown: Shown, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, loader = shown
    watched = Watched(monkeypatch)
    seen: list[bool] = []
    canvas.both_shown.connect(lambda: seen.append(True))
    loader.show(pair_of(project))
    loader.prefetch([], [], [])
    watched.until(lambda: bool(seen))
    canvas.step_loupe()
    canvas.loupe.u, canvas.loupe.v = 0.3, 0.7
    canvas._settle()
    watched.until(lambda: sharp(canvas))
    box, rect = canvas.loupe._boxes(canvas._scene(), canvas._actual_zoom())[1]
    spot = box.center().toPoint()
    x, y = spot.x() - round(rect.x()), spot.y() - round(rect.y())
    assert (x, y) == (pytest.approx(3000, abs=2), pytest.approx(7000, abs=2))
    assert canvas.grab().toImage().pixelColor(spot) == QColor(x // 40, y // 40, blue(x, y)), "the loupe, fitted"
    for _ in range(3):  # through all strengths, and away
        canvas.loupe.step()
    canvas.actual_size()
    assert canvas.transform.zoom == pytest.approx(25.0) and not canvas.loupe.on
    watched.until(lambda: sharp(canvas))
    x, y, colour = shown_at(canvas, 1)
    assert colour == QColor(x // 40, y // 40, blue(x, y)), "the very pixel of the PNG"
    x, y, colour = shown_at(canvas, 0)
    assert abs(colour.red() - x // 40) <= 6 and abs(colour.green() - y // 40) <= 6
    canvas.turn_right()
    canvas.set_view(View.BLINK)
    canvas.blink()
    canvas.pan(2, 0)
    watched.until(lambda: sharp(canvas))
    assert canvas.right is not None and len(canvas.right._parts) <= 2
    assert not any(here for *_, here in watched.decoded), "the window's thread decodes nothing"
    assert watched.of("read_image", "b.png") == ["all"], "a PNG is decoded whole, once for everything"
    assert watched.of("read_image", "a.jpg") == [], "a JPEG never"
    assert watched.of("_decoded", "a.jpg") == watched.of("_decoded", "b.png") == [8, 2], "never larger than is held"
    for area, factor in watched.of("read_part", "a.jpg"):  # type: ignore[misc]
        assert area.width() * area.height() <= MOST_PIXELS * factor**2
    assert 2 <= len(watched.of("read_part", "a.jpg")) <= 4, "loupe, 1:1 and after the turn: a part each, no more"
    assert all(pixels <= MOST_PIXELS for pixels in watched.of("painted")), "no copy of the whole"  # type: ignore[operator]
    assert watched.most - watched.before < 1000 << 20, "three times 300 MB of a decoded picture would be too much"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_part_of_an_oriented_jpeg_is_that_part_of_the_oriented_picture(tmp_path: Path, orientation: int) -> None:
    image = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((240, 160)) for turn in (0, 90, 180)])
    exif = Image.Exif()
    exif[274] = orientation
    image.save(tmp_path / "a.jpg", quality=95, subsampling=0, exif=exif.tobytes())
    reader = QImageReader(str(tmp_path / "a.jpg"))
    reader.setAutoTransform(True)
    whole = reader.read()
    area = QRect(16, 32, 80, 48)
    part = read_part(tmp_path / "a.jpg", area, 1)
    assert part.size() == area.size()
    for x, y in ((0, 0), (79, 0), (0, 47), (40, 20)):
        assert part.pixelColor(x, y) == whole.pixelColor(area.left() + x, area.top() + y)
    assert read_part(tmp_path / "a.jpg", area, 2).size() == QSize(40, 24)


def test_unturned_is_the_way_back() -> None:
    turn = QImageIOHandler.Transformation
    size = QSize(240, 160)
    assert unturned(QRect(0, 0, 10, 20), size, turn.TransformationNone) == QRect(0, 0, 10, 20)
    assert unturned(QRect(0, 0, 10, 20), size, turn.TransformationMirror) == QRect(230, 0, 10, 20)
    assert unturned(QRect(0, 0, 10, 20), size, turn.TransformationRotate90) == QRect(0, 150, 20, 10)


def test_what_lies_around_is_read_as_well_while_there_is_room() -> None:
    whole = QRect(0, 0, SIDE, SIDE)
    near = grown(QRectF(5000, 5000, 400, 400), whole, 1)
    assert near.contains(QRect(4800, 4800, 800, 800)) and near.width() < 900
    assert grown(QRectF(0, 0, 5000, 5000), whole, 1).width() < 5010, "no more than is needed of what is large already"
    assert grown(QRectF(9900, 9900, 400, 400), whole, 2).bottomRight() == QPoint(SIDE - 1, SIDE - 1)
