"""Learned tensors run by onnxruntime: what torch makes of them, in lanes, and where there is no torch at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch  # noqa: TID253
from PIL import Image

from app import paths
from app.core.embedding import embed, segments, stage_maps
from app.core.embedding.extraction import folder_of
from app.core.embedding.networks import store_network
from app.core.jobs import NULL_JOB, Cancelled, Job
from app.core.reading.ingest import ingest
from app.core.store.project import Project
from models.backbone import Backbone, Pixels
from models.backbones.efficientnet_lite0 import backbone
from models.errors import UserError
from models.head import Head
from models.trained import save_network, trained_backbone

PHOTOS = sorted((paths.SAMPLE / "images").rglob("*.jpg"))[:12]


def learned(base: Backbone, scope: str) -> dict[str, torch.Tensor]:
    """The tensors of that part of the network, moved at random."""
    module = base.parts().tail() if scope == "last" else base.parts().whole()
    torch.manual_seed(1)
    return {name: t * (1 + 0.05 * torch.rand_like(t)) if t.is_floating_point() else t
            for name, t in module.state_dict().items()}  # fmt: skip


def saved(folder: Path, base: Backbone, scope: str) -> Backbone:
    save_network(folder / f"{scope}.safetensors", learned(base, scope), scope)
    return trained_backbone(base, folder / f"{scope}.safetensors")


def with_torch(base: Backbone) -> Backbone:
    """The same without a graph for learned tensors."""
    parts = base.parts()
    return replace(base, parts=lambda: replace(parts, run_tail=None, run_whole=None))


def pixels() -> Pixels:
    shown = [np.asarray(Image.open(path).convert("RGB").resize((224, 224))) for path in PHOTOS[:3]]
    return np.stack([*shown, np.random.default_rng(0).integers(0, 256, shown[0].shape, np.uint8)])


@pytest.mark.parametrize("pooling", ["average", "gem"])
@pytest.mark.parametrize("scope", ["last", "full"])
def test_a_learned_network_gives_what_torch_gives(tmp_path: Path, scope: str, pooling: str) -> None:
    base, shown = backbone(pooling), pixels()
    made = saved(tmp_path, base, scope).open("cpu", 1)
    torchs = trained_backbone(with_torch(base), tmp_path / f"{scope}.safetensors").open("cpu", 1)(shown)
    np.testing.assert_allclose(made(shown), torchs, atol=1e-4 * np.abs(torchs).max())
    np.testing.assert_allclose(made(shown[3:]), torchs[3:], atol=1e-4 * np.abs(torchs).max())
    assert np.abs(base.open("cpu", 1)(shown) - torchs).max() > 0.1, "the published tensors are not what was run"


def test_maps_of_any_number_go_through_the_last_stages(tmp_path: Path) -> None:
    base = backbone()
    tail, maps = saved(tmp_path, base, "last").tail, base.parts().stem.open("cpu", 1)(pixels())
    many = np.concatenate([maps, maps * 1.01, maps * 0.99, maps[:1]]).astype(np.float16)
    module = base.parts().tail()
    module.load_state_dict(learned(base, "last"))
    with torch.inference_mode():
        expected = module(torch.from_numpy(many.astype(np.float32))).numpy()
    run = tail.open("cpu", 1)
    np.testing.assert_allclose(run(many), expected, atol=1e-4 * np.abs(expected).max())
    np.testing.assert_allclose(run(many[5:6]), expected[5:6], atol=1e-4 * np.abs(expected).max())


@pytest.mark.parametrize("scope", ["last", "full"])
def test_weights_that_are_not_all_there_are_refused(tmp_path: Path, scope: str) -> None:
    base, path = backbone(), tmp_path / "w.safetensors"
    whole = learned(base, scope)
    lacking = {name: tensor for name, tensor in whole.items() if name != "conv_head.weight"}
    bent = {**whole, "conv_head.weight": whole["conv_head.weight"][:, :, 0]}
    more = {**whole, "classifier.bias": torch.zeros(1000)}
    for tensors in (lacking, bent, more):
        save_network(path, tensors, scope)
        with pytest.raises(UserError, match="do not fit the network"):
            trained_backbone(base, path).open("cpu", 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few photographs, their maps cached, mined with a network whose last stages were learned."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "photos").mkdir()
    for path in PHOTOS:
        shutil.copy(path, folder / "photos" / path.name)
    with Project.create(folder / "p") as project:
        ingest(project, [folder / "photos"], processes=1)
        start = embed.fit_embedder(project, "raw", device="cpu")
        for scope in ("last", "full"):
            network = store_network(project, start, learned(backbone(), scope), scope)
            embed.store_embedder(project, Head.load(project.path / start.file), network, name=scope, round=0,
                                 parent=start.fingerprint)  # fmt: skip
        embed.features(project, backbone().parts().stem, "cpu")
        return project.path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(made, tmp_path / made.name)
    with Project.open(tmp_path / made.name) as project:
        yield project


def test_lanes_give_every_image_its_own_features(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage_maps, "ROWS", 2)
    network = embed.backbone_of(project.rounds.embedder("last"), project)
    found, computed = embed.features(project, network, "cpu", 3)
    assert computed == len(found.ids) == len(PHOTOS)
    images = {image.id: image for image in project.images.all()}
    for number, image in enumerate(found.ids.tolist()):
        row = images[image]
        shown = embed.prepare((str(Path(row.root, row.path)), row.content_hash), network.name, {})
        expected = network.open("cpu", 1)(shown[None])[0]
        np.testing.assert_allclose(found.vectors[number], expected, atol=2e-3 * np.abs(expected).max())


def test_what_a_cancelled_run_has_computed_is_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage_maps, "ROWS", 2)
    network = embed.backbone_of(project.rounds.embedder("last"), project)

    def stop(progress: object) -> None:
        if getattr(progress, "text", "") == "Computing features from maps" and getattr(progress, "done", 0) >= 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        embed.features(project, network, "cpu", 2, Job(on_progress=stop))
    kept = len(segments.stored_keys(folder_of(project.folder("features"), network), network.dim))
    assert kept == 4
    assert embed.features(project, network, "cpu", 2, NULL_JOB)[1] == len(PHOTOS) - kept


CHILD = """
import sys
for name in ("torch", "timm", "torchvision", "onnx"):
    sys.modules[name] = None
