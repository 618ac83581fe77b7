"""The figures of an evaluation: records made from its report, drawn alike in the window and in the written report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from app.core.records import SCALE, Grade
from app.core.reporting.figures import Figure, Floats, Series
from app.core.reporting.sampling_figures import DIMENSIONS, SIGMAS, gradient_variance, log_density, simulated_variance

Report = Mapping[str, Any]

COLOURS = {"raw": "muted", "whitened": "warning", "trained": "accent"}
SIGMA = 0.05  # of the published figure with the samplers on it


def histogram(measured: Report, embedder: str) -> Figure | None:
    """Distances by grade under one embedding, as shares of each grade's pairs; None without any.

    DUP is left out: its pairs all lie at 0 and would press the others flat.
    """
    found = measured.get("histogram", {}).get(embedder)
    if found is None:
        return None
    colours = {choice.grade.value: choice.colour for choice in reversed(SCALE)}
    colours["cross-group"] = "accent"
    edges = np.asarray(found["edges"], np.float64)
    series = tuple(
        Series(f"{name} ({sum(counts):,})", edges, np.asarray(counts, np.float64) / sum(counts), colours[name])
        for name, counts in found["counts"].items()
        if name != Grade.DUP and sum(counts)
    )
    return Figure(series, "distance", "share of the pairs") if series else None


def roc(measured: Report, cut: str) -> Figure | None:
    """The curves of all embeddings under one cut, from the smallest rate the pairs can carry; None without any."""
    series, least = [], 1.0
    for name, cuts in measured["embedders"].items():
        if curve := cuts[cut]["roc"]:
            x, y = np.asarray(curve["fpr"], np.float64), np.asarray(curve["tpr"], np.float64)
            # One negative is the step of the curve; below it the axis would show what was not measured.
            step = 1 / max(1, cuts[cut]["negatives"])
            seen = x >= step
            series.append(Series(name, x[seen], y[seen], COLOURS.get(name, "text")))
            least = min(least, step)
    if not series:
        return None
    x_range = (10 ** np.floor(np.log10(least)), 1.0)
    return Figure(tuple(series), "false positive rate", "true positive rate", True, x_range, (0.0, 1.0))


def precision_recall(measured: Report, cut: str) -> Figure | None:
    """The precision-recall curves of all embeddings under one cut; None without any."""
    series = []
    for name, cuts in measured["embedders"].items():
        if curve := cuts[cut].get("precision_recall"):
            x, y = np.asarray(curve["recall"], np.float64), np.asarray(curve["precision"], np.float64)
            series.append(Series(name, x, y, COLOURS.get(name, "text")))
    limits = (0.0, 1.0)
    return Figure(tuple(series), "recall", "precision", False, limits, limits) if series else None


def reliability(measured: Report, cut: str) -> Figure | None:
    """Predicted probability of a match against the observed share, on pairs the probabilities were not fitted to."""
    series = [Series("as predicted", np.array([0.0, 1.0]), np.array([0.0, 1.0]), "text")]
    for name, cuts in measured.get("reliability", {}).items():
        if found := cuts.get(cut):
            x = np.array([row["predicted"] for row in found["bins"]])
            y, low, high = np.array([row["observed"] for row in found["bins"]]).T
            series.append(Series(name, x, y, COLOURS.get(name, "text"), low=low, high=high))
    limits = (0.0, 1.0)
    words = "predicted probability", "observed share of matches"
    return Figure(tuple(series), *words, False, limits, limits) if len(series) > 1 else None


def by_size(found: Report, figure: str = "hit@1") -> Figure | None:
    """One figure of retrieval against the size of the retrieval set, under every embedding; None without groups."""
    series = []
    for name, curve in found.get("by_size", {}).items():
        if curve:
            x, y = np.array([row["images"] for row in curve], np.float64), np.array([row[figure] for row in curve])
            series.append(Series(name, x, y, COLOURS.get(name, "text")))
    if not series:
        return None
    reach = float(series[0].x.min()), float(series[0].x.max())
    wide = (10 ** np.floor(np.log10(reach[0])), 10 ** np.ceil(np.log10(reach[1])))
    return Figure(tuple(series), "images in the retrieval set", figure, True, wide, (0.0, 1.0))


def rounds(rows: Sequence[Report]) -> Figure | None:
    """Share of matches among what was graded, and of candidates seen before, over the rounds; None without grades."""
    told = [row for row in rows if row["graded"]]
    if not told:
        return None
    x = np.array([row["round"] for row in told], np.float64)
    series = [Series("label yield", x, np.array([row["yield"] for row in told]), "accent")]
    again = [(row["round"], row["overlap"]) for row in told if row["overlap"] is not None]
    if again:
        places, shares = np.array(again, np.float64).T
        series.append(Series("candidates seen in the round before", places, shares, "muted"))
    return Figure(tuple(series), "round", "share", False, (float(x.min()) - 0.5, float(x.max()) + 0.5), (0.0, 1.0))


def variance(tuples: Mapping[str, Sequence[float]]) -> Figure:
    """How noisy a negative's gradient is by its distance (Wu et al. 2017), with the distances of `tuples` on it.

    `tuples`: by training sampler, distances of the negatives it draws from this project.
    """
    grid = np.linspace(0, 2, 201)
    curves = [Series(f"noise {SIGMA:g}, {DIMENSIONS} dimensions", grid, gradient_variance(grid, SIGMA), "text"),
              Series("the same by drawing", *_simulated(), "text", points=True)]  # fmt: skip
    colours = ("accent", "warning", "muted", "#0072b2", "#cc79a7", "#009e73")
    for place, (name, distances) in enumerate(tuples.items()):
        at = np.asarray(distances, np.float64)
        curves.append(Series(name, at, gradient_variance(at, SIGMA), colours[place % len(colours)], points=True))
    return Figure(tuple(curves), "distance of the negative", "variance of the gradient's direction", False,
                  (0.0, 2.0), (0.0, 1.0))  # fmt: skip


@lru_cache
def _simulated() -> tuple[Floats, Floats]:
    """Distances and variances that were drawn instead of computed, always the same ones."""
    at = np.linspace(0.1, 1.9, 10)
    return at, simulated_variance(at, SIGMA, np.random.default_rng(0))


def noises() -> Figure:
    """How noisy a negative's gradient is by its distance, for four sizes of the noise."""
    grid = np.linspace(0, 2, 201)
    colours = ("accent", "warning", "text", "muted")
    series = tuple(Series(f"noise {sigma:g}", grid, gradient_variance(grid, sigma), colour)
                   for sigma, colour in zip(SIGMAS, colours, strict=True))  # fmt: skip
    return Figure(series, "distance of the negative", "variance of the gradient's direction", False,
                  (0.0, 2.0), (0.0, 1.0))  # fmt: skip


def spread(dimensions: int) -> Figure:
    """How distances of random unit vectors of so many dimensions are spread: the higher, the more alike."""
    grid = np.linspace(0.001, 1.999, 800)
    series = tuple(Series(f"{n} dimensions", grid, np.exp(log_density(grid, n)), colour)
                   for n, colour in ((4, "muted"), (32, "warning"), (dimensions, "accent")))  # fmt: skip
    return Figure(series, "distance", "density of random pairs")
