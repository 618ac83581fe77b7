"""MLP: a linear map over cached features and a small layer beside it, `u + tanh(u @ hidden + bias) @ out`.

What comes out of the layer begins at zero and is pulled back there, so the start is where it begins, as with the head.
"""

from __future__ import annotations

import math

import numpy as np
import torch  # noqa: TID253 (only ever imported through SCOPES)
from torch import Tensor  # noqa: TID253

from models.head import LAYER, FloatArray, Head, IntArray
from models.loss import ParameterGroup
from models.student import Subject
from models.students import head
from models.students.head import LinearHead


class MlpHead:
    """A correction of the start and a layer of `width` hidden units behind it."""

    def __init__(self, subject: Subject, width: int) -> None:
        self._linear = LinearHead(subject)
        self.rng = self._linear.rng  # of the views: what is put away is looked for here
        size, device = len(self._linear.correction), subject.device
        drawn = torch.randn(size, width, generator=torch.Generator().manual_seed(subject.seed)) * math.sqrt(2)
        layer = (drawn, torch.zeros(width), torch.zeros(width, size))
        self._layer = [tensor.to(device).requires_grad_() for tensor in layer]

    def __call__(self, rows: Tensor) -> Tensor:
        """Unit vectors (n, d) of these rows."""
        hidden, bias, out = self._layer
        linear = self._linear(rows)
        return torch.nn.functional.normalize(linear + torch.tanh(linear @ hidden + bias) @ out, dim=-1)

    def began(self, numbers: IntArray) -> FloatArray:
        """Unit vectors (n, d) at which these images began, a copy at its source's."""
        return self._linear.began(numbers)

    def train(self, on: bool) -> None:
        """As the linear head."""
        self._linear.train(on)

    def parameters(self) -> list[ParameterGroup]:
        """The correction and the layer."""
        return [*self._linear.parameters(), ParameterGroup(list(self._layer), 1.0)]

    def state(self) -> dict[str, Tensor]:
        """A copy of both."""
        layer = dict(zip(LAYER, self._layer, strict=True))
        return self._linear.state() | {name: tensor.detach().clone() for name, tensor in layer.items()}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Go back to this state."""
        self._linear.restore(state)
        with torch.no_grad():
            for name, tensor in zip(LAYER, self._layer, strict=True):
                tensor.copy_(state[name])

    def head(self) -> Head:
        """The start with the correction folded in, and the layer."""
        arrays = dict(self._linear.head().arrays)
        for name, tensor in zip(LAYER, self._layer, strict=True):
            arrays[name] = np.array(tensor.detach().cpu().numpy())  # a copy: the tensor goes on learning
        return Head("mlp", arrays)

    def network(self) -> dict[str, Tensor]:
        """Empty: the backbone stays as it is."""
        return {}


def memory(subject: Subject, *, hidden: int) -> int:
    """Bytes it will hold: what the linear head holds, and the layer with its gradient, moments and best state."""
    return head.memory(subject) + 8 * 4 * 2 * hidden * subject.start.dim(subject.features.shape[1])


def build(subject: Subject, *, hidden: int) -> MlpHead:
    """A head with `hidden` units that begins at the start."""
    return MlpHead(subject, hidden)
