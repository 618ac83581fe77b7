"""Trainings as figures, text and a table: losses side by side, a mark for every training sampler with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from app.core.reporting.figures import Figure, Series
from app.core.reporting.html_table import shown, table

Report = Mapping[str, Any]

COLOURS = ("accent", "warning", "#009e73", "#cc79a7", "#0072b2", "muted", "#b26a00")
APART = 0.6  # of the room of a loss that the marks of its samplers take
BY = {"auc": "AUC", "tpr": "TPR"}


def training_figure(family: Report, measure: str) -> Figure | None:
    """`measure` ("auc" or "tpr") of every arm and of the start; None where the pairs do not carry it."""
    arms = [arm for arm in family["arms"] if measure in arm]
    if not arms:
        return None
    losses = list(dict.fromkeys(arm["loss"] for arm in arms))
    samplers = list(dict.fromkeys(_sampler(arm) for arm in arms))
    step = APART / max(1, len(samplers))
    reach = (-0.5, len(losses) - 0.5)
    value, low, high = (np.full(2, end) for end in family["start_figures"][measure])
    series = [Series(f"start: {family['start']}", np.array(reach), value, "text", low=low, high=high)]
    for place, sampler in enumerate(samplers):
        own = [arm for arm in arms if _sampler(arm) == sampler]
        x = np.array([losses.index(arm["loss"]) for arm in own]) + step * (place - (len(samplers) - 1) / 2)
        y, low, high = np.array([arm[measure] for arm in own], np.float64).T
        series.append(Series(sampler, x, y, COLOURS[place % len(COLOURS)], points=True, low=low, high=high))
    name = BY[measure] if measure == "auc" else f"TPR at FPR {family['rate']}"
    ends = np.concatenate([end for one in series for end in (one.low, one.high) if end is not None])
    room = 0.08 * (float(ends.max() - ends.min()) or 1.0)
    y_range = (max(0.0, float(ends.min()) - room), min(1.0, float(ends.max()) + room))
    notes = (sentence(family), "Bars: 95 % of each by itself, over redrawn groups of images and over runs.")
    return Figure(tuple(series), "loss", name, False, reach, y_range, f"{name} by loss and training sampler", notes,
                  x_names=tuple(losses))  # fmt: skip


def training_figures(found: Report) -> dict[str, Figure | None]:
    """By a name fit for a file, the figures of every family."""
    made = {}
    for place, family in enumerate(found.get("families", ())):
        for measure in BY:
            made[f"trainings-{place + 1}-{measure}"] = training_figure(family, measure)
    return made


def sentence(family: Report) -> str:
    """What may be called a difference."""
    return str(family["sentence"])


def training_text(found: Report) -> Iterator[str]:
    """The families for a terminal."""
    for family in found.get("families", ()):
        yield ""
        yield ("trainings from {start}, scope {scope}, {labels} labels ({label_hash}), on {origin} pairs, {cut} cut"
               .format(**found, **family))  # fmt: skip
        if family["arms"]:
            heads = ["AUC", *([f"TPR {family['rate']}"] if family["rate"] else []), "AUC less the start"]
            yield "    " + " " * 40 + f"{'runs':>5}" + "".join(f"{head:>26}" for head in heads)
        for arm in family["arms"]:
            values = [arm["auc"], *([arm["tpr"]] if family["rate"] else []), arm["against_start"]["auc"]]
            yield (f"    {arm['name']:<40}{len(arm['runs']):>5}"
                   + "".join(f"{'{:.4f} [{:.3f}, {:.3f}]'.format(*value):>26}" for value in values))  # fmt: skip
        yield f"  {sentence(family)}"
    yield from (f"  not compared: {name}: {why}" for name, why in found.get("left_out", {}).items())


def training_table(found: Report) -> Iterator[str]:
    """The families for the written report."""
    if not found.get("families") and not found.get("left_out"):
        return
    yield "<h2>Losses and training samplers</h2>"
    for family in found["families"]:
        yield ("<p class='small'>" + escape(
            "Begun with {start}, scope {scope}, {labels} labels ({label_hash}); measured on {origin} pairs under the "
            "{cut} cut.".format(**found, **family)) + "</p>")  # fmt: skip
        rate = [f"TPR at FPR {family['rate']}"] if family["rate"] else []
        heads = ("loss / training sampler", "runs", "AUC", *rate, "AUC less the start")
        yield table(heads, [(arm["name"], str(len(arm["runs"])), shown(arm["auc"]),
                             *([shown(arm["tpr"])] if family["rate"] else []), less(arm["against_start"]["auc"]))
                            for arm in family["arms"]])  # fmt: skip
        yield f"<p>{escape(sentence(family))}</p>"
    if found["left_out"]:
        yield "<p class='small'>" + "<br>".join(
            escape(f"Not compared: {name}: {why}.") for name, why in found["left_out"].items()) + "</p>"  # fmt: skip


def less(difference: Sequence[float]) -> str:
    """A difference with its interval, or that there is none to tell."""
    value, low, high = difference
    return f"{value:+.3f} ({low:+.3f}–{high:+.3f})" if low > 0 or high < 0 else "cannot tell"


def _sampler(arm: Report) -> str:
    return str(arm["name"]).removeprefix(f"{arm['loss']} / ")
