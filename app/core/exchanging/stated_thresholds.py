"""Stated thresholds: up to which distance an exported embedder calls two pictures a match, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.core.applying.operating_points import kept
from app.core.measuring.threshold import Target
from app.core.records import Cut, EmbedderRow

if TYPE_CHECKING:
    from app.core.store.project import Project

NOT_MEASURED = "it was not measured; evaluate, then export again"
FIGURES = ("tpr", "fpr", "precision", "false_alarms")


def stated_thresholds(project: Project, row: EmbedderRow, target: str = "") -> dict[str, Any]:
    """The thresholds of this embedder by cut, from the newest evaluation if that measured it; `reason` where none is.

    `target` (`precision=0.99`; UserError when it is none) says which of those found is stated, else the first. Each
    has `threshold` (a distance), `target`, its figures and their 95 % intervals under `ci`; `protocol` has those that
    the benchmark of hard negatives found.
    """
    wanted = str(Target.parse(target)) if target else ""
    evaluation = project.rounds.last_evaluation()
    measured = evaluation.report.get("thresholds", {}) if evaluation else {}
    mine = evaluation is not None and row.fingerprint in evaluation.embedders and measured.get("embedder") == row.name
    cuts = {cut.value: _stated(measured.get(cut.value, ()) if mine else (), wanted) for cut in Cut}
    points = {cut.value: {"threshold": point.distance, "basis": point.basis}
              for cut, point in kept(project, row.fingerprint).items()}  # fmt: skip
    found = any(cut["threshold"] is not None for cut in cuts.values()) or points
    reasons = [str(cut["reason"]) for cut in cuts.values() if cut["reason"]]
    return {
        "embedder": row.name,
        "distance": "euclidean",
        **cuts,
        "protocol": points,
        "chosen_on": "one half of the groups on the evaluation side",
        "measured_on": "the other half",
        "n_pairs": {name: cut.pop("pairs") for name, cut in cuts.items()},
        "measured_at": evaluation.created_at if mine and evaluation else None,
        "reason": "" if found else reasons[0],
    }


def _stated(found: Sequence[Mapping[str, Any]], wanted: str) -> dict[str, Any]:
    """One threshold of a cut; without any, `threshold` None and why."""
    usable = [one for one in found if one["distance"] is not None and wanted in ("", one["target"])]
    if not usable:
        reasons = [one["reason"] for one in found if one["reason"] and wanted in ("", one["target"])]
        return {"threshold": None, "pairs": None, "reason": next(iter(reasons), NOT_MEASURED)}
    one = usable[0]
    told = {name: one[name] for name in FIGURES if one[name] is not None}
    return {
        "threshold": one["distance"],
        "target": one["target"],
        **{name: value[0] for name, value in told.items()},
        "ci": {name: list(value[1:]) for name, value in told.items()},
        "pairs": one["pairs"],
        "reason": "",
    }
