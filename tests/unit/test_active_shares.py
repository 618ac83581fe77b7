"""How much of what samplers draw still teaches: read from stored trainings, thinned out, drawn by sampler."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.records import EmbedderRow
from app.core.reporting.active_shares import POINTS, active_share, active_shares


def row(number: int, sampler: str, curve: list[list[float]] | None) -> EmbedderRow:
    trained = {} if curve is None else {"training": {"curves": {"active": curve, "loss": [[1, 9.0]]}}}
    return EmbedderRow(number, f"f{number}", f"trained-{number}", "b", "bf", "linear", "x", 8, 0,
                       {"train.sampler": sampler}, "", trained_on=trained)  # fmt: skip


def falling(steps: int) -> list[list[float]]:
    return [[step, 1 - step / steps] for step in range(1, steps + 1)]


def test_the_newest_training_of_each_sampler_is_shown_in_parts() -> None:
    found = active_shares([
        row(1, "hard", None), row(2, "hard", falling(10)),
        row(3, "semi_hard", falling(6000)), row(4, "hard", falling(4)),
    ])  # fmt: skip
    assert list(found) == ["hard", "semi_hard"]
    assert found["hard"] == {"step": [1, 2, 3, 4], "active": [0.75, 0.5, 0.25, 0]}
    many = found["semi_hard"]
    assert len(many["step"]) == len(many["active"]) == POINTS
    assert many["step"][0] == 50.5 and many["active"][0] == pytest.approx(1 - 50.5 / 6000, abs=1e-4)
    assert np.mean(many["active"]) == pytest.approx(np.mean([share for _, share in falling(6000)]), abs=1e-3)


def test_the_figure_has_a_line_for_each_sampler_and_there_is_none_without_training() -> None:
    figure = active_share(active_shares([row(1, "hard", falling(10)), row(2, "cross_batch", falling(30))]))
    assert figure is not None and [series.name for series in figure.series] == ["hard", "cross_batch"]
    assert figure.limits() == ((0, 30), (0, 1))
    assert len({series.colour for series in figure.series}) == 2
    assert active_share(active_shares([row(1, "hard", None)])) is None
