"""A head laid behind a network's features in an ONNX graph: the same numbers as models/head.py gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.errors import UserError
from models.head import ARRAYS, LAYER, Head
from models.heads.background import FIRST, LAST, LEAST, MIDDLE, MOST
from models.onnx_graph import EMBEDDING, FEATURES, OURS, onnx_library, with_outputs

if TYPE_CHECKING:
    import onnx

_WITH_TOPK = 10  # the opset from which TopK takes what it is asked for as an input


def with_head(model: onnx.ModelProto, head: Head, dim: int) -> onnx.ModelProto:
    """`features` (n, dim) followed by the head: the model's only output is `embedding` (n, out), of unit length.

    A row of zeros becomes the first axis. UserError for a kind of head that cannot be written, or not into this graph.
    """
    if not set(head.arrays) <= set(ARRAYS):
        raise UserError("a head of the kind {kind} cannot be written as ONNX; write safetensors", kind=head.kind)
    if "background" in head.arrays and _opset(model) < _WITH_TOPK:
        raise UserError("a score-normalised head cannot be written into a network of ONNX opset {found}; {needed} or "
                        "later is needed", found=_opset(model), needed=_WITH_TOPK)  # fmt: skip
    writer = _Writer(model)
    x = FEATURES
    for name, operation in (("mean", "Sub"), ("matrix", "MatMul")):
        if name in head.arrays:
            x = writer.add(operation, x, writer.constant(head.arrays[name]))
    x = _unit(writer, x, head.arrays["matrix"].shape[1] if "matrix" in head.arrays else dim)
    if LAYER[0] in head.arrays:
        x = _layer(writer, x, head)
    if "background" in head.arrays:
        x = _crowded(writer, x, head)
    writer.add("Identity", x, made=EMBEDDING)
    return with_outputs(model, {EMBEDDING: ["batch", head.dim(dim)]})


def _opset(model: onnx.ModelProto) -> int:
    return int(max(one.version for one in model.opset_import if one.domain in ("", "ai.onnx")))


class _Writer:
    """Appends operations and constants under names that no network's own can have."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph, self._library, self._count = model.graph, onnx_library(), 0

    def constant(self, values: NDArray[Any] | float | list[float]) -> str:
        """The name of these numbers, float32 unless they are whole ones in an array."""
        array = np.ascontiguousarray(values)
        array = array if array.dtype == np.int64 else array.astype(np.float32)
        self._graph.initializer.append(self._library.numpy_helper.from_array(array, name := self._name()))
        return name

    def add(self, operation: str, *given: str, made: str = "", more: int = 0, **attributes: Any) -> str:
        """The name of what this operation makes of these; `more` outputs beside it are not looked at."""
        names = [made or self._name(), *(self._name() for _ in range(more))]
        self._graph.node.append(self._library.helper.make_node(operation, given, names, **attributes))
        return names[0]

    def _name(self) -> str:
        self._count += 1
        return f"{OURS}head_{self._count}"


def _unit(writer: _Writer, x: str, width: int) -> str:
    """Rows scaled to unit length.

    A product with ones and not a reduction: those changed their form between opsets, and the graph may be of any.
    """
    square = writer.add("MatMul", writer.add("Mul", x, x), writer.constant(np.ones((width, 1))))
    length = writer.add("Sqrt", square)
    flat = writer.add("Equal", length, writer.constant([0.0]))
    return writer.add("Where", flat, writer.constant(np.eye(1, width)), writer.add("Div", x, length))


def _layer(writer: _Writer, x: str, head: Head) -> str:
    hidden, bias, out = (writer.constant(head.arrays[name]) for name in LAYER)
    inner = writer.add("Tanh", writer.add("Add", writer.add("MatMul", x, hidden), bias))
    return _unit(writer, writer.add("Add", x, writer.add("MatMul", inner, out)), head.arrays["out"].shape[1])


def _crowded(writer: _Writer, x: str, head: Head) -> str:
    """The rows with their weight, and the coordinate that goes with it."""
    alike = writer.add("MatMul", x, writer.constant(head.arrays["background"].T))
    near = writer.add("TopK", alike, writer.constant(np.array([LAST])), more=1, axis=1)
    share = np.where(np.arange(LAST) >= FIRST, 2 / (LAST - FIRST), 0.0)[:, None]
    apart = writer.add("Sub", writer.constant([2.0]), writer.add("MatMul", near, writer.constant(share)))
    spread = writer.add("Max", apart, writer.constant([LEAST]))
    root = writer.add("Sqrt", writer.add("Div", writer.constant(head.arrays["middle"]), spread))
    weight = writer.add("Min", writer.add("Mul", root, writer.constant([MIDDLE])), writer.constant([MOST]))
    rest = writer.add("Sub", writer.constant([1.0]), writer.add("Mul", weight, weight))
    return writer.add("Concat", writer.add("Mul", x, weight), writer.add("Sqrt", rest), axis=1)
