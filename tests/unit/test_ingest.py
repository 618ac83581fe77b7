"""Ingest: what becomes of files, what is read again and what is not, and that nothing dies."""

from __future__ import annotations

import csv
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.core.jobs import Cancelled, Job, Progress
from app.core.reading import decoders
from app.core.reading import ingest as module
from app.core.reading.identical import duplicates
from app.core.reading.ingest import ingest
from app.core.reading.inspecting import Inspection
from app.core.reading.thumbnails import SIDE, thumbnail_path
from app.core.settings import Settings
from app.core.store.project import Project
from app.errors import UserError
from tests.drawn import picture


def test_files_become_images_with_figures_hashes_and_thumbnails(project: Project, folder: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Camera"
    picture(9, (1200, 700)).save(folder / "e.jpg", exif=exif)
    result = ingest(project, [folder])
    assert (result.images, result.files, result.new, result.decoded, result.problems) == (5, 5, 5, 5, [])
    images = {image.path: image for image in project.images.all()}
    assert list(images) == ["a.jpg", "b.png", "e.jpg", "sub/c.webp", "sub/d.tif"]  # ids in the order of the paths
    turned = images["e.jpg"]
    assert (turned.width, turned.height, turned.format, turned.camera) == (700, 1200, "JPEG", "Camera")
    assert turned.bytes == (folder / "e.jpg").stat().st_size and turned.root == str(folder.resolve())
    assert len({image.phash for image in images.values()}) == 5
    for image in images.values():
        with Image.open(thumbnail_path(project.folder("thumbs"), image.content_hash)) as small:
            assert small.format == "JPEG" and max(small.size) == min(SIDE, max(image.width, image.height))
    with Image.open(thumbnail_path(project.folder("thumbs"), turned.content_hash)) as small:
        assert small.size == (187, 320)


def test_the_same_bytes_are_one_image(project: Project, folder: Path) -> None:
    shutil.copy(folder / "a.jpg", folder / "sub" / "copy.jpg")
    result = ingest(project, [folder])
    assert (result.images, result.files) == (4, 5)
    assert duplicates(project) == []  # one image, so no pair


def test_a_second_run_reads_nothing(project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bad.jpg").write_bytes(b"no image")
    first = ingest(project, [folder])
    assert first.decoded == 5 and [p.code for p in first.problems] == ["unreadable"]
    monkeypatch.setattr(decoders._Pool, "_start", lambda _self: pytest.fail("a decoder was started"))
    second = ingest(project, [folder])
    assert (second.decoded, second.new, second.images, second.problems) == (0, 0, 4, first.problems)
    assert ingest(project).decoded == 0  # no folder named: all of the project's


def test_only_what_changed_is_read(project: Project, folder: Path) -> None:
    ingest(project, [folder])
    old = {image.path: image for image in project.images.all()}
    picture(50).save(folder / "b.png")
    picture(51).save(folder / "new.png")
    (folder / "a.jpg").unlink()
    os.utime(folder / "sub" / "c.webp", ns=(1, 1))
    result = ingest(project, [folder])
    assert (result.decoded, result.new, result.images) == (3, 2, 4)
    images = {image.path: image for image in project.images.all()}
    assert set(images) == {"b.png", "new.png", "sub/c.webp", "sub/d.tif"}
    assert images["b.png"].id != old["b.png"].id and images["sub/c.webp"].id == old["sub/c.webp"].id


def test_a_file_that_comes_back_is_the_same_image(project: Project, folder: Path) -> None:
    ingest(project, [folder])
    old = {image.path: image.id for image in project.images.all()}
    (folder / "a.jpg").rename(folder / "moved.jpg")
    ingest(project)
    assert {image.path: image.id for image in project.images.all()}["moved.jpg"] == old["a.jpg"]


def test_deleted_thumbnails_are_made_again(project: Project, folder: Path) -> None:
    ingest(project, [folder])
    image = project.images.all()[0]
    shutil.rmtree(project.folder("thumbs"))
    assert ingest(project).decoded == 4
    assert thumbnail_path(project.folder("thumbs"), image.content_hash).is_file()
    thumbnail_path(project.folder("thumbs"), image.content_hash).unlink()
    again = ingest(project)
    assert (again.decoded, again.new, again.images) == (1, 0, 4)


def test_every_bad_file_is_a_named_problem(project: Project, folder: Path) -> None:
    (folder / "empty.jpg").touch()
    (folder / "text.png").write_text("hello")
    whole = (folder / "b.png").read_bytes()
    (folder / "half.png").write_bytes(whole[: len(whole) // 2])
    Image.new("1", (5000, 5000)).save(folder / "large.png")
    settings = Settings().having(ingest__max_megapixels=24.9)
    result = ingest(project, [folder], settings)
    codes = {problem.path: problem.code for problem in result.problems}
    assert codes == {
        "empty.jpg": "empty", "half.png": "truncated", "large.png": "too-large", "text.png": "unreadable",
    }  # fmt: skip
    assert all(problem.detail for problem in result.problems)
    assert result.images == 4
    assert ingest(project, [folder]).decoded == 0
    assert ingest(project, [folder], retry=True).decoded == 4
    assert {p.path for p in project.images.problems()} == {"empty.jpg", "half.png", "text.png"}  # the limit was raised


@pytest.mark.parametrize(("word", "code"), [("crash", "crashed"), ("hang", "timed-out")])
def test_a_file_that_kills_or_stops_its_decoder_is_a_problem(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch, word: str, code: str
) -> None:
    def poisoned(tasks: list[Inspection], work: str, **options: Any) -> Any:
        if work.endswith(":inspect"):
            work, options["arguments"] = "tests.unit.breakers:poisoned_inspect", (word, *options["arguments"])
        return decoders.decode_all(tasks, work, **options)

    monkeypatch.setattr(module, "decode_all", poisoned)
    (folder / "poison.jpg").write_bytes(b"x")
    settings = Settings().having(ingest__time_limit=1.0)
    result = ingest(project, [folder], settings)
    assert [(p.path, p.code) for p in result.problems] == [("poison.jpg", code)]
    assert result.images == 4


def test_folders_are_checked_before_anything_is_read(project: Project, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        ingest(project, [folder, tmp_path / "nowhere"])
    (tmp_path / "file.txt").touch()
    with pytest.raises(UserError, match="is not a folder"):
        ingest(project, [folder, tmp_path / "file.txt"])
    assert project.images.folders() == []
    (tmp_path / "void").mkdir()
    with pytest.raises(UserError, match="holds no image files"):
        ingest(project, [tmp_path / "void"])
    assert project.images.folders() == []


def test_a_folder_with_one_image(project: Project, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    picture(3).save(tmp_path / "one" / "a.jpg")
    assert ingest(project, [tmp_path / "one"]).images == 1


def test_a_root_that_is_gone_keeps_its_images(project: Project, folder: Path) -> None:
    ingest(project, [folder])
    folder.rename(folder.with_name("elsewhere"))
    warnings: list[str] = []
    result = ingest(project, job=Job(on_warning=warnings.append))
    assert result.images == 4 and len(warnings) == 1 and "is not there now" in warnings[0]


def test_what_was_read_before_a_cancellation_stays(project: Project, folder: Path) -> None:
    for number in range(40):
        picture(100 + number).save(folder / f"m{number:02}.png")
    seen: list[Progress] = []
    job = Job(seen.append, is_cancelled=lambda: any(p.done > 0 and p.text == "Reading images" for p in seen))
    with pytest.raises(Cancelled):
        ingest(project, [folder], job=job, processes=1)
    part = project.images.count().images
    assert 0 < part <= 44
    result = ingest(project)
    assert result.images == 44 and result.decoded == 44 - part


@pytest.mark.data
def test_every_odd_file_is_an_image_or_a_named_problem(project: Project, data: Path) -> None:
    root = data / "robustness"
    with (root / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    result = ingest(project, [root / "files"])
    problems = {problem.path: problem for problem in result.problems}
    files = project.images.files(1)
    images = project.images.by_ids([row.image_id for row in files.values() if row.image_id])
    outcome: Counter[tuple[bool, bool]] = Counter()
    texts = {"exif-invalid/exs_jpg_invalid_README", "modes/pdq_pdq_data_misc-images_modes_README.md"}
    for row in rows:
        path = row["file"].removeprefix("files/")
        if path in texts:  # no picture by name or by its first bytes
            assert path not in files
            continue
        good = row["pillow13_result"] == "ok"
        outcome[good, path in problems] += 1
        if good:
            image = images[files[path].image_id or 0]
            width, height = (int(side) for side in row["size"].split("x"))
            if row["exif_orientation"] in ("5", "6", "7", "8") and row["format"] != "TIFF":
                width, height = height, width
            assert (image.width, image.height) == (width, height), path
    assert len(rows) == 967 and len(files) == result.files == 965
    assert outcome[True, False] == 609 and outcome[True, True] == 0  # nothing that Pillow reads is lost
    assert outcome[False, False] <= 6  # HEIC, and files whose first picture is whole and a later one is not
    assert all(problem.code and problem.detail for problem in problems.values())
    assert {problem.code for problem in problems.values()} == {"unreadable", "truncated", "too-large"}


def test_a_folder_whose_name_is_not_text_is_refused_in_a_sentence(project: Project, tmp_path: Path) -> None:
    try:
        folder = tmp_path / "odd\udcff"
        folder.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    picture(1).save(folder / "a.png")
    with pytest.raises(UserError, match="not valid text"):
        ingest(project, [folder])
    assert project.images.folders() == []


def test_a_thumbnail_that_cannot_be_written_is_a_sentence(project: Project, folder: Path) -> None:
    shutil.rmtree(project.folder("thumbs"))
    for number in range(256):
        (project.path / "thumbs").mkdir(exist_ok=True)
        (project.path / "thumbs" / f"{number:02x}").touch()  # a file where a folder must be
    with pytest.raises(UserError, match="cannot be written"):
        ingest(project, [folder])
