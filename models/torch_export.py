"""Networks of torch outside the program: their tensors, and their graph through torch's own exporter.

The exporter needs onnxscript and does not run in a frozen program; everything else here does.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from models.errors import UserError
from models.onnx_graph import FEATURES, IMAGE, onnx_library
from models.portable import Portable, Tensors
from models.weights import Source

if TYPE_CHECKING:
    import onnx

    from models.torch_network import TorchNetwork

OPSET = 18


def portable(spec: TorchNetwork, pooling: str, source: Source) -> Portable:
    """How this network leaves the program with this pooling."""
    return Portable(
        transform=spec.transform,
        licence=source.licence,
        weights={"source": source.url, "sha256": source.sha256, "architecture": spec.name, "pooling": pooling},
        tensors=lambda: tensors_of(spec.network()),
        graph=lambda tensors: exported(spec, pooling, tensors),
    )


def tensors_of(network: Any) -> Tensors:
    """The tensors of a network by name, as float32."""
    return {name: tensor.detach().cpu().numpy().astype(np.float32) for name, tensor in network.state_dict().items()}


def exported(spec: TorchNetwork, pooling: str, tensors: Tensors) -> onnx.ModelProto:
    """The network with these tensors as an ONNX model in one piece."""
    import torch

    onnx_library()
    if find_spec("onnxscript") is None:
        raise UserError("{backbone} is written as ONNX by torch's exporter, which needs onnxscript: "
                        "run `pip install onnxscript`, or write safetensors", backbone=spec.name)  # fmt: skip

    class Features(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = spec.make()
            state = {name: torch.from_numpy(np.array(value)) for name, value in tensors.items()}
            self.network.load_state_dict(state)

        def forward(self, image: Any) -> Any:
            return torch.cat(spec.pool(spec.maps(self.network, image), pooling), dim=1)

    side = spec.transform.size
    program = torch.onnx.export(
        Features().eval(),
        (torch.zeros(2, 3, side, side),),
        dynamo=True,
        verbose=False,  # it would speak on stdout, which is for results
        opset_version=OPSET,
        input_names=[IMAGE],
        output_names=[FEATURES],
        dynamic_shapes={IMAGE: {0: torch.export.Dim("batch", min=1, max=4096)}},
    )
    if program is None:
        raise RuntimeError("the exporter gave nothing")
    model: onnx.ModelProto = program.model_proto
    return model
