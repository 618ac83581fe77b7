"""What the Train page shows: sentences, rows and figures of a training and of what came of it, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.learning.lineage import Descent
from app.core.records import Cut, Grade
from app.core.reporting.figures import Figure, Series
from app.gui.report_view import DASH, ORIGINS
from app.gui.texts import mark, tr

CURVES = {
    "loss": (mark("Loss"), mark("What the training minimises, step by step.")),
    "validation": (mark("Validation"), mark("How well held-back pairs are told apart; the best state is kept.")),
    "gradient": (mark("Gradient norm"), mark("How hard a step pulls; bursts mean that the rate is too high.")),
    "active": (mark("Share of active tuples"), mark("How much of what is drawn still teaches something.")),
}
FROM_ZERO = ("loss", "gradient")
STOPPED = {
    "patience": mark("no further gain"), "steps": mark("all steps done"), "no new hard pair": mark("no new hard pair"),
    "collapse": mark("the embedding collapsed"),
}  # fmt: skip
RATES = ("1e-05", "0.0001", "0.001", "0.01", "0.1")  # of false positives, hardest first

Points = tuple[Sequence[float], Sequence[float]]


@dataclass(frozen=True)
class Compared:
    """One measure of two embeddings on the same pairs, as texts with their 95 % intervals."""

    pairs: str
    measure: str
    old: str
    new: str


def hint(grades: Mapping[Grade, int], cut: Cut) -> str:
    """What is missing before training makes sense, or what it will learn from."""
    positive = sum(number for grade, number in grades.items() if cut.positive(grade))
    negative = sum(grades.values()) - positive
    if positive and negative:
        words = mark("{positive:,} positive and {negative:,} negative pairs can be learned from under the {cut} cut.")
        return tr(words, positive=positive, negative=negative, cut=tr(cut.value))
    if not positive:
        words = mark("Training needs pairs of both kinds: under the {cut} cut there is no positive pair on the "
                     "training side.")  # fmt: skip
    else:
        words = mark("Training needs pairs of both kinds: under the {cut} cut there is no negative pair on the "
                     "training side.")  # fmt: skip
    return tr(words, cut=tr(cut.value))


def left_out(across: int, counts: Mapping[str, int]) -> str:
    """Answers that nothing is learned from, by reason; "" when there are none."""
    parts = [
        tr("{number:,} across the sides", number=across) if across else "",
        tr("{number:,} unsure", number=counts["unsure"]) if counts.get("unsure") else "",
        tr("{number:,} with a bad image", number=counts["bad"]) if counts.get("bad") else "",
        tr("{number:,} that people disagree on", number=counts["disagreements"]) if counts.get("disagreements") else "",
    ]
    told = ", ".join(part for part in parts if part)
    return tr("Left out: {what}.", what=told) if told else ""


def finished(result: Mapping[str, Any]) -> str:
    """How the last training ended, from what the stage returned."""
    stopped = str(result.get("stopped_by", ""))
    told = tr("Last run: {pairs:,} pairs, {steps:,} steps, {reason}.", pairs=result.get("pairs", 0),
              steps=result.get("steps", 0), reason=tr(STOPPED.get(stopped, stopped)))  # fmt: skip
    left = ", ".join(f"{number:,} {tr(why)}" for why, number in result.get("left_out", {}).items())
    return f"{told} {tr('Not learned from: {left}.', left=left)}" if left else told


def warmed(result: Mapping[str, Any]) -> str:
    """How a warm start ended, from what the stage returned: kept or not, and what was gained with its interval."""
    gain, low, high = result["gain"]
    values = {"images": result["images"], "start": result["start"], "warm": result["warm"], "gain": gain, "low": low,
              "high": high}  # fmt: skip
    if not result["kept"]:
        return tr("Not kept, as it is not surely better: copies of {images:,} held-out images are told apart "
                  "{start:.4f} before and {warm:.4f} after, a gain of {gain:+.4f} [{low:+.4f}, {high:+.4f}].",
                  **values)  # fmt: skip
    return tr("Kept as “{name}”: copies of {images:,} held-out images are told apart {start:.4f} before and {warm:.4f} "
              "after, a gain of {gain:+.4f} [{low:+.4f}, {high:+.4f}]. Trainings begin there from now on, and Mine "
              "again mines with it.", name=result["checkpoint"], **values)  # fmt: skip


def curve(name: str, points: Points) -> Figure:
    """A curve of a training, running or kept."""
    x, y = np.asarray(points[0], np.float64), np.asarray(points[1], np.float64)
    low, high = float(y.min()), float(y.max())
    room = 0.1 * (high - low) or 0.05
    bottom = 0.0 if name in FROM_ZERO else low - room
    top = (bottom, high + room) if name != "active" else (-0.04, 1.04)  # room for the labels 0 and 1
    return Figure((Series(name, x, y, "accent"),), tr("step"), "", y_range=top)


def kept_curves(training: Mapping[str, Any]) -> dict[str, Points]:
    """The curves that were stored with an embedder, by name; those of older versions have none."""
    curves = training.get("curves") or {}
    return {name: tuple(zip(*points, strict=True)) for name, points in curves.items() if name in CURVES and points}  # type: ignore[misc]


def learned(one: Descent) -> str:
    """How many grades an embedding learned from, for the list."""
    return f"{one.labels:,}" if one.labels else DASH


def standing(one: Descent) -> str:
    """Whether an embedding mines: its rounds, and whether it mines next."""
    parts = [tr("round {number}", number=", ".join(map(str, one.rounds)))] if one.rounds else []
    parts += [tr("next")] if one.mines_next else []
    return ", ".join(parts) or DASH


def verdict(one: Descent) -> str:
    """How an embedding compares, as a sentence."""
    if not one.verdict:
        if not one.parent:
            return tr("{name} was made without grades; what is learned is compared with it.", name=one.name)
        if one.warm:
            gain, low, high = one.warm["gain"]
            return tr("{name} was learned without grades, with a gain of {gain:+.4f} [{low:+.4f}, {high:+.4f}] on "
                      "copies of held-out images; it was not compared on grades yet.",
                      name=one.name, gain=gain, low=low, high=high)  # fmt: skip
        return tr("{name} was not compared yet; promoting it compares it first.", name=one.name)
    return tr(one.sentence)


def basis(one: Descent) -> str:
    """On which pairs an embedding was compared, and what else is to be known; "" before it was."""
    if not one.verdict:
        return ""
    pairs = tr(ORIGINS.get(one.metrics.get("set", ""), mark("no pairs")))
    told = [tr("On {pairs} of the evaluation side, under the {cut} cut, against {old}.", pairs=pairs,
               cut=tr(one.metrics.get("cut", "")), old=one.against)]  # fmt: skip
    if one.metrics.get("mined"):
        told.append(tr("Below, also on the nearest negatives of either: a new embedding is not to hide its own."))
    return " ".join(told)


def comparison(one: Descent) -> list[Compared]:
    """AUC and TPR of the old and the new, on the pairs that decide and on the nearest negatives of either."""
    cut = str(one.metrics.get("cut", "lenient"))
    rows: list[Compared] = []
    for key, pairs in (("frozen", tr(ORIGINS.get(one.metrics.get("set", ""), ""))), ("mined", tr("nearest negatives"))):
        figures = one.metrics.get(key) or {}
        if {one.against, one.name} <= set(figures):
            old, new = figures[one.against].get(cut), figures[one.name].get(cut)
            rows += _compared(pairs, old, new) if old and new else []
    return rows


def _compared(pairs: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Compared]:
    measures = [("AUC", old["auc"], new["auc"])]
    rate = next((r for r in RATES if old["tpr"].get(r) and new["tpr"].get(r)), None)
    if rate is not None:
        measures.append((tr("TPR at {rate}", rate=rate), old["tpr"][rate], new["tpr"][rate]))
    return [Compared(pairs, name, _interval(a), _interval(b)) for name, a, b in measures if a and b]


def _interval(value: Sequence[float]) -> str:
    return f"{value[0]:.3f} [{value[1]:.3f}, {value[2]:.3f}]"
