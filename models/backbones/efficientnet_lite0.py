"""EfficientNet-Lite0 (Tan and Le 2019), the offline default: 224 px, 1280 features, Apache-2.0 weights.

The weights belong to timm's `tf_efficientnet_lite0` (TensorFlow's padding, BN eps 1e-3) with (x - 127) / 128.
timm's `efficientnet_lite0` takes the same tensors without a word and is wrong: 63 % instead of 83 % of 300
ImageNet photographs. The golden logits in tests/data hold this together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from models.backbone import Backbone, Extractor, FeatureArray, Parts, Pixels, fingerprint
from models.pooling import AVERAGE, STAGES, pooled
from models.torch_network import through
from models.transform import GROUND, Transform
from models.weights import sha256, verified

if TYPE_CHECKING:
    from models.portable import Portable

WEIGHTS = "efficientnet_lite0.safetensors"
GRAPH = "efficientnet_lite0.onnx"
POOLS = "efficientnet_lite0_pools.onnx"
TIMM_NAME = "tf_efficientnet_lite0"
SIZE = 224
MEAN, SCALE = 127.0, 128.0
DIMS = {"average": 1280, "gem": 1280, "stages": 40 + 112 + 320 + 1280}
ENDS = (2, 4, 6)  # of the network's blocks: where strides 8, 16 and 32 end
TRANSFORM = Transform(SIZE, (MEAN,) * 3, (SCALE,) * 3)
normalise = TRANSFORM.normalise


def open_backbone(device: str, threads: int, pooling: str = AVERAGE) -> Extractor:
    """The extractor on `cpu` (onnxruntime, three times eager torch) or on `cuda` and `mps` (torch and timm)."""
    return _open_onnx(threads, pooling) if device == "cpu" else _open_torch(device, pooling)


def _open_onnx(threads: int, pooling: str) -> Extractor:
    from models.onnx_session import open_graph

    verified(WEIGHTS)  # the graph's tensors are offsets into this file
    average = pooling == AVERAGE
    run = open_graph(verified(GRAPH if average else POOLS), "features" if average else pooling, threads)
    return lambda pixels: run(normalise(pixels))


def _open_torch(device: str, pooling: str = AVERAGE) -> Extractor:
    import timm
    import torch
    from safetensors.torch import load_file

    network: Any = timm.create_model(TIMM_NAME, pretrained=False)
    network.load_state_dict(load_file(verified(WEIGHTS)))
    network.eval().to(device)

    def extract(pixels: Pixels) -> FeatureArray:
        # TF32 convolutions would move distances by more than the 1e-3 that a device may.
        with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
            found = maps(network, torch.from_numpy(normalise(pixels)).to(device))
            parts = [part.cpu().numpy() for part in pooled(found, pooling)]
        result: FeatureArray = np.concatenate(parts, axis=1)
        return result

    return extract


def maps(network: Any, planes: Any) -> list[Any]:
    """The ends of the stages at strides 8, 16 and 32, and the last map."""
    kept, last = through(network.blocks, network.bn1(network.conv_stem(planes)), ENDS)
    return [*kept, network.bn2(network.conv_head(last))]


def backbone(pooling: str = AVERAGE) -> Backbone:
    """The backbone with this pooling."""
    return Backbone(
        name="efficientnet_lite0",
        dim=DIMS[pooling],
        size=SIZE,
        draft_size=TRANSFORM.draft_size,
        # The graph named is the one that gives these features: another graph beside it makes nothing stale.
        fingerprint=fingerprint(
            {
                "weights": sha256(WEIGHTS),
                "graph": sha256(GRAPH if pooling == AVERAGE else POOLS),
                "padding": "tensorflow same",
                "decode": f"{GROUND}, JPEG reduced to not below {TRANSFORM.draft_size}",
                "resize": f"squash {SIZE} bilinear antialiased",
                "mean": MEAN,
                "scale": SCALE,
                "pooling": pooling,
            }
        ),
        preprocess=TRANSFORM.prepare,
        open=lambda device, threads: open_backbone(device, threads, pooling),
        values={"pooling": pooling},
        portable=lambda: _portable(pooling),
        parts=None if pooling == STAGES else lambda: _parts(pooling),
    )


def _portable(pooling: str) -> Portable:
    from models.backbones.efficientnet_lite0_portable import portable

    return portable(pooling)


def _parts(pooling: str) -> Parts:
    from models.backbones.efficientnet_lite0_parts import parts

    return parts(pooling)


BACKBONE = backbone()
