"""The hn1 / hn2 protocol on a project: what is known to match, the embedders to compare, the report and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.applying.operating_points import OperatingPoint, keep
from app.core.benchmark import protocol_report
from app.core.benchmark.false_alarms import RATES
from app.core.benchmark.positives import Positives
from app.core.benchmark.protocol_measure import Drawn, Ground, Measured, draw_all, measure_all, positives_of
from app.core.benchmark.protocol_report import Report
from app.core.embedding import embed
from app.core.jobs import NULL_JOB, Job, Sentence
from app.core.measuring.evaluation_pairs import compared
from app.core.mining.candidates import rounded
from app.core.mining.known import Known
from app.core.records import Cut, EmbedderRow, Embeddings, Features, IntArray
from models.device import resolve
from models.errors import UserError
from models.head import Head

if TYPE_CHECKING:
    from app.core.store.project import Project

CLOSEST = 50  # hn1 pairs listed by embedder: missed matches first of all


def run(
    project: Project,
    *,
    queries: int,
    compact: int,
    cut: Cut,
    draws: int,
    out: Path | None,
    resamples: int = 1000,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> Report:
    """Measure raw, whitened and trained embedder side by side, keep the thresholds, and write the files to `out`.

    UserError when nothing was embedded, no positive pair is known, or too few images do not match each other.
    """
    rows = compared(project)
    job.report("Reading what is known")
    known = Positives.of(project, cut)
    features, found = _embedded(project, rows, device, threads, job)
    ground = Ground.of(positives_of(project, known, features.ids, seed), len(features.ids), resamples, seed)
    drawn = draw_all(features.ids, known, queries, compact, draws, seed)

    def vectors(name: str, ids: IntArray) -> Embeddings:
        return Embeddings(ids, found[name].vectors[np.searchsorted(found[name].ids, ids)])

    measured = measure_all(list(found), vectors, drawn, ground, resolve(device), job)
    report = _report(project, known, ground, drawn, measured, (queries, compact), features)
    report["names"] = {name: row.name for name, row in rows.items()}
    _keep_points(project, report, rows, cut)
    report["files"] = protocol_report.write(out, report, protocol_report.rows(measured)) if out else []
    return report


def _embedded(
    project: Project, rows: Mapping[str, EmbedderRow], device: str, threads: int, job: Job
) -> tuple[Features, dict[str, Embeddings]]:
    """Features of the images that every embedder has a vector of, and the vectors, those of the raw features first."""
    first = rows.get("whitened") or next(iter(rows.values()))
    features, _ = embed.features(project, embed.backbone_of(first, project), device, threads, job)
    found = {name: embed.embeddings(project, row, device, threads, job) for name, row in rows.items()}
    ids = reduce(np.intersect1d, (one.ids for one in found.values()), features.ids)
    if len(ids) < len(features.ids):  # imported vectors need not be of every image
        features = Features(ids, features.vectors[np.searchsorted(features.ids, ids)])
    if len(ids) < 4:
        raise UserError("the protocol needs at least four images; {project} has {count} that can be read",
                        project=project.name, count=len(ids))  # fmt: skip
    if "whitened" in rows:
        found = {"raw": Embeddings(ids, Head("raw").apply(features.vectors))} | found
    return features, found


def _report(
    project: Project,
    known: Positives,
    ground: Ground,
    drawn: Sequence[Drawn],
    measured: Sequence[Mapping[str, Measured]],
    asked: tuple[int, int],
    features: Features,
) -> Report:
    space, positive = drawn[0].space, ground.positive
    identical = Known.of(project).identical
    twins = int((identical.root(positive.left) == identical.root(positive.right)).sum())
    report: Report = {
        "cut": known.cut.value,
        "asked": {"queries": asked[0], "compact": asked[1]},
        "queries": space.queries,
        "compact": space.compact,
        "pairs": space.pairs,
        "draws": len(drawn),
        "images": len(features.ids),
        "positives": {"pairs": len(positive.left), "identical": twins, "from": positive.source},
        "resolution": 1 / space.pairs,
        "none_seen": space.none_seen,
        "embedders": {name: protocol_report.summary(measured, name) for name in measured[0]},
    }
    for name, of in report["embedders"].items():
        of["closest"] = _closest(project, drawn[0], measured[0][name])
    report["words"] = _words(report)
    return report


def _words(report: Report) -> list[str]:
    """What was measured on, in sentences; also what was scaled down."""
    asked, positive = report["asked"], report["positives"]
    source = "graded" if positive["from"] == "grades" else "of imported groups, as no pair is graded so"
    words = [
        f"{report['queries']:,} queries against {report['compact']:,} images, {report['draws']} draws, {report['cut']} "
        f"cut; {positive['pairs']:,} positive pairs {source} ({positive['identical']:,} with identical pixels)."
    ]
    if (report["queries"], report["compact"]) != (asked["queries"], asked["compact"]):
        words.append(
            f"Asked for were {asked['queries']:,} against {asked['compact']:,}: of the {report['images']:,} images at "
            f"most a quarter become queries, and those that match a query are left out."
        )
    words.append(
        f"One false positive is a rate of {report['resolution']:.2g}; a rate at which none was seen is below "
        f"{report['none_seen']:.2g} (95 %)."
    )
    words.append("hn2_row is easier than hn1 at every threshold; only hn2_global is harder.")
    return words


def _closest(project: Project, one: Drawn, measured: Measured) -> list[dict[str, Any]]:
    """The first of hn1 with their paths and what anybody said of them."""
    found = measured.lists["hn1"]
    first = slice(0, CLOSEST)
    left, right = one.queries[found.query[first]], found.other[first]
    images = project.images.by_ids({*left.tolist(), *right.tolist()})
    grades = {(a.left, a.right): a.grade.value if a.grade else "in doubt" for a in project.labels.answers()}
    distance = rounded(found.distance[first].astype(np.float32))
    return [
        {
            "left_path": images[a].path,
            "right_path": images[b].path,
            "distance": float(d),
            "known_as": grades.get((min(a, b), max(a, b)), "not judged"),
        }
        for a, b, d in zip(left.tolist(), right.tolist(), distance, strict=True)
    ]


def _keep_points(project: Project, report: Report, rows: Mapping[str, EmbedderRow], cut: Cut) -> None:
    """Of every stored embedder the threshold of the smallest rate that could be checked on the other queries."""
    for name, row in rows.items():
        for rate in sorted(RATES):
            if held := report["embedders"][name]["held_out"][f"{rate:g}"]:
                words = {"rate": rate, "cut": cut.value}
                basis = Sentence("a false positive rate of {rate:g} in the protocol, {cut} cut", **words)
                keep(project, row.fingerprint, cut, OperatingPoint(held["threshold"]["mean"], basis))
                break
