"""A million graded pairs: what is handed to a plot stays small and stays true, whatever was measured."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from app.core.jobs import NULL_JOB
from app.core.measuring.accepted import accepted
from app.core.measuring.calibration import reliability
from app.core.measuring.measure import CUTS, Ground, Judged, Measured, histogram, ranked_pairs
from app.core.reporting import report_figures
from app.core.reporting.figures import Figure, Series
from app.core.reporting.svg import as_svg

PAIRS = 1_000_000
POSITIVE = 40_000
GROUPS = 2000
MOST = 2000  # points of one series; a screen is hardly wider


def report_of_a_million() -> dict[str, Any]:
    """What a report holds of a million pairs of two thousand groups under one embedder; as JSON has it."""
    rng = np.random.default_rng(0)
    left, right = rng.integers(0, GROUPS, (2, PAIRS))
    left[:POSITIVE] = right[:POSITIVE]
    rank = np.where(np.arange(PAIRS) < POSITIVE, 2, 0)
    distance = 1.4 * np.where(rank == 2, rng.beta(3, 6, PAIRS), rng.beta(9, 3, PAIRS))
    judged = Judged(left, right, rank, np.ones(PAIRS))
    ids = np.arange(GROUPS)
    ground = Ground(ids, ids, np.zeros(GROUPS, np.bool_), np.empty(0, np.int64))
    ranked = ranked_pairs(judged, distance, CUTS["strict"], ground, None)
    one = Measured.of(ranked, np.ones((1, GROUPS), np.int64), NULL_JOB)
    report = {
        "embedders": {"whitened": {"strict": one.shown()}},
        "histogram": {"whitened": histogram(judged, distance, None)},
        "reliability": {"whitened": {"strict": reliability(distance, rank == 2, left, right, rng)}},
        "accepted": accepted(one.ranked),
    }
    found: dict[str, Any] = json.loads(json.dumps(report))
    return found


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    return report_of_a_million()


def figures(measured: dict[str, Any]) -> dict[str, Figure | None]:
    return {
        "distances": report_figures.histogram(measured, "whitened"),
        "roc": report_figures.roc(measured, "strict"),
        "precision and recall": report_figures.precision_recall(measured, "strict"),
        "reliability": report_figures.reliability(measured, "strict"),
    }


def test_every_series_is_small(measured: dict[str, Any]) -> None:
    cell = measured["embedders"]["whitened"]["strict"]
    assert cell["positives"] + cell["negatives"] == PAIRS
    made = figures(measured)
    assert all(figure is not None for figure in made.values()), "nothing to be small"
    for name, figure in made.items():
        assert figure is not None
        for series in figure.series:
            sizes = [len(part) for field in fields(Series)
                     if isinstance(part := getattr(series, field.name), np.ndarray)]  # fmt: skip
            assert max(sizes) <= MOST, name
        assert len(as_svg(figure)) < 200_000 and len(figure.as_csv()) < 200_000
    assert len(json.dumps(measured)) < 200_000, "the report that is kept for good"


def test_the_small_end_of_the_curve_is_not_rounded_away(measured: dict[str, Any]) -> None:
    cell = measured["embedders"]["whitened"]["strict"]
    fpr, tpr = np.array(cell["roc"]["fpr"]), np.array(cell["roc"]["tpr"])
    told = {float(rate): value[0] for rate, value in cell["tpr"].items() if value is not None}
    assert min(told) <= 1e-5
    for rate, value in told.items():
        reached = tpr[np.searchsorted(fpr, rate * (1 + 1e-6), side="right") - 1]
        assert reached == pytest.approx(value, abs=2e-6), rate
    small = np.setdiff1d(fpr[(fpr > 0) & (fpr < 1e-4)], list(told))
    negatives = cell["negatives"]
    assert len(small) > 3 and np.allclose(small * negatives, np.round(small * negatives), atol=1e-3), "whole pairs"
    figure = report_figures.roc(measured, "strict")
    assert figure is not None and figure.x_range == (1e-6, 1.0) and 0 < figure.series[0].x.min() < 1e-5
