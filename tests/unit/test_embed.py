"""Embed: features are computed once, survive everything but their content, and become unit vectors."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.embedding import embed, segments
from app.core.embedding.embed import embed_collection, embeddings, features, fit_embedder
from app.core.jobs import NULL_JOB, Cancelled, Job, Progress
from app.core.reading.ingest import ingest
from app.core.settings import Settings
from app.core.store.project import Project
from app.errors import UserError
from models.backbones.efficientnet_lite0 import BACKBONE
from models.head import Head
from models.views import turn
from tests.drawn import picture

FOLDER = f"features/{BACKBONE.fingerprint[:16]}"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    for number in range(6):
        picture(number).save(tmp_path / "photos" / f"{number}.png")
    with Project.create(tmp_path / "p") as project:
        ingest(project, [tmp_path / "photos"])
        yield project


def oracle(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return BACKBONE.open("cpu", 1)(BACKBONE.preprocess(image.convert("RGB"))[None])[0]


def test_features_are_those_of_the_network_in_half_precision(project: Project, tmp_path: Path) -> None:
    seen: list[Progress] = []
    made, computed = features(project, job=Job(seen.append))
    assert computed == 6 and made.ids.tolist() == [image.id for image in project.images.all()]
    assert made.vectors.shape == (6, 1280) and made.vectors.dtype == np.float16
    for image, row in zip(project.images.all(), made.vectors, strict=True):
        np.testing.assert_allclose(row, oracle(tmp_path / "photos" / image.path), atol=2e-3)
    assert seen[-1].figures["images_per_s"] > 0 and (seen[-1].done, seen[-1].total) == (6, 6)


def test_a_second_run_computes_and_decodes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = features(project)
    monkeypatch.setattr(embed, "decode_all", lambda *_, **__: pytest.fail("a picture was decoded"))
    second, computed = features(project)
    assert computed == 0
    assert np.array_equal(second.vectors, first.vectors) and np.array_equal(second.ids, first.ids)


def test_only_new_images_are_computed(project: Project, tmp_path: Path) -> None:
    first, _ = features(project)
    picture(77).save(tmp_path / "photos" / "0a.png")
    ingest(project)
    second, computed = features(project)
    assert computed == 1 and len(second.ids) == 7
    assert np.array_equal(second.vectors[:6], first.vectors)
    assert sorted(path.name for path in (project.path / FOLDER).glob("*.npy")) == ["0.npy", "1.npy"]


def test_a_deleted_cache_gives_the_same_features_again(project: Project) -> None:
    first, _ = features(project)
    shutil.rmtree(project.path / "features")
    second, computed = features(project)
    assert computed == 6 and np.array_equal(first.vectors, second.vectors)


def test_the_cache_is_by_content_and_not_by_row_number(project: Project, tmp_path: Path) -> None:
    first, _ = features(project)
    by_path = dict(zip((image.path for image in project.images.all()), first.vectors, strict=True))
    with Project.create(tmp_path / "other") as other:
        (tmp_path / "photos" / "0.png").unlink()  # every id moves by one
        ingest(other, [tmp_path / "photos"])
        shutil.copytree(project.path / "features", other.path / "features", dirs_exist_ok=True)
        made, computed = features(other)
        assert computed == 0
        for image, row in zip(other.images.all(), made.vectors, strict=True):
            assert np.array_equal(row, by_path[image.path])


def test_an_image_that_cannot_be_read_any_more_is_left_out_with_a_warning(project: Project, tmp_path: Path) -> None:
    (tmp_path / "photos" / "2.png").unlink()
    (tmp_path / "photos" / "3.png").write_bytes(b"nothing")
    picture(99).save(tmp_path / "photos" / "4.png")  # a good picture, but not the one that was read
    warnings: list[str] = []
    made, computed = features(project, job=Job(on_warning=warnings.append))
    kept = {image.id for image in project.images.all() if image.path in ("0.png", "1.png", "5.png")}
    assert computed == 3 and set(made.ids.tolist()) == kept
    assert len(warnings) == 3 and "has changed since it was read" in warnings[2] and "4.png" in warnings[2]


def test_what_was_computed_before_a_cancellation_stays(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Progress] = []
    job = Job(seen.append, is_cancelled=lambda: any(report.done >= 3 for report in seen))
    by_one = Settings({"embed.batch": 1})
    monkeypatch.setattr("app.core.reading.decoders.TICK", 0.01)
    with pytest.raises(Cancelled):
        features(project, threads=1, job=job, settings=by_one)
    there = len(segments.stored_keys(project.path / FOLDER, 1280))
    assert 2 <= there < 6
    assert features(project)[1] == 6 - there


def test_embeddings_are_the_head_applied_and_are_cached(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    row = fit_embedder(project, "whiten")
    assert (row.name, row.head, row.backbone, row.dim) == ("lite0-average-whiten-0", "whiten", BACKBONE.name, 1280)
    head = Head.load(project.path / row.file)
    base, _ = features(project)
    first = embeddings(project, row)
    assert first.vectors.dtype == np.float32 and np.array_equal(first.vectors, head.apply(base.vectors))
    np.testing.assert_allclose(np.linalg.norm(first.vectors, axis=1), 1, atol=1e-6)
    assert isinstance(first.vectors.base, np.memmap)
    monkeypatch.setattr(Head, "apply", lambda *_: pytest.fail("the head was applied again"))
    again = embeddings(project, row)
    assert np.array_equal(again.vectors, first.vectors) and np.array_equal(again.ids, first.ids)


def test_stale_embeddings_are_made_again(project: Project, tmp_path: Path) -> None:
    row = fit_embedder(project, "raw")
    embeddings(project, row)
    picture(78).save(tmp_path / "photos" / "new.png")
    ingest(project)
    made = embeddings(project, row)
    assert len(made.ids) == 7
    path = project.path / "embeddings" / f"{row.fingerprint[:16]}.npy"
    assert np.array_equal(np.load(path), made.vectors)
    vectors = np.array(made.vectors)
    path.write_bytes(b"damaged")
    assert np.array_equal(embeddings(project, row).vectors, vectors)


def test_the_same_head_is_the_same_embedder(project: Project) -> None:
    first, second = fit_embedder(project, "whiten"), fit_embedder(project, "whiten")
    assert first == second and first.fingerprint != fit_embedder(project, "raw").fingerprint
    assert (project.path / first.file).is_file() and first.file.startswith("checkpoints/")


def test_an_embedder_of_another_network_is_refused(project: Project) -> None:
    row = replace(fit_embedder(project, "raw"), backbone_fingerprint="other")
    with pytest.raises(UserError, match="made with another version of efficientnet_lite0"):
        embeddings(project, row)


def test_an_empty_project_has_no_features(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty") as project:
        made, computed = features(project)
        assert computed == 0 and made.vectors.shape == (0, 1280)


def test_a_head_that_cannot_be_written_is_a_sentence(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_head: Head, _path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Head, "save", full)
    with pytest.raises(UserError, match="the disk is full"):
        fit_embedder(project, "raw")
    assert project.rounds.embedders() == []


def test_files_that_cannot_be_read_are_not_tried_again_until_they_change(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "photos" / "3.png"
    good = bad.read_bytes()
    bad.write_bytes(b"nothing")
    features(project)
    warnings: list[str] = []
    with monkeypatch.context() as no_network:
        no_network.setattr(embed.Extraction, "_open", lambda _self: pytest.fail("the network was opened"))
        made, computed = features(project, job=Job(on_warning=warnings.append))
    assert (len(made.ids), computed) == (5, 0) and "3.png has no features" in warnings[0]
    bad.write_bytes(good)
    assert features(project)[1] == 1


def test_views_are_features_of_turned_pixels_in_one_pass(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    real = embed.decode_all
    monkeypatch.setattr(embed, "decode_all", lambda tasks, *a, **k: passes.append(len(tasks)) or real(tasks, *a, **k))
    plain, computed = features(project, views=(0, 3, 4))
    assert computed == 6 and passes == [6]
    extract = BACKBONE.open("cpu", 1)
    for view in (3, 4):
        turned, again = features(project, view=view)
        assert again == 0 and np.array_equal(turned.ids, plain.ids)
        for image, row in zip(project.images.all(), turned.vectors, strict=True):  # type: ignore[call-overload]
            with Image.open(Path(image.root, image.path)) as picture:
                pixels = turn(BACKBONE.preprocess(picture.convert("RGB")), view)
            assert np.array_equal(row, extract(pixels[None])[0].astype(np.float16))
    assert passes == [6]
    assert features(project, view=5)[1] == 6 and passes == [6, 6]
    assert {path.name for path in (project.path / FOLDER).iterdir()} == {
        "0.npy", "backbone.json", "view3", "view4", "view5",
    }  # fmt: skip


def test_embeddings_of_a_view_stand_beside_those_of_the_picture_as_it_is(project: Project) -> None:
    row = fit_embedder(project, "raw")
    plain, mirrored = embeddings(project, row), embeddings(project, row, view=4)
    assert np.array_equal(plain.ids, mirrored.ids) and not np.allclose(plain.vectors, mirrored.vectors, atol=1e-3)
    assert np.array_equal(embeddings(project, row).vectors, plain.vectors)
    head = Head.load(project.path / row.file)
    assert np.array_equal(mirrored.vectors, head.apply(features(project, view=4)[0].vectors))


def test_a_collection_is_embedded_under_the_views_of_the_settings(project: Project, tmp_path: Path) -> None:
    done = embed_collection(project, Settings({"embed.views": "mirrored"}), "cpu", 1, NULL_JOB)
    assert set(done.turned) == {4} and done.computed == 6 and len(done.vectors.ids) == 6
    (tmp_path / "photos" / "2.png").unlink()  # after its first view is known, before another is wanted
    done = embed_collection(project, Settings({"embed.views": "all eight"}), "cpu", 1, NULL_JOB)
    assert set(done.turned) == set(range(1, 8)) and len(done.vectors.ids) == 5
    assert all(np.array_equal(part.ids, done.vectors.ids) for part in done.turned.values())
    assert all(len(part.vectors) == 5 for part in done.turned.values())


def test_the_head_is_fitted_once_and_again_when_asked(project: Project, tmp_path: Path) -> None:
    first = embed_collection(project, Settings(), "cpu", 1, NULL_JOB).row
    picture(50).save(tmp_path / "photos" / "new.png")
    ingest(project)
    again = embed_collection(project, Settings(), "cpu", 1, NULL_JOB)
    assert again.row == first and len(again.vectors.ids) == 7
    assert embed_collection(project, Settings(), "cpu", 1, NULL_JOB, refit=True).row.fingerprint != first.fingerprint
    assert embed_collection(project, Settings(), "cpu", 1, NULL_JOB, row=first).row == first
