"""SAMPLERS: which labelled pairs a training step sees; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry

if TYPE_CHECKING:
    from models.sampler import Sampler

SAMPLERS: Registry[Sampler] = Registry("sampler")
SAMPLERS.add("random", "models.samplers.random:sample", help="Labelled pairs uniformly at random.", needs="pairs")
SAMPLERS.add(
    "balanced",
    "models.samplers.balanced:sample",
    help="As many positive as negative pairs in every step.",
    needs="pairs",
)
