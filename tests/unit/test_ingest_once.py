"""One look at a file: known contents are not decoded, a network gets its input, changes under way are named."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.reading import decoders
from app.core.reading import ingest as module
from app.core.reading.images import decoded, read_image
from app.core.reading.ingest import ingest
from app.core.reading.scanning import scan
from app.core.store.project import Project
from tests.drawn import picture


def in_process() -> Any:
    """Decoding in this process, so that it can be looked at."""

    def decode(tasks: list[Any], work: str, *, arguments: tuple[Any, ...] = (), **_: Any) -> Any:
        module_name, _, name = work.partition(":")
        function = getattr(import_module(module_name), name)
        return (decoders.Decoded(task, function(task, *arguments)) for task in tasks)

    return decode


def test_a_moved_or_copied_file_is_hashed_and_not_decoded(
    project: Project, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(project, [folder])
    before = {image.content_hash: image for image in project.images.all()}
    (folder / "a.jpg").rename(folder / "sub" / "moved.jpg")
    shutil.copy(folder / "b.png", folder / "copy.png")
    os.utime(folder / "sub" / "d.tif", ns=(5, 5))
    monkeypatch.setattr(module, "decode_all", in_process())
    unwanted = "app.core.reading.inspecting.decoded"
    monkeypatch.setattr(unwanted, lambda *_, **__: pytest.fail("a known content was decoded"))
    result = ingest(project)
    assert (result.new, result.images, result.files, result.problems) == (0, 4, 5, [])
    after = {image.content_hash: image for image in project.images.all()}
    assert {key: image.id for key, image in after.items()} == {key: image.id for key, image in before.items()}
    assert "sub/moved.jpg" in {image.path for image in after.values()}
    assert [image.width for image in after.values()] == [image.width for image in before.values()]


def test_the_input_of_a_network_is_handed_on_as_embedding_would_prepare_it(
    project: Project, folder: Path
) -> None:
    from models.backbones import open_choice

    picture(9, (1600, 1200)).save(folder / "large.jpg", quality=90)
    shutil.copy(folder / "large.jpg", folder / "sub" / "copy.jpg")
    (folder / "bad.jpg").write_bytes(b"no image")
    taken: list[tuple[str, np.ndarray]] = []  # type: ignore[type-arg]
    ingest(project, [folder], backbone=("efficientnet_lite0", {}), take=lambda key, pixels: taken.append((key, pixels)))
    images = {image.content_hash: image for image in project.images.all()}
    assert len(taken) == len(images) == 5 and {key for key, _ in taken} == set(images)
    network = open_choice("efficientnet_lite0", {})
    assert [images[key].path for key, _ in taken] == sorted(image.path for image in images.values())
    for key, pixels in taken:
        path = Path(images[key].root, images[key].path)
        assert np.array_equal(pixels, network.preprocess(read_image(path, short_side=network.draft_size)))
    taken.clear()
    ingest(project, [folder], backbone=("efficientnet_lite0", {}), take=lambda key, pixels: taken.append((key, pixels)))
    assert taken == []


def test_thumbnail_and_hash_do_not_depend_on_a_network(tmp_path: Path, folder: Path) -> None:
    picture(9, (1600, 1200)).save(folder / "large.jpg", quality=90)
    seen = []
    for name, options in (("p1", {}), ("p2", {"backbone": ("efficientnet_lite0", {}), "take": lambda *_: None})):
        with Project.create(tmp_path / name) as project:
            ingest(project, [folder], **options)  # type: ignore[arg-type]
            thumbs = [path.read_bytes() for path in sorted(project.folder("thumbs").glob("??/*.jpg"))]
            seen.append(([image.phash for image in project.images.all()], thumbs))
    assert seen[0] == seen[1]


def test_a_file_that_changes_while_it_is_read_is_named_and_read_the_next_time(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(file: Any, *arguments: Any, **options: Any) -> Any:
        made = decoded(file, *arguments, **options)
        if str(file.name).endswith("b.png"):
            picture(77).save(folder / "b.png", pnginfo=None, compress_level=0)
        return made

    with monkeypatch.context() as patched:
        patched.setattr(module, "decode_all", in_process())
        patched.setattr("app.core.reading.inspecting.decoded", slow)
        assert [(p.path, p.code) for p in ingest(project, [folder]).problems] == [("b.png", "changed")]
    result = ingest(project)
    assert result.problems == [] and result.decoded == 1 and result.images == 4


def test_a_file_that_vanishes_after_the_scan_is_named(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(*arguments: Any) -> Any:
        files = scan(*arguments)
        (folder / "b.png").unlink(missing_ok=True)
        return files

    monkeypatch.setattr(module, "scan", vanishing)
    assert [(p.path, p.code) for p in ingest(project, [folder]).problems] == [("b.png", "missing")]
