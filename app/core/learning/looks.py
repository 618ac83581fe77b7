"""Looks: what a student sees of the images besides their features: stage maps, altered views, copies to learn from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.core.embedding import embed, own_vectors
from app.core.embedding.altered import VIEWS, altered_views
from app.core.embedding.segments import Joined
from app.core.embedding.views_on_demand import ViewsOnDemand
from app.core.jobs import Job
from app.core.learning.preparing import Prepared
from app.core.records import IntArray
from app.core.settings import Settings
from models.copies import Views, with_copies
from models.errors import UserError
from models.students import SCOPES

if TYPE_CHECKING:
    from app.core.store.project import Project
    from models.backbone import Backbone

MAPS, PICTURES = "maps", "pictures"  # what a scope needs; the others learn from features


def with_looks(project: Project, ready: Prepared, settings: Settings, job: Job, of: IntArray | None = None) -> Prepared:
    """`ready` with the maps its scope needs, views of the images with a grade to learn from (or `of` these), and
    their copies beside them where the settings ask for them. Each is computed once and cached."""
    needs = SCOPES.entry(settings["train.scope"]).needs
    backbone = ready.subject.backbone
    if needs == MAPS and backbone is not None and backbone.parts is not None:
        ready = _with_maps(project, ready, backbone.parts().stem, settings, job)
    deep = needs in (MAPS, PICTURES)
    copies = {"auto": deep, "on": True, "off": False}[settings["train.augmented"]]
    if not deep and not copies:
        return ready
    if backbone is not None:
        own_vectors.check(backbone)
    material = ready.material
    graded = np.unique(np.stack((material.left, material.right))[:, ~material.validation]) if of is None else of
    return _with_views(project, ready, graded, needs, copies, settings, job)


def _with_maps(project: Project, ready: Prepared, stem: Backbone, settings: Settings, job: Job) -> Prepared:
    """The maps of every image the training may look at, by its number."""
    subject = ready.subject
    maps, _ = embed.features(project, stem, subject.device, subject.threads, job, settings=settings, only=ready.ids)
    gone = len(ready.ids) - int(np.isin(ready.ids, maps.ids).sum())
    if gone:
        raise UserError("{count} images cannot be read any more, and the last stages learn from what is in them; "
                        "bring the files back or train the head", count=gone)  # fmt: skip
    assert isinstance(maps.vectors, Joined)
    return replace(ready, subject=replace(subject, maps=maps.vectors.take(np.searchsorted(maps.ids, ready.ids))))


def _with_views(
    project: Project, ready: Prepared, graded: IntArray, needs: str, copies: bool, settings: Settings, job: Job
) -> Prepared:
    """Views of these images, and with `copies` a copy of each."""
    subject = ready.subject
    rows, views, made = np.full(len(ready.ids), -1, np.int64), None, None
    known = project.images.by_ids(ready.ids[graded].tolist())
    images = [known[image] for image in ready.ids[graded].tolist()]
    if needs == PICTURES:
        rows[graded] = np.arange(len(graded))
    elif needs == MAPS and subject.backbone is not None and subject.backbone.parts is not None:
        rows[graded] = np.arange(len(graded))
        made = ViewsOnDemand(project.folder("features"), images, subject.backbone.parts().stem, subject.device,
                             subject.threads, job)  # fmt: skip
    elif subject.backbone is not None:
        found = altered_views(project.folder("features"), images, subject.backbone, settings, subject.device,
                              subject.threads, job)  # fmt: skip
        rows[graded[found.found]] = np.arange(int(found.found.sum()))
        views = found.vectors
    plain = Views(rows, np.zeros(len(rows), np.bool_), VIEWS, views, made)
    ready = replace(ready, subject=replace(subject, views=plain))
    return _with_copies(ready, np.flatnonzero(rows >= 0), plain) if copies else ready


def _with_copies(ready: Prepared, sources: IntArray, views: Views) -> Prepared:
    """`ready` with a copy of each of these images beside it."""
    made = with_copies(ready.material, sources)
    subject, of = ready.subject, made.source
    picture = subject.picture
    return replace(
        ready,
        material=made.material,
        ids=ready.ids[of],
        folder=ready.folder[of],
        subject=replace(
            subject,
            rows=subject.rows[of],
            keys=tuple(subject.keys[number] for number in of.tolist()),
            maps=subject.maps.take(of) if isinstance(subject.maps, Joined) else None,
            picture=None if picture is None else lambda number: picture(int(of[number])),
            views=replace(views, row=views.row[of], copy=made.copy),
        ),
    )
