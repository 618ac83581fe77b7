"""Presets: what a scope was seen to learn best with, where nobody chose otherwise.

A head takes hundreds of cheap steps on graded pairs. Deeper stages cost a hundred times as much a step, learn in a few
dozen, and after that forget what they were published with; they want whole groups and copies instead of single pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.settings import Settings
from models.settings import Value

_DEEP: Mapping[str, Value] = MappingProxyType(
    {
        "train.loss": "ranking_infonce",
        "loss.ranking_infonce.temperature": 0.07,
        "loss.ranking_infonce.strict_weight": 0.5,
        "train.sampler": "random_triplets",
        "train.steps": 24,
        "train.check_every": 8,
        "train.pairs_per_step": 128,
        "train.learning_rate": 0.001,
    }
)
PRESETS: Mapping[str, Mapping[str, Value]] = MappingProxyType({"last": _DEEP, "full": _DEEP})
SCOPE = "train.scope"
_CHOSEN = ("train.loss", "train.sampler")  # go together: who chooses one of them is not given the other
_OF_LOSS = "loss."


def preset(settings: Settings, *, deep: bool = True) -> Settings:
    """These settings with the presets of their scope; what was chosen stays.

    Without `deep` the network cannot learn: where no scope was chosen, the head does.
    """
    if not deep and SCOPE not in settings.overrides:
        settings = Settings({**settings.overrides, SCOPE: "head"})
    given = PRESETS.get(settings[SCOPE], {})
    if not settings.overrides.keys().isdisjoint(_CHOSEN):
        given = {key: value for key, value in given.items() if key not in _CHOSEN and not key.startswith(_OF_LOSS)}
    return Settings({**given, **settings.overrides})
