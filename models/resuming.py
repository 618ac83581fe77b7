"""Resuming: a training as one file of plain arrays and numbers, to go on with as if nothing had happened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import torch  # noqa: TID253 (only ever imported by the training stage)

from models.errors import UserError
from models.finetune import StepStats, Training
from models.plain_state import Putting, Taking


def packed(training: Training, more: Mapping[str, Any], told: Mapping[str, Any] | None = None) -> bytes:
    """The training and `more` (plain values) as the bytes of a safetensors file; `told` (JSON) stands in its header."""
    from safetensors.torch import save

    taking = Taking()
    trees = {name: taking.take(part) for name, part in (_parts(training) | {"more": dict(more)}).items()}
    return bytes(save(taking.arrays, {"trees": json.dumps(trees), "told": json.dumps(told or {})}))


class Stored:
    """A packed training; UserError when `data` is something else."""

    def __init__(self, data: bytes) -> None:
        from safetensors import SafetensorError
        from safetensors.torch import load

        try:
            arrays = load(data)
            size = int.from_bytes(data[:8], "little")
            self._trees = json.loads(json.loads(data[8 : 8 + size])["__metadata__"]["trees"])
        except (SafetensorError, KeyError, ValueError) as error:
            raise UserError("the stored training cannot be read: {error}", error=error) from error
        self._putting = Putting(arrays)

    def more(self) -> dict[str, Any]:
        """The plain values that were packed along."""
        found: dict[str, Any] = Putting(self._putting.arrays).put(self._trees["more"])
        return found

    def restore(self, training: Training) -> None:
        """Bring a newly built training of the same settings to where the packed one was."""
        # In the order of taking: what was met twice is described where it was met first.
        put = {name: self._putting.put(tree, getattr(training, name) if name in _OBJECTS else None)
               for name, tree in self._trees.items() if name != "more"}  # fmt: skip
        training.student.restore(put["student"])
        for optimiser, state in zip(training.optimisers, put["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        training.rng.bit_generator.state = put["rng"]
        for name, state in put["views"].items():
            getattr(training.student, name).bit_generator.state = state
        torch.set_rng_state(put["torch"])
        training.scene.suspects = put["suspects"]
        training.step, training.start_score, training.used = put["step"], put["start_score"], put["used"]
        training.last = StepStats(**put["last"])


_OBJECTS = ("loss", "sampler", "best")  # written into what the newly built training has


def _parts(training: Training) -> dict[str, Any]:
    return {
        "student": training.student.state(),
        "optimisers": [optimiser.state_dict() for optimiser in training.optimisers],
        "loss": training.loss,
        "sampler": training.sampler,
        "best": training.best,
        "rng": training.rng.bit_generator.state,
        "views": {name: part.bit_generator.state for name, part in vars(training.student).items()
                  if isinstance(part, np.random.Generator)},
        "torch": torch.get_rng_state(),
        "suspects": training.scene.suspects,
        "step": training.step,
        "start_score": training.start_score,
        "used": training.used,
        "last": {name: value for name, value in asdict(training.last).items() if name != "trained"},
    }  # fmt: skip
