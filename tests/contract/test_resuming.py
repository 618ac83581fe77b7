"""Every loss and every sampler can be put away between two steps: what comes after is the same, bit for bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.finetune import StepStats, Training
from models.losses import LOSSES
from models.resuming import Stored, packed
from models.samplers import SAMPLERS
from tests.lessons import OPTIONS, lesson, recipe, scenes, student_of

OPTIONS = replace(OPTIONS, steps=9, pairs_per_step=24, check_every=2, rate_drop=0.5, drop_patience=1, suspect=0.4)
FITTING = {"pairs": "margin", "groups": "triplet"}  # a loss that each kind of sampler goes with


def training(loss: str, sampler: str) -> Training:
    hard = np.array([(0, 3), (4, 9), (11, 20)])
    return Training(student_of(scenes()), lesson(near=True), recipe(loss, sampler), OPTIONS,
                    np.random.default_rng(5), hard)  # fmt: skip


def same(one: StepStats, other: StepStats) -> bool:
    if one.trained is not None and other.trained is not None:
        assert np.array_equal(one.trained.state["correction"], other.trained.state["correction"])
        assert one.trained.suspects == other.trained.suspects
        assert np.array_equal(one.trained.images, other.trained.images)
        return replace(one, trained=None) == replace(other, trained=None)
    return repr(one) == repr(other)  # NaN is as good as NaN


CHOICES = [(name, "balanced" if LOSSES.entry(name).needs == "pairs" else "batch_hard") for name in LOSSES.names()]
CHOICES += [(FITTING[entry.needs], entry.name) for entry in SAMPLERS]


@pytest.mark.parametrize(("loss", "sampler"), CHOICES)
def test_a_training_goes_on_as_if_nothing_had_happened(loss: str, sampler: str) -> None:
    undisturbed = list(training(loss, sampler).run())
    first = training(loss, sampler)
    stream = first.run()
    before = [next(stream) for _ in range(5)]
    data = packed(first, {"stage": 1, "curves": {"loss": [[1, 0.5]]}, "cache": np.arange(3)})
    again = training(loss, sampler)
    next(again.run())  # whatever it did meanwhile must leave no trace
    again = training(loss, sampler) if loss != "margin" else again
    Stored(data).restore(again)
    after = list(again.run())
    assert len(before) + len(after) == len(undisturbed)
    assert all(same(*both) for both in zip(before + after, undisturbed, strict=True))
    more = Stored(data).more()
    assert more["stage"] == 1 and more["curves"] == {"loss": [[1, 0.5]]} and more["cache"].tolist() == [0, 1, 2]
