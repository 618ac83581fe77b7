"""History: the steps of one person as rows, newest first, and the way to any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.records import Changes, Source
from app.gui.pair_facts import clock_text
from app.gui.review_words import text_of
from app.gui.texts import tr
from app.gui.widgets.history_panel import Happened

if TYPE_CHECKING:
    from app.core.store.labels import Step
    from app.gui.pages.review import ReviewPage

START = ""  # the row before everything


def steps_of(page: ReviewPage) -> list[Happened]:
    """Every step of this person in the project, newest first, and the beginning.

    Files are named where the batch at hand may name them.
    """
    project, who = page.session.project, page.session.annotator
    steps = project.labels.steps(who) if project is not None else []
    if project is None or not steps:
        return []
    open_ = page.work is not None and page.work.review.revealed
    ends = project.pairs.ends([step.pair_ids[0] for step in steps if len(step.pair_ids) == 1]) if open_ else {}
    images = project.images.by_ids({end for pair in ends.values() for end in pair})
    names = {pair: [images[end].path.rsplit("/", 1)[-1] for end in two] for pair, two in ends.items()}
    rows = [Happened(step.step, clock_text(step.at), text_of(step.text), _of(page, step, names), step.undone)
            for step in reversed(steps)]  # fmt: skip
    return [*rows, Happened(START, "", tr("The beginning"), tr("before the first answer"), undone=False)]


def _of(page: ReviewPage, step: Step, names: dict[int, list[str]]) -> str:
    if step.source is Source.RULE:
        return tr("{count} pairs by a rule: {note}", count=f"{len(step.pair_ids):,}", note=step.note)
    if len(step.pair_ids) > 1:
        return tr("{count} pairs at once", count=f"{len(step.pair_ids):,}")
    if step.pair_ids and step.pair_ids[0] in names:
        return tr("{left} and {right}", left=names[step.pair_ids[0]][0], right=names[step.pair_ids[0]][1])
    here = page.work is not None and step.batch_id == page.work.review.batch.id
    return tr("a pair of this batch") if here else tr("a pair of another batch")


def jump(page: ReviewPage, step: str) -> str:
    """Undo or redo until `step` is the last one that counts; what was done, in one sentence."""
    from app.core.store.labels import By

    project = page.session.project
    assert project is not None
    batch = page.work.review.batch if page.work is not None else None
    moved = project.labels.jump(step or None, By(page.session.annotator, batch))
    if moved is None:
        return tr("There is no way back to this step: something else was done since it was taken back.")
    if moved == 0:
        return tr("This is the last step already.")
    page.session.tell(Changes(labels=True))
    return tr("{count} steps taken back or brought back. The history leads back.", count=f"{moved:,}")
