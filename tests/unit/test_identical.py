"""Identical pixels in different files: found whenever the twin comes, told from what only looks like it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PIL import Image

from app.core.reading.hashes import DECODER
from app.core.reading.identical import duplicate_pairs, duplicates
from app.core.reading.ingest import ingest
from app.core.store.project import Project
from tests.drawn import picture
from tests.made import scan as row


def test_pixel_identical_files_are_duplicates_and_near_ones_are_not(project: Project, folder: Path) -> None:
    picture(1).save(folder / "same.bmp")  # the pixels of b.png
    picture(1).save(folder / "same.tif")
    nearly = np.array(picture(1))
    nearly[0, 0] ^= 1
    Image.fromarray(nearly).save(folder / "nearly.png")
    ingest(project, [folder])
    ids = {image.path: image.id for image in project.images.all()}
    same = sorted(ids[name] for name in ("b.png", "same.bmp", "same.tif"))
    assert duplicates(project) == [(same[0], same[1]), (same[0], same[2])]
    assert duplicate_pairs(project) == [(same[0], same[1]), (same[0], same[2]), (same[1], same[2])]
    hashed = project.images.pixel_hashes(DECODER)
    assert ids["nearly.png"] in hashed and ids["sub/d.tif"] not in hashed  # no full decode where no twin can be


def test_a_twin_that_comes_later_is_found(project: Project, folder: Path) -> None:
    ingest(project, [folder])
    picture(1).save(folder / "zz.bmp")
    ingest(project)
    assert len(duplicates(project)) == 1


def test_pixel_hashes_of_another_decoder_are_made_again(project: Project, folder: Path) -> None:
    picture(1).save(folder / "same.bmp")
    ingest(project, [folder])
    found = duplicates(project)
    project.images.set_pixel_hashes({image: "old" for pair in found for image in pair}, "Pillow 1.0")
    assert duplicates(project) == []
    ingest(project)
    assert duplicates(project) == found != []


def test_a_file_that_changed_since_it_was_read_is_no_twin_of_what_it_was(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    ingest(project, [folder])
    other = tmp_path / "other"
    other.mkdir()
    near = np.array(picture(1))
    near[0, 0] ^= 1  # not the pixels of b.png, but close enough to be compared with them
    Image.fromarray(near).save(other / "near.png")
    shutil.copy(other / "near.png", folder / "b.png")
    ingest(project, [other])  # the first folder is not read again
    assert duplicates(project) == []


def test_a_thousand_copies_are_a_thousand_edges(project: Project, tmp_path: Path) -> None:
    project.images.record(project.images.add_folder(tmp_path), [row(f"{n}.jpg") for n in range(1000)])
    project.images.set_pixel_hashes(dict.fromkeys(range(1, 1001), "same"), DECODER)
    assert duplicates(project) == [(1, other) for other in range(2, 1001)]
    project.images.set_pixel_hashes({5: "", 6: ""}, DECODER)
    assert len(duplicates(project)) == 997, "an empty hash is no twin of another"
