"""ONNX graphs put together from parts: weights laid in, outputs cut to. No exporter is run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.errors import UserError
from models.pooling import FLOOR, GEM, P

if TYPE_CHECKING:
    import onnx

    from models.portable import Tensors

IMAGE, FEATURES, EMBEDDING = "image", "features", "embedding"
OURS = "nearpair/"  # before the name of everything added, so that it meets no name of the network's


def onnx_library() -> Any:
    """The package onnx, or the sentence that this build has none."""
    try:
        import onnx
    except ImportError:
        raise UserError("writing ONNX needs the package onnx, which this build does not have: "
                        "run `pip install onnx`, or write safetensors") from None  # fmt: skip
    return onnx


def filled(path: Path, tensors: Tensors) -> onnx.ModelProto:
    """The graph at `path`, which names its weights, with these tensors inside; UserError when they do not fit it."""
    library = onnx_library()
    model: onnx.ModelProto = library.load(path, load_external_data=False)
    for place in model.graph.initializer:
        if place.data_location != library.TensorProto.EXTERNAL:
            continue
        tensor = tensors.get(place.name)
        if tensor is None or tensor.shape != tuple(place.dims):
            raise UserError("the weights do not fit the network: {name} is missing or of another shape",
                            name=place.name)  # fmt: skip
        place.CopyFrom(library.numpy_helper.from_array(np.asarray(tensor, np.float32, order="C"), place.name))
    return model


def with_outputs(model: onnx.ModelProto, outputs: Mapping[str, list[Any]]) -> onnx.ModelProto:
    """The model with these outputs (name to shape) alone and nothing in it that they do not need."""
    library = onnx_library()
    graph = model.graph
    needed, kept = set(outputs), []
    for node in reversed(graph.node):
        if needed & set(node.output):
            kept.append(node)
            needed |= set(node.input)
    initializers = [tensor for tensor in graph.initializer if tensor.name in needed]
    for field, values in (("node", kept[::-1]), ("initializer", initializers)):
        copies = [type(value).FromString(value.SerializeToString()) for value in values]
        graph.ClearField(field)
        getattr(graph, field).extend(copies)
    graph.ClearField("output")
    float_ = library.TensorProto.FLOAT
    graph.output.extend(library.helper.make_tensor_value_info(n, float_, shape) for n, shape in outputs.items())
    return model


def renamed(model: onnx.ModelProto, old: str, new: str) -> None:
    """Give an input or output another name, wherever it is used; nothing else may bear the new one."""
    if old == new:
        return
    graph = model.graph
    taken = {name for node in _nodes(graph) for name in (*node.input, *node.output)}
    taken |= {value.name for value in (*graph.input, *graph.output, *graph.initializer)}
    if new in taken:
        renamed(model, new, f"{OURS}{new}")
    for value in (*graph.input, *graph.output, *graph.initializer):
        value.name = new if value.name == old else value.name
    for node in _nodes(graph):
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                names[place] = new if name == old else name


def _nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    """Every node, also those of branches and loops, which see the names around them."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            for inner in (*attribute.graphs, *([attribute.g] if attribute.HasField("g") else [])):
                yield from _nodes(inner)


def with_pooling(model: onnx.ModelProto, output: str, how: str) -> None:
    """Replace the output, maps (n, d, h, w), by `features` (n, d): their mean, or generalised mean (models/pooling.py).

    Only operations that read the same in every opset.
    """
    library = onnx_library()
    node, steps = library.helper.make_node, []
    if how == GEM:
        constants = {"floor": FLOOR, "p": P, "root": 1 / P}
        model.graph.initializer.extend(
            library.numpy_helper.from_array(np.array(v, np.float32), f"{OURS}{n}") for n, v in constants.items()
        )
        steps += [("Max", [output, f"{OURS}floor"], "positive"), ("Pow", [f"{OURS}positive", f"{OURS}p"], "cubes"),
                  ("GlobalAveragePool", [f"{OURS}cubes"], "cube"),
                  ("Pow", [f"{OURS}cube", f"{OURS}root"], "mean_map")]  # fmt: skip
    else:
        steps += [("GlobalAveragePool", [output], "mean_map")]
    model.graph.node.extend(node(kind, given, [f"{OURS}{made}"]) for kind, given, made in steps)
    model.graph.node.append(node("Flatten", [f"{OURS}mean_map"], [FEATURES], axis=1))


def described(model: onnx.ModelProto, about: Mapping[str, Any]) -> onnx.ModelProto:
    """The model with a description of itself as JSON under the key `nearpair` of its metadata."""
    library = onnx_library()
    library.helper.set_model_props(model, {"nearpair": json.dumps(about)})
    model.producer_name = "nearpair"
    return model
