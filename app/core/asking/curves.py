"""Curves of a simulation: what a strategy knew after how many decisions, in figures and as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.core.atomic import replacing

LEVELS = (0.5, 0.8, 0.9, 0.95)  # shares of the true pairs whose decisions are reported


@dataclass(frozen=True)
class Point:
    """Where a run stands after a batch: decisions made, true pairs known by answer or inference, and what is wrong.

    `inferred` pairs were never asked and are implied, `inferred_right` of them as the truth has it; `slips` answers
    were wrong, `contradictions` are listed.
    """

    decisions: int
    known: int
    inferred: int
    inferred_right: int
    slips: int
    contradictions: int


@dataclass(frozen=True)
class Run:
    """One strategy under one seed: its points, the first at no decision."""

    strategy: str
    seed: int
    points: Sequence[Point]


def summary(total: int, runs: Sequence[Run]) -> dict[str, Any]:
    """By strategy: decisions to each of LEVELS of the `total` true pairs, and the state at the end.

    Every figure is [mean, lowest, highest] over the seeds, None where a seed did not get there.
    """
    by_name: dict[str, list[Run]] = {}
    for run in runs:
        by_name.setdefault(run.strategy, []).append(run)
    return {name: _figures(total, of_name) for name, of_name in by_name.items()}


def _figures(total: int, runs: Sequence[Run]) -> dict[str, Any]:
    ends = [run.points[-1] for run in runs]
    return {
        "decisions_to": {f"{level:g}": _spread([_reached(run, level * total) for run in runs]) for level in LEVELS},
        "within_2n": _spread([_within(run, 2 * total) / total for run in runs]),
        "decisions": _spread([end.decisions for end in ends]),
        "known": _spread([end.known / total for end in ends]),
        "inferred": _spread([end.inferred for end in ends]),
        "inferred_right": _spread([end.inferred_right / end.inferred if end.inferred else None for end in ends]),
        "wrong_answers": _spread([end.slips for end in ends]),
        "contradictions": _spread([end.contradictions for end in ends]),
        "curve": [[p.decisions, p.known] for p in runs[0].points],
    }


def _reached(run: Run, known: float) -> int | None:
    return next((point.decisions for point in run.points if point.known >= known), None)


def _within(run: Run, decisions: int) -> int:
    return max(point.known for point in run.points if point.decisions <= decisions)


def _spread(values: Sequence[float | None]) -> list[float] | None:
    found = [value for value in values if value is not None]
    if len(found) < len(values) or not found:
        return None
    return [float(np.mean(found)), float(min(found)), float(max(found))]


def rows(total: int, runs: Sequence[Run]) -> Iterator[Mapping[str, Any]]:
    """The curves as the rows of a table."""
    for run in runs:
        for p in run.points:
            yield {
                "strategy": run.strategy, "seed": run.seed, "decisions": p.decisions, "known": p.known,
                "share_known": p.known / total, "inferred": p.inferred, "inferred_right": p.inferred_right,
                "wrong_answers": p.slips, "contradictions": p.contradictions,
            }  # fmt: skip


def write_curves(out: Path, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write .csv: the rows; or .json: the summary with the rows as `points`. Whole or not at all."""
    with replacing(out) as file, file.open("w", encoding="utf-8", newline="") as stream:
        if out.suffix.lower() == ".csv":
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        else:
            json.dump({**summary, "points": rows}, stream, indent=1)
