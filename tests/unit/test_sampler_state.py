"""A training that is put away and taken up again goes on as if nothing had happened, whatever its sampler."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from models.plain_state import Putting, Taking
from models.sampler import PairPool
from models.samplers import SAMPLERS
from tests.unit.test_group_samplers import step
from tests.vectors import unit

GROUP = np.arange(400) // 4
VECTORS = unit(np.random.default_rng(0).standard_normal((400, 16)))


def built(name: str) -> Any:
    entry = SAMPLERS.entry(name)
    positive = np.arange(400) % 3 == 0
    given = GROUP if entry.needs == "groups" else PairPool(positive, np.where(positive, 2, 0), GROUP, GROUP)
    return entry.load()(given, **{setting.key: setting.default for setting in entry.settings})


def stepped(made: Any, rng: np.random.Generator) -> list[int]:
    if hasattr(made, "choose"):
        drawn, images, triplets = step(made, VECTORS, 64, rng)
        return [*drawn.tolist(), *images[triplets.negative].tolist()]
    rows = made.draw(64, rng)
    made.see(rows, (rows % 17 / 10).astype(np.float32))
    return rows.tolist()


@pytest.mark.parametrize("name", SAMPLERS.names())
def test_a_sampler_goes_on_from_what_was_stored(name: str) -> None:
    first, rng = built(name), np.random.default_rng(1)
    for _ in range(30):
        stepped(first, rng)
    taking = Taking()
    tree = json.loads(json.dumps(taking.take(first)))
    again = Putting(taking.arrays).put(tree, built(name))
    other = np.random.default_rng(1)
    other.bit_generator.state = rng.bit_generator.state
    for _ in range(5):
        assert stepped(first, rng) == stepped(again, other)
    assert first.figures() == again.figures()
