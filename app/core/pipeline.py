"""The whole product on one page: folder -> features -> candidates -> grades -> a better embedding -> files.

    ingest    folders           -> images, files, problems         (rows)
    embed     images            -> features, embeddings            (caches)
    mine      embeddings        -> candidates of the round         (cache), the split and the frozen pairs, once
    queue     candidates        -> a batch of pairs to grade       (rows)
    simulate  a file of truths  -> which query strategy needs the fewest answers (on a copy of the project)
    label     a file of grades  -> labels                          (rows, append-only; the window grades directly)
    train     labels            -> a trained embedder              (checkpoint)
    remine    trained embedder  -> the next round's candidates     (cache)
    evaluate  frozen pairs      -> raw, whitened and trained, side by side
    export    any of the above  -> files

Each stage reads what the one before wrote and none calls back. A stage is a function of the project, how to run
and a job, and returns what the command line prints and the window shows. Those beside the flow are in stages.py.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.core.how import How, Result
from app.core.jobs import NULL_JOB, Job
from app.core.stages import BESIDE
from app.core.store.project import Project
from app.errors import UserError
from models.device import resolve

if TYPE_CHECKING:
    from app.core.embedding.embed import Embedded


def ingest(
    project: Project, how: How, job: Job = NULL_JOB, *, folders: Sequence[str] = (), retry: bool = False
) -> Result:
    """Read the images of these folders (none named: of all known ones); unchanged files are not read again.

    Features of new images are computed in the same pass where `ingest.one_pass` allows.
    """
    from app.core.embedding.one_pass import ingest_and_embed

    done, computed = ingest_and_embed(
        project, [Path(folder) for folder in folders], how.settings, how.device, how.threads, job, retry=retry
    )
    problems = [{"path": problem.path, "reason": problem.detail or problem.code} for problem in done.problems]
    return {"images": done.images, "files": done.files, "new": done.new, "decoded": done.decoded,
            "embedded": computed, "problems": problems}  # fmt: skip


def embed(
    project: Project, how: How, job: Job = NULL_JOB, *,
    head: str = "whiten", backbone: str | None = None, refit: bool = False,
) -> Result:  # fmt: skip
    """Features of every image, and the embeddings of this head; it is fitted once and again only with `refit`."""
    from app.core.embedding.embed import embed_collection

    _at_least_two(project)
    settings = how.settings.having(embed__backbone=backbone)
    done = embed_collection(project, settings, how.device, how.threads, job, head=head, refit=refit)
    return _told(done)


def mine(
    project: Project, how: How, job: Job = NULL_JOB, *,
    miner: str | None = None, embedder: str | None = None, anew: bool = False,
) -> Result:  # fmt: skip
    """Candidates of the current round; the first time also round 0, the split and the frozen pairs.

    Another stored `embedder` (name or fingerprint) than the round's starts the next round; so does the whitened
    backbone of the settings with `anew`.
    """
    from app.core.embedding.embed import embed_collection
    from app.core.mining import mine as mining
    from app.core.mining import mining_cost

    settings = how.settings.having(mine__miner=miner)  # a wrong choice is told before anything else
    _at_least_two(project)
    round_ = project.rounds.current()
    wanted = embedder or (round_.embedder if round_ and not anew else None)
    row = project.rounds.embedder(wanted) if wanted else None
    if row is not None and settings.overrides.get("embed.backbone", row.backbone) != row.backbone:
        job.warn(f"round {round_.number if round_ else 0} goes on with {row.backbone}; --anew starts one with "
                 f"{settings['embed.backbone']}")  # fmt: skip
    done = embed_collection(project, settings, how.device, how.threads, job, row=row)
    begins = None if round_ and round_.embedder == done.row.fingerprint else dict(settings.overrides)
    _freeze(project, how, job, done)
    found, ran = mining.mine(project, done.row, done.vectors, settings, seed=how.seed, device=resolve(how.device),
                             turned=done.turned, begins=begins, job=job)  # fmt: skip
    mining_cost.remember(len(done.vectors.ids), done.row.dim * (1 + len(done.turned)), ran.report or {})
    return _told(done) | {"round": ran.round, "candidates": len(found), "miner": found.miner,
                         "report": ran.report}  # fmt: skip


def queue(
    project: Project, how: How, job: Job = NULL_JOB, *, strategy: str | None = None, size: int | None = None
) -> Result:
    """Draw a batch of candidates to grade."""
    from app.core.asking.batches import make_batch

    settings = how.settings.having(batch__strategy=strategy, batch__size=size)
    batch = make_batch(project, settings, seed=how.seed, job=job)
    return {"batch": batch.id, "name": batch.name, "pairs": batch.size, "strategy": batch.strategy}


def simulate(
    project: Project, how: How, job: Job = NULL_JOB, *,
    truth: str, groups: str | None = None, ignore: str | None = None, strategies: Sequence[str] = (),
    slips: float = 0.0, seeds: int = 1, budget: int = 3000, train_too: bool = False, out: str | None = None,
) -> Result:  # fmt: skip
    """Compare query strategies on a copy of the project, with an oracle that answers from files of the truth."""
    from app.core.asking import simulate as simulation

    def learn(copy: Project, seed: int) -> None:
        again = How(how.settings.having(frozen__size=0), seed, how.device, how.threads)
        try:
            train(copy, again, job, compare=False)
            remine(copy, again, job)
        except UserError as error:  # too few grades so far
            job.warn(str(error))

    paths = [None if name is None else Path(name) for name in (groups, ignore)]
    plan = simulation.Plan(strategies or (how.settings["batch.strategy"],), range(how.seed, how.seed + seeds), budget,
                           slips, how.settings)  # fmt: skip
    return simulation.compare(project, plan, Path(truth), *paths, out=None if out is None else Path(out),
                              learn=learn if train_too else None, job=job)  # fmt: skip


def prepare(project: Project, how: How, job: Job = NULL_JOB, *, folders: Sequence[str] = ()) -> Result:
    """From folders to the first pair on the screen: ingest, embed, mine, and a batch if there is none yet."""
    result = _and_mine(ingest(project, how, job, folders=folders), project, how, job)
    if all(batch.sealed for batch in project.pairs.batches()) and result["candidates"]:
        result |= queue(project, how, job)
    return result


def label(
    project: Project, how: How, job: Job = NULL_JOB, *, file: str, annotator: str, strict: bool = False
) -> Result:
    """Import grades from a file; what cannot be read is told by line number."""
    from app.core.exchanging.importing import import_file

    return import_file(project, Path(file), "labels", annotator=annotator, strict=strict, job=job)


def train(
    project: Project, how: How, job: Job = NULL_JOB, *,
    loss: str | None = None, sampler: str | None = None, scope: str | None = None, compare: bool = True,
) -> Result:  # fmt: skip
    """Learn from the training side's grades, and `compare` with what mines now; `remine` goes on if not worse."""
    from app.core.learning import learn, promotion, training_cost

    chosen = how.settings.having(train__loss=loss, train__sampler=sampler, train__scope=scope)
    learn.check_choice(chosen)
    _freeze(project, how, job)
    began = time.monotonic()
    done = learn.train(project, chosen, seed=how.seed, device=how.device, threads=how.threads, job=job)
    made = done.embedder.settings
    training_cost.remember(made["train.scope"], done.trained.steps - done.resumed_at,
                           made["train.pairs_per_step"], time.monotonic() - began, resolve(how.device))  # fmt: skip
    judged = promotion.judge(project, done.embedder, chosen, seed=how.seed, device=how.device, threads=how.threads,
                             job=job) if compare else {}  # fmt: skip
    return {"checkpoint": done.embedder.name, "fingerprint": done.embedder.fingerprint,
            "scope": made["train.scope"], "steps": done.trained.steps, "loss": done.trained.loss,
            "stopped_by": done.trained.stopped_by,
            "pairs": done.pairs, "left_out": done.left_out, "resumed_at": done.resumed_at,
            "suspects": len(done.suggestions),
            **{key: judged[key] for key in ("against", "verdict") if compare}}  # fmt: skip


