"""Networks of the user's own: what their description may say, what is refused, and what they give."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import own_file
from models.backbones import open_choice, stored_choice
from models.errors import UserError

SIZE, DIM = 8, 4
MEAN, STD = [0.5, 0.4, 0.3], [0.2, 0.3, 0.4]
RIGHT: dict[str, Any] = {"model": "net.onnx", "size": SIZE, "mean": MEAN, "std": STD, "dim": DIM}
RNG = np.random.default_rng(0)
KERNEL = RNG.standard_normal((DIM, 3, 3, 3)).astype(np.float32)
PIXELS = RNG.integers(0, 256, (3, SIZE, SIZE, 3), dtype=np.uint8)


def write_onnx(path: Path, *, batch: str | int = "n", mean: bool = True, extra: bool = False) -> None:
    """A convolution, and its mean over the picture."""
    onnx = pytest.importorskip("onnx")
    helper = onnx.helper
    nodes = [helper.make_node("Conv", ["pixels", "kernel"], ["map"])]
    outputs = [helper.make_tensor_value_info("map", 1, [batch, DIM, SIZE - 2, SIZE - 2])]
    if mean:
        nodes.append(helper.make_node("ReduceMean", ["map", "sides"], ["embedding"], keepdims=0))
        described = helper.make_tensor_value_info("embedding", 1, [batch, DIM])
        outputs = [*outputs, described] if extra else [described]
    tensors = [onnx.numpy_helper.from_array(KERNEL, "kernel"),
               onnx.numpy_helper.from_array(np.array([2, 3], np.int64), "sides")]  # fmt: skip
    image = helper.make_tensor_value_info("pixels", 1, [batch, 3, SIZE, SIZE])
    graph = helper.make_graph(nodes, "own", [image], outputs, tensors)
    path.write_bytes(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)],
                                       ir_version=10).SerializeToString())  # fmt: skip


def write_torchscript(path: Path, *, several: bool = False) -> None:
    torch = pytest.importorskip("torch")
    layers = torch.nn.Sequential(torch.nn.Conv2d(3, DIM, 3, bias=False), torch.nn.AdaptiveAvgPool2d(1),
                                 torch.nn.Flatten())  # fmt: skip
    layers[0].weight.data = torch.from_numpy(KERNEL)

    class Several(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = layers

        def forward(self, x: Any) -> Any:
            return self.layers(x), x

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.save(torch.jit.trace((Several() if several else layers).eval(), torch.zeros(2, 3, SIZE, SIZE)), path)


@pytest.fixture
def described(tmp_path: Path) -> Callable[..., str]:
    """A description file with these changes (None takes a key away); the network lies beside it."""
    write_onnx(tmp_path / "net.onnx")

    def write(**changes: Any) -> str:
        told = {key: value for key, value in {**RIGHT, **changes}.items() if value is not None}
        (tmp_path / "net.json").write_text(json.dumps(told))
        return str(tmp_path / "net.json")

    return write


def expected(order: int = 1) -> np.ndarray:
    """The means of the convolution, written out."""
    planes = ((PIXELS / 255 - MEAN) / STD).transpose(0, 3, 1, 2)[:, ::order]
    out = np.zeros((len(planes), DIM, SIZE - 2, SIZE - 2))
    for y in range(SIZE - 2):
        for x in range(SIZE - 2):
            out[:, :, y, x] = np.einsum("ncij,dcij->nd", planes[:, :, y : y + 3, x : x + 3], KERNEL)
    return out


def test_an_onnx_file_is_run_as_described(described: Callable[..., str]) -> None:
    backbone = open_choice("onnx", {"file": described()})
    found = backbone.open("cpu", 1)(PIXELS)
    assert found.dtype == np.float32 and (backbone.dim, backbone.size, backbone.draft_size) == (DIM, SIZE, 2 * SIZE)
    np.testing.assert_allclose(found, expected().mean((2, 3)), atol=1e-4)
    turned = open_choice("onnx", {"file": described(order="BGR")}).open("cpu", 1)(PIXELS)
    np.testing.assert_allclose(turned, expected(-1).mean((2, 3)), atol=1e-4)
    bytes_ = described(std=None, mean=[255 * v for v in MEAN], scale=[255 * v for v in STD])
    np.testing.assert_allclose(open_choice("onnx", {"file": bytes_}).open("cpu", 1)(PIXELS), found, atol=1e-4)


def test_a_torchscript_file_is_run_as_described_and_warns_nobody(described: Callable[..., str], tmp_path: Path) -> None:
    write_torchscript(tmp_path / "net.pt")
    backbone = open_choice("torchscript", {"file": described(model="net.pt")})
    np.testing.assert_allclose(backbone.open("cpu", 1)(PIXELS), expected().mean((2, 3)), atol=1e-4)


def test_maps_are_pooled_where_the_description_says_so(described: Callable[..., str], tmp_path: Path) -> None:
    write_onnx(tmp_path / "net.onnx", mean=False)
    average = open_choice("onnx", {"file": described(pooling="average")}).open("cpu", 1)(PIXELS)
    np.testing.assert_allclose(average, expected().mean((2, 3)), atol=1e-4)
    gem = open_choice("onnx", {"file": described(pooling="gem")}).open("cpu", 1)(PIXELS)
    np.testing.assert_allclose(gem, (np.maximum(expected(), 1e-6) ** 3).mean((2, 3)) ** (1 / 3), atol=1e-4)
    with pytest.raises(UserError, match=r"net.onnx gives numbers of the shape \(3, 4, 6, 6\), not the \(3, 4\)"):
        open_choice("onnx", {"file": described()}).open("cpu", 1)(PIXELS)


def test_a_graph_for_one_picture_is_given_one_at_a_time(described: Callable[..., str], tmp_path: Path) -> None:
    write_onnx(tmp_path / "net.onnx", batch=1)
    found = open_choice("onnx", {"file": described()}).open("cpu", 1)(PIXELS)
    np.testing.assert_allclose(found, expected().mean((2, 3)), atol=1e-4)


def test_of_several_outputs_one_is_named(described: Callable[..., str], tmp_path: Path) -> None:
    write_onnx(tmp_path / "net.onnx", extra=True)
    with pytest.raises(UserError, match="has the outputs map, embedding; say which"):
        open_choice("onnx", {"file": described()}).open("cpu", 1)
    with pytest.raises(UserError, match="has the inputs pixels; say which"):
        open_choice("onnx", {"file": described(output="embedding", input="image")}).open("cpu", 1)
    found = open_choice("onnx", {"file": described(output="embedding", input="pixels")}).open("cpu", 1)(PIXELS)
    np.testing.assert_allclose(found, expected().mean((2, 3)), atol=1e-4)


@pytest.mark.parametrize("key", own_file.NEEDED)
def test_what_is_needed_is_asked_for(described: Callable[..., str], key: str) -> None:
    with pytest.raises(UserError, match=f"does not describe a network: '{key}' is missing"):
        open_choice("onnx", {"file": described(**{key: None})})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sise": 8}, "there is no key 'sise'; the keys are comment, dim"),
        ({"model": "other.onnx"}, "the file 'other.onnx' that it names is not beside it"),
        ({"model": 3}, "'model' must be a text, not 3"),
        ({"size": 8.5}, "'size' must be a whole number from 8 to 4096, not 8.5"),
        ({"size": True}, "'size' must be a whole number"),
        ({"size": 7}, "'size' must be a whole number from 8"),
        ({"dim": 0}, "'dim' must be a whole number from 1"),
        ({"mean": [1, 2]}, "'mean' must be a list of three numbers"),
        ({"mean": [0.1, 0.2, None]}, "'mean' must be a list of three numbers"),
        ({"mean": 0.5}, "'mean' must be a list of three numbers"),
        ({"mean": [float("nan"), 0, 0]}, "'mean' must be a list of three numbers"),
        ({"std": [0.2, 0, 0.2]}, "must be above 0"),
        ({"std": None}, "either 'std'"),
        ({"scale": [1, 1, 1]}, "either 'std'"),
        ({"mean": [127, 127, 127]}, "for bytes write 'scale'"),
        ({"resize": "stretch"}, "'resize' must be one of squash, crop, not 'stretch'"),
        ({"short_side": 10}, "'short_side' goes with 'resize': 'crop' only"),
        ({"resize": "crop", "short_side": 4}, "'short_side' must be a whole number from 8"),
        ({"filter": "nearest"}, "'filter' must be one of bilinear, bicubic"),
        ({"order": "RGBA"}, "'order' must be one of RGB, BGR"),
        ({"pooling": "max"}, "'pooling' must be one of none, average, gem"),
        ({"files": "a.data"}, "'files' must be a list"),
        ({"files": ["a.data"]}, "the file 'a.data' that it names is not beside it"),
        ({"output": 1}, "'output' must be a text"),
    ],
)
def test_every_thing_wrong_has_its_sentence(described: Callable[..., str], changes: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError) as error:
        open_choice("onnx", {"file": described(**changes)})
    assert says in str(error.value) and "net.json does not describe a network" in str(error.value)


def test_a_description_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="onnx needs the file that describes your network"):
        open_choice("onnx")
    with pytest.raises(UserError, match="there is no description of a network at"):
        open_choice("onnx", {"file": str(tmp_path / "none.json")})
    for text, says in (("{", "is not a JSON file"), ("[1]", "one object in braces")):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(UserError, match=says):
            open_choice("onnx", {"file": str(tmp_path / "bad.json")})
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="is not a JSON file"):
        open_choice("onnx", {"file": str(tmp_path / "bad.json")})


def test_the_fingerprint_changes_with_everything_that_is_said(described: Callable[..., str], tmp_path: Path) -> None:
    changes: list[dict[str, Any]] = [
        {}, {"size": 16}, {"mean": [0.1, 0.4, 0.3]}, {"std": [0.9, 0.3, 0.4]}, {"resize": "crop"},
        {"resize": "crop", "short_side": 20}, {"filter": "bicubic"}, {"order": "BGR"}, {"pooling": "gem"},
        {"output": "embedding"},
    ]  # fmt: skip
    seen = [open_choice("onnx", {"file": described(**change)}).fingerprint for change in changes]
    (tmp_path / "more.data").write_bytes(b"1")
    seen.append(open_choice("onnx", {"file": described(files=["more.data"])}).fingerprint)
    (tmp_path / "more.data").write_bytes(b"22")
    seen.append(open_choice("onnx", {"file": described(files=["more.data"])}).fingerprint)
    write_onnx(tmp_path / "net.onnx", extra=True)
    seen.append(open_choice("onnx", {"file": described()}).fingerprint)
    assert len(set(seen)) == len(seen)
    with_words = open_choice("onnx", {"file": described(comment="my own")})
    assert with_words.fingerprint == seen[-1]
    again = stored_choice("onnx", {"backbone": dict(with_words.values)})
    assert again.fingerprint == seen[-1] and Path(str(with_words.values["file"])).is_absolute()


def test_files_that_are_no_networks(described: Callable[..., str], tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    (tmp_path / "net.onnx").write_bytes(b"not a graph at all")
    with pytest.raises(UserError, match=r"net.onnx is not a network that onnxruntime can run"):
        open_choice("onnx", {"file": described()}).open("cpu", 1)
    (tmp_path / "net.pt").write_bytes(b"nothing")
    torch.save({"weight": torch.zeros(2)}, tmp_path / "pickle.pt")
    for name in ("net.pt", "pickle.pt"):
        with pytest.raises(UserError, match=r"is not a TorchScript archive"):
            open_choice("torchscript", {"file": described(model=name)}).open("cpu", 1)
    with zipfile.ZipFile(tmp_path / "net.pt", "w") as archive:
        archive.writestr("net/code/__torch__.py", "this is no code")
    with pytest.raises(UserError, match=r"net.pt is not a network that torch can read"):
        open_choice("torchscript", {"file": described(model="net.pt")}).open("cpu", 1)
    write_torchscript(tmp_path / "two.pt", several=True)
    with pytest.raises(UserError, match=r"two.pt gives tuple instead of one tensor"):
        open_choice("torchscript", {"file": described(model="two.pt")}).open("cpu", 1)(PIXELS)


def test_tensors_in_other_files_must_be_named(described: Callable[..., str], tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    model = onnx.load(tmp_path / "net.onnx")
    onnx.save(model, tmp_path / "net.onnx", save_as_external_data=True, location="net.data", size_threshold=100)
    with pytest.raises(UserError, match="keeps its tensors in other files; name them under 'files'"):
        open_choice("onnx", {"file": described()}).open("cpu", 1)
    named = open_choice("onnx", {"file": described(files=["net.data"])})
    np.testing.assert_allclose(named.open("cpu", 1)(PIXELS), expected().mean((2, 3)), atol=1e-4)


def test_a_changed_description_is_read_again(described: Callable[..., str]) -> None:
    assert open_choice("onnx", {"file": described()}).size == SIZE
    assert open_choice("onnx", {"file": described(size=64)}).size == 64


def test_describing_loads_neither_torch_nor_onnxruntime(described: Callable[..., str]) -> None:
    code = (
        "import sys\nfrom PIL import Image\nfrom models.backbones import open_choice\n"
        f"for name in ('onnx', 'torchscript'):\n    b = open_choice(name, {{'file': {described()!r}}})\n"
        "    b.preprocess(Image.new('RGB', (9, 9)))\n"
        "print(sorted({'torch', 'onnxruntime', 'onnx'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
