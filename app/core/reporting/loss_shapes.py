"""Loss shapes: what each loss makes a pair cost by its distance, and how hard it pulls, under these settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from app.core.reporting.figures import Figure, Floats, Series
from app.core.settings import Settings
from models.losses import LOSSES
from models.settings import Value

DISTANCES = np.linspace(0, 2, 61)
WITHOUT = "drawing losses needs torch, which this build does not have"
SPIKES = 0.01  # share of the values at either end that may lie outside: the slope near 0 of some losses
# Two tones of a colour for each grade: the loss and its slope.
COLOURS = {"ND": ("#0072b2", "#56b4e9"), "near-ND": ("#b26a00", "#e6b85c"), "NND": ("#a03060", "#dd8fb4")}


def loss_shapes(settings: Settings) -> dict[str, Any]:
    """By loss, then by grade, `loss` and `slope` over DISTANCES; where there is no torch, only the `reason`."""
    if find_spec("torch") is None:
        return {"reason": WITHOUT, "losses": {}}
    from models.losses import shapes

    return {
        "reason": "",
        "strict": shapes.STRICT,
        "lenient": shapes.LENIENT,
        "opposite": shapes.OPPOSITE,
        "losses": {entry.name: _curves(entry.name, *settings.of_entry("loss", entry).items()) for entry in LOSSES},
    }


@lru_cache
def _curves(name: str, *values: tuple[str, Value]) -> dict[str, dict[str, list[float]]]:
    """Kept, because every evaluation draws them again."""
    from models.losses import shapes

    return {grade: {"loss": _rounded(curve.loss), "slope": _rounded(curve.slope)}
            for grade, curve in shapes.shapes(LOSSES.entry(name), dict(values), DISTANCES).items()}  # fmt: skip


def loss_shape(found: Mapping[str, Any], name: str) -> Figure | None:
    """The loss called `name` with its slope, by grade; None where the report has none."""
    curves = found.get("losses", {}).get(name)
    if not curves:
        return None
    lines = [(f"{grade}, {kind}", np.asarray(curve[kind], np.float64), COLOURS[grade][place])
             for grade, curve in curves.items() for place, kind in enumerate(("loss", "slope"))]  # fmt: skip
    low, high = np.quantile(np.concatenate([line for _, line, _ in lines]), (SPIKES, 1 - SPIKES))
    room = 0.1 * (float(high - low) or 1.0)
    y_range = (float(low) - room, float(high) + room)
    series = tuple(Series(words, DISTANCES, np.clip(line, *y_range), colour) for words, line, colour in lines)
    notes = (
        f"Drawn for grades that part at {found['strict']:g} and {found['lenient']:g}.",
        f"What a pair is compared with lies at {found['opposite']:g}, or around it.",
    )
    title = f"Loss {name.replace('_', ' ')} and its slope"
    return Figure(series, "distance", "loss and slope", False, (0.0, 2.0), y_range, title, notes)


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 5) for value in values]