def warm(project: Project, how: How, job: Job = NULL_JOB, *, scope: str | None = None) -> Result:
    """Learn from the collection's own pictures and their copies, without a grade; kept only if it is better."""
    from app.core.learning import warm as warming
    return warming.warm(project, how.settings.having(train__scope=scope), seed=how.seed, device=how.device,
                        threads=how.threads, job=job).told()  # fmt: skip


def remine(project: Project, how: How, job: Job = NULL_JOB) -> Result:
    """Start the next round with the embedder promoted last, or one learned since and not worse, and mine with it."""
    from app.core.learning import promotion

    return mine(project, how, job, embedder=promotion.chosen_to_mine(project).fingerprint)


def evaluate(project: Project, how: How, job: Job = NULL_JOB, *, report: str | None = None) -> Result:
    """Raw, whitened and trained embeddings on the same pairs of the evaluation side, and which is better."""
    from app.core.measuring.evaluate import evaluate as measure

    found = measure(project, how.settings, seed=how.seed, device=how.device, threads=how.threads, job=job)
    if report is None:
        return found
    from app.core.reporting.html_report import write_report

    files = write_report(project, found, Path(report), dict(how.settings.overrides), how.seed)
    return found | {"files": [str(path) for path in files]}


def export(
    project: Project, how: How, job: Job = NULL_JOB, *,
    kind: str, out: str, absolute: bool = False, candidates: bool = False, votes: bool = False,
) -> Result:  # fmt: skip
    """Write answers (or candidates, votes, embeddings) to a file, whole or not at all."""
    from app.core.exchanging.exporting import export as write

    rows = write(project, kind, Path(out), absolute=absolute, candidates=candidates, votes=votes, job=job)
    return {"rows": rows, "out": out, "format": kind}


