"""A network whose last stages were trained in a project: stored, opened again, and run from cached maps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch  # noqa: TID253
from PIL import Image

from app.core import pipeline
from app.core.embedding import embed, stage_maps
from app.core.embedding.altered import VIEWS, altered_views
from app.core.embedding.networks import store_network
from app.core.embedding.views_on_demand import ViewsOnDemand
from app.core.how import How
from app.core.jobs import NULL_JOB, Job
from app.core.learning import trainset
from app.core.learning.looks import with_looks
from app.core.learning.preparing import prepare
from app.core.reading.ingest import ingest
from app.core.records import EmbedderRow, Grade
from app.core.settings import Settings
from app.core.store.project import Project
from models.backbone import Backbone
from models.backbones.efficientnet_lite0 import BACKBONE
from models.errors import UserError
from models.head import Head
from tests.made import begin_round, grade

SCENES = 10
LAST = Settings({"train.scope": "last", "train.steps": 2, "train.check_every": 1, "train.pairs_per_step": 8,
                 "frozen.size": 0, "train.loss": "margin", "train.sampler": "balanced", "train.rounds": 0,
                 "train.learning_rate": 0.001})  # fmt: skip


def picture(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 256, (4, 6, 3), dtype=np.uint8)).resize((90, 60), Image.Resampling.BICUBIC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two crops of every scene, graded; their features and maps are there."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "photos").mkdir()
    for scene in range(SCENES):
        for side in (0, 1):
            picture(scene).crop((9 * side, 0, 80 + 9 * side, 60)).save(folder / "photos" / f"{scene:02}{side}.png")
    with Project.create(folder / "p") as project:
        ingest(project, [folder / "photos"])
        ids = [image.id for image in sorted(project.images.all(), key=lambda image: image.path)]
        for scene in range(SCENES):
            grade(project, *sorted(ids[2 * scene : 2 * scene + 2]), Grade.ND)
            grade(project, *sorted((ids[2 * scene], ids[(2 * scene + 3) % len(ids)])), Grade.NND)
        for network in (BACKBONE, BACKBONE.parts().stem):
            embed.features(project, network)
        return project.path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of it."""
    shutil.copytree(made, tmp_path / made.name)
    with Project.open(tmp_path / made.name) as project:
        yield project


def trained(base: Backbone, scope: str = "last", by: float = 0.02) -> dict[str, torch.Tensor]:
    """The tensors of that part of the network, each moved a little."""
    parts = base.parts()
    module = parts.tail() if scope == "last" else parts.whole()
    torch.manual_seed(0)
    return {name: t * (1 + by * torch.rand_like(t)) if t.is_floating_point() else t
            for name, t in module.state_dict().items()}  # fmt: skip


def stored(project: Project, scope: str = "last") -> EmbedderRow:
    """An embedder of a trained network with a whitened head, without a training."""
    start = embed.fit_embedder(project, "raw")
    network = store_network(project, start, trained(BACKBONE, scope), scope)
    return embed.store_embedder(project, Head.load(project.path / start.file), network, name="t", round=0,
                                parent=start.fingerprint)  # fmt: skip


def no_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "decode_all", lambda *_, **__: pytest.fail("a picture was decoded"))


def test_both_parts_together_are_the_published_network(tmp_path: Path) -> None:
    pixels = np.stack([BACKBONE.preprocess(picture(seed)) for seed in range(3)])
    expected, parts = BACKBONE.open("cpu", 1)(pixels), BACKBONE.parts()
    maps = torch.from_numpy(parts.stem.open("cpu", 1)(pixels))
    with torch.inference_mode():
        np.testing.assert_allclose(parts.tail()(maps).numpy(), expected, atol=1e-4)
        planes = torch.from_numpy(parts.normalise(pixels))
        np.testing.assert_allclose(parts.whole()(planes).numpy(), expected, atol=1e-4)
    assert set(parts.tail().state_dict()) < set(parts.whole().state_dict())
    assert parts.stem.fingerprint != BACKBONE.fingerprint and maps.shape == (3, parts.stem.dim)


@pytest.mark.parametrize("scope", ["last", "full"])
def test_a_trained_network_is_opened_again_with_the_same_vectors(project: Project, scope: str) -> None:
    row = stored(project, scope)
    assert row.network and row.backbone == BACKBONE.name and row.backbone_fingerprint != BACKBONE.fingerprint
    first = np.array(embed.embeddings(project, row).vectors)
    path = project.path
    project.close()
    with Project.open(path) as again:
        row = again.rounds.embedder(row.fingerprint)
        assert np.array_equal(embed.embeddings(again, row).vectors, first)
        shutil.rmtree(path / "embeddings")
        assert np.array_equal(embed.embeddings(again, row).vectors, first)
        plain = again.rounds.embedders()[0]
        assert np.abs(embed.embeddings(again, plain).vectors - first).max() > 1e-3