import json
from pathlib import Path
from app.core import pipeline
from app.core.applying.find import find
from app.core.embedding import embed
from app.core.how import How
from app.core.store.project import Project

if __name__ == "__main__":
    told = {}
    with Project.open(Path(sys.argv[1])) as project:
        for name in ("last", "full"):
            mined = pipeline.mine(project, How(device="cpu"), embedder=name)
            found = find(project, [Path(sys.argv[2])], device="cpu", at=2.0, k=1)
            one = found["found"][0]["matches"][0]
            told[name] = [mined["embedded"], mined["candidates"], found["embedder"], one["path"], one["distance"]]
    print(json.dumps(told))
"""


def test_without_torch_a_trained_network_mines_and_finds(project: Project, tmp_path: Path) -> None:
    (tmp_path / "child.py").write_text(CHILD)
    path, first = project.path, project.images.all()[0]
    photo = Path(first.root, first.path)
    project.close()
    done = subprocess.run([sys.executable, str(tmp_path / "child.py"), str(path), str(photo)], capture_output=True,
                          text=True, check=False, timeout=120,
                          env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])})  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    for name in ("last", "full"):
        embedded, candidates, embedder, match, distance = told[name]
        assert embedded == len(PHOTOS) and candidates > 0 and embedder == name
        assert match.endswith(photo.name) and distance < 0.01
    with Project.open(path) as again:
        shutil.rmtree(path / "embeddings")
        for name in ("last", "full"):
            assert embed.features(again, embed.backbone_of(again.rounds.embedder(name), again), "cpu")[1] == 0
