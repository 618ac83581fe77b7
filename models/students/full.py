"""Full: the whole network learns. Pictures are decoded and altered for every look, so this is for a GPU or patience."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch  # noqa: TID253 (only ever imported through SCOPES)
from numpy.random import Generator
from torch import Tensor  # noqa: TID253

from models.augment import altered_copy
from models.backbone import Pixels
from models.errors import UserError
from models.head import IntArray
from models.student import Subject
from models.students import deep
from models.students.deep import Deep

WEIGHTS, IMAGE = 3_400_000, 96 << 20  # of the part that learns; bytes of the inner maps of one picture


def build(subject: Subject, *, rate: float, altered: float) -> Deep:
    """The whole network from `subject.picture`, with a head behind it; `altered`: chance that a copy-edit is shown
    instead of the picture. UserError where the backbone cannot learn."""
    backbone, picture = subject.backbone, subject.picture
    if backbone is None or backbone.parts is None:
        raise UserError("{backbone} cannot be trained as a whole; train the head, or take efficientnet_lite0 with "
                        "average or gem pooling", backbone=getattr(backbone, "name", "this network"))  # fmt: skip
    if picture is None:
        raise ValueError("the whole network learns from pictures, and there are none")
    parts, views = backbone.parts(), subject.views

    def pixels(number: int, copy: bool, draw: int) -> Pixels:
        shown = picture(number)
        if copy:
            shown = altered_copy(shown, np.random.default_rng([subject.seed, draw]))
        return backbone.preprocess(shown)

    def inputs(numbers: IntArray, rng: Generator | None) -> Tensor:
        copies = np.zeros(len(numbers), np.bool_) if views is None else views.pick(numbers, altered, rng) >= 0
        # Side by side, or a GPU would wait for its pictures. Each copy has a generator of its own, so that it is the
        # same whoever comes first; without one to draw from, the same every time.
        draws = numbers if rng is None else rng.integers(2**63, size=len(numbers))
        with ThreadPoolExecutor(subject.threads or None, "nearpair-lane") as pool:
            shown = list(pool.map(pixels, numbers.tolist(), copies.tolist(), draws.tolist()))
        return torch.from_numpy(parts.normalise(np.stack(shown)))

    return Deep(parts.whole(), inputs, subject, rate)


def memory(subject: Subject, **_values: float) -> int:
    """Bytes it will hold at most."""
    return deep.memory(subject, WEIGHTS, IMAGE)
