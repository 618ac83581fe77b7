"""Exporting: answers, votes, candidates and embeddings as plain files; the same project gives the same bytes.

`export` writes the current answers, one row a pair; with `votes` every act, with `candidates` the unjudged pairs of
the current round. The pairs file of `run` has the same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.core.asking.pool import pool
from app.core.atomic import replacing
from app.core.exchanging import pair_rows
from app.core.exchanging.naming import Names
from app.core.exchanging.pair_rows import PairRow, VoteRow
from app.core.exporters import EXPORTERS
from app.core.jobs import NULL_JOB, Job
from app.core.mining.candidates import read_candidates
from app.core.records import FloatArray, Round
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

SUFFIXES: Mapping[str, str] = MappingProxyType({".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"})
REPORT_EVERY = 10_000  # rows


@dataclass(frozen=True)
class Vectors:
    """The embeddings of a collection: `paths`, `hashes` and unit `vectors` (n, dim) of the same n images."""

    paths: Sequence[str]
    hashes: Sequence[str]
    vectors: FloatArray


# needs="pairs": (file to write, kind of row, rows); "embeddings": (file, Vectors); "model": (file, model_file.Model)
Exporter = Callable[..., None]


def export(
    project: Project,
    format: str,
    out: Path,
    *,
    absolute: bool = False,
    candidates: bool = False,
    votes: bool = False,
    device: str = "cpu",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> int:
    """Write `out` in this format of EXPORTERS, whole or not at all; returns the number of rows.

    Without `candidates` or `votes`: the current answers. Paths are relative to their root unless `absolute`.
    """
    entry = EXPORTERS.entry(format)
    if entry.needs == "model":
        raise UserError("the format {format} holds a model and no pairs: run `nearpair model`", format=format)
    if entry.needs == "embeddings":
        if candidates or votes:
            raise UserError("the format {format} writes embeddings, neither candidates nor votes", format=format)
        vectors = _vectors(project, device, threads, absolute, job)
        with replacing(out) as file:
            entry.load()(file, vectors)
        return len(vectors.paths)
    if candidates and votes:
        raise UserError("export either candidates or votes, not both")
    if candidates:
        total, rows = open_candidates(project, absolute=absolute)
        return write(format, out, PairRow, rows, total, job)
    listed = pair_rows.votes(project, absolute=absolute) if votes else pair_rows.answers(project, absolute=absolute)
    return write(format, out, VoteRow if votes else PairRow, listed, len(listed), job)


def open_candidates(project: Project, *, absolute: bool = False) -> tuple[int, Iterable[PairRow]]:
    """How many candidates of the current round are unjudged, and their rows, closest first."""
    number = _round(project).number
    open_ = pool(project, number, asked=True)
    rows = pair_rows.proposed(project, open_.candidates, open_.miners, number, absolute=absolute)
    return len(open_.candidates), rows


def write_run(project: Project, out: Path, *, absolute: bool = False, job: Job = NULL_JOB) -> int:
    """The pair file of the main job: identical pixels first, then what was mined last, closest first."""
    number = _round(project).number
    minings = project.rounds.minings(number)
    if not minings:
        raise UserError("nothing was mined in round {round} yet; mine first", round=number)
    found = read_candidates(project.path / minings[-1].file)
    facts = pair_rows.identical(project, absolute=absolute)
    mined = pair_rows.proposed(project, found, (found.miner,) * len(found), number, absolute=absolute)
    return write(format_of(out), out, PairRow, chain(facts, mined), len(facts) + len(found), job)


def write(
    format: str, out: Path, kind: type[PairRow], rows: Iterable[PairRow], total: int, job: Job = NULL_JOB
) -> int:
    """Write the `total` rows, all of one kind, in a pair format, whole or not at all; returns their number."""

    def told() -> Iterable[PairRow]:
        for done, row in enumerate(rows):
            if done % REPORT_EVERY == 0:
                job.report("Writing pairs", done, total)
            yield row

    with replacing(out) as file:
        EXPORTERS.load(format)(file, kind, told())
    job.report("Writing pairs", total, total)
    return total


def format_of(out: Path) -> str:
    """The pair format that the suffix of `out` names; UserError for any other suffix."""
    if out.suffix.lower() not in SUFFIXES:
        raise UserError(
            "pairs are written to a file that ends in {suffixes}, not to {path}",
            suffixes=", ".join(SUFFIXES),
            path=out,
        )
    return SUFFIXES[out.suffix.lower()]


def _round(project: Project) -> Round:
    round_ = project.rounds.current()
    if round_ is None:
        raise UserError("nothing was mined yet in {project}; mine first", project=project.name)
    return round_


def _vectors(project: Project, device: str, threads: int, absolute: bool, job: Job) -> Vectors:
    from app.core.embedding import embed

    row = project.rounds.embedder()
    if row is None:
        raise UserError("{project} has no embedder yet; embed it first", project=project.name)
    found = embed.embeddings(project, row, device, threads, job)
    names = Names(project, found.ids.tolist(), absolute=absolute)
    paths, hashes = zip(*map(names.of, found.ids.tolist()), strict=True) if len(found.ids) else ((), ())
    return Vectors(paths, hashes, found.vectors)
