"""Which batch the review page opens: the one this person worked on last, else the newest that is not done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.grading.inferences import closure_of, follows, told_among
from app.core.records import Batch, BatchPair

if TYPE_CHECKING:
    from app.core.store.project import Project

_KEY = "review.batch"  # {annotator: uuid of the batch}


def counted_batches(project: Project, annotator: str) -> list[tuple[Batch, int]]:
    """Every batch, oldest first, with how many of its pairs this annotator has answered, or need not be asked."""
    from app.core.reading.identical import duplicates

    answers = project.labels.current(annotator)
    batches = [(batch, project.pairs.batch_pairs(batch.id)) for batch in project.pairs.batches()]
    asked = [pair for _, pairs in batches for pair in pairs if pair.pair_id not in answers]
    images = {image for pair in asked for image in (pair.left, pair.right)}
    few, same, _ = told_among(answers, duplicates(project), images)
    closure = closure_of(few, same)

    def done(batch: Batch, pair: BatchPair) -> bool:
        return pair.pair_id in answers or follows(closure, batch, pair)

    return [(batch, sum(done(batch, pair) for pair in pairs)) for batch, pairs in batches]


def first_batch(project: Project, annotator: str, batches: Sequence[tuple[Batch, int]]) -> Batch | None:
    """Where to go on: the last one used while it is open, else the newest open one, sealed ones after the others."""
    last = project.get(_KEY, {}).get(annotator)
    still_open = [batch for batch, answered in batches if answered < batch.size]
    for batch in still_open:
        if batch.uuid == last:
            return batch
    if still_open:
        return max(still_open, key=lambda batch: (not batch.sealed, batch.id))
    return batches[-1][0] if batches else None


def remember(project: Project, annotator: str, batch: Batch) -> None:
    """Note that this annotator works on this batch."""
    chosen = project.get(_KEY, {})
    if chosen.get(annotator) != batch.uuid:
        project.set(_KEY, chosen | {annotator: batch.uuid})
