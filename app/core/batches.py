"""Batches: which of the mined pairs are asked next, drawn so that each knows how likely it was to be drawn.

The population of a batch are the pairs that the miners of the round proposed and nobody was asked about yet, and the
stratum "all other pairs", whose size is known. A strategy names strata of it and draws in each; a deterministic pick
is a stratum of its own with probability 1. What batches say of the collection is said by random stratum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from app.core.candidates import closest_first, read_candidates, rounded
from app.core.jobs import NULL_JOB, Job
from app.core.known import Known, keys
from app.core.records import Batch, Candidates, IntArray
from app.core.settings import Settings
from app.core.strategies import STRATEGIES
from app.core.why import Whys
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.pairs import BatchRow
    from app.core.store.project import Project

OTHERS = "all other pairs"


@dataclass(frozen=True)
class Draw:
    """What was drawn from one stratum: rows of the candidates, the stratum's size, the chance each of its pairs had."""

    stratum: str
    rows: IntArray
    population: int
    probability: float


# (open candidates, closest first; how many; the generator) -> strata that together are all the candidates
Strategy = Callable[[Candidates, int, Generator], Sequence[Draw]]


@dataclass(frozen=True)
class Pool:
    """The open candidates of a round, closest first; of each the miner that proposed it first; all other pairs."""

    candidates: Candidates
    miners: Sequence[str]
    others: int


def make_batch(project: Project, settings: Settings, *, seed: int = 0, job: Job = NULL_JOB) -> Batch:
    """Draw the next batch of the current round: strategy, size and blindness as in `settings`.

    Under every blindness but "open" the order is shuffled, so that it tells nothing; sides are drawn always.
    """
    from app.core.store.pairs import NewBatch

    round_ = project.rounds.current()
    if round_ is None:
        raise UserError("nothing was mined yet in {project}; mine first", project=project.name)
    job.report("Drawing pairs")
    source = pool(project, round_.number)
    if not len(source.candidates):
        raise UserError(
            "every pair mined in round {round} was asked already; mine with other settings", round=round_.number
        )
    entry = STRATEGIES.entry(settings["batch.strategy"])
    rng = np.random.default_rng(seed)
    draws = entry.load()(source.candidates, settings["batch.size"], rng)
    rows = places(source.candidates, source.miners, draws, rng, shuffled=settings["batch.blindness"] != "open")
    number = sum(batch.strategy == entry.name for batch in project.pairs.batches()) + 1
    new = NewBatch(
        name=f"{entry.name}-{number}",
        strategy=entry.name,
        round=round_.number,
        embedder=round_.embedder,
        seed=seed,
        settings={"size": settings["batch.size"]},
        strata=strata(draws, source.others),
        blindness=settings["batch.blindness"],
    )
    return project.pairs.create_batch(new, rows)


def pool(project: Project, round_number: int, *, asked: bool = False) -> Pool:
    """The union of the round's candidate files without judged pairs and, unless `asked`, without pairs in batches."""
    minings = project.rounds.minings(round_number)
    if not minings:
        raise UserError("nothing was mined in round {round} yet; mine first", round=round_number)
    files = [read_candidates(project.path / mining.file) for mining in minings]
    known = Known.of(project)
    in_batches = np.array([] if asked else sorted(project.pairs.asked()), np.int64).reshape(-1, 2)
    closed, seen = keys(in_batches[:, 0], in_batches[:, 1]), np.empty(0, np.int64)
    parts = []
    for file in files:
        pairs = keys(file.left, file.right)
        unseen = ~np.isin(pairs, seen)
        seen = np.concatenate((seen, pairs[unseen]))
        parts.append(np.flatnonzero(unseen & ~np.isin(pairs, closed) & ~known.settled(file.left, file.right)))
    images = max(mining.images for mining in minings)
    joined, source = _joined(project, files, parts)
    miners = Whys(source, tuple(file.miner for file in files))
    return Pool(joined, miners, images * (images - 1) // 2 - len(seen))


def _joined(
    project: Project, files: Sequence[Candidates], parts: Sequence[IntArray]
) -> tuple[Candidates, IntArray]:
    """The given rows of all files as one, closest first, and the number of the file each is from."""
    chosen = list(zip(files, parts, strict=True))
    left = np.concatenate([file.left[rows] for file, rows in chosen])
    right = np.concatenate([file.right[rows] for file, rows in chosen])
    distance = np.concatenate([file.distance[rows] for file, rows in chosen])
    whys = Whys.joined([Whys.of_rows(file.why, rows) for file, rows in chosen])
    source = np.repeat(np.arange(len(files)), [len(rows) for rows in parts])
    if len(files) > 1:  # a single file is in order
        images = project.images.by_ids(np.union1d(left, right).tolist())
        order = closest_first({key: image.content_hash for key, image in images.items()}, left, right, distance)
        left, right, distance, source = left[order], right[order], distance[order], source[order]
        whys = Whys.of_rows(whys, order)
    return Candidates(left, right, distance, "", whys), source


def places(
    found: Candidates, miners: Sequence[str], draws: Sequence[Draw], rng: Generator, *, shuffled: bool
) -> list[BatchRow]:
    """The drawn pairs as the places of a batch, with their stratum, probability and a side drawn for the left image."""
    from app.core.store.pairs import BatchRow

    drawn = [(draw, row) for draw in draws for row in draw.rows.tolist()]
    if shuffled:
        drawn = [drawn[place] for place in rng.permutation(len(drawn))]
    swapped = (rng.random(len(drawn)) < 0.5).tolist()
    distance = rounded(found.distance[[row for _, row in drawn]]).tolist()
    return [
        BatchRow(
            left=int(found.left[row]),
            right=int(found.right[row]),
            distance=distance[place],
            miner=miners[row],
            why=found.why[row],
            stratum=draw.stratum,
            draw_probability=draw.probability,
            swapped=swapped[place],
        )
        for place, (draw, row) in enumerate(drawn)
    ]


def strata(draws: Sequence[Draw], others: int) -> dict[str, dict[str, int]]:
    """The population by stratum and what was drawn of each."""
    listed = {draw.stratum: {"population": draw.population, "drawn": len(draw.rows)} for draw in draws}
    return listed | {OTHERS: {"population": others, "drawn": 0}}
