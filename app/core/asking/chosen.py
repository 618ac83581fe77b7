"""A batch of candidates that a person chose by a filter: drawn at random from them, so that each knows its chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.core.asking.batches import NothingToAsk
from app.core.asking.candidate_view import CandidateView
from app.core.mining.candidates import rounded
from app.core.mining.known import Known, keys
from app.core.records import Batch, IntArray
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.core.store.project import Project

STRATEGY = "chosen"


def batch_from(project: Project, view: CandidateView, rows: IntArray, words: str, settings: Settings, *,
               seed: int = 0) -> Batch:  # fmt: skip
    """A batch of at most `batch.size` of these rows that nobody answered and no batch holds; `words` name the choice.

    NothingToAsk when no such pair is left. The population is the choice, its one stratum is drawn at random.
    """
    from app.core.store.pairs import BatchRow, NewBatch

    known = Known.of(project)
    asked = np.array(sorted(project.pairs.asked()), np.int64).reshape(-1, 2)
    left, right = view.left[rows], view.right[rows]
    open_ = ~known.settled(left, right) & ~np.isin(keys(left, right), keys(asked[:, 0], asked[:, 1]))
    _, first = np.unique(keys(left, right), return_index=True)  # two miners may have proposed one pair
    rows = rows[np.intersect1d(np.flatnonzero(open_), first)]
    if not len(rows):
        raise NothingToAsk("every one of the chosen pairs was answered or is in a batch already")
    rng = np.random.default_rng(seed)
    size = min(len(rows), settings["batch.size"])
    drawn = rng.choice(rows, size, replace=False)
    if settings["batch.blindness"] == "open":
        drawn = np.sort(drawn)
    swapped = (rng.random(size) < 0.5).tolist()
    places = [
        BatchRow(int(view.left[row]), int(view.right[row]), float(distance), view.miner_of(row), view.why[row],
                 STRATEGY, size / len(rows), swapped=swap, view=view.turned(row))
        for row, distance, swap in zip(drawn.tolist(), rounded(view.distance[drawn]).tolist(), swapped, strict=True)
    ]  # fmt: skip
    round_ = project.rounds.current()
    number = sum(batch.strategy == STRATEGY for batch in project.pairs.batches()) + 1
    new = NewBatch(f"{STRATEGY}-{number}", STRATEGY, round_.number if round_ else 0,
                   round_.embedder if round_ else None, seed, {"filter": words, "size": size},
                   {STRATEGY: {"population": len(rows), "drawn": size}},
                   blindness=settings["batch.blindness"])  # fmt: skip
    return project.pairs.create_batch(new, places)
