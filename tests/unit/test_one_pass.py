"""One pass: rows and features are those of two passes, and each file is decoded once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.embedding import embed
from app.core.embedding.embed import features
from app.core.embedding.one_pass import ingest_and_embed
from app.core.jobs import Cancelled, Job, Progress
from app.core.settings import Settings
from app.core.store.project import Project
from app.errors import UserError

TWO_PASSES = Settings({"ingest.one_pass": False})


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for number, size in enumerate([(90, 60), (60, 90), (2000, 1200), (1400, 1900), (300, 300), (500, 460)]):
        small = Image.fromarray(rng.integers(0, 256, (9, 12, 3), dtype=np.uint8))
        small.resize(size, Image.Resampling.BICUBIC).save(folder / f"{number}.jpg", quality=92)
    (folder / "copy.jpg").write_bytes((folder / "2.jpg").read_bytes())
    (folder / "broken.jpg").write_bytes((folder / "3.jpg").read_bytes()[:3000])
    turned = Image.Exif()
    turned[0x0112] = 6
    with Image.open(folder / "2.jpg") as picture:
        picture.save(folder / "turned.jpg", exif=turned)
        picture.convert("LA").save(folder / "clear.png")
    return folder


def read(place: Path, photos: Path, settings: Settings) -> tuple[list[tuple[object, ...]], np.ndarray, int]:
    with Project.create(place) as project:
        _, computed = ingest_and_embed(project, [photos], settings)
        rows = [(i.path, i.content_hash, i.width, i.height, i.phash) for i in project.images.all()]
        return rows, np.asarray(features(project)[0].vectors), computed


def test_rows_and_features_are_those_of_two_passes_bit_for_bit(tmp_path: Path, photos: Path) -> None:
    rows, vectors, computed = read(tmp_path / "one", photos, Settings())
    assert computed == len(rows) == 8
    rows_of_two, vectors_of_two, computed = read(tmp_path / "two", photos, TWO_PASSES)
    assert computed == 0 and rows == rows_of_two
    assert vectors.tobytes() == vectors_of_two.tobytes()


def test_after_one_pass_there_is_nothing_left_to_decode(
    tmp_path: Path, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.create(tmp_path / "p") as project:
        ingest_and_embed(project, [photos], Settings())
        monkeypatch.setattr(embed, "decode_all", lambda *_, **__: pytest.fail("a picture was decoded"))
        assert features(project)[1] == 0
        assert ingest_and_embed(project, [photos], Settings())[1] == 0


def test_a_cancelled_pass_keeps_what_it_computed(tmp_path: Path, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Progress] = []
    monkeypatch.setattr("app.core.reading.decoders.TICK", 0.01)
    job = Job(seen.append, is_cancelled=lambda: any(p.done >= 6 and p.text == "Reading images" for p in seen))
    with Project.create(tmp_path / "p") as project:
        with pytest.raises(Cancelled):
            ingest_and_embed(project, [photos], Settings({"embed.batch": 1}), threads=1, job=job)
        stored = len(list((project.path / "features").glob("*/*.npy")))
        assert stored == 1 and project.images.count().images >= 3
        _, computed = ingest_and_embed(project, [photos], Settings())
        _, rest = features(project)
        assert 0 < computed + rest < 8


def test_a_backbone_that_cannot_be_opened_does_not_keep_files_from_being_read(
    tmp_path: Path, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_settings: Settings) -> object:
        raise UserError("the weights are missing")

    monkeypatch.setattr("app.core.embedding.one_pass.chosen_backbone", missing)
    with Project.create(tmp_path / "p") as project:
        done, computed = ingest_and_embed(project, [photos], Settings())
        assert (done.images, computed) == (8, 0)


def test_retry_forgets_what_could_not_be_read(tmp_path: Path, photos: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        ingest_and_embed(project, [photos], TWO_PASSES)
        photo = photos / "0.jpg"
        photo.rename(photos / "away")
        assert features(project)[1] == 7
        [memory] = (project.path / "features").glob("*/unreadable.json")
        ingest_and_embed(project, [photos], TWO_PASSES, retry=True)
        assert not memory.exists()
