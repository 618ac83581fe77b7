"""onnx: a network of the user's own as an ONNX file, run by onnxruntime on the CPU; it needs no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.backbone import Backbone
from models.errors import UserError
from models.own_file import NONE, Description, own_backbone, read, sha256_of
from models.portable import Portable

if TYPE_CHECKING:
    import onnx

# How a tensor kept outside the graph is written in it: the key "location" of its external data.
OUTSIDE = b"\x0a\x08location"


def backbone(file: str) -> Backbone:
    """The backbone described by the JSON file `file` (models/own_file.py)."""
    return replace(own_backbone("onnx", file, _open), portable=lambda: _portable(Path(file).expanduser().absolute()))


def _portable(path: Path) -> Portable:
    """How the network leaves the program: its own graph, grown from the names and the pooling it is described with."""
    told = read(path)
    about = {"file": told.model.name, "sha256": sha256_of(told.model), "pooling": told.pooling}
    return Portable(told.transform, "of your own network", about, dict, lambda _tensors: _graph(told))


def _graph(told: Description) -> onnx.ModelProto:
    from models.onnx_graph import FEATURES, IMAGE, onnx_library, renamed, with_outputs, with_pooling

    model: onnx.ModelProto = onnx_library().load(told.model)
    weights = {tensor.name for tensor in model.graph.initializer}  # listed as inputs by some exporters
    given = told.input or next(value.name for value in model.graph.input if value.name not in weights)
    made = next(value for value in model.graph.output if value.name == (told.output or value.name))
    renamed(model, given, IMAGE)
    if told.pooling == NONE or len(made.type.tensor_type.shape.dim) == 2:
        renamed(model, made.name, FEATURES)
    else:
        with_pooling(model, made.name, told.pooling)
    return with_outputs(model, {FEATURES: ["batch", told.dim]})


def _open(told: Description, device: str, threads: int) -> Callable[[Any], Any]:
    from models.onnx_session import open_own

    # A file that is not named would not be in the fingerprint: other weights, and the features of the old ones.
    if not told.files and OUTSIDE in told.model.read_bytes():
        raise UserError("{model} keeps its tensors in other files; name them under 'files' in {path}",
                        model=told.model, path=told.path)  # fmt: skip
    return open_own(told.model, told.input, told.output, threads)
