"""DINOv2 ViT-S/14 (Oquab et al. 2023), Meta's weights (Apache-2.0): 224 px as 16 x 16 patches, 384 features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.pooling import unit
from models.torch_network import TorchNetwork
from models.transform import IMAGENET_MEAN, IMAGENET_SCALE, Transform

SIZE = 224
BLOCKS = 4  # the last ones, for `stages`
DIM = 384


def make() -> Any:
    """timm's network without weights, its positions laid out for 224 px."""
    import timm

    return timm.create_model("vit_small_patch14_dinov2", pretrained=False, img_size=SIZE)


def load(network: Any, state: dict[str, Any]) -> None:
    """Meta's tensors; the positions, published for 518 px, are resampled, and the mask token is left out."""
    from timm.models.vision_transformer import checkpoint_filter_fn

    network.load_state_dict(checkpoint_filter_fn(state, network))


def maps(network: Any, planes: Any) -> list[Any]:
    """The normalised tokens (n, 1 + patches, 384) of the last blocks, the class token first."""
    _, kept = network.forward_intermediates(
        planes, indices=BLOCKS, return_prefix_tokens=True, norm=True, output_fmt="NLC", intermediates_only=False
    )
    import torch

    return [torch.cat([prefix, patches], dim=1) for patches, prefix in kept]


def pool(tokens: Sequence[Any], how: str) -> list[Any]:
    """`token`: the class token, which the network was trained to make a descriptor; `average`: the mean of the
    patches; `stages`: the class tokens of the last four blocks, each of unit length.
    """
    if how == "token":
        return [tokens[-1][:, 0]]
    if how == "average":
        return [tokens[-1][:, 1:].mean(1)]
    return [unit(block[:, 0]) for block in tokens]


NETWORK = TorchNetwork(
    name="dinov2_vits14",
    transform=Transform(SIZE, IMAGENET_MEAN, IMAGENET_SCALE, filter="bicubic"),
    dims={"token": DIM, "average": DIM, "stages": BLOCKS * DIM},
    make=make,
    maps=maps,
    load=load,
    pool=pool,
)
backbone = NETWORK.backbone
