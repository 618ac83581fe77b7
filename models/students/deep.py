"""Deep: part of a network and a linear head behind it, learning together.

Batch normalisation keeps the statistics the network was published with, in training too: a step shows a hundred
images picked for being alike, whose own statistics would be those of no collection. Its scales and offsets learn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import torch  # noqa: TID253 (only ever imported through SCOPES)
from torch import Tensor  # noqa: TID253

from models.head import FloatArray, Head, IntArray
from models.loss import ParameterGroup
from models.students.correction import Correction
from models.students.lanes import in_lanes

if TYPE_CHECKING:
    from numpy.random import Generator

    from models.student import Subject

_AT_ONCE = 64  # images of a step whose inner maps may all be kept for the gradient
_BLOCK = 16  # images that go through the network together; models/student.py says how many blocks at once
_HEAD, _LOOKS, _NETWORK = "correction", "looks", "network."

Inputs = Callable[[IntArray, "Generator | None"], Tensor]


def memory(subject: Subject, weights: int, image: int) -> int:
    """Bytes a training takes: the network's weights with gradients, moments and best state, the correction alike, and
    the inner maps, `image` bytes each, of as many images as are kept at once."""
    width = subject.start.dim(subject.features.shape[1])
    return 6 * 4 * (weights + width**2) + _AT_ONCE * image


class Deep:
    """`module`, features of what `inputs(numbers, generator)` gives for images, and a correction of the start.

    The generator is None where always the same view is wanted. `rate`: of the module's parameters, as a multiple of
    the head's.
    """

    def __init__(self, module: Any, inputs: Inputs, subject: Subject, rate: float) -> None:
        self._subject, self._device, self._lanes = subject, subject.device, subject.lanes
        self._module, self._inputs, self._rate, self._seed = module.eval().to(self._device), inputs, rate, subject.seed
        self._training, self._looks = False, 0
        self._correction = Correction(subject.start, subject.features.shape[1], self._device)

    def __call__(self, rows: Tensor) -> Tensor:
        """Unit vectors (n, d) of these images."""
        rng = None
        if self._training:  # by number, so that a training that was put away goes on with the views it would have had
            self._looks += 1
            rng = np.random.default_rng([self._seed, self._looks])
        given = self._inputs(rows.cpu().numpy(), rng)
        # The inner maps of a large step would take gigabytes: beyond a bound they are computed again for the gradient,
        # for half as much work again, and each lane then holds those of a block.
        kept = _AT_ONCE // _BLOCK if len(given) <= _AT_ONCE else max(0, _AT_ONCE // _BLOCK + 1 - self._lanes)
        found = in_lanes(self._module, torch.split(given, _BLOCK), self._device, self._lanes, kept)
        return self._correction(found)

    def began(self, numbers: IntArray) -> FloatArray:
        """Unit vectors (n, d) at which these images began, a copy at its source's: by what is cached, which costs no
        look through the network."""
        return self._subject.start.apply(self._subject.features[self._subject.rows[numbers]])

    def train(self, on: bool) -> None:
        """Views at random or none; the module itself stays in evaluation mode for its statistics."""
        self._training = on

    def parameters(self) -> list[ParameterGroup]:
        """The correction, and the module at its own rate."""
        return [ParameterGroup([self._correction.matrix], 1.0),
                ParameterGroup(list(self._module.parameters()), self._rate)]  # fmt: skip

    def state(self) -> dict[str, Tensor]:
        """Copies of the correction and of the module's tensors, and how often views were drawn."""
        found = {f"{_NETWORK}{name}": tensor for name, tensor in self._module.state_dict().items()}
        found |= {_HEAD: self._correction.matrix, _LOOKS: torch.tensor(self._looks)}
        return {name: t.detach().clone() for name, t in found.items()}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Go back to a state."""
        with torch.no_grad():
            self._correction.matrix.copy_(state[_HEAD])
        self._looks = int(state[_LOOKS])
        self._module.load_state_dict(
            {name.removeprefix(_NETWORK): tensor for name, tensor in state.items() if name.startswith(_NETWORK)}
        )

    def head(self) -> Head:
        """The head as it is now."""
        return self._correction.head()

    def network(self) -> dict[str, Tensor]:
        """The module's tensors, by their names in the network."""
        return {name: tensor.detach().clone() for name, tensor in self._module.state_dict().items()}
