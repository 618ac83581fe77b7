"""Head: a linear map over cached features. It is `start @ (I + D)`: D begins at zero and weight decay pulls it back
there, so what is learned is a correction of the start, and little data means a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch  # noqa: TID253 (only ever imported through SCOPES)
from torch import Tensor  # noqa: TID253

from models.head import FloatArray, Head, IntArray, unit
from models.loss import ParameterGroup
from models.student import Subject
from models.students.correction import folded

if TYPE_CHECKING:
    from models.copies import Views

_ROWS = 8192  # images projected at a time


class LinearHead:
    """The correction D (d, d) of a start; the projected features of all its images are held in memory."""

    def __init__(self, subject: Subject) -> None:
        self._start, self._views, self._images = subject.start, subject.views, len(subject.rows)
        self.rng, self._training = np.random.default_rng(subject.seed), False
        self._base = torch.from_numpy(_projected(subject)).to(subject.device)
        width = self._base.shape[1]
        self.correction = torch.zeros(width, width, device=subject.device, requires_grad=True)

    def __call__(self, rows: Tensor) -> Tensor:
        """Unit vectors (n, d) of these rows."""
        base = self._base[rows if self._views is None else self._places(rows, self._views)]
        return torch.nn.functional.normalize(base + base @ self.correction, dim=-1)

    def began(self, numbers: IntArray) -> FloatArray:
        """Unit vectors (n, d) at which these images began, a copy at its source's."""
        return unit(self._base[torch.from_numpy(numbers).to(self._base.device)].cpu().numpy())

    def _places(self, rows: Tensor, views: Views) -> Tensor:
        """Where the features are of these images, or of the view of a copy."""
        numbers = rows.cpu().numpy()
        view = views.pick(numbers, 0.0, self.rng if self._training else None)
        places = np.where(view < 0, numbers, self._images + views.row[numbers] * views.count + view)
        return torch.from_numpy(places).to(rows.device)

    def train(self, on: bool) -> None:
        """Views at random or always the same of copies; there are no statistics."""
        self._training = on

    def parameters(self) -> list[ParameterGroup]:
        """The correction."""
        return [ParameterGroup([self.correction], 1.0)]

    def state(self) -> dict[str, Tensor]:
        """A copy of the correction."""
        return {"correction": self.correction.detach().clone()}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Go back to this correction."""
        with torch.no_grad():
            self.correction.copy_(state["correction"])

    def head(self) -> Head:
        """The start with the correction folded in."""
        return folded(self._start, self.correction)

    def network(self) -> dict[str, Tensor]:
        """Empty: the backbone stays as it is."""
        return {}


def _projected(subject: Subject) -> FloatArray:
    """(m, d) the start's projections before they are scaled to unit length; those of all views follow."""
    out = np.empty((len(subject.rows), subject.start.dim(subject.features.shape[1])), np.float32)
    for first in range(0, len(out), _ROWS):
        block = slice(first, first + _ROWS)
        out[block] = subject.start.project(subject.features[subject.rows[block]])
    if subject.views is None or subject.views.rows is None:
        return out
    views = subject.views.rows[np.arange(len(subject.views.rows))]
    return np.concatenate((out, subject.start.project(views.reshape(-1, subject.features.shape[1]))))


def memory(subject: Subject) -> int:
    """Bytes it will hold: the projected features, and the correction with its gradient, moments and best state."""
    width = subject.start.dim(subject.features.shape[1])
    views = 0 if subject.views is None or subject.views.rows is None else len(subject.views.rows) * subject.views.count
    return 4 * width * (len(subject.rows) + views + 8 * width)


def build(subject: Subject) -> LinearHead:
    """A linear head that begins at the start."""
    return LinearHead(subject)
