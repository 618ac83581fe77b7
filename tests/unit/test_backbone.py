"""EfficientNet-Lite0: the right network, the same on every path, and weights that are what they say."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models import device, weights
from models.backbone import Extractor, Pixels, fingerprint
from models.backbones import efficientnet_lite0, efficientnet_lite0_maps, open_choice, stored_choice
from models.backbones.efficientnet_lite0 import BACKBONE, DIMS, GRAPH, POOLS, WEIGHTS, normalise, open_backbone
from models.backbones.efficientnet_lite0_learned import TAIL
from models.backbones.efficientnet_lite0_maps import CHANNELS, open_maps
from models.backbones.efficientnet_lite0_maps import GRAPH as MAPS
from models.errors import UserError
from models.onnx_session import open_graph
from models.transform import GROUND

DATA = Path(__file__).parents[1] / "data"
GOLDEN: dict[str, dict[str, float]] = json.loads((DATA / "golden_logits.json").read_text())


def pixels(name: str) -> Pixels:
    with Image.open(DATA / name) as image:
        return BACKBONE.preprocess(image.convert("RGB"))


@pytest.fixture(scope="module")
def extract() -> Extractor:
    return open_backbone("cpu", 1)


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_the_logits_are_those_of_the_published_network(name: str) -> None:
    logits = open_graph(weights.verified(GRAPH), "logits", 1)(normalise(pixels(name)[None]))[0]
    top = np.argsort(-logits)[:10]
    assert [str(place) for place in top] == list(GOLDEN[name])
    # Room for other JPEG decoders; timm's efficientnet_lite0 with the same tensors is off by 1 and more.
    np.testing.assert_allclose(logits[top], list(GOLDEN[name].values()), atol=0.02)


def test_the_default_depends_on_its_own_graph_and_on_how_pictures_are_read() -> None:
    parts = {
        "weights": weights.sha256(WEIGHTS), "graph": weights.sha256(GRAPH), "padding": "tensorflow same",
        "decode": f"{GROUND}, JPEG reduced to not below 448", "resize": "squash 224 bilinear antialiased",
        "mean": 127.0, "scale": 128.0, "pooling": "average",
    }  # fmt: skip
    assert BACKBONE.fingerprint == fingerprint(parts)
    # Embedders stored before there was a choice of pooling have no values.
    assert stored_choice("efficientnet_lite0", {"pairs": 3}).fingerprint == BACKBONE.fingerprint


@pytest.mark.parametrize("pooling", DIMS)
def test_onnxruntime_and_torch_agree(pooling: str) -> None:
    batch = np.stack([pixels(name) for name in sorted(GOLDEN)])
    found = open_choice("efficientnet_lite0", {"pooling": pooling}).open("cpu", 1)(batch)
    assert found.shape == (len(batch), DIMS[pooling]) and found.dtype == np.float32
    np.testing.assert_allclose(found, efficientnet_lite0._open_torch("cpu", pooling)(batch), atol=1e-4)


def test_every_pooling_is_a_backbone_of_its_own() -> None:
    opened = [open_choice("efficientnet_lite0", {"pooling": pooling}) for pooling in DIMS]
    assert len({backbone.fingerprint for backbone in opened}) == 3
    assert [stored_choice(b.name, {"backbone": dict(b.values)}).fingerprint for b in opened] == [
        b.fingerprint for b in opened
    ]


@pytest.mark.parametrize("side", [224, 320, 448])
def test_maps_are_those_of_the_network_at_any_size(side: int) -> None:
    batch = []
    for name in sorted(GOLDEN)[:3]:
        with Image.open(DATA / name) as image:
            batch.append(np.asarray(image.convert("RGB").resize((side, side), Image.Resampling.BILINEAR)))
    for stride, channels in CHANNELS.items():
        found = open_maps("cpu", 1, stride)(np.stack(batch))
        assert found.shape == (len(batch), side // stride, side // stride, channels) and found.dtype == np.float32
        run = efficientnet_lite0_maps._torch("cpu", stride)
        expected = run(normalise(np.stack(batch))).transpose(0, 2, 3, 1)
        assert expected.min() < 0 < expected.max()
        assert np.abs(found - expected).max() < 1e-3


def test_maps_have_their_sizes_and_strides() -> None:
    maps = open_maps()
    assert maps(np.zeros((1, 32, 64, 3), np.uint8)).shape == (1, 2, 4, 112)
    for shape in ((1, 33, 64, 3), (1, 64, 100, 3), (1, 0, 64, 3)):
        with pytest.raises(ValueError, match="multiples of 32"):
            maps(np.zeros(shape, np.uint8))
    with pytest.raises(ValueError, match="strides"):
        open_maps("cpu", 1, 4)


@pytest.mark.gpu
def test_the_gpu_agrees(extract: Extractor) -> None:
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    batch = np.stack([pixels(name) for name in sorted(GOLDEN)])
    np.testing.assert_allclose(extract(batch), open_backbone("cuda", 1)(batch), atol=1e-3)


def test_neither_batch_nor_threads_move_a_feature(extract: Extractor) -> None:
    rng = np.random.default_rng(0)
    batch = rng.integers(0, 256, (9, 224, 224, 3), dtype=np.uint8)
    together = extract(batch)
    assert together.shape == (9, BACKBONE.dim) and together.dtype == np.float32 and np.isfinite(together).all()
    alone = np.concatenate([extract(batch[i : i + 1]) for i in range(9)])
    mixed = extract(batch[::-1].copy())[::-1]
    threads = open_backbone("cpu", 2)(batch)
    for other in (alone, mixed, threads):
        assert np.abs(other - together).max() < 1e-5


def test_preprocessing_squashes_and_normalises() -> None:
    wide = Image.new("RGB", (900, 100), (255, 127, 0))
    made = BACKBONE.preprocess(wide)
    assert made.shape == (224, 224, 3) and made.dtype == np.uint8 and (made == (255, 127, 0)).all()
    planes = normalise(made[None])
    assert planes.shape == (1, 3, 224, 224) and planes.flags.c_contiguous
    assert [float(planes[0, c, 5, 5]) for c in range(3)] == [1.0, 0.0, -127 / 128]


def test_preprocessing_is_antialiased() -> None:
    board = np.indices((896, 896)).sum(0) % 2 * 255
    made = BACKBONE.preprocess(Image.fromarray(board.astype(np.uint8)).convert("RGB"))
    assert abs(int(made[100, 100, 0]) - 127) <= 2  # plain bilinear sampling would keep black or white


def test_the_bundled_files_are_the_ones_listed() -> None:
    rows = json.loads((weights.FOLDER / "weights.json").read_text())
    lying = {path.name for path in weights.FOLDER.iterdir() if path.suffix in (".onnx", ".safetensors")}
    assert lying == {row["file"] for row in rows}
    assert {row["file"] for row in rows} == {WEIGHTS, GRAPH, POOLS, MAPS, TAIL}
    for row in rows:
        assert hashlib.sha256((weights.FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]
        assert row["licence"] == "Apache-2.0" and row["source"].startswith("https://") and row["made"]


def test_the_tensors_exist_once_and_under_their_names() -> None:
    onnx = pytest.importorskip("onnx")
    from safetensors.numpy import load_file

    tensors = load_file(weights.FOLDER / WEIGHTS)
    assert len(tensors) == 296
    graph = onnx.load(weights.FOLDER / GRAPH, load_external_data=False).graph
    external = [t for t in graph.initializer if t.data_location == onnx.TensorProto.EXTERNAL]
    assert {t.name for t in external} == {name for name in tensors if not name.endswith("num_batches_tracked")}
    for name in (GRAPH, POOLS, MAPS, TAIL):
        assert (weights.FOLDER / name).stat().st_size < 100_000
    loaded = {t.name: t for t in onnx.load(weights.FOLDER / GRAPH).graph.initializer}
    for name in ("conv_stem.weight", "classifier.bias", "bn2.running_var"):
        assert np.array_equal(onnx.numpy_helper.to_array(loaded[name]), tensors[name])


def test_the_other_graphs_are_made_from_the_first() -> None:
    pytest.importorskip("onnx")
    from models.weights.make_variants import variants

    for name, graph in variants().items():
        assert (weights.FOLDER / name).read_bytes() == graph


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "weights.json").write_text((weights.FOLDER / "weights.json").read_text())
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    weights.verified.cache_clear()
    yield tmp_path
    weights.verified.cache_clear()


def test_missing_and_damaged_weights_are_told(elsewhere: Path) -> None:
    with pytest.raises(UserError, match="is missing; install"):
        weights.verified(GRAPH)
    (elsewhere / GRAPH).write_bytes(b"something else")
    with pytest.raises(UserError, match="is damaged; install"):
        weights.verified(GRAPH)


def test_the_fingerprint_changes_with_every_part() -> None:
    parts = {"weights": "a", "mean": 127.0}
    assert fingerprint(parts) == fingerprint(dict(reversed(parts.items())))
    assert len({fingerprint(parts), fingerprint({**parts, "mean": 127.5}), fingerprint({**parts, "new": 1})}) == 3
    assert len(BACKBONE.fingerprint) == 64


def test_the_registry_gives_the_backbone_without_any_network() -> None:
    code = (
        "import sys\nfrom models.backbones import BACKBONES\nb = BACKBONES.load('efficientnet_lite0')('gem')\n"
        "from PIL import Image\nb.preprocess(Image.new('RGB', (9, 9)))\n"
        "print(sorted({'torch', 'timm', 'onnxruntime'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert open_choice("efficientnet_lite0").fingerprint == BACKBONE.fingerprint
    assert replace(BACKBONE).draft_size == 2 * BACKBONE.size


def test_onnxruntime_is_not_imported_while_it_might_call_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY")
    with pytest.raises(RuntimeError, match="ORT_DISABLE_TELEMETRY"):
        open_graph(weights.FOLDER / GRAPH, "features", 1)
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    code = (
        "import sys\nfrom models.backbones.efficientnet_lite0 import open_backbone\n"
        "try:\n    open_backbone('cpu', 1)\nexcept RuntimeError:\n    print('onnxruntime' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert done.stdout.strip() == "False"


def test_devices_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert device.resolve("cpu") == "cpu"
    with pytest.raises(UserError, match="no device 'gpu'; the choices are auto, cpu, cuda, mps"):
        device.resolve("gpu")
    monkeypatch.setattr(device, "_may_have_accelerator", lambda: False)
    assert device.resolve("auto") == "cpu"
    import torch

    monkeypatch.setattr(device, "_may_have_accelerator", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device.resolve("auto") == device.resolve("cuda") == "cuda"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device.resolve("auto") == "cpu"
    with pytest.raises(UserError, match="no cuda device"):
        device.resolve("cuda")
    monkeypatch.setitem(sys.modules, "torch", None)
    assert device.resolve("auto") == "cpu"
    with pytest.raises(UserError, match="cuda needs torch"):
        device.resolve("cuda")