def test_features_come_from_cached_maps_without_a_look_at_the_pictures(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = stored(project)
    network = embed.backbone_of(row, project)
    no_decoding(monkeypatch)
    found, computed = embed.features(project, network)
    assert computed == len(found.ids) == 2 * SCENES
    monkeypatch.undo()
    tasks = [(str(Path(image.root, image.path)), image.content_hash) for image in project.images.all()]
    pixels = [embed.prepare(task, network.name, {}) for task in tasks]
    np.testing.assert_allclose(found.vectors, network.open("cpu", 1)(np.stack(pixels)), atol=5e-3)
    assert embed.features(project, network)[1] == 0


def test_deleted_caches_are_made_again(project: Project) -> None:
    row = stored(project)
    first = np.array(embed.embeddings(project, row).vectors)
    for cache in ("features", "embeddings"):
        shutil.rmtree(project.path / cache)
    np.testing.assert_allclose(embed.embeddings(project, row).vectors, first, atol=1e-3)


def test_beyond_the_bound_pictures_are_read_instead_of_keeping_maps(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = stored(project)
    expected = np.array(embed.embeddings(project, row).vectors)
    shutil.rmtree(project.path / "features")
    shutil.rmtree(project.path / "embeddings")
    monkeypatch.setattr(stage_maps, "MOST_BYTES", 1000)
    np.testing.assert_allclose(embed.embeddings(project, row).vectors, expected, atol=1e-3)
    stem = BACKBONE.parts().stem
    assert not (project.path / "features" / stem.fingerprint[:16]).exists()


def test_a_damaged_or_missing_file_of_weights_is_told(project: Project) -> None:
    row = stored(project)
    path = project.path / row.network
    path.write_bytes(path.read_bytes()[:-8] + b"otherone")
    with pytest.raises(UserError, match="another version of efficientnet_lite0"):
        embed.backbone_of(row, project)
    path.write_bytes(b"nothing")
    with pytest.raises(UserError, match="cannot be read as the weights of a network"):
        embed.backbone_of(row, project)
    path.unlink()
    with pytest.raises(UserError, match="cannot be read as the weights of a network"):
        embed.backbone_of(row, project)


def test_the_same_weights_are_the_same_network(project: Project) -> None:
    start = embed.fit_embedder(project, "raw")
    one = store_network(project, start, trained(BACKBONE), "last")
    again = store_network(project, start, trained(BACKBONE), "last")
    other = store_network(project, start, trained(BACKBONE, by=0.03), "last")
    assert one.fingerprint == again.fingerprint != other.fingerprint
    assert len(list((project.path / "checkpoints").glob("*.network.safetensors"))) == 2
    assert store_network(project, start, {}, "head").fingerprint == BACKBONE.fingerprint


def test_learning_goes_on_from_what_was_learned(project: Project) -> None:
    row = stored(project)
    network, published = embed.backbone_of(row, project), BACKBONE.parts()
    learned = network.parts()
    maps = torch.rand(2, learned.stem.dim) * 4
    planes = torch.rand(1, 3, 224, 224)
    with torch.inference_mode():
        assert (learned.tail()(maps) - published.tail()(maps)).abs().max() > 1e-2
        assert (learned.whole()(planes) - published.whole()(planes)).abs().max() > 1e-2
    assert store_network(project, row, {}, "head").weights == network.weights
    further = store_network(project, row, {k: t + 0.01 for k, t in learned.tail().state_dict().items()}, "last")
    again = embed.store_embedder(project, Head.load(project.path / row.file), further, name="u", round=0)
    assert embed.backbone_of(again, project).fingerprint == further.fingerprint


def test_views_are_altered_differ_and_are_made_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, images = project.folder("features"), project.images.all()[:3]
    found = altered_views(folder, images, BACKBONE, Settings())
    assert found.found.all() and found.vectors.shape == (3, VIEWS * 1280)
    shown = np.array(found.vectors).reshape(3, VIEWS, 1280)
    plain = np.array(embed.features(project, BACKBONE)[0].vectors[:3])
    for image in range(3):
        assert len({row.tobytes() for row in (*shown[image], plain[image])}) == VIEWS + 1
    monkeypatch.setattr("app.core.embedding.altered.decode_all", lambda *_, **__: pytest.fail("made again"))
    assert np.array_equal(altered_views(folder, images[::-1], BACKBONE, Settings()).vectors, found.vectors[::-1])
    monkeypatch.undo()
    shutil.rmtree(folder)
    assert np.allclose(altered_views(folder, images, BACKBONE, Settings()).vectors, found.vectors, atol=1e-2)


def test_an_image_that_cannot_be_read_has_no_views(project: Project) -> None:
    gone, there = project.images.all()[:2]
    images, warnings = [replace(gone, path="gone.png"), there], []
    found = altered_views(project.folder("features"), images, BACKBONE, Settings(), job=Job(on_warning=warnings.append))
    assert found.found.tolist() == [False, True] and len(warnings) == 1


def test_views_on_demand_are_made_once_and_an_unreadable_image_has_none(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, stem, warnings = project.folder("features"), BACKBONE.parts().stem, []
    images = [replace(project.images.all()[0], path="gone.png"), *project.images.all()[1:3]]
    made = ViewsOnDemand(folder, images, stem, "cpu", 2, Job(on_warning=warnings.append))
    there, found = made(np.array([2, 0, 1, 2, 2]), np.array([1, 0, 3, 1, 2]))
    assert there.tolist() == [True, False, True, True, True] and len(warnings) == 1
    every = altered_views(folder, images, stem, Settings()).vectors[:].reshape(2, VIEWS, -1)
    expected = every[[1, 0, 1, 1], [1, 3, 1, 2]]
    np.testing.assert_allclose(found, expected, atol=2e-3 * np.abs(expected).max())
    monkeypatch.setattr("app.core.embedding.views_on_demand.same_picture", lambda *_, **__: pytest.fail("made again"))
    again = ViewsOnDemand(folder, images[1:], stem, "cpu", 1)
    assert np.array_equal(again(np.array([0, 1]), np.array([3, 2]))[1], found[[1, 3]])
    assert made(np.array([0]), np.array([0]))[0].tolist() == [False]


def test_the_last_stages_learn_and_the_next_round_decodes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = How(LAST)
    pipeline.mine(project, how)
    project.images.set_sides({i.id: ("train", i.content_hash) for i in project.images.all()})
    monkeypatch.setattr("app.core.learning.split._fraction", lambda *_: 1.0)  # nothing goes to evaluation
    told = pipeline.train(project, how)
    assert told["scope"] == "last"
    row = project.rounds.embedder(told["fingerprint"])
    assert row.network and row.head == "linear"
    assert row.settings["scope.last.rate"] == how.settings["scope.last.rate"]
    network = embed.backbone_of(row, project)
    learned = torch.cat([t.flatten() for t in network.parts().tail().state_dict().values()])
    assert torch.isfinite(learned).all()
    no_decoding(monkeypatch)
    begin_round(project, row.fingerprint)
    assert pipeline.mine(project, how)["candidates"] > 0


def test_a_student_sees_the_maps_and_views_of_its_images(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.learning.split._fraction", lambda *_: 1.0)
    start = embed.fit_embedder(project, "raw")
    pairs = trainset.training_set(project, LAST, seed=0).pairs
    plain = prepare(project, LAST, start, pairs, seed=0, device="cpu", threads=0, job=NULL_JOB)
    ready = with_looks(project, plain, LAST, NULL_JOB)
    maps, _ = embed.features(project, BACKBONE.parts().stem)
    subject, copies = ready.subject, int(ready.subject.views.copy.sum())
    assert copies > 0 and len(ready.ids) == len(plain.ids) + copies == ready.material.images
    rows = np.searchsorted(maps.ids, ready.ids)
    assert np.array_equal(subject.maps[np.arange(len(rows))], maps.vectors[rows])
    numbers = np.flatnonzero(subject.views.row >= 0)
    images = project.images.by_ids(ready.ids[numbers].tolist())
    view = np.arange(len(numbers)) % VIEWS
    every = altered_views(project.folder("features"), [images[i] for i in ready.ids[numbers].tolist()],
                          BACKBONE.parts().stem, LAST)  # fmt: skip
    expected = every.vectors[:].reshape(len(numbers), VIEWS, -1)[np.arange(len(numbers)), view]
    shown = subject.views.read(subject.maps[numbers], numbers, view)
    np.testing.assert_allclose(shown, expected, atol=2e-3 * np.abs(expected).max())
    learned = ready.material.learnable
    assert (subject.views.row[learned:] == -1).all(), "only what is learned from is altered"
