"""EfficientNet-Lite0 (Tan and Le 2019), the offline default: 224 px, 1280 features, Apache-2.0 weights.

The weights belong to timm's `tf_efficientnet_lite0` (TensorFlow's padding, BN eps 1e-3) with (x - 127) / 128.
timm's `efficientnet_lite0` takes the same tensors without a word and is wrong: 63 % instead of 83 % of 300
ImageNet photographs. The golden logits in tests/data hold this together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.backbone import Backbone, Extractor, FeatureArray, Pixels, fingerprint
from models.weights import sha256, verified

WEIGHTS = "efficientnet_lite0.safetensors"
GRAPH = "efficientnet_lite0.onnx"
TIMM_NAME = "tf_efficientnet_lite0"
SIZE = 224
DIM = 1280
MEAN, SCALE = 127.0, 128.0


def preprocess(image: Image.Image) -> Pixels:
    """Squash an RGB picture to (224, 224, 3) bytes: bilinear, antialiased, whatever its shape."""
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BILINEAR))


def normalise(pixels: Pixels) -> NDArray[np.float32]:
    """(n, 224, 224, 3) bytes to the (n, 3, 224, 224) float32 input of the network."""
    planes = pixels.transpose(0, 3, 1, 2).astype(np.float32, order="C")
    planes -= MEAN
    planes /= SCALE
    return planes


def open_backbone(device: str, threads: int) -> Extractor:
    """The extractor on `cpu` (onnxruntime, three times eager torch) or on `cuda` and `mps` (torch and timm)."""
    return _open_onnx(threads) if device == "cpu" else _open_torch(device)


def _open_onnx(threads: int) -> Extractor:
    from models.onnx_session import open_graph

    verified(WEIGHTS)  # the graph's tensors are offsets into this file
    run = open_graph(verified(GRAPH), "features", threads)
    return lambda pixels: run(normalise(pixels))


def _open_torch(device: str) -> Extractor:
    import timm
    import torch
    from safetensors.torch import load_file

    network: Any = timm.create_model(TIMM_NAME, pretrained=False)
    network.load_state_dict(load_file(verified(WEIGHTS)))
    network.eval().to(device)

    def extract(pixels: Pixels) -> FeatureArray:
        # TF32 convolutions would move distances by more than the 1e-3 that a device may.
        with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
            maps = network.forward_features(torch.from_numpy(normalise(pixels)).to(device))
            result: FeatureArray = maps.mean((2, 3)).cpu().numpy()
        return result

    return extract


BACKBONE = Backbone(
    name="efficientnet_lite0",
    dim=DIM,
    size=SIZE,
    draft_size=2 * SIZE,
    fingerprint=fingerprint(
        {
            "weights": sha256(WEIGHTS),
            "graph": sha256(GRAPH),
            "padding": "tensorflow same",
            "decode": f"oriented sRGB bytes, alpha over grey 128, JPEG reduced to not below {2 * SIZE}",
            "resize": f"squash {SIZE} bilinear antialiased",
            "mean": MEAN,
            "scale": SCALE,
            "pooling": "average",
        }
    ),
    preprocess=preprocess,
    open=open_backbone,
)
