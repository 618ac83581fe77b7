"""The whole product on one page: folder -> features -> candidates -> grades -> a better embedding -> files.

    ingest    folders           -> images, files, problems         (rows)
    embed     images            -> features, embeddings            (caches)
    mine      embeddings        -> candidates of the round         (cache), the split and the frozen pairs, once
    queue     candidates        -> a batch of pairs to grade       (rows)
    label     a file of grades  -> labels                          (rows, append-only; the window grades directly)
    train     labels            -> a trained embedder              (checkpoint)
    remine    trained embedder  -> the next round's candidates     (cache)
    evaluate  frozen pairs      -> raw, whitened and trained, side by side
    export    any of the above  -> files

Each stage reads what the one before wrote and none calls back. A stage is a function of the project, how to run
and a job, and returns what the command line prints and the window shows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.core.jobs import NULL_JOB, Job
from app.core.settings import Settings
from app.core.store.project import Project
from app.errors import UserError
from models.device import resolve

Result = dict[str, Any]


@dataclass(frozen=True)
class How:
    """How a stage runs: settings, seed of every random choice, device and threads (0 = all)."""

    settings: Settings = field(default_factory=Settings)
    seed: int = 0
    device: str = "auto"
    threads: int = 0
def ingest(
    project: Project, how: How, job: Job = NULL_JOB, *, folders: Sequence[str] = (), retry: bool = False
) -> Result:
    """Read the images of these folders (none named: of all known ones); unchanged files are not read again."""
    from app.core.ingest import ingest as read

    done = read(project, [Path(folder) for folder in folders], how.settings, job, processes=how.threads, retry=retry)
    problems = [{"path": problem.path, "reason": problem.detail or problem.code} for problem in done.problems]
    return {"images": done.images, "files": done.files, "new": done.new, "decoded": done.decoded, "problems": problems}


def embed(project: Project, how: How, job: Job = NULL_JOB, *, head: str = "whiten", refit: bool = False) -> Result:
    """Features of every image, and the embeddings of this head; it is fitted once and again only with `refit`."""
    from app.core import embed as embedding

    _at_least_two(project)
    backbone = how.settings["embed.backbone"]
    _, computed = embedding.features(project, backbone, how.device, how.threads, job)
    fitted = [row for row in project.rounds.embedders() if (row.head, row.backbone) == (head, backbone)]
    round_ = project.rounds.current()
    row = fitted[-1] if fitted and not refit else embedding.fit_embedder(
        project, head, backbone, how.device, how.threads, job, round=round_.number if round_ else 0
    )
    vectors = embedding.embeddings(project, row, how.device, how.threads, job)
    return {"images": len(vectors.ids), "embedded": computed, "embedder": row.name, "dim": row.dim}


def mine(project: Project, how: How, job: Job = NULL_JOB, *, miner: str | None = None) -> Result:
    """Candidates of the current round; the first time also round 0, the split and the frozen pairs."""
    from app.core import embed as embedding
    from app.core import mining

    settings = how.settings.having(mine__miner=miner)
    done = embed(project, how, job)
    round_ = project.rounds.current()
    row = project.rounds.embedder(round_.embedder if round_ else done["embedder"])
    if round_ is None:
        round_ = project.rounds.start(row.fingerprint, how.seed, dict(settings.overrides))
    _freeze(project, how, job)
    vectors = embedding.embeddings(project, row, how.device, how.threads, job)
    found, _ = mining.mine(project, row, vectors, settings, seed=how.seed, device=resolve(how.device), job=job)
    return done | {"embedder": row.name, "round": round_.number, "candidates": len(found), "miner": found.miner}


def queue(
    project: Project, how: How, job: Job = NULL_JOB, *, strategy: str | None = None, size: int | None = None
) -> Result:
    """Draw a batch of candidates to grade."""
    from app.core.batches import make_batch

    settings = how.settings.having(batch__strategy=strategy, batch__size=size)
    batch = make_batch(project, settings, seed=how.seed, job=job)
    return {"batch": batch.id, "name": batch.name, "pairs": batch.size, "strategy": batch.strategy}


def prepare(project: Project, how: How, job: Job = NULL_JOB, *, folders: Sequence[str] = ()) -> Result:
    """From folders to the first pair on the screen: ingest, embed, mine, and a batch if there is none yet."""
    result = ingest(project, how, job, folders=folders) | mine(project, how, job)
    if all(batch.sealed for batch in project.pairs.batches()) and result["candidates"]:
        result |= queue(project, how, job)
    return result


def label(
    project: Project, how: How, job: Job = NULL_JOB, *, file: str, annotator: str, strict: bool = False
) -> Result:
    """Import grades from a file; what cannot be read is told by line number."""
    from app.core.importing import import_file

    return import_file(project, Path(file), "labels", annotator=annotator, strict=strict, job=job)


def groups(project: Project, how: How, job: Job = NULL_JOB, *, file: str) -> Result:
    """Import known groups of images from a file."""
    from app.core.importing import import_file

    return import_file(project, Path(file), "groups", job=job)


def train(
    project: Project, how: How, job: Job = NULL_JOB, *,
    loss: str | None = None, sampler: str | None = None, scope: str = "head",
) -> Result:  # fmt: skip
    """Learn a linear head from the training side's grades; the new embedder is used by `remine`."""
    from app.core import learn

    settings = how.settings.having(train__loss=loss, train__sampler=sampler)
    _freeze(project, how, job)
    done = learn.train(project, settings, seed=how.seed, device=how.device, threads=how.threads, job=job)
    return {"checkpoint": done.embedder.name, "fingerprint": done.embedder.fingerprint, "scope": scope,
            "steps": done.trained.steps, "loss": done.trained.loss, "stopped_by": done.trained.stopped_by,
            "pairs": done.pairs, "left_out": done.left_out}  # fmt: skip


