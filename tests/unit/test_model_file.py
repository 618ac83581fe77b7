"""Embedders written for other programs: what runs there gives what the program gives, and says what it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file

from app import paths
from app.core.applying.operating_points import OperatingPoint, keep
from app.core.embedding import embed
from app.core.embedding.networks import store_network
from app.core.exchanging.exporting import export
from app.core.exchanging.model_file import write_model
from app.core.exchanging.stated_thresholds import NOT_MEASURED, stated_thresholds
from app.core.jobs import Job
from app.core.reading.ingest import ingest
from app.core.records import Cut
from app.core.settings import Settings
from app.core.store.project import Project
from models.backbones import open_choice
from models.backbones.efficientnet_lite0_portable import portable
from models.errors import UserError
from models.head import Head
from models.onnx_graph import EMBEDDING, FEATURES
from models.onnx_head import with_head
from models.onnx_session import open_own
from models.pooling import pooled
from models.portable import Portable
from tests.unit.test_own_file import DIM, MEAN, PIXELS, SIZE, STD, expected, write_onnx

onnx = pytest.importorskip("onnx")
PHOTOS = sorted((paths.SAMPLE / "images").rglob("*.jpg"))[:24]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the bundled photographs, embedded in a project of their own with a whitened and a learned head."""
    folder = tmp_path_factory.mktemp("model")
    (folder / "photos").mkdir()
    for path in PHOTOS:
        (folder / "photos" / path.name).write_bytes(path.read_bytes())
    with Project.create(folder / "p.nearpair") as project:
        ingest(project, [folder / "photos"], Settings(), processes=1)
        network = open_choice(embed.DEFAULT)
        found, _ = embed.features(project, network, "cpu", 1)
        start = embed.fit_embedder(project, "whiten", base=found)
        rng = np.random.default_rng(0)
        arrays = {"mean": found.vectors[:].astype(np.float32).mean(axis=0),
                  "matrix": rng.normal(size=(1280, 32)).astype(np.float32)}  # fmt: skip
        embed.store_embedder(project, Head("linear", arrays), network, name="trained-1", round=0,
                             parent=start.fingerprint, trained_on={"labels": ["b", "a"]})  # fmt: skip
    return folder / "p.nearpair"


@pytest.fixture
def project(photos: Path) -> Iterator[Project]:
    with Project.open(photos) as opened:
        yield opened


def written(project: Project, out: Path, name: str = "trained-1", **more: Any) -> dict[str, Any]:
    write_model(project, out, out.suffix[1:], name, threads=1, **more)
    told: dict[str, Any] = json.loads(out.with_name(f"{out.name}.json").read_text(encoding="utf-8"))
    return told


def prepared(path: Path, told: dict[str, Any]) -> np.ndarray:
    """The input as the description states it, written out as another program would."""
    assert (told["resize"], told["filter"], told["order"]) == ("squash", "bilinear", "RGB")
    picture = Image.open(path).convert("RGB").resize((told["size"],) * 2, Image.Resampling.BILINEAR)
    planes = (np.asarray(picture, np.float32) - told["mean"]) / told["scale"]
    return planes.transpose(2, 0, 1).astype(np.float32)


