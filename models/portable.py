"""Portable: what it takes to run the network of a backbone in another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.transform import Transform

if TYPE_CHECKING:
    import onnx

Tensors: TypeAlias = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Portable:
    """A network outside the program: its input, its weights, its graph.

    `transform` makes its input of a picture; `licence` and `weights` (source, sha256, architecture) are of the weights
    it was published with. `tensors()` are these weights by name, empty for a network that has no file of tensors.
    `graph(tensors)` is the network with other tensors of the same names inside: an ONNX model in one piece, from
    `image` (n, 3, size, size), normalised, to `features` (n, dim). UserError where no graph can be made.
    """

    transform: Transform
    licence: str
    weights: Mapping[str, Any]
    tensors: Callable[[], Tensors]
    graph: Callable[[Tensors], onnx.ModelProto]
