"""Batches: which of the mined pairs are asked next, drawn so that each knows how likely it was to be drawn.

The population of a batch are the pairs that the miners of the round proposed, whose answer nobody gave and none of
the answers imply, and the stratum "all other pairs", whose size is known. What batches say of the collection is said
by random stratum.

A query strategy is a function `draw(situation, size, rng, **settings) -> Sequence[Draw]` in a file of its own,
declared by one line in `app/core/strategies/__init__.py`. It looks at nothing but the Situation: the open candidates,
closest first, and, computed when first looked at, the ND groups and what they imply, the boundaries, the bits between
perceptual hashes, the distances under the former embedding, the graded pairs and who disagrees about them. It names
strata that together are all the candidates, and of each the rows it drew and the probability of every one of them:

- a deterministic pick is a stratum of its own with probability 1, and enters no figure about the collection;
- what is left over is a stratum of which nothing was drawn;
- pairs that people graded before are drawn from `situation.graded` into strata that are named AGAIN, have no
  probability and belong to no population. They are asked as if nobody had answered, so that the second answer is
  worth something, and their first answer is not shown.

A strategy never draws a pair twice, and may draw fewer than `size` where there is no more to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.asking.implied import Implied
from app.core.asking.pool import Pool, pool
from app.core.asking.situation import Graded, Situation, graded_of, situation_of
from app.core.jobs import NULL_JOB, Job
from app.core.mining.candidates import rounded
from app.core.mining.known import Known
from app.core.mining.why import why
from app.core.records import AGAIN, Batch, Candidates, IntArray
from app.core.settings import Settings
from app.core.strategies import STRATEGIES
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.pairs import BatchRow
    from app.core.store.project import Project

_ALL_ASKED = "every pair mined in round {round} was asked already or follows from answers; mine with other settings"
OTHERS = "all other pairs"
REST = "other candidates"


class NothingToAsk(UserError):
    """There is no pair that a batch could ask about."""


@dataclass(frozen=True)
class Draw:
    """What was drawn from one stratum: rows, the stratum's size, the chance each row had (one for all, or one each).

    Rows are of the candidates, in a stratum named AGAIN of the graded pairs.
    """

    stratum: str
    rows: IntArray
    population: int
    probability: float | NDArray[np.float64]

    @property
    def again(self) -> bool:
        """Whether these pairs were graded before."""
        return self.stratum.startswith(AGAIN)


Strategy = Callable[..., Sequence[Draw]]  # (Situation, size, rng, **settings of its registry entry)


def picked(stratum: str, rows: IntArray, total: int) -> list[Draw]:
    """A deterministic pick of candidates, and the stratum of the `total` that are left over."""
    return [Draw(stratum, rows, len(rows), 1.0), Draw(REST, np.empty(0, np.int64), total - len(rows), 0.0)]


def again(reason: str, rows: IntArray, graded: int, total: int) -> list[Draw]:
    """Graded pairs asked once more; all the `total` candidates are left over."""
    return [Draw(AGAIN + reason, rows, graded, 0.0), Draw(REST, np.empty(0, np.int64), total, 0.0)]


def make_batch(project: Project, settings: Settings, *, seed: int = 0, job: Job = NULL_JOB) -> Batch:
    """Draw the next batch of the current round: strategy, size and blindness as in `settings`.

    Under every blindness but "open" the order is shuffled, so that it tells nothing; sides are drawn always.
    NothingToAsk where there is no open pair, or none the strategy wants.
    """
    from app.core.store.pairs import NewBatch

    round_ = project.rounds.current()
    if round_ is None:
        raise UserError("nothing was mined yet in {project}; mine first", project=project.name)
    job.report("Drawing pairs")
    entry = STRATEGIES.entry(settings["batch.strategy"])
    source, found = _looked_at(project, round_.number, settings)
    if not len(found) and entry.needs != "graded":
        raise NothingToAsk(_ALL_ASKED, round=round_.number)
    rng = np.random.default_rng(seed)
    chosen = settings.of_entry("strategy", entry)
    draws = entry.load()(found, settings["batch.size"], rng, **chosen)
    if not sum(len(draw.rows) for draw in draws):
        raise NothingToAsk("the query strategy {name} finds no pair to ask now; choose another one", name=entry.name)
    rows = _rows(source, found.graded, draws, rng, shuffled=settings["batch.blindness"] != "open")
    number = sum(batch.strategy == entry.name for batch in project.pairs.batches()) + 1
    new = NewBatch(
        name=f"{entry.name}-{number}",
        strategy=entry.name,
        round=round_.number,
        embedder=round_.embedder,
        seed=seed,
        settings={"size": settings["batch.size"], **chosen, **found.fitted},
        strata=strata(draws, source.others),
        blindness=settings["batch.blindness"],
    )
    return project.pairs.create_batch(new, rows)


def _looked_at(project: Project, round_number: int, settings: Settings) -> tuple[Pool, Situation]:
    """The pool of a round and what strategies may look at; the labels are read once for both."""
    from app.core.reading.identical import duplicates

    answers, judged, twins = project.labels.answers(), project.labels.judged(), duplicates(project)
    implied = Implied.build(answers, twins)
    known = Known.build([], [(left, right) for left, right, _ in judged.tolist()], twins)
    source = pool(project, round_number, known=known, implied=implied)
    return source, situation_of(project, source, graded_of(answers, judged), implied, settings)


def _rows(source: Pool, graded: Graded, draws: Sequence[Draw], rng: Generator, *, shuffled: bool) -> list[BatchRow]:
    """The places of the batch: those of candidates, and between them at random those of pairs asked again."""
    rows = places(source.candidates, source.miners, [d for d in draws if not d.again], rng, shuffled=shuffled)
    for draw in draws:
        if draw.again:
            for row, swapped in zip(draw.rows.tolist(), (rng.random(len(draw.rows)) < 0.5).tolist(), strict=True):
                rows.insert(int(rng.integers(len(rows) + 1)), _asked_again(graded, draw.stratum, row, swapped=swapped))
    return rows


def _asked_again(graded: Graded, stratum: str, row: int, *, swapped: bool) -> BatchRow:
    from app.core.store.pairs import BatchRow

    left, right = int(graded.left[row]), int(graded.right[row])
    return BatchRow(left, right, None, "", why("again"), stratum, None, swapped)


def places(
    found: Candidates, miners: Sequence[str], draws: Sequence[Draw], rng: Generator, *, shuffled: bool
) -> list[BatchRow]:
    """The drawn pairs as the places of a batch, with their stratum, probability and a side drawn for the left image."""
    from app.core.store.pairs import BatchRow

    drawn = [
        (draw, row, chance)
        for draw in draws
        for row, chance in zip(
            draw.rows.tolist(), np.broadcast_to(draw.probability, len(draw.rows)).tolist(), strict=True
        )
    ]
    if shuffled:
        drawn = [drawn[place] for place in rng.permutation(len(drawn))]
    swapped = (rng.random(len(drawn)) < 0.5).tolist()
    distance = rounded(found.distance[[row for _, row, _ in drawn]]).tolist()
    return [
        BatchRow(
            left=int(found.left[row]),
            right=int(found.right[row]),
            distance=distance[place],
            miner=miners[row],
            why=found.why[row],
            stratum=draw.stratum,
            draw_probability=chance,
            swapped=swapped[place],
            view=None if found.view is None else int(found.view[row]),
        )
        for place, (draw, row, chance) in enumerate(drawn)
    ]


def strata(draws: Sequence[Draw], others: int) -> dict[str, dict[str, int]]:
    """The population by stratum and what was drawn of each."""
    listed = {draw.stratum: {"population": draw.population, "drawn": len(draw.rows)} for draw in draws}
    return listed | {OTHERS: {"population": others, "drawn": 0}}
