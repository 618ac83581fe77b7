"""Every loss with every training sampler: those that go together train, the others are refused in one sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core import catalog
from app.errors import UserError
from models import combining
from models.losses import LOSSES
from models.samplers import SAMPLERS
from tests.lessons import LEARNED, OPTIONS, combinations, lesson, recipe, result, run, scenes

TOGETHER = list(combinations())
APART = [(a, b) for a in LOSSES.names() for b in SAMPLERS.names() if (a, b) not in TOGETHER]


@pytest.mark.parametrize(("loss", "sampler"), TOGETHER)
def test_two_steps_with_mined_negatives(loss: str, sampler: str) -> None:
    hard = np.array([(0, 3), (4, 9), (11, 20), (30, 40), (31, 50)])
    options = replace(OPTIONS, steps=2, pairs_per_step=32, suspect=0.2)
    steps, student = run(scenes(), lesson(near=True), options, recipe(loss, sampler), hard=hard)
    assert len(steps) == 3 and all(np.isfinite(stats.loss) and stats.loss >= 0 for stats in steps)
    assert all(0 <= stats.active <= 1 and np.isfinite(stats.gradient) for stats in steps)
    assert all(isinstance(value, float) for stats in steps for value in stats.figures.values())
    images = result(steps).images
    assert images.max() < LEARNED and set(hard.ravel()) & set(images.tolist())
    assert np.isfinite(student.head().arrays["matrix"]).all()


@pytest.mark.parametrize(("loss", "sampler"), APART)
def test_what_does_not_go_together_is_refused(loss: str, sampler: str) -> None:
    with pytest.raises(UserError, match=f"the loss {loss} learns from .* the sampler {sampler} does not draw"):
        combining.check(loss, sampler)
    with pytest.raises(ValueError, match="does not go with"):
        run(options=replace(OPTIONS, steps=1), choice=recipe(loss, sampler))
    assert sampler not in catalog.samplers_for(loss)


def test_the_rule() -> None:
    kinds = {(LOSSES.entry(a).needs, SAMPLERS.entry(b).needs) for a, b in TOGETHER}
    assert kinds == {("pairs", "pairs"), ("pairs", "groups"), ("triplets", "groups"), ("groups", "groups")}
    assert all(catalog.samplers_for(name) for name in LOSSES.names())
