"""Trainings side by side: losses and training samplers on the same pairs of the evaluation side.

Side by side stand only trainings that differ in loss, training sampler and seed: same grades, start, scope and other
settings. Trainings with one loss and sampler are runs of one arm, and the figures of an arm are the means of its runs.
All see the same pairs and the same redrawn groups, so what the pairs have in common cancels out of differences. With m
pairs of arms a difference is told at 95 % for all m together (Bonferroni); how runs of one arm differ counts too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core.jobs import NULL_JOB, Job, Sentence
from app.core.learning.label_hash import SHORT, label_hash
from app.core.measuring import metrics
from app.core.measuring.at_hand import at_hand
from app.core.measuring.evaluation_pairs import Material, gather
from app.core.measuring.measure import CUTS, Measured, draw_groups, ranked_pairs
from app.core.measuring.metrics import RATES, Floats
from app.core.records import EmbedderRow
from app.core.searching.index import between
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

MOST = 24  # trainings of one family that are measured, newest first
_CHOSEN = ("train.loss", "train.sampler", "loss.", "sampler.")  # what the arms of one family may differ in
_SIDES = NormalDist().inv_cdf

ALONE = Sentence("no other loss or training sampler learned from the same grades in the same way")
NOT_AT_HAND = Sentence("its features are not cached; embed the collection with it first")


@dataclass(frozen=True)
class Arm:
    """One loss with one training sampler, and the embedders they made."""

    name: str  # for tables and sentences
    loss: str
    sampler: str
    runs: tuple[EmbedderRow, ...]


@dataclass(frozen=True)
class Family:
    """Arms that may stand side by side, and the fingerprint of the embedder all of them began with."""

    start: str
    scope: str
    labels: tuple[str, ...]
    arms: tuple[Arm, ...]


def families(rows: Sequence[EmbedderRow]) -> tuple[list[Family], dict[str, str]]:
    """The families with two arms and more, newest first, and by name of every other training why it is in none."""
    kin: dict[object, list[EmbedderRow]] = {}
    left_out = {}
    for row in rows:
        if not row.parent or "train.loss" not in row.settings:
            continue
        if row.flag:
            left_out[row.name] = row.flag
            continue
        kin.setdefault(_kind(row), []).append(row)
    found = []
    for group in kin.values():
        arms = _arms(group[-MOST:])
        if len(arms) > 1:
            first = group[0]
            found.append((group[-1].id, Family(str(first.parent), str(first.settings.get("train.scope", "head")),
                                               tuple(first.trained_on.get("labels", ())), arms)))  # fmt: skip
        else:
            left_out |= {row.name: ALONE for row in group}
    return [family for _, family in sorted(found, key=lambda one: -one[0])], left_out


def _kind(row: EmbedderRow) -> tuple[object, ...]:
    same = sorted((key, str(value)) for key, value in row.settings.items() if not key.startswith(_CHOSEN))
    return row.parent, label_hash(row.trained_on.get("labels", ())), tuple(same)


def _arms(rows: Sequence[EmbedderRow]) -> tuple[Arm, ...]:
    """By everything that made them but the seed; a name tells the settings in which arms of one loss differ."""
    found: dict[tuple[tuple[str, str], ...], list[EmbedderRow]] = {}
    for row in rows:
        made = tuple(sorted((key, str(value)) for key, value in row.settings.items() if key.startswith(_CHOSEN)))
        found.setdefault(made, []).append(row)
    shared = set.intersection(*(set(made) for made in found))
    arms = []
    for made, runs in found.items():
        loss, sampler = str(runs[0].settings["train.loss"]), str(runs[0].settings.get("train.sampler", ""))
        own = [f"{key.rpartition('.')[2]} {value}" for key, value in made
               if (key, value) not in shared and not key.startswith("train.")]  # fmt: skip
        alike = sum((dict(one)["train.loss"], dict(one).get("train.sampler", "")) == (loss, sampler) for one in found)
        arms.append(Arm(f"{loss} / {sampler}" + (f" ({', '.join(own)})" if alike > 1 else ""), loss, sampler,
                        tuple(runs)))  # fmt: skip
    return tuple(arms)


def compare_trainings(
    project: Project, settings: Settings, origin: str, *, seed: int = 0, device: str = "auto", threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:  # fmt: skip
    """For the report: `families`, each with `arms` and a `sentence`, and by name why other trainings are `left_out`.

    `origin`: the pairs to measure on, under the cut to learn. Nothing is embedded that is not cached.
    """
    rows = project.rounds.embedders()
    told = {row.fingerprint: row for row in rows}
    found, left_out = families([row for row in rows if not row.parent or at_hand(project, row)])
    left_out |= {row.name: NOT_AT_HAND for row in rows if row.parent and not row.flag and not at_hand(project, row)}
    report = []
    for family in found:
        chosen = {run.name: run for arm in family.arms for run in arm.runs}
        rng = np.random.default_rng(seed)
        try:
            material = gather(project, settings, rng, device, threads, job,
                              rows={"start": told[family.start], **chosen})  # fmt: skip
        except UserError as error:
            left_out |= dict.fromkeys(chosen, str(error))
            continue
        measured = _measured(material, origin, settings, rng, job)
        told_of = {"start": told[family.start].name, "scope": family.scope, "labels": len(family.labels),
                   "label_hash": label_hash(family.labels)[:SHORT]}  # fmt: skip
        report.append(told_of | compare_arms(family.arms, measured))
    return {"origin": origin, "cut": settings["train.cut"], "families": report, "left_out": left_out}


def _measured(
    material: Material, origin: str, settings: Settings, rng: Generator, job: Job
) -> dict[str, Measured]:  # fmt: skip
    """Every embedder of the material on the pairs of one origin, all with the same redrawn groups."""
    judged = material.origins[origin].judged()
    crossing = material.crossing if origin == material.by_group else {}
    counts = draw_groups(judged, material.ground, bool(crossing), settings["evaluate.resamples"], rng)
    cell, made = CUTS[settings["train.cut"]], {}
    for name, vectors in material.embeddings.items():
        distance = between(vectors, judged.left, judged.right).astype(np.float64)
        ranked = ranked_pairs(judged, distance, cell, material.ground, crossing.get(name))
        made[name] = Measured.of(ranked, counts, job)
    return made


def compare_arms(arms: Sequence[Arm], measured: Mapping[str, Measured]) -> dict[str, Any]:
    """Figures of every arm with intervals, its differences from the start, and which arms the pairs tell apart.

    `measured`: by name of the run, and of the "start".
    """
    first = next(iter(measured.values()))
    if first.point is None:
        return {"arms": [], "rate": None, "apart": [], "pairs": 0, "sentence": "There are too few pairs."}
    common = set.intersection(*(set(metrics.carried(one.ranked)) for one in measured.values()))
    rates = [rate for rate in metrics.COMPARED if rate in common]
    keys = ["auc", *(["tpr"] if rates else [])]
    place = RATES.index(rates[-1]) if rates else 0
    start = _Sample.of([measured["start"]], place)
    samples = {arm.name: _Sample.of([measured[run.name] for run in arm.runs], place) for arm in arms}
    rows = [{"name": arm.name, "loss": arm.loss, "sampler": arm.sampler, "runs": [run.name for run in arm.runs],
             **{key: samples[arm.name].interval(key) for key in keys},
             "against_start": {key: samples[arm.name].less(start, key) for key in keys}} for arm in arms]  # fmt: skip
    couples = list(combinations(samples, 2))
    apart = []
    for key in keys:
        for one, other in couples:
            value, low, high = samples[one].less(samples[other], key, among=len(couples) * len(keys))
            if low > 0 or high < 0:
                better, worse = (one, other) if value > 0 else (other, one)
                apart.append({"better": better, "worse": worse, "by": key, "difference": abs(value)})
    negatives = round(first.ranked.negative.weight.sum())
    return {"rate": f"{rates[-1]:g}" if rates else None, "pairs": len(first.ranked.positive) + negatives, "arms": rows,
            "start_figures": {key: start.interval(key) for key in keys}, "apart": apart,
            "sentence": _sentence(samples, apart)}  # fmt: skip


@dataclass(frozen=True)
class _Sample:
    """Mean figures over runs by key: the value, that of every resample, and the variance that runs add."""

    value: Mapping[str, float]
    resamples: Mapping[str, Floats]
    between_runs: Mapping[str, float]

    @classmethod
    def of(cls, runs: Sequence[Measured], place: int) -> _Sample:
        points, drawn = [one.point for one in runs], [one.resampled for one in runs]
        values = {"auc": np.array([p.auc[0] for p in points if p]),
                  "tpr": np.array([p.tpr[0, place] for p in points if p])}  # fmt: skip
        all_ = {"auc": [r.auc for r in drawn if r], "tpr": [r.tpr[:, place] for r in drawn if r]}
        several = len(runs) > 1
        return cls({key: float(value.mean()) for key, value in values.items()},
                   {key: np.mean(value, axis=0) for key, value in all_.items()},
                   {key: float(value.var(ddof=1) / len(value)) if several else 0.0
                    for key, value in values.items()})  # fmt: skip

    def interval(self, key: str) -> list[float]:
        """The value with its 95 % interval."""
        low, high = (float(end) for end in np.nanpercentile(self.resamples[key], (2.5, 97.5)))
        more = 1.96 * self.between_runs[key] ** 0.5
        return _rounded(self.value[key], max(0.0, low - more), min(1.0, high + more))

    def less(self, other: _Sample, key: str, among: int = 1) -> list[float]:
        """This less the other, with an interval that holds at 95 % for `among` such differences together."""
        value = self.value[key] - other.value[key]
        drawn = float(np.nanvar(self.resamples[key] - other.resamples[key]))
        reach = _SIDES(1 - 0.025 / among) * (drawn + self.between_runs[key] + other.between_runs[key]) ** 0.5
        return _rounded(value, value - reach, value + reach)


def _sentence(samples: Mapping[str, _Sample], apart: Sequence[Mapping[str, Any]]) -> str:
    """What may be called a difference."""
    if not apart:
        return "These pairs tell no two of them apart."
    beaten = {name: {one["worse"] for one in apart if one["better"] == name} for name in samples}
    ahead = [f"{name} is better than {', '.join(sorted(worse))}" for name, worse in beaten.items() if worse]
    return "; ".join(ahead) + "; these pairs tell no others apart."


def _rounded(*values: float) -> list[float]:
    return [round(float(value), 6) for value in values]
