"""Fitting: learn a judge from the training side's grades, keep it, and tell what it is worth on the evaluation side."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from app.core.asking.boundaries import before_training
from app.core.asking.situation import random_distances
from app.core.jobs import NULL_JOB, Job
from app.core.judging import judge as judging
from app.core.judging import judge_file, predicted, prediction, recorded
from app.core.judging.comparison import CELLS, compare, expected_error, gap
from app.core.judging.judge import Judge
from app.core.judging.lessons import Pairs, pairs_to_learn
from app.core.judging.pair_features import PairFeatures
from app.core.judging.verifier import Chances, Lesson, refuse_too_few
from app.core.learning.split import Split, update
from app.core.measuring.evaluation_pairs import Material, gather
from app.core.mining.known import keys
from app.core.records import POLICY, EmbedderRow, IntArray
from app.core.searching.index import between
from app.core.settings import Settings
from models.errors import UserError
from models.settings import Value
from models.verifiers import VERIFIERS

if TYPE_CHECKING:
    from app.core.store.project import Project

SURE = 0.99  # the chance from which on the rules of the verifier propose, unless they are told otherwise
# Who is compared, the fullest last. What is recorded of files (facts: sizes, times, camera) may be true of one
# collection only, and geometry takes its time, so what a verifier is worth without either is told as well.
DISTANCE, NEITHER, PLAIN, SEEN, FULL = "distance", "without either", "without geometry", "without facts", "all features"


def fit_verifier(
    project: Project, settings: Settings, *, seed: int = 0, device: str = "auto", threads: int = 0, job: Job = NULL_JOB
) -> dict[str, Any]:
    """Fit the verifier of the settings to the round's embedder, store it with the curve by distance, and report.

    UserError when nothing was embedded or there are too few grades.
    """
    row = project.rounds.embedder()
    if row is None:
        raise UserError("nothing was mined yet in {project}; mine and grade first", project=project.name)
    entry = VERIFIERS.entry(settings["judge.verifier"])
    now, rng = update(project, settings, job), np.random.default_rng(seed)
    features = PairFeatures(project, row, device, threads, job)
    pairs = pairs_to_learn(project, now, features, settings["judge.drawn"], rng)
    refuse_too_few(pairs.rank[pairs.drawn == 0])
    lesson = pairs.lesson(judging.features_of(features, pairs.left, pairs.right, geometry=settings["judge.geometry"]))
    job.report("Fitting the verifier")
    began, own = time.monotonic(), settings.of_entry("verifier", entry)
    found = judging.fit(lesson, entry.name, seed, own)
    seconds = time.monotonic() - began
    bare = judging.fit(lesson, entry.name, seed, own, without=recorded.NAMES)
    rivals = {NEITHER: Judge(bare.plain), PLAIN: Judge(found.plain)}
    rivals |= {SEEN: bare, FULL: found} if found.fine else {}
    told = _told(project, settings, row, rivals, lesson, features, seed, device, threads, job)
    learned = keys(pairs.left, pairs.right)[pairs.drawn == 0]
    known = predicted.predict(project, found, features, learned, settings["judge.predicted"], settings["judge.checked"],
                              job)  # fmt: skip
    told["sure"] = known.sure_by_grade(SURE)
    mark = _store(project, row, found, lesson, pairs, own, seed, told)
    curve = curve_of(project, now, row, features, rng)
    prediction.store(project, row.fingerprint, curve)
    predicted.store(project, row.fingerprint, known)
    return {"verifier": entry.name, "fingerprint": mark, "embedder": row.name, "pairs": len(lesson),
            "drawn": int(lesson.drawn.sum()), "features": lesson.table.shape[1], "fit_s": round(seconds, 3),
            "predicted": len(known), **told}  # fmt: skip


def _store(
    project: Project, row: EmbedderRow, found: Judge, lesson: Lesson, pairs: Pairs, own: dict[str, Any], seed: int,
    told: dict[str, Any],
) -> str:  # fmt: skip
    kind = found.plain.kind
    mark = judge_file.fingerprint(lesson, {"kind": kind, "seed": seed, "embedder": row.fingerprint, "settings": own})
    path = project.folder("checkpoints") / f"verifier-{mark[:16]}.safetensors"
    judge_file.save(path, found, lesson, seed, own)
    project.verifiers.add(
        fingerprint=mark, kind=kind, file=path.relative_to(project.path).as_posix(), embedder=row.fingerprint,
        seed=seed, settings=own, trained_on={"labels": list(pairs.labels), "pairs": len(lesson)}, metrics=told,
    )  # fmt: skip
    return mark


def _told(
    project: Project, settings: Settings, row: EmbedderRow, rivals: Mapping[str, Judge], lesson: Lesson,
    features: PairFeatures, seed: int, device: str, threads: int, job: Job,
) -> dict[str, Any]:  # fmt: skip
    """`sets`: the comparison by origin of the pairs, or the `reason` there is none."""
    rng = np.random.default_rng(seed)
    try:
        material = gather(project, settings, rng, device, threads, job, rows={row.name: row})
    except UserError as error:
        return {"sets": {}, "reason": str(error)}
    distances = lesson.table[:, 0].astype(np.float64)
    by_distance = _training_curve(lesson, distances, features)
    sets = {name: _measured(material, name, rivals, by_distance, features, settings, rng, job)
            for name, origin in material.origins.items() if not origin.reason}  # fmt: skip
    return {"sets": sets, "reason": "" if sets else "no origin of the graded pairs can be measured on yet"}


def _measured(
    material: Material, name: str, rivals: Mapping[str, Judge], by_distance: prediction.GradeCurve | None,
    features: PairFeatures, settings: Settings, rng: Generator, job: Job,
) -> dict[str, Any]:  # fmt: skip
    judged = material.origins[name].judged()
    crossing = next(iter(material.crossing.values()), None) if name == material.by_group else None
    ends = np.stack((judged.left, judged.right))
    if crossing is not None:
        ends = np.concatenate((ends, np.stack((crossing.left, crossing.right))), axis=1)
    distance = between(features.embeddings, *ends).astype(np.float64)
    gaps = {DISTANCE: dict.fromkeys(CELLS, distance)}
    table = features.table(*ends)
    chances = {key: one.of_table(table, features, ends[0], ends[1], settings["judge.checked"])
               for key, one in rivals.items()}  # fmt: skip
    gaps |= {key: {cell: gap(one, cell) for cell in CELLS} for key, one in chances.items()}
    report = compare(judged, crossing, gaps, material.ground, settings["evaluate.resamples"], rng, job)
    match = judged.rank > 0
    error = {key: round(expected_error(one.at_least_near[: len(judged)], match), 6) for key, one in chances.items()}
    if by_distance is not None:
        error[DISTANCE] = round(expected_error(by_distance.match(distance[: len(judged)]), match), 6)
    return report | {"calibration_error": error}


def _training_curve(lesson: Lesson, distance: Any, features: PairFeatures) -> prediction.GradeCurve | None:
    """The curve by distance of the same grades that the judge learned from, so that the two can be compared."""
    use = ~lesson.drawn
    alone = np.arange(int(use.sum()))
    graded = prediction.Graded(distance[use], lesson.rank[use], lesson.policy[use], alone, alone)
    start = before_training(random_distances(features.embeddings))
    return prediction.fit(graded, start, np.random.default_rng(0), resamples=0)


def curve_of(
    project: Project, split: Split, row: EmbedderRow, features: PairFeatures, rng: Generator
) -> prediction.GradeCurve | None:
    """The curve by distance of all grades that the embedder did not learn from; None with too few. No sealed pairs."""
    seen = set(row.trained_on.get("labels", ()))
    answers = [a for a in project.labels.answers() if a.grade and not a.sealed and seen.isdisjoint(a.uuids)]
    table = np.array([(a.left, a.right, min(a.grade.rank, 2), POLICY in a.tags) for a in answers if a.grade], np.int64)
    table = table.reshape(-1, 4)
    table = table[features.known(table[:, 0], table[:, 1])]
    left, right, rank, policy = table.T
    groups = np.unique([[split.root[image] for image in ends.tolist()] for ends in (left, right)], return_inverse=True)
    one, other = groups[1].reshape(2, -1)
    start = before_training(random_distances(features.embeddings))
    distance = between(features.embeddings, left, right).astype(np.float64)
    return prediction.fit(prediction.Graded(distance, rank, policy == 1, one, other), start, rng)


def fitted_with(kind: str, settings: Settings) -> dict[str, Value]:
    """The settings, by full key, that decide what a verifier fitted by `judge_now` is like."""
    own = settings.of_entry("verifier", VERIFIERS.entry(kind))
    drawn = {"judge.drawn": settings["judge.drawn"]}
    return {f"verifier.{kind}.{key}": value for key, value in own.items()} | drawn


def judge_now(
    project: Project, left: IntArray, right: IntArray, kind: str, checked: int, settings: Settings
) -> Chances | None:
    """The chances of candidates by a judge fitted to the grades of this moment; None while there are too few.

    `checked`: the most probable ones that geometry decides about; 0: it has no say.
    """
    row = project.rounds.embedder()
    if row is None:
        return None
    entry = VERIFIERS.entry(kind)
    features = PairFeatures(project, row)
    pairs = pairs_to_learn(project, update(project, settings), features, settings["judge.drawn"],
                           np.random.default_rng(0))  # fmt: skip
    try:
        refuse_too_few(pairs.rank[pairs.drawn == 0])
    except UserError:
        return None
    lesson = pairs.lesson(judging.features_of(features, pairs.left, pairs.right, geometry=checked > 0))
    found = judging.fit(lesson, kind, 0, settings.of_entry("verifier", entry))
    return found(features, left, right, checked)
