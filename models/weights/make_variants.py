"""`python -m models.weights.make_variants`: three more graphs over the weights of EfficientNet-Lite0.

For developers (needs the package onnx). All are cut and grown from the first graph with its tensors untouched, so
the weights still exist once and the first graph, and with it every feature computed through it, stays as it was.

    efficientnet_lite0_pools.onnx   image (n, 3, 224, 224) -> gem (n, 1280), stages (n, 1752)
    efficientnet_lite0_maps.onnx    image (n, 3, S, S), S a multiple of 32 -> stride8, stride16
    efficientnet_lite0_tail.onnx    maps (n, 14 * 14 * 112), the map at stride 16 row by row -> features, gem (n, 1280)

TensorFlow's "same" padding depends on the size only through its parity wherever a stride follows, and a multiple of
32 is even at all five of them: the padding of the 224 px graph is right for all those sizes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from models.onnx_graph import with_outputs
from models.weights import FOLDER
from models.weights.make import GRAPH, row

if TYPE_CHECKING:
    import onnx

POOLS = "efficientnet_lite0_pools.onnx"
MAPS = "efficientnet_lite0_maps.onnx"
TAIL = "efficientnet_lite0_tail.onnx"
# Where a stage ends is where the first convolution of the next one begins.
STRIDES = {"stride8": "blocks.3.0.conv_pw.weight", "stride16": "blocks.5.0.conv_pw.weight",
           "stride32": "conv_head.weight"}  # fmt: skip
LAST = "features"  # its input is the last map, after the head's convolution
CHANNELS = {"stride8": 40, "stride16": 112, "stride32": 320, "last": 1280}
SIDE = 14  # of the map at stride 16 of a picture of 224 px
P, FLOOR = 3.0, 1e-6  # GeM


def main() -> None:
    """Write the graphs and their lines in weights.json."""
    made = variants()
    rows = [r for r in json.loads((FOLDER / "weights.json").read_text(encoding="utf-8")) if r["file"] not in made]
    for name, graph in made.items():
        (FOLDER / name).write_bytes(graph)
        rows.append(row(FOLDER / name, f"{GRAPH} with other outputs; graph only"))
    (FOLDER / "weights.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def variants() -> dict[str, bytes]:
    """The files by name; the same bytes on every run."""
    models = {POOLS: _pools(_first()), MAPS: _maps(_first()), TAIL: _tail(_first())}
    return {name: model.SerializeToString(deterministic=True) for name, model in models.items()}


def _first() -> onnx.ModelProto:
    import onnx

    return onnx.load(FOLDER / GRAPH, load_external_data=False)


def _ends(graph: onnx.GraphProto) -> dict[str, str]:
    """The tensors at the ends of the stages, by our names for them."""
    ends = {name: next(node.input[0] for node in graph.node if weight in node.input)
            for name, weight in STRIDES.items()}  # fmt: skip
    return ends | {"last": next(node.input[0] for node in graph.node if LAST in node.output)}


def _pools(model: onnx.ModelProto) -> onnx.ModelProto:
    """GeM of the last map (Radenovic, Tolias and Chum 2018), and the means of four stages, each of unit length."""
    from onnx import helper

    graph, node = model.graph, helper.make_node
    ends = _ends(graph)
    _add_gem(graph, ends["last"])
    for name, tensor in ends.items():
        graph.node.extend([node("ReduceMean", [tensor, "sides"], [f"{name}_mean"], keepdims=0),
                           node("ReduceL2", [f"{name}_mean", "channels"], [f"{name}_length"], keepdims=1),
                           node("Max", [f"{name}_length", "floor"], [f"{name}_safe"]),
                           node("Div", [f"{name}_mean", f"{name}_safe"], [f"{name}_unit"])])  # fmt: skip
    graph.node.append(node("Concat", [f"{name}_unit" for name in ends], ["stages"], axis=1))
    outputs = {"gem": ["batch", CHANNELS["last"]], "stages": ["batch", sum(CHANNELS.values())]}
    return with_outputs(model, outputs)


def _add_gem(graph: onnx.GraphProto, last: str) -> None:
    from onnx import helper, numpy_helper

    constants: dict[str, Any] = {"sides": np.array([2, 3], np.int64), "channels": np.array([1], np.int64),
                 "floor": np.array(FLOOR, np.float32), "p": np.array(P, np.float32),
                 "root": np.array(1 / P, np.float32)}  # fmt: skip
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    node = helper.make_node
    graph.node.extend([node("Max", [last, "floor"], ["positive"]), node("Pow", ["positive", "p"], ["cubes"]),
                       node("ReduceMean", ["cubes", "sides"], ["cube"], keepdims=0),
                       node("Pow", ["cube", "root"], ["gem"])])  # fmt: skip


def _maps(model: onnx.ModelProto) -> onnx.ModelProto:
    """The maps at strides 8 and 16 for a picture of any size that is a multiple of 32."""
    from onnx import helper

    ends = _ends(model.graph)
    for name in ("stride8", "stride16"):
        model.graph.node.append(helper.make_node("Identity", [ends[name]], [name]))
    sides = model.graph.input[0].type.tensor_type.shape.dim
    sides[2].dim_param, sides[3].dim_param = "height", "width"
    sizes = {name: ["batch", CHANNELS[name], f"height/{name[6:]}", f"width/{name[6:]}"] for name in
             ("stride8", "stride16")}  # fmt: skip
    return with_outputs(model, sizes)


def _tail(model: onnx.ModelProto) -> onnx.ModelProto:
    """What follows the map at stride 16, from flat maps as they are cached, with both ways of pooling."""
    from onnx import helper, numpy_helper

    graph, node, depth = model.graph, helper.make_node, CHANNELS["stride16"]
    ends = _ends(graph)
    _add_gem(graph, ends["last"])
    for one in graph.node:
        one.input[:] = ["planes" if name == ends["stride16"] else name for name in one.input]
    graph.initializer.append(numpy_helper.from_array(np.array([-1, SIDE, SIDE, depth], np.int64), "rows"))
    first = [node("Reshape", ["maps", "rows"], ["map"]), node("Transpose", ["map"], ["planes"], perm=[0, 3, 1, 2])]
    rest = list(graph.node)
    graph.ClearField("node")
    graph.node.extend([*first, *rest])
    graph.ClearField("input")
    float_ = helper.np_dtype_to_tensor_dtype(np.dtype(np.float32))
    graph.input.append(helper.make_tensor_value_info("maps", float_, ["batch", SIDE * SIDE * depth]))
    return with_outputs(model, {name: ["batch", CHANNELS["last"]] for name in (LAST, "gem")})


if __name__ == "__main__":
    main()
