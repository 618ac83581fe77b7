"""EfficientNet-Lite0 outside the program: the bundled graphs with the weights, bundled or trained, laid into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import weights
from models.backbones.efficientnet_lite0 import DIMS, GRAPH, POOLS, TIMM_NAME, TRANSFORM, WEIGHTS
from models.onnx_graph import FEATURES, filled, renamed, with_outputs
from models.pooling import AVERAGE
from models.portable import Portable, Tensors

if TYPE_CHECKING:
    import onnx


def portable(pooling: str) -> Portable:
    """How the network leaves the program with this pooling."""
    about = weights.bundled(WEIGHTS)
    return Portable(
        transform=TRANSFORM,
        licence=about["licence"],
        weights={"source": about["source"], "sha256": about["sha256"], "architecture": f"timm {TIMM_NAME}",
                 "pooling": pooling},
        tensors=_tensors,
        graph=lambda tensors: _graph(pooling, tensors),
    )  # fmt: skip


def _tensors() -> Tensors:
    from safetensors.numpy import load_file

    return dict(load_file(weights.verified(WEIGHTS)))


def _graph(pooling: str, tensors: Tensors) -> onnx.ModelProto:
    average = pooling == AVERAGE
    model = filled(weights.verified(GRAPH if average else POOLS), tensors)
    output = FEATURES if average else pooling
    model = with_outputs(model, {output: ["batch", DIMS[pooling]]})
    renamed(model, output, FEATURES)
    return model
