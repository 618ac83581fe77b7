"""Alignment: what the geometric check says of a pair, and what is left after laying one picture over the other.

The dear part of the pair features, about twenty milliseconds a pair: it is asked for the top candidates only, and
kept by the contents of the pair beside the features. The image with the smaller content hash is the left one, so
neither the order nor a name has a say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.embedding import segments
from app.core.jobs import NULL_JOB, Job
from app.core.judging.appearance import small_picture
from app.core.reading.decoders import cores
from app.core.reading.files import BadImage
from app.core.records import Image, IntArray
from app.core.side_by_side import side_by_side
from app.core.verifying.difference import difference
from app.core.verifying.geometry import Matrix, overlap, project
from app.core.verifying.local_features import LocalStore, folder_of
from app.core.verifying.verify import LocalFeatures, Verification, region_similarity, verify
from models.views import AS_IT_IS

if TYPE_CHECKING:
    from app.core.store.project import Project

VERSION = 1  # one more when what a row holds changes
NAMES = ("regions", "matches", "inliers", "inlier_share", "overlap_low", "overlap_high", "scale", "stretch", "residual",
         "turned", "changed", "change")  # fmt: skip
_REPORT = 50

Table = NDArray[np.float64]
Seen = tuple[Image, LocalFeatures]
Task = tuple[int, Seen, Seen]  # place, left, right


def pairs_folder(features: Path) -> Path:
    """Where the alignments of pairs are kept, among the `features` of a project."""
    return features / f"pairs-{VERSION}-{folder_of(features).name}"


class Alignments:
    """The alignment columns of pairs of one project; `images` by id."""

    def __init__(self, project: Project, images: Mapping[int, Image]) -> None:
        self._images = images
        self._features, self._thumbs = project.folder("features"), project.folder("thumbs")
        self._folder = pairs_folder(self._features)
        self._store = LocalStore(folder_of(self._features), images)

    def table(self, left: IntArray, right: IntArray, job: Job = NULL_JOB) -> Table:
        """The columns NAMES (n, 12); all NaN where a picture cannot be read, most where nothing could be aligned."""
        ends = [self._ordered(*pair) for pair in zip(left.tolist(), right.tolist(), strict=True)]
        keys = self._keys(ends)
        missing = np.flatnonzero(~segments.find(self._folder, keys, len(NAMES)).found)
        if len(missing):
            self._compute([ends[row] for row in missing.tolist()], keys[missing], job)
        cached = segments.find(self._folder, keys, len(NAMES))
        table = np.full((len(ends), len(NAMES)), np.nan)
        table[cached.found] = cached.vectors[:]
        return table

    def _ordered(self, one: int, other: int) -> tuple[Image, Image]:
        ours, theirs = self._images[one], self._images[other]
        return (ours, theirs) if ours.content_hash < theirs.content_hash else (theirs, ours)

    def _keys(self, ends: Sequence[tuple[Image, Image]]) -> segments.Keys:
        both = (f"{one.content_hash}{other.content_hash}".encode() for one, other in ends)
        return segments.keys(hashlib.sha256(text).hexdigest() for text in both)

    def _compute(self, ends: Sequence[tuple[Image, Image]], keys: segments.Keys, job: Job) -> None:
        self._store.compute(sorted({image.id for pair in ends for image in pair}), job=job)

        def tasks() -> Iterator[Task]:
            for number, (one, other) in enumerate(ends):
                if self._store.has(one.id) and self._store.has(other.id):
                    yield number, (one, self._store.of(one.id)), (other, self._store.of(other.id))

        with segments.Writer(self._folder) as writer:
            # One thread of linear algebra each: cut over threads, these small products wait for one another.
            for done, (number, row) in enumerate(side_by_side(self._aligned, tasks(), cores())):
                if done % _REPORT == 0:
                    job.report("Aligning pairs", number, len(ends))
                writer.add(keys[number : number + 1], row)

    def _aligned(self, task: Task) -> tuple[int, Table]:
        number, (one, ours), (other, theirs) = task
        return number, self._with_change(_row(ours, theirs), one, other)

    def _with_change(self, found: tuple[Table, Matrix | None], one: Image, other: Image) -> Table:
        """The row (1, 12), completed by what differs between the two thumbnails once they are aligned."""
        row, matrix = found
        with suppress(BadImage, OSError):
            if matrix is not None:
                change = difference(small_picture(one, self._thumbs), small_picture(other, self._thumbs), matrix)
                row[-2:] = change.changed, change.heat.mean() / 255
        return row[None]


def _row(left: LocalFeatures, right: LocalFeatures) -> tuple[Table, Matrix | None]:
    """The columns NAMES but for the last two, and the projection where there is one."""
    found = verify(left, right)
    points = max(1, min(len(left.keypoints), len(right.keypoints)))
    row = np.full(len(NAMES), np.nan)
    row[:4] = (region_similarity(left, right), np.log1p(len(found.left)), np.log1p(found.inliers),
               found.inliers / points)  # fmt: skip
    if found.matrix is not None:
        row[4:10] = _projection(found, left, right)
    return row, found.matrix


def _projection(found: Verification, left: LocalFeatures, right: LocalFeatures) -> Sequence[float]:
    """Overlap either way, scale and stretch as logarithms, mean error of the inliers in pixels, whether turned."""
    assert found.matrix is not None
    covers = sorted((found.overlap, overlap(np.linalg.inv(found.matrix).astype(np.float64))))
    pixels = np.diag([*left.size, 1.0]) @ found.matrix @ np.diag([1 / right.size[0], 1 / right.size[1], 1.0])
    large, small = np.linalg.svd(pixels[:2, :2] / pixels[2, 2], compute_uv=False)
    off = (project(found.matrix, found.right[found.agreeing]) - found.left[found.agreeing]) * left.size
    return (*covers, abs(np.log(large * small) / 2), np.log(large / small), float(np.linalg.norm(off, axis=1).mean()),
            float(found.view != AS_IT_IS))  # fmt: skip
