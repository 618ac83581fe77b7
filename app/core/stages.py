"""Stages beside the flow of pipeline.py: what is told to a project, asked of it, or carried out of it.

    groups    a file of groups  -> images known to match
    import    a file            -> labels, groups, or vectors of one's own: an embedder without a network
    merge     another project   -> its images, groups, batches and labels
    propose   candidates        -> grades by rules, stored once a person approves
    promote   an embedder       -> the one that mines next, if it is not worse
    heads     grades            -> which head without grades fits this collection best
    verifier  grades            -> a classifier of pairs over all their features    (checkpoint)
    protocol  known pairs       -> true false positive rates on hard negatives, and thresholds
    find      other pictures    -> their matches in the collection
    apply     a threshold       -> predicted pairs and groups of the whole collection
    leakage   two folders       -> how many images of one match images of the other
    model     an embedder       -> one file for other programs, with its threshold
    download  a backbone        -> its weights, fetched in that very moment
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.core.how import How, Result
from app.core.jobs import NULL_JOB, Job
from app.core.reading.relink import relink
from app.core.records import Cut
from app.core.store.project import Project


def propose(
    project: Project, how: How, job: Job = NULL_JOB, *, rules: Sequence[str] = (), sample: int = 0, **approval: Any
) -> Result:
    """What rules would grade; stored only with an approval: `approver`, and `leave_out` of what was kept before."""
    from app.core.grading.proposed import propose_and_tell

    return propose_and_tell(project, how.settings, rules, sample, how.seed, job, **approval)


def merge(project: Project, how: How, job: Job = NULL_JOB, *, other: str) -> Result:
    """Add the images, groups, batches and labels of another project."""
    from app.core.exchanging.merging import merge as merged

    return merged(project, Path(other), how.settings, job)


def groups(project: Project, how: How, job: Job = NULL_JOB, *, file: str) -> Result:
    """Import known groups of images from a file."""
    from app.core.exchanging.importing import import_file

    return import_file(project, Path(file), "groups", job=job)


def import_file(
    project: Project, how: How, job: Job = NULL_JOB, *,
    kind: str, file: str, annotator: str = "", name: str = "", strict: bool = False,
) -> Result:  # fmt: skip
    """Take in a file of any format of IMPORTERS; `annotator`: whose labels these are, `name`: of an embedder."""
    from app.core.exchanging.importing import import_file as take_in

    return take_in(project, Path(file), kind, annotator=annotator, name=name, strict=strict, job=job)


def promote(project: Project, how: How, job: Job = NULL_JOB, *, embedder: str, anyway: bool = False) -> Result:
    """Let this embedder mine next, unless it is worse than the one that mines now; then only `anyway`."""
    from app.core.learning import promotion

    return promotion.promote(project, project.rounds.embedder(embedder), how.settings, anyway=anyway, seed=how.seed,
                             device=how.device, threads=how.threads, job=job)  # fmt: skip


def heads(project: Project, how: How, job: Job = NULL_JOB) -> Result:
    """Fit every head that needs no grade, and compare them on the evaluation side."""
    from app.core.learning.head_choice import compare_heads

    return compare_heads(project, how.settings, seed=how.seed, device=how.device, threads=how.threads, job=job)


def verifier(project: Project, how: How, job: Job = NULL_JOB, *, kind: str | None = None) -> Result:
    """Fit a verifier of pairs to the training side's grades, and compare it with distance on the evaluation side."""
    from app.core.judging.fitting import fit_verifier

    return fit_verifier(project, how.settings.having(judge__verifier=kind), seed=how.seed, device=how.device,
                        threads=how.threads, job=job)  # fmt: skip


def protocol(
    project: Project, how: How, job: Job = NULL_JOB, *,
    queries: int = 4400, compact: int = 80_000, cut: str = "strict", draws: int = 5, out: str | None = None,
) -> Result:  # fmt: skip
    """The hn1 / hn2 benchmark on this collection: true false positive rates of every embedder, side by side."""
    from app.core.benchmark.protocol import run as measure

    return measure(project, queries=queries, compact=compact, cut=Cut(cut), draws=draws,
                   out=None if out is None else Path(out), resamples=how.settings["evaluate.resamples"],
                   seed=how.seed, device=how.device, threads=how.threads, job=job)  # fmt: skip


def find(
    project: Project, how: How, job: Job = NULL_JOB, *,
    images: Sequence[str], k: int = 5, at: float | None = None, out: str | None = None,
) -> Result:  # fmt: skip
    """Which images of the collection new pictures match; nothing is added to the project."""
    from app.core.applying.find import find as look

    return look(project, [Path(image) for image in images], k=k, at=at, out=None if out is None else Path(out),
                device=how.device, threads=how.threads, job=job)  # fmt: skip


def apply(
    project: Project, how: How, job: Job = NULL_JOB, *,
    at: str, cut: str = "lenient", linkage: str = "complete", out: str | None = None, groups_out: str | None = None,
    absolute: bool = False,
) -> Result:  # fmt: skip
    """Predict the matching pairs and the groups of the whole collection at a threshold with known figures."""
    from app.core.applying.apply import apply as predict

    return predict(project, how.settings, at=at, cut=Cut(cut), kind=linkage, absolute=absolute,
                   out=None if out is None else Path(out), groups_out=None if groups_out is None else Path(groups_out),
                   seed=how.seed, device=how.device, threads=how.threads, job=job)  # fmt: skip


def leakage(
    project: Project, how: How, job: Job = NULL_JOB, *,
    between: Sequence[str], at: str, cut: str = "lenient", out: str | None = None, absolute: bool = False,
) -> Result:  # fmt: skip
    """How many images of one part of the collection are near-duplicates of images of another part."""
    from app.core.applying.leakage import leakage as measure

    return measure(project, how.settings, between=between, at=at, cut=Cut(cut), absolute=absolute,
                   out=None if out is None else Path(out),
                   seed=how.seed, device=how.device, threads=how.threads, job=job)  # fmt: skip


def model(
    project: Project, how: How, job: Job = NULL_JOB, *,
    kind: str, out: str, embedder: str | None = None, at: str | None = None,
) -> Result:  # fmt: skip
    """Write an embedder (the one that mines next, else now, unless named) with its thresholds to a file."""
    from app.core.exchanging.model_file import write_model

    return write_model(project, Path(out), kind, embedder, target=at or "", threads=how.threads, job=job)


def download(project: Project, how: How, job: Job = NULL_JOB, *, backbone: str, file: str = "") -> Result:
    """Fetch the weights of a backbone, because a person asked for it just now, or take them from a file."""
    from app.core.embedding import download as weights

    return weights.download(backbone, file, job)


BESIDE: Mapping[str, Callable[..., Result]] = MappingProxyType(
    {stage.__name__: stage for stage in
     (relink, propose, groups, import_file, merge, promote, heads, verifier, protocol, find, apply, leakage, model,
      download)}
)  # fmt: skip
