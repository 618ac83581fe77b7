"""Stored vectors: the collection as one who only reads has it. Nothing is computed that lies on disk already."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from app.core.embedding import segments, vector_file
from app.core.embedding.extraction import folder_of
from app.core.jobs import NULL_JOB, Job
from app.core.records import BoolArray, EmbedderRow, Embeddings, FloatArray, IntArray
from models.backbone import Backbone
from models.errors import UserError
from models.head import Head

if TYPE_CHECKING:
    from app.core.store.project import Project


def stored_vectors(
    project: Project, row: EmbedderRow, network: Backbone, head: Head, job: Job = NULL_JOB
) -> Embeddings:
    """The vectors of every image that has some: mapped where they were embedded, else the head over the features.

    A warning tells how many images have neither; UserError where none has.
    """
    ids, hashes = project.images.ids(), project.images.content_hashes()
    keys = segments.keys(hashes[image] for image in ids.tolist())
    embedded = _embedded(project, row)
    if embedded is not None and np.array_equal(embedded[0], keys):  # nothing came or went since
        return Embeddings(ids, embedded[1])
    vectors = np.empty((len(ids), row.dim), np.float32)
    there = np.zeros(len(ids), np.bool_)
    if embedded is not None:
        there, place = _looked_up(keys, embedded[0])
        vectors[there] = embedded[1][place]
    rest = np.flatnonzero(~there)
    cached = segments.find(folder_of(project.folder("features"), network), keys[rest], network.dim)
    rest = rest[cached.found]
    vectors[rest] = head.apply(cached.vectors)
    there[rest] = True
    _tell_missing(project, there, job)
    return Embeddings(ids[there], vectors if there.all() else vectors[there])


def _embedded(project: Project, row: EmbedderRow) -> tuple[segments.Keys, FloatArray] | None:
    """Keys and vectors (mapped) as this embedder wrote them last; None when there are none to be trusted."""
    path = project.folder("embeddings") / f"{row.fingerprint[:16]}.npy"
    mark = hashlib.sha256(f"{row.fingerprint}:0".encode()).digest()
    whole = vector_file.whole(path, mark)
    vectors = None if whole is None else vector_file.read(path, mark, whole[0], row.dim)
    return None if whole is None or vectors is None else (whole[0], vectors)


def _looked_up(wanted: segments.Keys, known: segments.Keys) -> tuple[BoolArray, IntArray]:
    """Which of the wanted keys are known, and of those, in order, the place among the known."""
    if not len(known):
        return np.zeros(len(wanted), np.bool_), np.empty(0, np.int64)
    order = np.argsort(known, kind="stable")
    place = order[np.minimum(np.searchsorted(known, wanted, sorter=order), len(known) - 1)]
    found = np.asarray(known[place] == wanted)
    return found, place[found]


def _tell_missing(project: Project, there: BoolArray, job: Job) -> None:
    missing = int((~there).sum())
    if missing == len(there):
        raise UserError("no image of {project} has features yet; embed it first", project=project.name)
    if missing:
        job.warn(f"{missing:,} of the images have no features yet and are not compared; run embed to have them")
