"""open_pair: put any pair of images on the canvas of the review page, whatever batch it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.gui.texts import tr

if TYPE_CHECKING:
    from app.core.grading.lists import Item
    from app.core.store.project import Project
    from app.gui.pages.review import ReviewPage


SETTLING = ("contradictions", "disagreements")  # what is wrong is put right wherever it is


def open_pair(page: ReviewPage, left: int, right: int) -> bool:
    """Show this pair of images (left < right) in the batch at hand, else in another that holds it, else in its own.

    Whether it is shown. A pair that is kept for measuring is only graded in its sealed batch.
    """
    from app.core.grading.lists import Item

    if page.work is not None and (place := _place(page.work.review.batch.id, left, right, page.session.project)) >= 0:
        page.go(place)
        return True
    project = page.session.project
    if project is None:
        return False
    if _sealed(page, project, left, right):
        return False
    for batch in reversed(project.pairs.batches()):
        if _place(batch.id, left, right, project) >= 0:
            return _open(page, project, batch.id, left, right)
    return open_listed(page, "picked", [Item(left, right, (), 0)], left, right)


def open_listed(page: ReviewPage, name: str, items: Sequence[Item], left: int, right: int) -> bool:
    """Show this pair of a list in the batch made of that list, which is made anew when the pair is not in it."""
    from app.core.grading.lists import LISTED, batch_of

    project = page.session.project
    if project is None or (name not in SETTLING and _sealed(page, project, left, right)):
        return False
    for batch in project.pairs.batches():
        if batch.strategy == f"{LISTED}: {name}" and _place(batch.id, left, right, project) >= 0:
            return _open(page, project, batch.id, left, right)
    return _open(page, project, batch_of(project, name, items), left, right)


def _sealed(page: ReviewPage, project: Project, left: int, right: int) -> bool:
    """Whether the pair is kept for measuring; then that is said."""
    kept = any(batch.sealed and _place(batch.id, left, right, project) >= 0 for batch in project.pairs.batches())
    if kept:
        page.session.note.emit(tr("This pair is kept for measuring: it is graded in its sealed batch, unseen."))
    return kept


def _open(page: ReviewPage, project: Project, batch_id: int, left: int, right: int) -> bool:
    if page.work is None or page.work.review.batch.id != batch_id:
        page.open_batch(project.pairs.batch(batch_id))
    page.go(_place(batch_id, left, right, project))
    return True


def _place(batch_id: int, left: int, right: int, project: Project | None) -> int:
    """The position of a pair in a batch, -1 when it is not in it."""
    pairs = project.pairs.batch_pairs(batch_id) if project else []
    return next((pair.position for pair in pairs if (pair.left, pair.right) == (left, right)), -1)