def write_pairs(project: Project, out: Path, how: How, job: Job = NULL_JOB, *, absolute: bool = False) -> Result:
    """The pair file of the main job: identical pixels first, then the newest candidates, closest first."""
    from app.core.exchanging.exporting import write_run

    return {"candidates": write_run(project, out, absolute=absolute, job=job), "out": str(out)}


def run(
    folders: Sequence[Path], out: Path, how: How, job: Job = NULL_JOB, *,
    project: Path | None = None, absolute: bool = False,
) -> Result:  # fmt: skip
    """The main job without a window: read, embed, mine, write the pairs; kept in `project` or nowhere."""
    from app.core.exchanging.exporting import format_of

    format_of(out)  # refuse a wrong suffix or place before the work, not after it
    if not out.absolute().parent.is_dir():
        raise UserError("the folder {path} does not exist", path=out.absolute().parent)
    with (
        tempfile.TemporaryDirectory(prefix="nearpair-") as scratch,
        Project.open_or_create(project or Path(scratch, "run.nearpair")) as opened,
    ):
        read = ingest(opened, how, job, folders=[str(folder) for folder in folders])
        result = _and_mine(read, opened, how, job)
        result |= write_pairs(opened, out, how, job, absolute=absolute)
        return result | {"project": str(opened.path) if project else None}


def _and_mine(read: Result, project: Project, how: How, job: Job) -> Result:
    """What ingest told, and what mining tells after it; images embedded in either count."""
    mined = mine(project, how, job)
    return read | mined | {"embedded": read["embedded"] + mined["embedded"]}


def _told(done: Embedded) -> Result:
    return {"images": len(done.vectors.ids), "embedded": done.computed, "embedder": done.row.name,
            "dim": done.row.dim}  # fmt: skip


def _freeze(project: Project, how: How, job: Job, done: Embedded | None = None) -> None:
    """Bring the split up to date and see to it that frozen pairs stand, for training fixes both."""
    from app.core.embedding import embed as embedding
    from app.core.learning import frozen, split

    row = done.row if done else project.rounds.embedder()
    if row is None:
        raise UserError("nothing was mined yet in {project}; mine and grade first", project=project.name)
    split.update(project, how.settings, job)
    vectors = done.vectors if done else embedding.embeddings(project, row, how.device, how.threads, job)
    frozen.draw_frozen(project, vectors, how.settings, embedder=row.fingerprint, seed=how.seed,
                       device=resolve(how.device), job=job)  # fmt: skip


def _at_least_two(project: Project) -> None:
    count = project.images.count().images
    if count < 2:
        raise UserError("pairs need at least two different images; {project} has {count}",
                        project=project.name, count=count)  # fmt: skip


# What the command line and the window's worker process may ask for by name.
_FLOW: tuple[Callable[..., Result], ...] = (
    ingest, embed, mine, queue, simulate, prepare, label, train, warm, remine, evaluate, export,
)  # fmt: skip
STAGES: Mapping[str, Callable[..., Result]] = MappingProxyType({one.__name__: one for one in _FLOW} | dict(BESIDE))
