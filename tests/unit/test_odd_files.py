"""The odd files of tests/data/odd: each ends as the image or the problem that its maker states."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.reading import raw
from app.core.reading.files import BadImage, opened
from app.core.reading.header import Header
from app.core.reading.identical import hash_pixels
from app.core.reading.images import count_frames, decoded, read_image
from app.core.reading.ingest import ingest
from app.core.settings import Settings
from app.core.store.project import Project
from tests.data.odd import make

ODD = make.HERE
RED, GREEN, BLUE, WHITE = make.RED, make.GREEN, make.BLUE, make.WHITE


def header(name: str) -> Header:
    with opened(ODD / name) as file:
        return decoded(file)[0]


def quarters(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the middle of the quarters: upper left, upper right, lower left, lower right."""
    width, height = image.size
    return [image.getpixel((x, y)) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]  # type: ignore[misc]


def near(seen: list[tuple[int, ...]], expected: list[tuple[int, ...]], tolerance: int) -> bool:
    return int(np.abs(np.array(seen) - np.array(expected)).max()) <= tolerance


def test_every_odd_file_ends_as_its_maker_says(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    shutil.copytree(ODD, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.csv"))
    result = ingest(project, [folder], processes=2)
    problems = {problem.path: problem for problem in result.problems}
    sizes = {image.path: f"{image.width}x{image.height}" for image in project.images.all()}
    with (ODD / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row["outcome"] for row in csv.DictReader(file)}
    assert len(rows) >= 24
    files = project.images.files(1)
    for name, outcome in rows.items():
        if "x" in outcome:
            image = project.images.by_ids([files[name].image_id or 0])[files[name].image_id or 0]
            assert f"{image.width}x{image.height}" == outcome, name
        else:
            assert problems[name].code == outcome and problems[name].detail, name
    inside = {path.partition("!/")[2]: p.code for path, p in problems.items() if path.startswith("hostile.zip!/")}
    assert inside == {"link.png": "link", "nested.zip": "nested-zip", "liar.png": "bomb", "secret.png": "encrypted"}
    assert "escape.png" in problems["hostile.zip"].detail
    assert "hostile.zip!/inner/good.png" in files and "hostile.zip!/notes.txt" not in files
    assert not list(tmp_path.rglob("escape.png")) and not Path("/tmp/absolute.png").exists()
    assert sizes and ingest(project, [folder]).decoded == 0, "nothing is read twice"


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [("progressive.jpg", 6), ("pages.tif", 0), ("moving.png", 0), ("moving.gif", 3), ("two.mpo", 6),
     ("wavelet.jp2", 0), ("plain.ppm", 0), ("modern.avif", 6), ("no_suffix", 0), ("profile.png", 0),
     ("wrong_profile.png", 0), ("broken_profile.png", 0), ("cmyk.jpg", 6), ("hostile.zip!/inner/good.png", 0)],
)  # fmt: skip
def test_the_first_picture_of_each_is_the_scene(name: str, tolerance: int) -> None:
    assert near(quarters(read_image(ODD / name)), [RED, GREEN, BLUE, WHITE], tolerance)


def test_palette_and_depth() -> None:
    assert near(quarters(read_image(ODD / "palette.png")), [RED, GREEN, BLUE, (128, 128, 128)], 4)
    ramp = np.asarray(read_image(ODD / "deep.png"))
    assert ramp[0, :, 0].tolist() == [(x * 65535 // 47) >> 8 for x in range(48)]


@pytest.mark.parametrize(("name", "count"), [("pages.tif", 3), ("moving.png", 3), ("moving.gif", 3), ("two.mpo", 2)])
def test_pictures_in_a_file_are_counted(name: str, count: int) -> None:
    with opened(ODD / name) as file:
        assert count_frames(file) == count


def test_what_the_header_says_is_read() -> None:
    placed = header("placed.jpg")
    assert (placed.latitude, placed.longitude) == (pytest.approx(-33.8588), pytest.approx(151.215))
    assert (placed.camera, placed.orientation, placed.quality) == ("Maker Model", 6, 80)
    plain = header("progressive.jpg")
    assert (plain.latitude, plain.longitude, plain.quality) == (None, None, 75)
    assert (header("profile.png").profile, header("broken_profile.png").profile) == (None, None)


@pytest.mark.parametrize("quality", [5, 30, 49, 50, 51, 75, 92, 100])
def test_the_quality_of_a_jpeg_is_told_from_its_tables(tmp_path: Path, quality: int) -> None:
    make.scene().save(tmp_path / "a.jpg", quality=quality)
    with opened(tmp_path / "a.jpg") as file:
        assert decoded(file)[0].quality == quality


def test_a_raw_file_is_read_through_its_preview_turned_as_the_camera_was_held() -> None:
    pytest.importorskip("rawpy")
    with opened(ODD / "camera.dng") as file:
        found, picture = decoded(file)
    assert (found.format, found.width, found.height, picture.size) == ("RAW", 32, 48, (32, 48))
    expected = quarters(make.scene().transpose(Image.Transpose.ROTATE_90))
    assert near(quarters(picture), expected, 6)


def test_a_preview_that_does_not_say_how_it_lies_is_turned_once() -> None:
    pytest.importorskip("rawpy")
    with opened(ODD / "camera.dng") as file:
        assert raw.preview(file)[1] == 8
    plain, turned = Header("JPEG", "RGB", 48, 32, 1), Header("JPEG", "RGB", 32, 48, 8)
    found, picture = raw.oriented(plain, make.scene(), 8)
    assert (found.format, found.width, found.height, found.orientation) == ("RAW", 32, 48, 8)
    assert quarters(picture) == quarters(make.scene().transpose(Image.Transpose.ROTATE_90))
    assert raw.oriented(turned, make.scene(), 8)[1].size == (48, 32), "its own orientation was applied already"


def test_without_rawpy_a_raw_file_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rawpy", None)
    with pytest.raises(BadImage, match=r"pip install nearpair\[raw\]") as caught:
        read_image(ODD / "camera.dng")
    assert caught.value.code == "needs-raw"


def test_a_damaged_raw_file_is_a_problem(tmp_path: Path) -> None:
    pytest.importorskip("rawpy")
    (tmp_path / "a.dng").write_bytes((ODD / "camera.dng").read_bytes()[:200])
    (tmp_path / "b.cr3").write_bytes(b"\0\0\0\x18ftypcrx " + bytes(99))
    for name in ("a.dng", "b.cr3"):
        with pytest.raises(BadImage, match="preview"):
            read_image(tmp_path / name)


def test_undecodable_twins_are_tried_once(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    make.scene().save(folder / "a.png")
    make.scene().save(folder / "b.bmp")
    monkeypatch.setattr("app.core.reading.ingest.hash_pixels", lambda *_: None)
    ingest(project, [folder])
    stored = project.images.all()
    seen: list[object] = []

    def failing(tasks: list[object], *_: object, **__: object) -> Iterator[object]:
        from app.core.reading.decoders import Decoded

        seen.extend(tasks)
        yield from (Decoded(task, "" if n else None, "" if n else "crashed") for n, task in enumerate(tasks))

    monkeypatch.setattr("app.core.reading.identical.decode_all", failing)
    hash_pixels(project, Settings())
    assert len(seen) == len(stored) == 2
    hash_pixels(project, Settings())
    assert len(seen) == 2
