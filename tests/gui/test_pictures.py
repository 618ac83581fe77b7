"""Decoding for the window: what comes back, in which order, what is dropped and what is said of bad files."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as PillowImage
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.core.reading.files import file_size
from app.core.reading.images import read_image
from app.core.reading.picture_file import PictureFile
from app.gui import pictures
from app.gui.pictures import THUMBNAIL, Picture, Pictures, factor_for, read_picture
from tests.data.odd import make

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int, height: int) -> PillowImage.Image:
    """Left half red, right half blue."""
    image = PillowImage.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def file(folder: Path, name: str, image: PillowImage.Image, *, id: int = 1, orientation: int = 1) -> PictureFile:
    path = folder / name
    exif = PillowImage.Exif()
    exif[0x0112] = orientation
    image.save(path, quality=92, exif=exif) if path.suffix == ".jpg" else image.save(path)
    size = image.size if orientation < 5 else image.size[::-1]
    thumbnail = folder / f"{name}.thumb.jpg"
    small = image.convert("RGB").resize((image.width // 10, image.height // 10))
    small.save(thumbnail)
    return PictureFile(id, path, thumbnail, *size, path.stat().st_size)


@pytest.fixture
def decoded(qtbot: QtBot) -> Iterator[Pictures]:
    service = Pictures()
    yield service
    service.close()


def is_near(image: QImage, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    found = image.pixelColor(int(x * (image.width() - 1)), int(y * (image.height() - 1)))
    return all(abs(a - b) < 12 for a, b in zip(found.toTuple()[:3], colour, strict=True))


@pytest.mark.parametrize("factor", [1, 2, 4, 8])
def test_a_jpeg_is_reduced_while_it_is_decoded(tmp_path: Path, factor: int) -> None:
    picture = read_picture(file(tmp_path, "a.jpg", halves(1001, 600)), factor)
    assert (picture.image.width(), picture.image.height()) == (-(-1001 // factor), 600 // factor)
    assert is_near(picture.image, 0.2, 0.5, RED) and is_near(picture.image, 0.8, 0.5, BLUE)
    assert not picture.problem


@pytest.mark.parametrize(
    ("orientation", "red_at", "blue_at"),
    [(1, (0.2, 0.5), (0.8, 0.5)), (2, (0.8, 0.5), (0.2, 0.5)), (3, (0.8, 0.5), (0.2, 0.5)), (6, (0.5, 0.2), (0.5, 0.8)),
     (8, (0.5, 0.8), (0.5, 0.2))],
)  # fmt: skip
def test_orientation_is_followed_at_every_factor(
    tmp_path: Path, orientation: int, red_at: tuple[float, float], blue_at: tuple[float, float]
) -> None:
    stored = file(tmp_path, "a.jpg", halves(640, 320), orientation=orientation)
    for factor in (1, 4):
        image = read_picture(stored, factor).image
        assert (image.width(), image.height()) == (stored.width // factor, stored.height // factor)
        assert is_near(image, *red_at, RED) and is_near(image, *blue_at, BLUE)


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif", "a.bmp", "a.gif"])
def test_every_format_comes_out_the_same(tmp_path: Path, name: str) -> None:
    image = read_picture(file(tmp_path, name, halves(200, 100)), 2).image
    assert (image.width(), image.height()) == (100, 50)
    assert image.format() is QImage.Format.Format_RGB32
    assert is_near(image, 0.1, 0.5, RED) and is_near(image, 0.9, 0.5, BLUE)


def test_a_transparent_picture_has_no_stray_colours(tmp_path: Path) -> None:
    clear = PillowImage.new("RGBA", (100, 100), (255, 0, 255, 0))
    found = read_picture(file(tmp_path, "a.png", clear), 1).image.pixelColor(50, 50)
    assert found.red() == found.green() == found.blue(), "what is not there must not show its colour"


def test_a_missing_file_falls_back_to_its_thumbnail_and_says_so(tmp_path: Path) -> None:
    stored = file(tmp_path, "a.jpg", halves(640, 320))
    assert stored.path is not None
    stored.path.unlink()
    picture = read_picture(stored, 2)
    assert picture.problem == "The file is missing; this is its thumbnail."
    assert (picture.image.width(), picture.image.height()) == (64, 32)
    assert read_picture(replace(stored, path=None), 2).problem == picture.problem


def test_without_a_thumbnail_it_says_that_too(tmp_path: Path) -> None:
    stored = replace(
        file(tmp_path, "a.jpg", halves(640, 320)), thumbnail=tmp_path / "none.jpg", path=tmp_path / "no.jpg"
    )
    picture = read_picture(stored, 1)
    assert picture.image.isNull()
    assert picture.problem == "The file is missing; there is no thumbnail either."


def test_other_content_under_the_same_name_is_not_shown(tmp_path: Path) -> None:
    stored = file(tmp_path, "a.jpg", halves(640, 320))
    assert stored.path is not None
    halves(100, 640).save(stored.path)
    picture = read_picture(stored, 1)
    assert picture.problem.startswith("The file has changed since it was read")
    assert picture.image.width() == 64


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_an_unreadable_file_falls_back(tmp_path: Path, name: str) -> None:
    stored = file(tmp_path, name, halves(640, 320))
    assert stored.path is not None
    stored.path.write_bytes(b"\x00" * stored.bytes)
    assert read_picture(stored, 1).problem == "The file cannot be read; this is its thumbnail."


def test_a_lost_thumbnail_is_made_from_the_file(tmp_path: Path) -> None:
    stored = file(tmp_path, "a.jpg", halves(800, 400))
    stored.thumbnail.unlink()
    assert is_near(read_picture(stored, THUMBNAIL).image, 0.1, 0.5, RED)


def test_factor_has_a_pixel_for_every_screen_pixel() -> None:
    assert [factor_for(4000, 3000, scale) for scale in (0.1, 0.125, 0.13, 0.25, 0.4, 0.5, 0.51, 1.0, 7.0)] == [
        8, 8, 4, 4, 2, 2, 1, 1, 1
    ]  # fmt: skip
    assert factor_for(20_000, 20_000, 1.0) == 4, "a picture too large for memory stays reduced"


def test_wishes_are_met_first_one_first_and_kept(decoded: Pictures, tmp_path: Path, qtbot: QtBot) -> None:
    wishes = [(file(tmp_path, f"{n}.jpg", halves(200, 100), id=n), 1) for n in range(6)]
    arrived: list[Picture] = []
    decoded.arrived.connect(arrived.append)
    decoded.want(wishes)
    qtbot.waitUntil(lambda: len(arrived) == 6)
    assert {picture.id for picture in arrived[:2]} <= {0, 1, 2}, "two threads: the last ones cannot come first"
    assert decoded.get(5, 1) is not None and decoded.get(5, 2) is None
    decoded.want(wishes)
    qtbot.wait(30)
    assert len(arrived) == 6, "nothing is decoded twice"


class Gate:
    """Holds every decoder until it is opened, and notes which files were begun."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self.begun: list[int] = []
        real = pictures.read_picture

        def held(file: PictureFile, factor: int) -> Picture:
            self.begun.append(file.id)
            self.opened.wait(10)
            return real(file, factor)

        monkeypatch.setattr(pictures, "read_picture", held)


