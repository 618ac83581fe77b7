"""MobileNetV4-Conv-Small (Qin et al. 2024), timm's ImageNet weights (Apache-2.0): 224 px, 960 features."""

from __future__ import annotations

from typing import Any

from models.torch_network import TorchNetwork, through
from models.transform import IMAGENET_MEAN, IMAGENET_SCALE, Transform

ENDS = (1, 2, 4)  # of the network's blocks: where strides 8, 16 and 32 end


def make() -> Any:
    """timm's network without weights."""
    import timm

    return timm.create_model("mobilenetv4_conv_small", pretrained=False)


def maps(network: Any, planes: Any) -> list[Any]:
    """The ends of the stages at strides 8, 16 and 32."""
    return through(network.blocks, network.bn1(network.conv_stem(planes)), ENDS)[0]


NETWORK = TorchNetwork(
    name="mobilenetv4",
    transform=Transform(224, IMAGENET_MEAN, IMAGENET_SCALE, filter="bicubic"),
    dims={"average": 960, "gem": 960, "stages": 64 + 96 + 960},
    make=make,
    maps=maps,
)
backbone = NETWORK.backbone
