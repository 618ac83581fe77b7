"""Memory of a training: known before it starts, and told in a sentence where it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from app.core.searching.blocks import free_memory
from models.errors import UserError
from models.registry import Entry
from models.settings import Value
from models.student import StudentBuilder

if TYPE_CHECKING:
    from app.core.learning.preparing import Prepared

SPARE = 1.5  # times what was counted: what libraries and the system take besides
STEP = 16  # copies of a step's vectors: distances, gradients, what the sampler looks at
GIB = 2**30


def memory_of(scope: Entry[StudentBuilder], ready: Prepared, values: Mapping[str, Value]) -> int:
    """Bytes that this training will take at most, as far as it is known before: the student, its steps, the ranking."""
    student = int(import_module(scope.target.partition(":")[0]).memory(ready.subject, **values))
    width = ready.subject.start.dim(ready.subject.features.shape[1])
    step = STEP * ready.options.pairs_per_step * (width + ready.options.pairs_per_step) * 4
    ranking = 2 * len(ready.ids) * width * 4
    return int(SPARE * (student + step + ranking))


def check_memory(scope: Entry[StudentBuilder], ready: Prepared, values: Mapping[str, Value]) -> None:
    """UserError when the training would take more memory than is free."""
    needed, free = memory_of(scope, ready, values), free_memory(ready.options.device)
    if needed > free:
        raise UserError(
            "training {images} images would take about {needed} GiB of memory and {free} GiB are free; lower "
            "train.ranked_images or train.pairs_per_step, or close other programs",
            images=f"{len(ready.ids):,}", needed=f"{needed / GIB:.1f}", free=f"{free / GIB:.1f}",
        )  # fmt: skip