@pytest.mark.parametrize("name", ["lite0-average-whiten-0", "trained-1"])
def test_onnxruntime_gives_the_programs_own_embedding_of_photographs(
    project: Project, tmp_path: Path, name: str
) -> None:
    import onnxruntime

    told = written(project, tmp_path / "m.onnx", name)
    model = onnx.load(tmp_path / "m.onnx")
    onnx.checker.check_model(model)
    assert [value.name for value in model.graph.input] == ["image"]
    assert [value.name for value in model.graph.output] == ["embedding"]
    assert {path.name for path in tmp_path.iterdir()} == {"m.onnx", "m.onnx.json"}, "one file, nothing beside it"
    session = onnxruntime.InferenceSession(tmp_path / "m.onnx", providers=["CPUExecutionProvider"])
    paths_ = {image.id: Path(image.root, image.path) for image in project.images.all()}
    own = embed.embeddings(project, project.rounds.embedder(name), "cpu", 1)
    ids = own.ids[::3]
    found = session.run(None, {"image": np.stack([prepared(paths_[i], told) for i in ids.tolist()])})[0]
    row = project.rounds.embedder(name)
    network, head = embed.backbone_of(row, project), Head.load(project.path / row.file)
    pixels = np.stack([network.preprocess(Image.open(paths_[i]).convert("RGB")) for i in ids.tolist()])
    assert np.abs(found - head.apply(network.open("cpu", 1)(pixels))).max() < 1e-4
    assert np.abs(found - own.vectors[::3]).max() < 0.01, "those on disk went through half precision"
    assert np.abs(np.linalg.norm(found, axis=1) - 1).max() < 1e-5


def test_an_exported_model_is_a_network_this_program_reads(project: Project, tmp_path: Path) -> None:
    written(project, tmp_path / "m.onnx")
    again = open_choice("onnx", {"file": str(tmp_path / "m.onnx.json")})
    row = project.rounds.embedder("trained-1")
    picture = Image.open(PHOTOS[0]).convert("RGB")
    network = embed.backbone_of(row, project)
    own = Head.load(project.path / row.file).apply(network.open("cpu", 1)(network.preprocess(picture)[None]))
    assert np.abs(again.open("cpu", 1)(again.preprocess(picture)[None]) - own).max() < 1e-4
    assert again.dim == row.dim == 32


