"""Fine stage: pairs compared part by part, several at a time, and kept by content so that none is compared twice.

Of the two images the one with the smaller content hash is the left one, so neither the order nor a name has a say.
What is kept is small: 36 bytes a pair. A run that was interrupted goes on with the pairs that are missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.core.embedding import segments
from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import cores
from app.core.records import Image, IntArray
from app.core.side_by_side import side_by_side
from app.core.verifying.local_features import LocalStore, folder_of
from app.core.verifying.verify import LocalFeatures, region_similarity, verify

VERSION = 1  # one more when what is kept of a pair changes
WARM = 100  # pairs between two reports, and between two looks at the clock
TEXT = "Comparing parts of pictures"

Ends = tuple[int, int]
Task = tuple[int, LocalFeatures, LocalFeatures]  # row, left, right


@dataclass(frozen=True)
class Compared:
    """Of every pair the points that agree on a projection (0: none holds) and the likeness of its regions in percent.

    Both are 0 where an image has no local features; `unread` counts these images.
    """

    inliers: IntArray
    percent: IntArray
    unread: int


def compare(
    features: Path | None, images: Mapping[int, Image], left: IntArray, right: IntArray, job: Job = NULL_JOB
) -> Compared:
    """Compare pairs of image ids; what was compared before is read from the folder of features (None: nothing is)."""
    found = np.zeros((len(left), 2), np.int64)
    ends = [_ordered(images, *pair) for pair in zip(left.tolist(), right.tolist(), strict=True)]
    known = np.flatnonzero([one in images and other in images for one, other in ends])
    keys = _keys(images, [ends[row] for row in known.tolist()])
    local = None if features is None else folder_of(features)
    folder = None if local is None else local.with_name(f"fine-{VERSION}-{local.name}")
    missing = np.ones(len(known), np.bool_)
    if folder is not None:
        cached = segments.find(folder, keys, 2)
        found[known[cached.found]] = cached.vectors[:]
        missing = ~cached.found
    store = LocalStore(local, images)
    store.compute(sorted({id for row in known[missing].tolist() for id in ends[row]}), job=job)
    _compare(store, ends, known[missing], keys[missing], folder, found, job)
    there = {id for pair in ends for id in pair}
    asked = {id for row in known[missing].tolist() for id in ends[row]}
    return Compared(found[:, 0], found[:, 1], len(there - images.keys()) + sum(not store.has(id) for id in asked))


def _compare(
    store: LocalStore, ends: Sequence[Ends], rows: IntArray, keys: segments.Keys, folder: Path | None,
    found: IntArray, job: Job,
) -> None:  # fmt: skip
    """Fill in these rows of `found`, and keep them in `folder`."""

    def tasks() -> Iterator[Task]:
        for place, row in enumerate(rows.tolist()):
            one, other = ends[row]
            if store.has(one) and store.has(other):
                yield place, store.of(one), store.of(other)

    done: list[int] = []
    with segments.Writer(folder or Path()) as writer:
        try:
            # One thread of linear algebra each: cut over threads, these small products take seven times as long.
            for place, fits in side_by_side(_fit, tasks(), cores()):
                if place % WARM == 0:
                    job.report(TEXT, place, len(rows))
                found[rows[place]] = fits
                done.append(place)
                if len(done) == WARM:
                    _keep(writer, folder, keys, rows, found, done)
        finally:
            _keep(writer, folder, keys, rows, found, done)
    job.report(TEXT, len(rows), len(rows))


def _fit(task: Task) -> tuple[int, tuple[int, int]]:
    place, ours, theirs = task
    return place, (verify(ours, theirs).inliers, round(100 * max(0.0, region_similarity(ours, theirs))))


def _keep(
    writer: segments.Writer, folder: Path | None, keys: segments.Keys, rows: IntArray, found: IntArray, done: list[int]
) -> None:
    if folder is not None and done:
        writer.add(keys[done], found[rows[done]])
    done.clear()


def _ordered(images: Mapping[int, Image], one: int, other: int) -> Ends:
    if one in images and other in images and images[other].content_hash < images[one].content_hash:
        return other, one
    return one, other


def _keys(images: Mapping[int, Image], ends: Sequence[Ends]) -> segments.Keys:
    both = (f"{images[one].content_hash}{images[other].content_hash}".encode() for one, other in ends)
    return segments.keys(hashlib.sha256(text).hexdigest() for text in both)
