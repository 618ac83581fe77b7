"""Presets: a scope brings what it learns best with, and never overrules a choice."""

from __future__ import annotations

import pytest

from app.core.learning.presets import PRESETS, preset
from app.core.settings import Settings
from models import combining
from models.students import SCOPES


@pytest.mark.parametrize("scope", SCOPES.names())
def test_every_scope_gets_settings_that_go_together(scope: str) -> None:
    made = preset(Settings({"train.scope": scope}))
    combining.check(made["train.loss"], made["train.sampler"])
    for key, value in PRESETS.get(scope, {}).items():
        assert made[key] == value
    assert preset(made).overrides == made.overrides


def test_a_head_keeps_the_defaults_of_the_table() -> None:
    assert preset(Settings({"train.scope": "head"})).overrides == {"train.scope": "head"}


def test_what_was_chosen_stays() -> None:
    made = preset(Settings({"train.scope": "last", "train.steps": 7}))
    assert made["train.steps"] == 7 and made["train.loss"] == PRESETS["last"]["train.loss"]


def test_a_chosen_loss_or_sampler_brings_its_own_defaults() -> None:
    plain = Settings()
    for key, value in (("train.loss", "margin"), ("train.sampler", "balanced")):
        made = preset(Settings({"train.scope": "last", key: value}))
        for other in ("train.loss", "train.sampler"):
            assert made[other] == (value if other == key else plain[other])
        assert made["loss.ranking_infonce.temperature"] == plain["loss.ranking_infonce.temperature"]
        assert made["train.steps"] == PRESETS["last"]["train.steps"]
