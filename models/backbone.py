"""Backbone: a network that turns pixels into features, described without loading it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.settings import Value

if TYPE_CHECKING:
    from models.portable import Portable, Tensors

Pixels: TypeAlias = NDArray[np.uint8]
FeatureArray: TypeAlias = NDArray[np.float32]
Extractor: TypeAlias = Callable[[Pixels], FeatureArray]
Run: TypeAlias = Callable[[NDArray[np.float32]], FeatureArray]
Choice: TypeAlias = tuple[str, Mapping[str, Value]]  # name and values: all that another process needs to open it


@dataclass(frozen=True)
class Backbone:
    """What the stages need to know of a network, and how to open it.

    `preprocess` turns an oriented RGB picture into (size, size, 3) bytes and imports nothing heavy: it runs in
    the decoders. `open(device, threads)` gives the extractor: (n, size, size, 3) bytes to (n, dim) float32;
    bytes travel between the processes, the normalisation is the extractor's. Decoders may read a picture
    reduced, but not below `draft_size` on its shorter side. The fingerprint changes with anything that
    changes the features. `values` are the settings it was opened with: with the name, all it takes to open it again
    (`models.backbones.open_choice`), in another process or from a stored embedder. `portable` says how it can leave
    the program; None: it cannot. `parts` opens it for training; None: it cannot learn. `weights`:
    the file of those it has learned. `tail` is set where only its last stages have: its features can then be had
    without a look at the pictures. `given`: there is no network at all, `weights` holds features made elsewhere.
    """

    name: str
    dim: int
    size: int
    draft_size: int
    fingerprint: str
    preprocess: Callable[[Image.Image], Pixels]
    open: Callable[[str, int], Extractor]
    values: Mapping[str, Value] = field(default_factory=dict)
    portable: Callable[[], Portable] | None = None
    parts: Callable[[], Parts] | None = None
    tail: Tail | None = None
    weights: Path | None = None
    given: bool = False


@dataclass(frozen=True)
class Tail:
    """The last stages of a network: `stem`, a backbone whose features are the maps before them, and
    `open(device, threads)`, the function from those (n, stem.dim) float16 to features (n, dim) float32."""

    stem: Backbone
    open: Callable[[str, int], Callable[[NDArray[np.float16]], FeatureArray]]


@dataclass(frozen=True)
class Parts:
    """A network that can learn, with the weights it was published with.

    `stem`: its first stages as a backbone of their own. `tail()`: a torch module from the stem's features (n, d) to
    features; `whole()`: one from `normalise(pixels)`, planes (n, 3, size, size). Both are in evaluation mode, and a
    tensor of the tail bears the name it has in the whole. `run_tail(tensors, threads)` and `run_whole` do the same on
    the CPU with learned tensors by name and without torch, ValueError where these do not fit; None: it takes torch.
    """

    stem: Backbone
    tail: Callable[[], Any]
    whole: Callable[[], Any]
    normalise: Callable[[Pixels], FeatureArray]
    run_tail: Callable[[Tensors, int], Run] | None = None
    run_whole: Callable[[Tensors, int], Run] | None = None


def fingerprint(parts: Mapping[str, object]) -> str:
    """sha256 (hex) over everything that decides the features: weights, graph, transform, pooling."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
