"""Evaluate: what the project's evaluation side says of its embedders, as one report that is stored and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core.benchmark.recapture import missed
from app.core.jobs import NULL_JOB, Job
from app.core.measuring.agreement import agreement_of
from app.core.measuring.decision import thresholds
from app.core.measuring.evaluation_pairs import Material, gather
from app.core.measuring.measure import CUTS, measure
from app.core.measuring.negative_sets import negative_sets
from app.core.measuring.retrieval import by_size, retrieval
from app.core.measuring.threshold import Target
from app.core.measuring.trainings import compare_trainings
from app.core.records import Cut, EmbedderRow, Embeddings
from app.core.reporting.active_shares import active_shares
from app.core.reporting.loss_shapes import loss_shapes
from app.core.reporting.rounds_table import advice, rounds_table
from app.core.reporting.sampled_tuples import sampled_tuples
from app.core.searching.index import between
from app.core.settings import Settings
from models.device import resolve

if TYPE_CHECKING:
    from app.core.store.project import Project

SIZES = (100, 300, 1000, 3000, 10_000, 30_000, 100_000)  # of the retrieval sets


def evaluate(
    project: Project,
    settings: Settings,
    *,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Measure raw, whitened and, if there is one, the newest trained embedder; store and return the report.

    UserError when nothing was embedded or no graded pair lies on the evaluation side.
    """
    rng = np.random.default_rng(seed)
    material = gather(project, settings, rng, device, threads, job)
    sets = {
        name: measured_on(material, name, settings["evaluate.resamples"], rng, job) for name in material.origins
    }  # fmt: skip
    report = _report(sets, settings["train.cut"], material.rows, material.left_out)
    report["missed"] = missed(project)
    report["agreement"] = asdict(agreement_of(project))
    report["retrieval"] = _retrieval(material, settings["evaluate.resamples"], rng, job)
    report["negative_sets"] = _negative_sets(material, rng, device, job)
    report["thresholds"] = _thresholds(project, material, settings, rng)
    report["rounds"] = rounds_table(project)
    report["dim"] = list(material.rows.values())[-1].dim
    report["advice"] = advice(report["rounds"])
    newest = list(material.rows.values())[-1]
    report["tuples"] = sampled_tuples(project, newest, settings, seed=seed, device=device, threads=threads, job=job)
    report["loss_shapes"] = loss_shapes(settings)
    report["active_shares"] = active_shares(project.rounds.embedders())
    report["trainings"] = compare_trainings(project, settings, report["set"], seed=seed, device=device,
                                            threads=threads, job=job)  # fmt: skip
    _store(project, report, material.rows, settings, seed)
    return report


def _thresholds(project: Project, material: Material, settings: Settings, rng: Generator) -> dict[str, Any]:
    """Thresholds of the newest embedder for the targets of the settings, under both cuts."""
    name, row = list(material.rows.items())[-1]
    targets = [Target.parse(text) for text in settings["evaluate.targets"].replace(",", " ").split()]
    images = project.images.count().images
    total, resamples = images * (images - 1) // 2, settings["evaluate.resamples"]
    return {"embedder": row.name, "pairs": total} | {
        cut.value: [found.as_dict() for found in thresholds(material, name, cut, targets, total, resamples, rng)]
        for cut in Cut
    }


def _negative_sets(material: Material, rng: Generator, device: str, job: Job) -> dict[str, dict[str, float]]:
    """The positives of the origin that is measured with cross-group negatives, against easy and hard ones of these."""
    among = material.ground.crossing
    if material.by_group is None or not material.crossing:
        return {}
    judged = material.origins[material.by_group].judged()
    rows = np.flatnonzero(np.isin(judged.rank, CUTS["lenient"].positive))
    near = {name: between(one, judged.left[rows], judged.right[rows]).astype(np.float64)
            for name, one in material.embeddings.items()}  # fmt: skip
    few = {name: Embeddings(one.ids[among], one.vectors[among]) for name, one in material.embeddings.items()}
    group = material.ground.group[among]
    return negative_sets(few, group, near, material.crossing, rng, device=resolve(device), job=job)