def test_safetensors_hold_all_it_takes_to_rebuild_the_network(project: Project, tmp_path: Path) -> None:
    torch, timm = pytest.importorskip("torch"), pytest.importorskip("timm")
    from safetensors import safe_open

    told = written(project, tmp_path / "m.safetensors")
    with safe_open(tmp_path / "m.safetensors", framework="pt") as file:
        about = json.loads(file.metadata()["nearpair"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    assert about == told["nearpair"] and about["features"]["architecture"] == "timm tf_efficientnet_lite0"
    network = timm.create_model("tf_efficientnet_lite0", pretrained=False)
    network.load_state_dict({n.removeprefix("network."): t for n, t in tensors.items() if n.startswith("network.")})
    image = torch.from_numpy(np.stack([prepared(path, told) for path in PHOTOS[:3]]))
    with torch.inference_mode():
        features = network.eval().forward_features(image).mean((2, 3))
        made = torch.nn.functional.normalize((features - tensors["head.mean"]) @ tensors["head.matrix"]).numpy()
    written(project, tmp_path / "m.onnx")
    assert np.abs(made - open_own(tmp_path / "m.onnx", "image", "embedding", 1)(image.numpy())).max() < 1e-4


@pytest.mark.parametrize("scope", ["last", "full"])
def test_what_was_learned_inside_the_network_is_in_the_file(project: Project, tmp_path: Path, scope: str) -> None:
    torch = pytest.importorskip("torch")
    start = project.rounds.embedder("trained-1")
    base = embed.backbone_of(start, project)
    assert base.parts is not None
    torch.manual_seed(0)
    module = base.parts().tail() if scope == "last" else base.parts().whole()
    learned = {name: tensor * (1 + 0.05 * torch.rand_like(tensor)) if tensor.is_floating_point() else tensor
               for name, tensor in module.state_dict().items()}  # fmt: skip
    network = store_network(project, start, learned, scope)
    embed.store_embedder(project, Head("raw"), network, name=scope, round=0)
    about = written(project, tmp_path / "m.onnx", scope)["nearpair"]
    assert about["embedder"]["backbone_fingerprint"] == network.fingerprint != base.fingerprint
    written(project, tmp_path / "m.safetensors", scope)
    tensors = load_file(tmp_path / "m.safetensors")
    for name, tensor in learned.items():
        assert np.array_equal(tensors[f"network.{name}"], tensor.numpy()), name


def test_the_description_names_embedder_labels_and_licence(project: Project, tmp_path: Path) -> None:
    about = written(project, tmp_path / "m.onnx")["nearpair"]
    (inside,) = onnx.load(tmp_path / "m.onnx").metadata_props
    assert (inside.key, json.loads(inside.value)) == ("nearpair", about)
    row = project.rounds.embedder("trained-1")
    assert about["embedder"]["fingerprint"] == row.fingerprint
    assert about["embedder"]["parent"] == "lite0-average-whiten-0"
    assert about["embedder"]["labels"]["count"] == 2 and len(about["embedder"]["labels"]["hash"]) == 64
    assert about["licence"] == "weights: Apache-2.0" and about["thresholds"]["distance"] == "euclidean"


# -- thresholds ------------------------------------------------------------------------------------------------------


def measured(project: Project, name: str, *fingerprints: str) -> None:
    def one(target: str, distance: float | None, reason: str = "") -> dict[str, Any]:
        figures = dict.fromkeys(("tpr", "fpr", "precision", "false_alarms"))
        if distance is not None:
            figures |= {"tpr": [0.9, 0.8, 0.95], "fpr": [1e-3, 1e-4, 1e-2]}
        return {"target": target, "distance": distance, "pairs": [10, 12], "reason": reason, **figures}

    strict = [one("precision=0.99", None, "no threshold keeps it"), one("specificity=0.999", 0.5), one("x=1", 0.7)]
    report = {"thresholds": {"embedder": name, "pairs": 66, "strict": strict, "lenient": [one("x=1", None, "few")]}}
    project.rounds.add_evaluation(round=0, embedders=fingerprints, settings={}, report=report)


def test_the_threshold_of_the_newest_evaluation_is_stated_with_its_intervals(project: Project, tmp_path: Path) -> None:
    row = project.rounds.embedder("trained-1")
    assert stated_thresholds(project, row)["reason"] == NOT_MEASURED
    measured(project, "trained-1", "another")
    assert stated_thresholds(project, row)["strict"]["threshold"] is None, "an embedder of that name, but another one"
    measured(project, "trained-1", row.fingerprint)
    told = stated_thresholds(project, row)
    assert told["strict"]["threshold"] == 0.5 and told["strict"]["target"] == "specificity=0.999"
    assert told["strict"]["tpr"] == 0.9 and told["strict"]["ci"] == {"tpr": [0.8, 0.95], "fpr": [1e-4, 1e-2]}
    assert "precision" not in told["strict"], "a figure that is not known is not stated"
    assert told["lenient"] == {"threshold": None, "reason": "few"} and told["reason"] == ""
    assert told["n_pairs"] == {"strict": [10, 12], "lenient": None} and told["measured_at"]
    assert stated_thresholds(project, row, "precision=0.99")["strict"]["reason"] == "no threshold keeps it"
    with pytest.raises(UserError, match="is no target"):
        stated_thresholds(project, row, "accuracy=1")
    keep(project, row.fingerprint, Cut.LENIENT, OperatingPoint(0.6, "the protocol"))
    assert stated_thresholds(project, row)["protocol"] == {"lenient": {"threshold": 0.6, "basis": "the protocol"}}
    about = written(project, tmp_path / "m.onnx")["nearpair"]
    assert about["thresholds"]["strict"]["threshold"] == 0.5


def test_an_embedder_without_a_threshold_is_written_with_a_warning(project: Project, tmp_path: Path) -> None:
    said: list[str] = []
    written(project, tmp_path / "m.safetensors", "lite0-average-whiten-0", job=Job(on_warning=said.append))
    assert said == [f"the model is written without a threshold: {NOT_MEASURED}"]


# -- refusals --------------------------------------------------------------------------------------------------------


def nothing_left(folder: Path) -> bool:
    return not list(folder.iterdir())


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="holds no model; write safetensors or onnx"):
        write_model(project, tmp_path / "m.csv", "csv")
    with pytest.raises(UserError, match="run `nearpair model`"):
        export(project, "onnx", tmp_path / "m.onnx")
    with pytest.raises(UserError, match=r"the folder .*nowhere does not exist"):
        write_model(project, tmp_path / "nowhere" / "m.onnx", "onnx", "trained-1", threads=1)
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(UserError, match="needs the package onnx"):
        write_model(project, tmp_path / "m.onnx", "onnx", "trained-1", threads=1)
    assert nothing_left(tmp_path)
    assert written(project, tmp_path / "m.safetensors")["model"] == "m.safetensors", "which needs no onnx"


def test_a_graph_that_gives_something_else_gets_no_name(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = project.rounds.embedder("trained-1")
    network = embed.backbone_of(row, project)
    assert network.portable is not None
    good = network.portable()

    def other() -> Portable:
        return replace(good, tensors=lambda: {n: t * 1.01 if n == "conv_head.weight" else t
                                              for n, t in good.tensors().items()})  # fmt: skip

    monkeypatch.setattr(embed, "backbone_of", lambda *_: replace(network, portable=other))
    with pytest.raises(RuntimeError, match="away from the program's own"):
        write_model(project, tmp_path / "m.onnx", "onnx", "trained-1", threads=1)
    monkeypatch.setattr(embed, "backbone_of", lambda *_: replace(network, portable=None))
    with pytest.raises(UserError, match="cannot be exported"):
        write_model(project, tmp_path / "m.onnx", "onnx", "trained-1", threads=1)
    assert nothing_left(tmp_path)


# -- graphs ----------------------------------------------------------------------------------------------------------


def features_graph(dim: int) -> Any:
    """A graph whose features are the picture's own bytes."""
    helper = onnx.helper
    node = helper.make_node("Flatten", ["image"], [FEATURES], axis=1)
    given = helper.make_tensor_value_info("image", 1, ["n", dim])
    graph = helper.make_graph([node], "g", [given], [helper.make_tensor_value_info(FEATURES, 1, ["n", dim])])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


@pytest.mark.parametrize("names", [(), ("mean",), ("matrix",), ("mean", "matrix")])
def test_a_head_is_the_same_in_the_graph(tmp_path: Path, names: tuple[str, ...]) -> None:
    rng = np.random.default_rng(0)
    both = {"mean": rng.normal(size=6), "matrix": rng.normal(size=(6, 4))}
    head = Head("linear", {name: both[name].astype(np.float32) for name in names})
    x = rng.normal(size=(5, 6)).astype(np.float32)
    x[2] = head.arrays.get("mean", np.zeros(6))  # nothing is left of it
    (tmp_path / "g.onnx").write_bytes(with_head(features_graph(6), head, 6).SerializeToString())
    made = open_own(tmp_path / "g.onnx", "image", EMBEDDING, 1)(x)
    np.testing.assert_allclose(made, head.apply(x), atol=1e-6)
    assert made[2].tolist() == np.eye(1, made.shape[1])[0].tolist()


def test_a_head_of_more_arrays_is_not_written_as_if_it_were_linear() -> None:
    head = replace(Head("forest"), arrays={"leaves": np.zeros((6, 4), np.float32)})
    with pytest.raises(UserError, match="a head of the kind forest"):
        with_head(features_graph(6), head, 6)


@pytest.mark.parametrize("pooling", ["average", "gem", "stages"])
def test_trained_tensors_replace_the_published_ones_in_the_graph(tmp_path: Path, pooling: str) -> None:
    torch, timm = pytest.importorskip("torch"), pytest.importorskip("timm")
    from models.backbones.efficientnet_lite0 import maps

    out = portable(pooling)
    rng = np.random.default_rng(0)
    trained = {name: np.asarray(tensor * rng.uniform(0.95, 1.05, tensor.shape), np.float32)
               for name, tensor in out.tensors().items()}  # fmt: skip
    (tmp_path / "g.onnx").write_bytes(out.graph(trained).SerializeToString())
    network = timm.create_model("tf_efficientnet_lite0", pretrained=False)
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in trained.items()})
    image = rng.normal(size=(2, 3, 224, 224)).astype(np.float32)
    with torch.inference_mode():
        own = torch.cat(pooled(maps(network.eval(), torch.from_numpy(image)), pooling), dim=1).numpy()
    made = open_own(tmp_path / "g.onnx", "image", FEATURES, 1)(image)
    np.testing.assert_allclose(made, own, atol=1e-4 * np.abs(own).max())
    with pytest.raises(UserError, match=r"conv_head.weight is missing or of another shape"):
        out.graph({name: tensor for name, tensor in trained.items() if name != "conv_head.weight"})
    with pytest.raises(UserError, match=r"conv_head.weight is missing or of another shape"):
        out.graph({**trained, "conv_head.weight": trained["conv_head.weight"][:, :, 0]})