def remine(project: Project, how: How, job: Job = NULL_JOB) -> Result:
    """Start the next round with the newest trained embedder and mine with it."""
    trained = [row for row in project.rounds.embedders() if row.head == "linear"]
    if not trained:
        raise UserError("nothing was trained yet in {project}; train first", project=project.name)
    current = project.rounds.current()
    if current is None or current.embedder != trained[-1].fingerprint:
        project.rounds.start(trained[-1].fingerprint, how.seed, dict(how.settings.overrides))
    return mine(project, how, job)


def evaluate(project: Project, how: How, job: Job = NULL_JOB) -> Result:
    """Raw, whitened and trained embeddings on the same pairs of the evaluation side, and which is better."""
    from app.core.evaluate import evaluate as measure

    return measure(project, how.settings, seed=how.seed, device=how.device, threads=how.threads, job=job)


def export(
    project: Project, how: How, job: Job = NULL_JOB, *,
    kind: str, out: str, absolute: bool = False, candidates: bool = False, votes: bool = False,
) -> Result:  # fmt: skip
    """Write answers (or candidates, votes, embeddings) to a file, whole or not at all."""
    from app.core.exporting import export as write

    rows = write(project, kind, Path(out), absolute=absolute, candidates=candidates, votes=votes, job=job)
    return {"rows": rows, "out": out, "format": kind}


def write_pairs(project: Project, out: Path, how: How, job: Job = NULL_JOB, *, absolute: bool = False) -> Result:
    """The pair file of the main job: identical pixels first, then the newest candidates, closest first."""
    from app.core.exporting import write_run

    return {"candidates": write_run(project, out, absolute=absolute, job=job), "out": str(out)}


def run(
    folders: Sequence[Path], out: Path, how: How, job: Job = NULL_JOB, *,
    project: Path | None = None, absolute: bool = False,
) -> Result:  # fmt: skip
    """The main job without a window: read, embed, mine, write the pairs; kept in `project` or nowhere."""
    from app.core.exporting import format_of

    format_of(out)  # refuse a wrong suffix or place before the work, not after it
    if not out.absolute().parent.is_dir():
        raise UserError("the folder {path} does not exist", path=out.absolute().parent)
    with (
        tempfile.TemporaryDirectory(prefix="nearpair-") as scratch,
        Project.open_or_create(project or Path(scratch, "run.nearpair")) as opened,
    ):
        result = ingest(opened, how, job, folders=[str(folder) for folder in folders]) | mine(opened, how, job)
        result |= write_pairs(opened, out, how, job, absolute=absolute)
        return result | {"project": str(opened.path) if project else None}


def _freeze(project: Project, how: How, job: Job) -> None:
    """Bring the split up to date and see to it that frozen pairs stand, for training fixes both."""
    from app.core import embed as embedding
    from app.core import frozen, split

    row = project.rounds.embedder()
    if row is None:
        raise UserError("nothing was mined yet in {project}; mine and grade first", project=project.name)
    split.update(project, how.settings, job)
    vectors = embedding.embeddings(project, row, how.device, how.threads, job)
    frozen.draw_frozen(project, vectors, how.settings, seed=how.seed, device=resolve(how.device), job=job)


def _at_least_two(project: Project) -> None:
    count = project.images.count().images
    if count < 2:
        raise UserError("pairs need at least two different images; {project} has {count}",
                        project=project.name, count=count)  # fmt: skip


# What the command line and the window's worker process may ask for by name.
STAGES: Mapping[str, Callable[..., Result]] = MappingProxyType(
    {stage.__name__: stage for stage in
     (ingest, embed, mine, queue, prepare, label, groups, train, remine, evaluate, export)}
)  # fmt: skip