def _store(
    project: Project, report: dict[str, Any], rows: Mapping[str, EmbedderRow], settings: Settings, seed: int
) -> None:
    round_ = project.rounds.current()
    project.rounds.add_evaluation(
        round=round_.number if round_ else 0,
        embedders=[row.fingerprint for row in rows.values()],
        settings={"seed": seed, **settings.overrides},
        report=report,
    )


def measured_on(material: Material, name: str, resamples: int, rng: Generator, job: Job) -> dict[str, Any]:
    """The report on one origin; only its reason where it cannot be used."""
    origin = material.origins[name]
    if origin.reason:
        return {"pairs": len(origin.answers), "reason": origin.reason, "embedders": {}, "verdicts": {}}
    crossing = material.crossing if name == material.by_group else {}
    return measure(material.embeddings, origin.judged(), material.ground, crossing, resamples, rng, job)


def _retrieval(material: Material, resamples: int, rng: Generator, job: Job) -> dict[str, Any]:
    """Every image of a known group as a query among the others, under every embedder; None without groups."""
    among = material.ground.crossing
    classes = material.ground.group[among]
    few = {n: Embeddings(e.ids[among], e.vectors[among]) for n, e in material.embeddings.items()}
    if not among.any():
        return {"queries": 0, "without": 0, "embedders": {}, "by_size": {}, "reason": "no groups are known"}
    found = {name: retrieval(e, classes, e, classes, job=job) for name, e in few.items()}
    first = next(iter(found.values()))
    curves = {name: by_size(e, classes, SIZES, np.random.default_rng(len(classes)), job=job) for name, e in few.items()}
    return {
        "queries": len(first.ids),
        "without": first.without,
        "reason": "" if len(first.ids) else "no group has two images on the evaluation side",
        "embedders": {name: {key: [round(figure, 6) for figure in value] for key, value
                             in one.intervals(resamples, rng).items()} for name, one in found.items()},
        "by_size": {name: [{"images": size, **{key: round(value, 6) for key, value in one.means().items()}}
                           for size, one in curve if len(one.ids)] for name, curve in curves.items()},
    }  # fmt: skip


def _report(
    sets: dict[str, dict[str, Any]], cut: str, rows: Mapping[str, EmbedderRow], left_out: Mapping[str, int]
) -> dict[str, Any]:
    """The whole report; on top what the set with the lowest false positive rate says under the cut to learn."""
    best = telling_set(sets, cut)
    reason = sets[best].get("reason") or "there are too few pairs"
    verdict = sets[best]["verdicts"].get(cut) or {"answer": "cannot tell", "sentence": f"Cannot tell: {reason}."}
    flagged = next((row for row in rows.values() if row.flag), None)
    if flagged is not None:  # it has seen what it is measured on: whatever the figures say, they prove nothing
        text = f"Cannot tell: the figures of {flagged.name} are not to be trusted, {flagged.flag}."
        verdict = {"answer": "cannot tell", "sentence": text}
    return {
        "set": best,
        "cut": cut,
        "verdict": verdict,
        "embedders": sets[best]["embedders"],
        "sets": sets,
        "names": {name: row.name for name, row in rows.items()},
        "flags": {name: row.flag for name, row in rows.items() if row.flag},
        "left_out": dict(left_out),
    }


def telling_set(sets: Mapping[str, Mapping[str, Any]], cut: str) -> str:
    """The origin that tells most: with figures at the lowest false positive rate; of equals the first, so frozen."""
    return max(sets, key=lambda name: _carried(sets[name], cut))


def _carried(measured: Mapping[str, Any], cut: str) -> int:
    """How many of the rates every embedder of this set has a figure for."""
    cells = [cells[cut]["tpr"].values() for cells in measured["embedders"].values()]
    return min((sum(value is not None for value in cell) for cell in cells), default=-1)