@pytest.mark.parametrize("mean", [True, False])
@pytest.mark.parametrize("pooling", ["average", "gem"])
def test_a_network_of_ones_own_is_taken_along_whatever_its_names_are(tmp_path: Path, mean: bool, pooling: str) -> None:
    write_onnx(tmp_path / "net.onnx", mean=mean, extra=True)  # its output is called `embedding` too
    told = {"model": "net.onnx", "size": SIZE, "mean": MEAN, "std": STD, "dim": DIM, "pooling": pooling,
            "output": "embedding" if mean else "map"}  # fmt: skip
    (tmp_path / "net.json").write_text(json.dumps(told))
    network = open_choice("onnx", {"file": str(tmp_path / "net.json")})
    assert network.portable is not None
    out, head = network.portable(), Head("linear", {"matrix": np.ones((DIM, 2), np.float32)})
    (tmp_path / "g.onnx").write_bytes(with_head(out.graph({}), head, DIM).SerializeToString())
    maps = expected()
    gem = (np.maximum(maps, 1e-6) ** 3).mean((2, 3)) ** (1 / 3)
    features = maps.mean((2, 3)) if mean or pooling == "average" else gem
    made = open_own(tmp_path / "g.onnx", "image", EMBEDDING, 1)(out.transform.normalise(PIXELS))
    np.testing.assert_allclose(made, head.apply(features.astype(np.float32)), atol=1e-4)


