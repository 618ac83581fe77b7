"""MobileNetV3-Large (Howard et al. 2019) with torchvision's second ImageNet weights: 224 px, 960 features."""

from __future__ import annotations

from typing import Any

from models.torch_network import TorchNetwork, through
from models.transform import IMAGENET_MEAN, IMAGENET_SCALE, Transform

ENDS = (6, 12, 16)  # of torchvision's `features`: where strides 8 and 16 end, and the last layer


def make() -> Any:
    """The network without weights and without its classifier."""
    import torch
    from torchvision.models import mobilenet_v3_large

    network = mobilenet_v3_large(weights=None)
    network.classifier = torch.nn.Identity()
    return network


def load(network: Any, state: dict[str, Any]) -> None:
    """All tensors but the classifier's."""
    network.load_state_dict({name: tensor for name, tensor in state.items() if not name.startswith("classifier.")})


def maps(network: Any, planes: Any) -> list[Any]:
    """The ends of the stages at strides 8 and 16, and the last map."""
    return through(network.features, planes, ENDS)[0]


NETWORK = TorchNetwork(
    name="mobilenet_v3_large",
    transform=Transform(224, IMAGENET_MEAN, IMAGENET_SCALE),
    dims={"average": 960, "gem": 960, "stages": 40 + 112 + 960},
    make=make,
    maps=maps,
    load=load,
)
backbone = NETWORK.backbone
