"""Put away: a training under way in one file of the project, so that a pause or a killed process loses nothing.

The file is whole or not there, and says what it belongs to: other grades, settings or another seed start anew.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.atomic import replacing
from app.core.learning.trainset import TrainingSet
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project
    from models.finetune import Training
    from models.resuming import Stored

NAME = "training.resume"
HEADER = 100_000_000  # bytes that its header may have: another file's first bytes say any number
SECONDS = 10.0  # between two times a running training is written


@dataclass
class PutAway:
    """The file of one training; `key` says what it belongs to, `every` how many seconds may be lost."""

    path: Path
    key: str
    told: Mapping[str, Any] = field(default_factory=dict)
    every: float = field(default_factory=lambda: SECONDS)
    _written: float = field(default_factory=time.monotonic)

    def found(self) -> Stored | None:
        """The training that was put away, if it was this one; another is removed."""
        from models.resuming import Stored

        try:
            stored = Stored(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except UserError:
            stored = None
        if stored is None or stored.more().get("key") != self.key:
            self.remove()
            return None
        return stored

    def now_and_then(self, training: Training, more: Callable[[], Mapping[str, Any]]) -> None:
        """Write the training when the last time is long enough ago."""
        if time.monotonic() - self._written >= self.every:
            self.write(training, more())

    def write(self, training: Training, more: Mapping[str, Any]) -> None:
        """Write the training, and with it `more` (plain values); UserError where the system refuses."""
        from models.resuming import packed

        told = {**self.told, "step": training.step, "stage": more.get("stage", 0)}
        data = packed(training, {**more, "key": self.key}, told)
        with replacing(self.path) as part:
            part.write_bytes(data)
        self._written = time.monotonic()

    def remove(self) -> None:
        """Leave nothing of it, nor of a write that a kill cut short."""
        for file in (self.path, *self.path.parent.glob(f".{NAME}.*.part")):
            with suppress(OSError):
                file.unlink()


def put_away(
    project: Project, start: tuple[Any, ...], settings: Mapping[str, Any], seed: int, pairs: TrainingSet
) -> PutAway:
    """Where a training is kept meanwhile that begins at `start` (fingerprint, device, threads) on these pairs."""
    digest = hashlib.sha256(json.dumps([start, dict(settings), seed], sort_keys=True, default=str).encode())
    for column in (pairs.left, pairs.right, pairs.rank, pairs.degree, pairs.validation, pairs.images):
        digest.update(np.ascontiguousarray(column).tobytes())
    told = {"steps": settings["train.steps"], "settings": dict(settings), "seed": seed, "device": start[1]}
    return PutAway(project.folder("checkpoints") / NAME, digest.hexdigest(), told)


def waiting(project: Project) -> dict[str, Any] | None:
    """What was put away, by its header alone: `step` reached of `steps` in hard-negative round `stage`, and the
    `settings`, `seed` and `device` with which it goes on.

    None when nothing was, or when it cannot be read.
    """
    try:
        with (project.path / "checkpoints" / NAME).open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            told = json.loads(file.read(min(size, HEADER)))["__metadata__"]["told"]
        found: dict[str, Any] = json.loads(told)
    except (OSError, ValueError, KeyError):
        return None
    return found
