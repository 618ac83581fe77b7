"""Pictures inside zip files: images of the collection like any others."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from app.core.embedding.embed import features
from app.core.reading.identical import duplicates
from app.core.reading.images import read_image
from app.core.reading.ingest import ingest
from app.core.store.project import Project
from tests.drawn import picture


def test_images_inside_a_zip_file_are_images_of_the_collection(project: Project, folder: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as made:
        made.write(folder / "a.jpg", "same/a.jpg")
        for number in (60, 61):
            picture(number).save(folder / "tmp.png")
            made.write(folder / "tmp.png", f"in/{number}.png")
        made.writestr("in/bad.png", b"no image")
    (folder / "tmp.png").unlink()
    result = ingest(project, [folder])
    assert (result.images, result.files) == (6, 8)
    assert [(p.path, p.code) for p in result.problems] == [("more.zip!/in/bad.png", "unreadable")]
    images = {image.path: image for image in project.images.all()}
    inside = images["more.zip!/in/60.png"]
    path = project.images.file_of(inside.id)
    assert path == folder.resolve() / "more.zip!/in/60.png"
    assert np.array_equal(np.asarray(read_image(path)), np.asarray(picture(60)))
    assert project.images.resolve("more.zip!/in/60.png") == inside.id
    assert ingest(project).decoded == 0
    (folder / "a.jpg").unlink()  # the copy inside the zip file is the image now
    ingest(project)
    assert images["a.jpg"].id == next(i.id for i in project.images.all() if i.path == "more.zip!/same/a.jpg")
    (folder / "more.zip").unlink()
    assert project.images.file_of(inside.id) is None
    assert ingest(project).images == 3


def test_pictures_inside_a_zip_file_have_features_and_twins(project: Project, folder: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as made:
        picture(1).save(folder / "tmp.bmp")  # the pixels of b.png
        made.write(folder / "tmp.bmp", "twin.bmp")
    (folder / "tmp.bmp").unlink()
    ingest(project, [folder])
    ids = {image.path: image.id for image in project.images.all()}
    assert duplicates(project) == [tuple(sorted((ids["b.png"], ids["more.zip!/twin.bmp"])))]
    found, computed = features(project)
    rows = {image: found.vectors[n] for n, image in enumerate(found.ids.tolist())}
    assert computed == 5 and np.array_equal(rows[ids["b.png"]], rows[ids["more.zip!/twin.bmp"]])
