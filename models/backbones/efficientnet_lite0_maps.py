"""Maps inside EfficientNet-Lite0: what lies where in a picture, to compare parts or train the last stages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.backbone import Pixels
from models.backbones.efficientnet_lite0 import TIMM_NAME, WEIGHTS, normalise
from models.weights import verified

Maps: TypeAlias = NDArray[np.float32]
GRAPH = "efficientnet_lite0_maps.onnx"
CHANNELS = {8: 40, 16: 112}  # by stride: the ends of the third and the fifth stage
BLOCKS = {8: 3, 16: 5}  # how many stages it takes to get there; stages 5, 6 and the head follow the map at 16
MULTIPLE = 32  # of a side: TensorFlow's padding in the graph is right for these


def open_maps(device: str = "cpu", threads: int = 0, stride: int = 16) -> Callable[[Pixels], Maps]:
    """A function from (n, S, S, 3) bytes, S any multiple of 32, to (n, S/stride, S/stride, C) float32.

    Stride 16 has 112 channels, stride 8 has 40; neither ends in a rectifier, so values have both signs. On `cpu`
    through onnxruntime (`threads` 0: all cores), which does not compute what comes after. The function raises
    ValueError for other sizes.
    """
    if stride not in CHANNELS:
        raise ValueError(f"there are maps at strides {list(CHANNELS)}, not {stride}")
    run = _onnx(threads, stride) if device == "cpu" else _torch(device, stride)

    def maps(pixels: Pixels) -> Maps:
        if any(side % MULTIPLE or not side for side in pixels.shape[1:3]):
            raise ValueError(f"sides must be multiples of {MULTIPLE}, not {pixels.shape[1:3]}")
        return np.ascontiguousarray(run(normalise(pixels)).transpose(0, 2, 3, 1))

    return maps


def _onnx(threads: int, stride: int) -> Callable[[Maps], Maps]:
    from models.onnx_session import open_graph

    verified(WEIGHTS)  # the graph's tensors are offsets into this file
    return open_graph(verified(GRAPH), f"stride{stride}", threads)


def _torch(device: str, stride: int) -> Callable[[Maps], Maps]:
    import timm
    import torch
    from safetensors.torch import load_file

    network: Any = timm.create_model(TIMM_NAME, pretrained=False)
    network.load_state_dict(load_file(verified(WEIGHTS)))
    network = torch.nn.Sequential(network.conv_stem, network.bn1, *network.blocks[: BLOCKS[stride]]).eval().to(device)

    def run(planes: Maps) -> Maps:
        # TF32 convolutions would move distances by more than the 1e-3 that a device may.
        with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
            result: Maps = network(torch.from_numpy(planes).to(device)).cpu().numpy()
        return result

    return run
