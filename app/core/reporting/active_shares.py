"""Active shares: how much of what each training sampler drew still taught something, over the steps of its training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.core.records import EmbedderRow
from app.core.reporting.figures import Figure, Series

POINTS = 60  # kept of a curve, each the mean of its part
_COLOURS = ("accent", "warning", "muted", "#0072b2", "#cc79a7", "#009e73", "#b26a00", "text")


def active_shares(embedders: Sequence[EmbedderRow]) -> dict[str, dict[str, list[float]]]:
    """By training sampler, of the newest embedder that it trained: `step` and mean `active` share of tuples (0 to 1).

    Empty where no embedder was trained, or none kept its curves.
    """
    found: dict[str, dict[str, list[float]]] = {}
    for row in embedders:
        curve = row.trained_on.get("training", {}).get("curves", {}).get("active")
        if curve:
            parts = np.array_split(np.asarray(curve, np.float64), min(POINTS, len(curve)))
            means = np.array([part.mean(axis=0) for part in parts])
            found[str(row.settings.get("train.sampler", row.name))] = {
                "step": np.round(means[:, 0], 1).tolist(),
                "active": np.round(means[:, 1], 4).tolist(),
            }
    return found


def active_share(found: Mapping[str, Any]) -> Figure | None:
    """The curves of `active_shares` in one figure; None without any."""
    series = tuple(
        Series(name, np.asarray(curve["step"], np.float64), np.asarray(curve["active"], np.float64),
               _COLOURS[place % len(_COLOURS)])
        for place, (name, curve) in enumerate(found.items())
    )  # fmt: skip
    if not series:
        return None
    return Figure(series, "step", "share of active tuples",
                  x_range=(0.0, max(float(one.x.max()) for one in series)), y_range=(0.0, 1.0))  # fmt: skip
