"""TorchNetwork: what a backbone that runs in torch has to say, and everything else such backbones share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from models import weights
from models.backbone import Backbone, Extractor, FeatureArray, Pixels, fingerprint
from models.errors import UserError
from models.pooling import pooled
from models.transform import Transform

if TYPE_CHECKING:
    from models.portable import Portable


def as_published(state: dict[str, Any]) -> dict[str, Any]:
    """Tensors that already bear the network's own names."""
    return state


def as_they_are(network: Any, state: dict[str, Any]) -> None:
    """Load tensors under their names; all of them, and no other."""
    network.load_state_dict(state)


def through(blocks: Iterable[Any], planes: Any, ends: Collection[int]) -> tuple[list[Any], Any]:
    """Planes sent through blocks one after the other: what comes out of those numbered in `ends`, and of the last."""
    kept = []
    for place, block in enumerate(blocks):
        planes = block(planes)
        if place in ends:
            kept.append(planes)
    return kept, planes


@dataclass(frozen=True)
class TorchNetwork:
    """A network whose weights come from the user's folder: `make()` builds it without weights, `maps(network, planes)`
    runs it and gives its maps, deepest last; `dims` are the lengths of its features by pooling.

    `arrange` renames published tensors when they are converted, `load` puts them into the network.
    """

    name: str
    transform: Transform
    dims: Mapping[str, int]
    make: Callable[[], Any]
    maps: Callable[[Any, Any], Sequence[Any]]
    arrange: Callable[[dict[str, Any]], dict[str, Any]] = as_published
    load: Callable[[Any, dict[str, Any]], None] = as_they_are
    pool: Callable[[Sequence[Any], str], list[Any]] = pooled

    def backbone(self, pooling: str) -> Backbone:
        """The backbone with this pooling; UserError where its weights are missing."""
        source = weights.require(self.name)
        # The published file decides the weights: its hash is known before anything is fetched or converted.
        parts = {"backbone": self.name, "weights": source.sha256, "pooling": pooling, **self.transform.parts()}
        return Backbone(
            name=self.name,
            dim=self.dims[pooling],
            size=self.transform.size,
            draft_size=self.transform.draft_size,
            fingerprint=fingerprint(parts),
            preprocess=self.transform.prepare,
            open=lambda device, threads: self.open(device, threads, pooling),
            values={"pooling": pooling},
            portable=lambda: self.portable(pooling),
        )

    def portable(self, pooling: str) -> Portable:
        """How the network leaves the program with this pooling."""
        from models.torch_export import portable

        return portable(self, pooling, weights.require(self.name))

    def open(self, device: str, threads: int, pooling: str) -> Extractor:
        """The extractor on `cpu`, `cuda` or `mps`; the same code on all of them."""
        return self.extractor(self.network(), device, threads, pooling)

    def network(self) -> Any:
        """The network with its weights, on the CPU."""
        from_torch()
        from safetensors.torch import load_file

        from models.weights.install import installed

        path = installed(self.name, self.arrange)
        network = self.make()
        try:
            self.load(network, dict(load_file(path)))
        except RuntimeError as error:
            raise UserError("the weights in {path} do not fit {backbone}", path=path, backbone=self.name) from error
        return network

    def extractor(self, network: Any, device: str, threads: int, pooling: str) -> Extractor:
        """The function from bytes to features that runs `network`."""
        import torch

        if device == "cpu" and threads:
            torch.set_num_threads(threads)
        network.eval().to(device)

        def extract(pixels: Pixels) -> FeatureArray:
            planes = torch.from_numpy(self.transform.normalise(pixels)).to(device)
            # TF32 would move distances by more than the 1e-3 that a device may.
            with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
                parts = [part.float().cpu().numpy() for part in self.pool(self.maps(network, planes), pooling)]
            result: FeatureArray = np.concatenate(parts, axis=1)
            return result

        return extract


def from_torch() -> Any:
    """torch, or the sentence that this build has none."""
    try:
        import torch
    except ImportError:
        raise UserError("this network needs torch, which this build does not have") from None
    return torch
