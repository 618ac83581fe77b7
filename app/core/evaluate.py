"""Evaluate: what the project's evaluation side says of its embedders.

Three origins of graded pairs are told apart, because they answer different questions: "frozen" (sealed pairs that
people graded; weighted, so they speak for the collection), "imported" (labels from files) and "graded" (ordinary
batches: hard by choice, so they speak of mined pairs only). Pairs across sides serve nothing and are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core import embed
from app.core.cross_pairs import CrossPairs
from app.core.jobs import NULL_JOB, Job
from app.core.known import Known
from app.core.measure import CUTS, Ground, Judged, crossings, measure
from app.core.metrics import RATES
from app.core.records import Answer, BatchPair, Cut, EmbedderRow, Embeddings, Kind, Side, Source
from app.core.settings import Settings
from app.core.split import Split, update
from models.errors import UserError
from models.head import Head

if TYPE_CHECKING:
    from app.core.store.project import Project

FEWEST_OF_STRATUM = 10  # answers; a stratum with fewer may not stand for its part of the collection


@dataclass(frozen=True)
class Origin:
    """The evaluation-side answers of one origin with their weights, or why they cannot be used."""

    answers: Sequence[Answer]
    weights: Sequence[float]
    reason: str = ""


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
    split = update(project, settings, job)
    rows = _embedders(project)
    features, _ = embed.features(project, rows["whitened"].backbone, device, threads, job)
    readable = set(features.ids.tolist())
    answers = project.labels.answers()
    there = [a for a in answers if _standing(a, split) == "evaluation" and {a.left, a.right} <= readable]
    if not there:
        raise UserError("no graded pair has both its images on the evaluation side; "
                        "grade the frozen pairs or import labels")  # fmt: skip
    origins = _origins(there, project, split)
    ground = _ground(project, split, origins, readable)
    vectors = features.vectors[np.searchsorted(features.ids, ground.ids)]
    heads = {"raw": Head("raw")} | {name: Head.load(project.path / row.file) for name, row in rows.items()}
    embeddings = {name: Embeddings(ground.ids, head.apply(vectors)) for name, head in heads.items()}
    rng = np.random.default_rng(seed)
    crossing = crossings(embeddings, ground, rng, job) if ground.crossing.any() else {}
    by_group = _of_crossing(origins)
    sets = {
        name: _measured(embeddings, origin, ground, crossing if name == by_group else {},
                        settings["evaluate.resamples"], rng, job)
        for name, origin in origins.items()
    }  # fmt: skip
    left_out = Counter(standing for a in answers if (standing := _standing(a, split)) != "evaluation")
    report = _report(sets, settings["train.cut"], rows, left_out)
    _store(project, report, rows, settings, seed)
    return report


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


def _embedders(project: Project) -> dict[str, EmbedderRow]:
    """The newest trained embedder and the whitened one it began with; only the newest whitened without one."""
    rows = project.rounds.embedders()
    whitened = [row for row in rows if row.head == "whiten"]
    if not whitened:
        raise UserError("nothing was embedded yet in {project}; mine and grade first", project=project.name)
    trained = [row for row in rows if row.head == "linear"]
    if not trained:
        return {"whitened": whitened[-1]}
    start = [row for row in whitened if row.fingerprint == trained[-1].parent] or whitened[-1:]
    return {"whitened": start[0], "trained": trained[-1]}


def _origins(answers: Sequence[Answer], project: Project, split: Split) -> dict[str, Origin]:
    """The answers by origin; an origin without any is left out."""
    people = [a for a in answers if a.source is Source.HUMAN]
    imported = [a for a in answers if a.source is Source.IMPORT]
    graded = [a for a in people if not a.sealed]
    origins = {
        "frozen": _frozen(project, [a for a in people if a.sealed], split),
        "imported": Origin(imported, [1.0] * len(imported)),
        "graded": Origin(graded, [1.0] * len(graded)),
    }
    return {name: origin for name, origin in origins.items() if origin.answers}


def _frozen(project: Project, answers: Sequence[Answer], split: Split) -> Origin:
    """Weights 1 / draw probability, scaled up where a stratum is not answered to the end."""
    strata = {
        place.pair_id: (batch.name, place.stratum)
        for batch in project.pairs.batches() if batch.sealed
        for place in project.pairs.batch_pairs(batch.id) if _where(place, split) == "evaluation"
    }  # fmt: skip
    drawn, graded = Counter(strata.values()), Counter((a.batch, a.stratum) for a in answers)
    weights = [drawn[a.batch, a.stratum] / graded[a.batch, a.stratum] / (a.draw_probability or 1.0) for a in answers]
    # Who is unsure has answered too; a stratum nobody came to has not, and would be missing without a word.
    refused = {row.pair_id for row in project.labels.all() if row.kind in (Kind.UNSURE, Kind.BAD) and not row.undone}
    asked = Counter(strata[pair] for pair in refused | {a.pair_id for a in answers} if pair in strata)
    short = sorted(key for key, count in drawn.items() if asked[key] < min(FEWEST_OF_STRATUM, count))
    reason = ""
    if short:
        count, stratum = asked[short[0]], short[0][1]
        reason = f"only {count} pairs of the stratum {stratum} are answered; {FEWEST_OF_STRATUM} are needed"
    return Origin(answers, weights, reason)


def _where(pair: Answer | BatchPair, split: Split) -> str:
    """The side both images are on, "across sides", or "image gone"."""
    sides = [split.places[image].side for image in (pair.left, pair.right) if image in split.places]
    if len(sides) < 2:
        return "image gone"
    return sides[0].value if sides[0] is sides[1] else "across sides"


def _standing(answer: Answer, split: Split) -> str:
    """Where the pair is, or "disagreement" when it has no grade that holds."""
    return _where(answer, split) if answer.grade else "disagreement"


def _ground(project: Project, split: Split, origins: Mapping[str, Origin], readable: set[int]) -> Ground:
    """The images that take part, their components, and which of them are negatives of each other by group."""
    flagged = {row.image_id for row in project.images.groups() if row.cross_group_nnd}
    flagged = {i for i in flagged & readable if i in split.places and split.places[i].side is Side.EVALUATION}
    judged = {image for origin in origins.values() for a in origin.answers for image in (a.left, a.right)}
    ids = np.array(sorted(flagged | judged), np.int64)
    roots = np.array([split.root[image] for image in ids.tolist()], np.int64)
    _, group = np.unique(roots, return_inverse=True)
    return Ground(ids, group, np.isin(ids, sorted(flagged)), Known.of(project).judged)


def _measured(
    embeddings: Mapping[str, Embeddings],
    origin: Origin,
    ground: Ground,
    crossing: Mapping[str, CrossPairs],
    resamples: int,
    rng: Generator,
    job: Job,
) -> dict[str, Any]:
    """The report on one origin; only its reason where it cannot be used."""
    if origin.reason:
        return {"pairs": len(origin.answers), "reason": origin.reason, "embedders": {}, "verdicts": {}}
    table = np.array([(a.left, a.right, a.grade.rank) for a in origin.answers if a.grade], np.int64)
    judged = Judged(table[:, 0], table[:, 1], table[:, 2], np.array(origin.weights))
    return measure(embeddings, judged, ground, crossing, resamples, rng, job)


def _of_crossing(origins: Mapping[str, Origin]) -> str | None:
    """The origin that the cross-group negatives are measured with: the first of these with a positive pair."""
    for name in ("imported", "graded"):
        answers = origins[name].answers if name in origins else ()
        if any(a.grade and Cut.LENIENT.positive(a.grade) for a in answers):
            return name
    return None


def _report(
    sets: dict[str, dict[str, Any]], cut: str, rows: Mapping[str, EmbedderRow], left_out: Mapping[str, int]
) -> dict[str, Any]:
    """The whole report; on top what the set with the lowest false positive rate says under the cut to learn."""
    best = max(sets, key=lambda name: _carried(sets[name], cut))  # the first of equals: frozen before the others
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


def _carried(measured: Mapping[str, Any], cut: str) -> int:
    """How many of the rates every embedder of this set has a figure for."""
    cells = [cells[cut]["tpr"].values() for cells in measured["embedders"].values()]
    return min((sum(value is not None for value in cell) for cell in cells), default=-1)


def as_text(report: Mapping[str, Any]) -> str:
    """The report for a terminal: the verdict, then a table per origin and cut."""
    lines = [report["verdict"]["sentence"]]
    lines += [f"{report['names'][name]}: {flag}" for name, flag in report["flags"].items()]
    for origin, measured in report["sets"].items():
        lines += ["", f"{origin}: {measured['pairs']} graded pairs"]
        if "reason" in measured:
            lines.append(f"  {measured['reason']}")
            continue
        for cut in CUTS:
            cells = {name: cells[cut] for name, cells in measured["embedders"].items()}
            first = next(iter(cells.values()))
            lines.append(f"  {cut}: {first['positives']} positive, {first['negatives']} negative pairs")
            heads = ["AUC", *(f"TPR {rate:g}" for rate in RATES)]
            lines.append("    " + " " * 10 + "".join(f"{head:>22}" for head in heads))
            for name, cell in cells.items():
                values = [cell["auc"], *cell["tpr"].values()]
                lines.append(f"    {name:<10}" + "".join(f"{_figure(value):>22}" for value in values))
    return "\n".join(lines)


def _figure(value: Sequence[float] | None) -> str:
    return "-" if value is None else "{:.4f} [{:.3f}, {:.3f}]".format(*value)