@pytest.mark.slow
def test_a_torch_network_goes_through_torchs_exporter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnxscript")
    monkeypatch.setattr(pytest.importorskip("tqdm").tqdm, "monitor_interval", 0)  # else it leaves a thread behind
    from models.torch_export import exported, tensors_of
    from models.torch_network import TorchNetwork
    from models.transform import Transform

    def make() -> Any:
        torch.manual_seed(0)
        return torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Conv2d(4, 5, 3))

    spec = TorchNetwork("tiny", Transform(16, (0.0,) * 3, (255.0,) * 3), {"average": 5}, make,
                        lambda network, planes: [network(planes)])  # fmt: skip
    trained = {name: np.asarray(tensor * 1.5, np.float32) for name, tensor in tensors_of(make()).items()}
    (tmp_path / "g.onnx").write_bytes(exported(spec, "average", trained).SerializeToString())
    assert capfd.readouterr().out == ""
    network = make().eval()
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in trained.items()})
    image = np.random.default_rng(0).random((3, 3, 16, 16)).astype(np.float32)
    with torch.inference_mode():
        own = network(torch.from_numpy(image)).mean((2, 3)).numpy()
    np.testing.assert_allclose(open_own(tmp_path / "g.onnx", "image", FEATURES, 1)(image), own, atol=1e-4)


