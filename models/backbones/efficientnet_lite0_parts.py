"""EfficientNet-Lite0 in two parts that meet at stride 16: what stays as published, and the two stages that may learn.

The map between them is 14 x 14 x 112 numbers, 44 kB an image in float16. It is the feature of a backbone of its own,
the stem, so it is computed, cached by content and looked up like any other feature.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.backbone import Backbone, Extractor, FeatureArray, Parts, Pixels, fingerprint
from models.backbones.efficientnet_lite0 import SIZE, TIMM_NAME, WEIGHTS, backbone, normalise
from models.backbones.efficientnet_lite0_learned import run_tail, run_whole
from models.backbones.efficientnet_lite0_maps import BLOCKS, CHANNELS, GRAPH, open_maps
from models.pooling import pooled
from models.weights import sha256, verified

STRIDE = 16
SIDE = SIZE // STRIDE
DIM = SIDE * SIDE * CHANNELS[STRIDE]


def parts(pooling: str) -> Parts:
    """The network of this pooling in its two parts, and as a whole that can learn."""
    return Parts(
        stem(), lambda: _tail(pooling), lambda: _whole(pooling), normalise,
        lambda tensors, threads: run_tail(tensors, threads, pooling),
        lambda tensors, threads: run_whole(tensors, threads, pooling),
    )  # fmt: skip


def stem() -> Backbone:
    """The stages up to stride 16: `dim` numbers an image, the map row by row."""
    names = {"weights": sha256(WEIGHTS), "graph": sha256(GRAPH), "map": STRIDE, "of": backbone().fingerprint}
    return replace(backbone(), dim=DIM, fingerprint=fingerprint(names), open=_open, parts=None, portable=None)


def _open(device: str, threads: int) -> Extractor:
    maps = open_maps(device, threads, STRIDE)

    def extract(pixels: Pixels) -> FeatureArray:
        return maps(pixels).reshape(len(pixels), DIM)

    return extract


def _network() -> Any:
    import timm
    from safetensors.torch import load_file

    network: Any = timm.create_model(TIMM_NAME, pretrained=False)
    network.load_state_dict(load_file(verified(WEIGHTS)))
    return network.eval()


def _tail(pooling: str) -> Any:
    """A torch module from flat maps (n, DIM) to features; its tensors bear the names of the whole network's."""
    import torch

    class Tail(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            network = _network()
            # Places in the list give the names, so the stages below leave theirs empty.
            self.blocks = torch.nn.ModuleDict(
                {str(n): block for n, block in enumerate(network.blocks) if n >= BLOCKS[STRIDE]}
            )
            self.conv_head, self.bn2 = network.conv_head, network.bn2

        def forward(self, maps: Any) -> Any:
            planes = maps.reshape(-1, SIDE, SIDE, CHANNELS[STRIDE]).permute(0, 3, 1, 2)
            for block in self.blocks.values():
                planes = block(planes)
            return torch.cat(pooled([self.bn2(self.conv_head(planes))], pooling), dim=1)

    return Tail().eval()


def _whole(pooling: str) -> Any:
    """A torch module from normalised planes (n, 3, 224, 224) to features."""
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            network = _network()
            self.conv_stem, self.bn1, self.blocks = network.conv_stem, network.bn1, network.blocks
            self.conv_head, self.bn2 = network.conv_head, network.bn2

        def forward(self, planes: Any) -> Any:
            planes = self.blocks(self.bn1(self.conv_stem(planes)))
            return torch.cat(pooled([self.bn2(self.conv_head(planes))], pooling), dim=1)

    return Whole().eval()
