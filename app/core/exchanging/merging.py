"""Merging: two projects become one, by content and by uuid; what either measures on is learned from in neither."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.jobs import NULL_JOB, Job
from app.core.learning import split
from app.core.records import Side
from app.core.settings import Settings
from app.core.store.union import unite
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

_REASON = "it learned from images that a merged project measures on"


def merge(project: Project, other: Path, settings: Settings, job: Job = NULL_JOB) -> dict[str, Any]:
    """Add the images, groups, batches and labels of the project at `other`; embedders and rounds stay apart.

    Gives the number of new ones of each kind and `moved`, the images that went to the evaluation side. The images
    of the other project's sealed batches are measured on from now on; embedders that learned from them are flagged.
    UserError when `other` is no project, this one, or one of another scale.
    """
    from app.core.store.project import Project as Opened

    with Opened.open(other, role="reader") as source:
        if source.path == project.path:
            raise UserError("{path} is the project itself; name another one", path=source.path)
        job.report("Merging")
        before = project.images.sides()
        # Sides that were never written hold nothing that depends on them; write them, so that a move is seen.
        split.update(project, settings, job)
        united = unite(project.db, source.db, source.name)
    _measure_on(project, united.sealed, job)
    split.update(project, settings, job)
    after = project.images.sides()
    moved = sum(before.get(image) is Side.TRAIN and side is Side.EVALUATION for image, side in after.items())
    counts = {key: number for key, number in asdict(united).items() if key != "sealed"}
    return counts | {"moved": moved}


def _measure_on(project: Project, images: tuple[int, ...], job: Job) -> None:
    """Put these images on the evaluation side, and flag the embedders that learned from their components."""
    sides, components = project.images.sides(), project.images.components()
    leaving = [image for image in images if sides.get(image) is not Side.EVALUATION]
    if not leaving:
        return
    for name in project.rounds.flag_embedders(_REASON, {components[i] for i in leaving if i in components}):
        job.warn(f"the figures of {name} are not to be trusted any more: {_REASON}")
    hashes = project.images.by_ids(leaving)
    project.images.set_sides({i: (Side.EVALUATION, components.get(i, hashes[i].content_hash)) for i in leaving})
