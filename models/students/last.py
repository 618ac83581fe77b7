"""Last: the last two stages of a network learn, from cached maps, so that no picture is decoded while they do."""

from __future__ import annotations

import numpy as np
import torch  # noqa: TID253 (only ever imported through SCOPES)
from numpy.random import Generator
from torch import Tensor  # noqa: TID253

from models.errors import UserError
from models.head import IntArray
from models.student import Subject
from models.students import deep
from models.students.deep import Deep

WEIGHTS, IMAGE = 2_700_000, 20 << 20  # of the part that learns; bytes of the inner maps of one picture


def build(subject: Subject, *, rate: float, altered: float) -> Deep:
    """The last stages from `subject.maps`, with a head behind them; `altered`: chance that a view is shown instead of
    its image. UserError where the backbone cannot learn."""
    if subject.backbone is None or subject.backbone.parts is None:
        raise UserError("the last stages of {backbone} cannot be trained; train the head, or take efficientnet_lite0 "
                        "with average or gem pooling",
                        backbone=getattr(subject.backbone, "name", "this network"))  # fmt: skip
    if subject.maps is None:
        raise ValueError("the last stages learn from maps, and there are none")
    maps, views = subject.maps, subject.views

    def inputs(numbers: IntArray, rng: Generator | None) -> Tensor:
        found = maps[numbers]
        if views is not None:
            found = views.read(found, numbers, views.pick(numbers, altered, rng))
        return torch.from_numpy(np.ascontiguousarray(found, np.float32))

    module = subject.backbone.parts().tail()
    return Deep(module, inputs, subject, rate)


def memory(subject: Subject, **_values: float) -> int:
    """Bytes it will hold at most."""
    return deep.memory(subject, WEIGHTS, IMAGE)
