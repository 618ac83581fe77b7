"""Blindness of a batch that is being graded: it may become stricter for the pairs that are left, never milder.

What somebody has seen he cannot forget: a pair that was shown with distance, why and names counts as revealed for him
whatever the level of the batch is later, also when the project is opened anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.grading.review import Review
    from app.core.records import Batch, BatchPair
    from app.core.store.project import Project

LEVELS = ("open", "blind", "sealed")  # the strictest last


def next_level(review: Review) -> str | None:
    """The next stricter level; None when there is none, or nothing is left that could still be judged blindly."""
    level = review.batch.blindness
    if level == LEVELS[-1] or not review.left or (level != "open" and review.revealed):
        return None
    return LEVELS[LEVELS.index(level) + 1]


def make_blinder(project: Project, review: Review) -> Batch:
    """Give the batch its next stricter level, for everybody, and let `review` follow; UserError: it has none."""
    from app.core.grading.review import Review as Other
    from app.core.store.label_facts import annotators

    batch, level = review.batch, next_level(review)
    level = level or batch.blindness
    others = [name for name in annotators(project.db, batch.id) if name != review.annotator]
    shown = {pair.pair_id: pair.position for pair in project.pairs.batch_pairs(batch.id)}
    note = {
        "from": batch.blindness,
        "to": level,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "by": review.annotator,
        "shown": sorted(shown[pair_id] for pair_id in review.shown & shown.keys()),
        "done": [name for name in others if batch.blindness == "blind" and Other(project, name, batch).revealed],
    }
    made = project.pairs.make_blinder(batch.id, level, note)
    review.follow(project, made)
    return made


def shown_before(project: Project, annotator: str, batch: Batch, pairs: Sequence[BatchPair]) -> set[int]:
    """The pairs of which this annotator was shown everything before the batch was made blinder."""
    from app.core.store.label_facts import revealed_to

    notes = project.pairs.made_blinder(batch.id)
    if not notes:
        return set()
    shown = revealed_to(project.db, annotator, batch.id)
    for note in notes:
        if annotator in note["done"]:
            shown |= {pair.pair_id for pair in pairs}
        elif annotator == note["by"]:
            shown |= {pairs[place].pair_id for place in note["shown"]}
    return shown