def test_newer_wishes_replace_older_ones(
    decoded: Pictures, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    files = [file(tmp_path, f"{n}.jpg", halves(200, 100), id=n) for n in range(8)]
    arrived: list[Picture] = []
    decoded.arrived.connect(arrived.append)
    decoded.want([(f, 1) for f in files[:6]])
    qtbot.waitUntil(lambda: len(gate.begun) == 2)
    decoded.want([(f, 1) for f in files[6:]])
    gate.opened.set()
    qtbot.waitUntil(lambda: len(arrived) == 2)
    qtbot.wait(50)
    assert sorted(picture.id for picture in arrived) == [6, 7]
    assert sorted(gate.begun) == [0, 1, 6, 7], "what had not begun was never decoded"
    assert decoded.get(0, 1) is None, "a picture nobody wants any more is dropped"


def test_what_comes_back_after_forgetting_is_dropped(
    decoded: Pictures, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    stored = file(tmp_path, "a.jpg", halves(200, 100))
    arrived: list[Picture] = []
    decoded.arrived.connect(arrived.append)
    decoded.want([(stored, 1)])
    qtbot.waitUntil(lambda: bool(gate.begun))
    decoded.forget()
    gate.opened.set()
    qtbot.wait(100)
    assert not arrived and decoded.bytes == 0


def test_memory_stays_within_the_budget(tmp_path: Path, qtbot: QtBot) -> None:
    service = Pictures(budget=5 * 400 * 200 * 4)
    files = [file(tmp_path, f"{n}.jpg", halves(400, 200), id=n) for n in range(12)]
    for each in files:
        with qtbot.waitSignal(service.arrived):
            service.want([(each, 1)])
        service.get(0, 1)
    assert service.bytes == 5 * 400 * 200 * 4
    assert service.get(11, 1) is not None and service.get(0, 1) is not None, "what was looked at last stays"
    assert service.get(3, 1) is None
    service.close()


def test_closing_waits_for_the_threads(tmp_path: Path, qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    service = Pictures()
    service.want([(file(tmp_path, f"{n}.jpg", halves(800, 600), id=n), 1) for n in range(10)])
    service.close()
    assert set(threading.enumerate()) == before


def test_a_picture_inside_a_zip_file_is_shown(tmp_path: Path) -> None:
    plain = file(tmp_path, "a.png", halves(640, 320))
    assert plain.path is not None
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as made:
        made.write(plain.path, "in/a.png")
    inside = replace(plain, path=tmp_path / "b.zip!/in/a.png")
    assert read_picture(inside, 1).problem == "" and read_picture(inside, 1).image == read_picture(plain, 1).image
    assert read_picture(replace(inside, bytes=7), 1).problem.startswith("The file has changed")
    (tmp_path / "b.zip").unlink()
    assert read_picture(inside, 1).problem.startswith("The file is missing")


@pytest.mark.parametrize(
    "name",
    ["modern.avif", "wavelet.jp2", "plain.ppm", "two.mpo", "deep.png", "moving.png", "placed.jpg", "cmyk.jpg",
     "camera.dng", "no_suffix", "hostile.zip!/inner/good.png"],
)  # fmt: skip
def test_every_format_that_ingest_reads_is_shown_as_it_was_read(tmp_path: Path, name: str) -> None:
    path = make.HERE / name
    expected = read_image(path)
    size = file_size(path)
    assert size is not None
    stored = PictureFile(1, path, tmp_path / "none.jpg", *expected.size, size)
    picture = read_picture(stored, 1)
    assert picture.problem == "" and (picture.image.width(), picture.image.height()) == expected.size
    for place in ((12, 8), (expected.width - 12, 8), (12, expected.height - 8)):
        colour = picture.image.pixelColor(*place)
        seen = (colour.red(), colour.green(), colour.blue())
        read: tuple[int, ...] = expected.getpixel(place)  # type: ignore[assignment]
        assert max(abs(a - b) for a, b in zip(seen, read, strict=True)) <= 3, place


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_is_shown_in_the_colours_of_its_profile(tmp_path: Path, mode: str) -> None:
    from PIL import ImageCms

    red = PillowImage.new("RGB", (64, 64), (200, 30, 30))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if mode == "RGB":  # another gamma: the curve of sRGB is exchanged for a straight line
        at = 132 + 12 * next(n for n in range(20) if profile[132 + 12 * n :][:4] == b"rTRC")
        start = int.from_bytes(profile[at + 4 : at + 8], "big")
        straight = b"curv" + bytes(8)
        profile = profile[:start] + straight + profile[start + 12 :]
    else:
        profile = make_grey()
    red.convert(mode).save(tmp_path / "a.jpg", quality=95, icc_profile=profile)
    expected = read_image(tmp_path / "a.jpg").getpixel((9, 9))
    assert expected != red.convert(mode).convert("RGB").getpixel((9, 9))
    stored = PictureFile(1, tmp_path / "a.jpg", tmp_path / "none.jpg", 64, 64, (tmp_path / "a.jpg").stat().st_size)
    colour = read_picture(stored, 1).image.pixelColor(9, 9)
    seen = (colour.red(), colour.green(), colour.blue())
    assert max(abs(a - b) for a, b in zip(seen, expected, strict=True)) <= 3  # type: ignore[arg-type]


def make_grey() -> bytes:
    """A grey profile whose numbers are linear light: header, white point and a straight curve."""
    tags = {
        b"desc": b"desc" + bytes(4) + (7).to_bytes(4, "big") + b"linear\0" + bytes(78),
        b"wtpt": b"XYZ " + bytes(4) + b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249)),
        b"kTRC": b"curv" + bytes(8),
    }
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        table += name + (at + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    whole = len(tags).to_bytes(4, "big") + table + body
    head = (128 + len(whole)).to_bytes(4, "big") + bytes(4) + b"\x02\x40\0\0" + b"mntrGRAYXYZ " + bytes(12) + b"acsp"
    head += bytes(28) + b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    return head.ljust(128, b"\0") + whole
