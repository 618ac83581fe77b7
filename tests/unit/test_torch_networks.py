"""The backbones whose weights are fetched, on random weights: shapes, poolings, fingerprints, no torch to prepare."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from models import weights
from models.backbones import BACKBONES, open_choice, stored_choice
from models.errors import UserError
from models.pooling import unit
from models.torch_network import TorchNetwork

FETCHED = tuple(weights.sources())


def network(name: str) -> TorchNetwork:
    return import_module(f"models.backbones.{name}").NETWORK


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(weights.HOME, str(tmp_path))
    return tmp_path


def random_network(name: str, side: int = 96) -> Any:
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    made = network(name).make()
    for module in made.modules():  # without statistics of its own an untrained network gives the same for all
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        made.train()(torch.randn(4, 3, side, side))
    return made.eval()


@pytest.mark.parametrize("name", FETCHED)
def test_every_pooling_gives_what_it_states_whatever_else_is_in_the_batch(name: str) -> None:
    spec, side = network(name), 224 if name == "dinov2_vits14" else 96
    spec, made = replace(spec, transform=replace(spec.transform, size=side)), random_network(name, side)
    batch = np.random.default_rng(0).integers(0, 256, (2, side, side, 3), dtype=np.uint8)
    for pooling, dim in spec.dims.items():
        extract = spec.extractor(made, "cpu", 1, pooling)
        together = extract(batch)
        assert together.shape == (2, dim) and together.dtype == np.float32 and np.isfinite(together).all()
        assert np.abs(together[0] - together[1]).max() > 0
        assert np.abs(unit(extract(batch[1:]))[0] - unit(together)[1]).max() < 1e-5


@pytest.mark.parametrize("name", FETCHED)
def test_poolings_are_fingerprints_apart_and_settings_of_the_registry(name: str, folder: Path) -> None:
    weights.source(name).place.write_bytes(b"only that it is there counts here")
    poolings = BACKBONES.entry(name).settings[0].choices
    assert set(poolings) == set(network(name).dims)
    opened = [open_choice(name, {"pooling": pooling}) for pooling in poolings]
    assert len({backbone.fingerprint for backbone in opened}) == len(poolings)
    for backbone in opened:
        again = stored_choice(backbone.name, {"backbone": dict(backbone.values), "anything": 1})
        assert (again.fingerprint, again.dim) == (backbone.fingerprint, backbone.dim)
    assert open_choice(name).fingerprint == opened[0].fingerprint
    with pytest.raises(UserError, match="pooling must be one of"):
        open_choice(name, {"pooling": "loudest"})


def test_the_fingerprints_of_different_networks_differ(folder: Path) -> None:
    for name in FETCHED:
        weights.source(name).place.write_bytes(b"there")
    everything = [open_choice(name).fingerprint for name in (*FETCHED, "efficientnet_lite0")]
    assert len(set(everything)) == len(everything)


def test_the_fingerprint_names_the_weights_and_the_transform(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec, source = network("resnet50"), weights.source("resnet50")
    source.place.write_bytes(b"there")
    seen = {spec.backbone("average").fingerprint}
    for change in ({"size": 192}, {"mean": (1.0, 2.0, 3.0)}, {"scale": (1.0, 2.0, 3.0)}, {"rule": "crop"},
                   {"filter": "bicubic"}, {"short_side": 300}, {"order": "BGR"}):  # fmt: skip
        seen.add(replace(spec, transform=replace(spec.transform, **change)).backbone("average").fingerprint)
    monkeypatch.setattr(weights, "sources", lambda: {"resnet50": replace(source, sha256="0" * 64)})
    seen.add(spec.backbone("average").fingerprint)
    assert len(seen) == 9


def test_the_default_pooling_is_the_mean_of_the_deepest_map() -> None:
    torch = pytest.importorskip("torch")
    made = random_network("mobilenetv4").eval()
    batch = np.random.default_rng(1).integers(0, 256, (1, 224, 224, 3), dtype=np.uint8)
    planes = torch.from_numpy(network("mobilenetv4").transform.normalise(batch))
    with torch.inference_mode():
        expected = made.forward_features(planes).mean((2, 3)).numpy()
    np.testing.assert_allclose(network("mobilenetv4").extractor(made, "cpu", 1, "average")(batch), expected, rtol=1e-5)


@pytest.mark.parametrize(("name", "layers"), [("resnet50", "fc"), ("mobilenet_v3_large", "classifier")])
def test_torchvision_networks_run_as_torchvision_does(name: str, layers: str) -> None:
    torch = pytest.importorskip("torch")
    import torchvision

    torch.manual_seed(3)
    full = getattr(torchvision.models, name)(weights=None).eval()
    seen: list[Any] = []
    getattr(full, layers).register_forward_pre_hook(lambda _module, inputs: seen.append(inputs[0]))
    made = network(name).make()
    network(name).load(made, full.state_dict())
    batch = np.random.default_rng(2).integers(0, 256, (1, 224, 224, 3), dtype=np.uint8)
    with torch.inference_mode():
        full(torch.from_numpy(network(name).transform.normalise(batch)))
    found = network(name).extractor(made, "cpu", 1, "average")(batch)
    np.testing.assert_allclose(found, seen[0].numpy().reshape(1, -1), rtol=1e-4, atol=1e-6)


def test_dinov2_takes_the_published_names_and_gives_the_class_token() -> None:
    torch = pytest.importorskip("torch")
    import timm

    torch.manual_seed(4)
    published = timm.create_model("vit_small_patch14_dinov2", pretrained=False, img_size=518).state_dict()
    published["mask_token"] = torch.zeros(1, 384)
    made = network("dinov2_vits14").make().eval()
    network("dinov2_vits14").load(made, published)
    assert torch.equal(made.pos_embed[:, 0], published["pos_embed"][:, 0])
    batch = np.random.default_rng(5).integers(0, 256, (1, 224, 224, 3), dtype=np.uint8)
    planes = torch.from_numpy(network("dinov2_vits14").transform.normalise(batch))
    with torch.inference_mode():
        tokens = made.forward_features(planes)
    for pooling, expected in (("token", tokens[:, 0]), ("average", tokens[:, 1:].mean(1))):
        found = network("dinov2_vits14").extractor(made, "cpu", 1, pooling)(batch)
        np.testing.assert_allclose(found, expected.numpy(), rtol=1e-4, atol=1e-5)


def test_preparing_pictures_loads_no_torch(folder: Path) -> None:
    for name in FETCHED:
        weights.source(name).place.write_bytes(b"there")
    code = (
        "import sys\nfrom PIL import Image\nfrom models.backbones import open_choice\n"
        f"for name in {FETCHED!r}:\n"
        "    b = open_choice(name)\n    assert b.preprocess(Image.new('RGB', (9, 5))).shape == (b.size, b.size, 3)\n"
        "print(sorted({'torch', 'torchvision', 'timm', 'onnxruntime', 'safetensors'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lite2_tensors_are_taken_in_order_and_only_where_they_fit() -> None:
    from models.backbones.efficientnet_lite2 import arrange, make

    own = make().state_dict()
    published = {f"other.{place}": tensor for place, tensor in enumerate(own.values())}
    assert list(arrange(published)) == list(own)
    published["other.0"] = published["other.0"][:1]
    with pytest.raises(ValueError, match="shapes"):
        arrange(published)


def test_preprocessing_is_the_stated_one() -> None:
    striped = Image.new("RGB", (448, 224), (255, 0, 0))
    striped.paste((0, 0, 255), (224, 0, 448, 224))
    spec = network("resnet50").transform
    whole = spec.prepare(striped)
    assert tuple(whole[112, 20]) == (255, 0, 0) and tuple(whole[112, 200]) == (0, 0, 255)
    planes = spec.normalise(np.full((1, 2, 2, 3), 255, np.uint8))
    np.testing.assert_allclose(planes[0, :, 0, 0], [(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225],
                               rtol=1e-6)  # fmt: skip
