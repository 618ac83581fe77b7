"""ResNet-50 (He et al. 2016) with torchvision's second ImageNet weights: 224 px, 2048 features."""

from __future__ import annotations

from typing import Any

from models.torch_network import TorchNetwork
from models.transform import IMAGENET_MEAN, IMAGENET_SCALE, Transform


def make() -> Any:
    """The network without weights and without its classifier."""
    import torch
    from torchvision.models import resnet50

    network = resnet50(weights=None)
    network.fc = torch.nn.Identity()
    return network


def load(network: Any, state: dict[str, Any]) -> None:
    """All tensors but the classifier's."""
    network.load_state_dict({name: tensor for name, tensor in state.items() if not name.startswith("fc.")})


def maps(network: Any, planes: Any) -> list[Any]:
    """The ends of the stages at strides 8, 16 and 32."""
    stem = network.maxpool(network.relu(network.bn1(network.conv1(planes))))
    eighth = network.layer2(network.layer1(stem))
    sixteenth = network.layer3(eighth)
    return [eighth, sixteenth, network.layer4(sixteenth)]


NETWORK = TorchNetwork(
    name="resnet50",
    transform=Transform(224, IMAGENET_MEAN, IMAGENET_SCALE),
    dims={"average": 2048, "gem": 2048, "stages": 512 + 1024 + 2048},
    make=make,
    maps=maps,
    load=load,
)
backbone = NETWORK.backbone
