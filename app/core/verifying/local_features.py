"""Local features of many images, computed once and kept by content hash beside the global ones.

One row of float16 for an image: its working size, then its regions, then its strongest keypoints; what is missing
is NaN. Rows lie in segments (segments.py), so a damaged file counts as absent and is made again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.embedding import segments
from app.core.jobs import NULL_JOB, Job
from app.core.reading.files import BadImage
from app.core.reading.images import read_image
from app.core.records import Image
from app.core.verifying import keypoints as kp
from app.core.verifying import regions as rg
from app.core.verifying.keypoints import Keypoints
from app.core.verifying.regions import Regions
from app.core.verifying.verify import LocalFeatures, MapOf, local_features, open_map
from models.weights import sha256

KEYPOINTS = 256  # of an image: the strongest; half of what the window compares by
DIM = 2 + rg.MOST * (2 + rg.CHANNELS) + KEYPOINTS * (2 + kp.DIM)
HELD = 1000  # unpacked at once, 160 kB each
MOST_BYTES = 4 << 30  # on disk; 80 kB an image. Beyond that nothing more is kept, only computed
SHORT = 448  # pixels of the shorter side that a JPEG is read at, at least

Row = NDArray[np.float16]


def folder_of(features: Path) -> Path:
    """The folder of these features below the project's: named after all that decides them."""
    parts = f"{sha256('efficientnet_lite0.safetensors')} {rg.SIDE} {rg.PATCH} {kp.LONGEST} {kp.CONTRAST} {SHORT} {DIM}"
    return features / f"local-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


class LocalStore:
    """The local features of images by id. `compute` first; an image that cannot be read has none."""

    def __init__(self, folder: Path | None, images: Mapping[int, Image]) -> None:
        self._folder, self._images = folder, images
        self._rows: dict[int, Row] = {}  # what is kept nowhere else
        self._place: dict[int, int] = {}
        self._joined: segments.Joined | None = None
        self._held: OrderedDict[int, LocalFeatures] = OrderedDict()

    def compute(self, ids: Sequence[int], map_of: MapOf | None = None, job: Job = NULL_JOB) -> tuple[int, int]:
        """Make sure of the features of these images; how many were computed now, and how many cannot be read."""
        wanted = self._place.keys() | set(ids)  # what was asked for before stays at hand
        listed = [self._images[id] for id in sorted(wanted) if id in self._images]
        missing = self._look_up(listed)
        computed = 0
        if missing:
            map_of = map_of or open_map()
            computed = self._compute(missing, map_of, job)
            self._look_up(listed)
        return computed, len(ids) - sum(self.has(id) for id in ids)

    def has(self, id: int) -> bool:
        """Whether this image has features."""
        return id in self._place or id in self._rows

    def of(self, id: int) -> LocalFeatures:
        """The features of an image that has some."""
        if id not in self._held:
            row = self._rows[id] if id in self._rows else self._stored(id)
            self._held[id] = unpacked(row)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(id)
        return self._held[id]

    def _stored(self, id: int) -> Row:
        assert self._joined is not None
        return self._joined[self._place[id]]

    def _look_up(self, images: Sequence[Image]) -> list[Image]:
        """Find what is kept on disk; the images that are not."""
        if self._folder is None:
            return [image for image in images if image.id not in self._rows]
        cached = segments.find(self._folder, segments.keys(image.content_hash for image in images), DIM)
        there = [image.id for image, found in zip(images, cached.found, strict=True) if found]
        self._place = {id: place for place, id in enumerate(there)}
        self._joined = cached.vectors
        return [image for image in images if not self.has(image.id)]

    def _compute(self, images: Sequence[Image], map_of: MapOf, job: Job) -> int:
        computed, room = 0, 0
        if self._folder is not None:
            used = sum(path.stat().st_size for path in self._folder.glob("*.npy"))
            room = max(0, MOST_BYTES - used) // (2 * DIM)
        with segments.Writer(self._folder or Path()) as writer:
            for image in job.track(images, len(images), "Computing local features"):
                try:
                    found = local_features(read_image(Path(image.root, image.path), short_side=SHORT), map_of)
                except BadImage as error:
                    job.warn(f"{image.path} cannot be read any more: {error}")
                    continue
                row = packed(found)
                if computed < room:
                    writer.add(segments.keys([image.content_hash]), row[None])
                else:
                    self._rows[image.id] = row
                computed += 1
        return computed


def packed(found: LocalFeatures) -> Row:
    """The features as one row; points lie around 0, where float16 is finest."""
    row = np.full(DIM, np.nan, np.float16)
    row[:2] = found.size
    split = 2 + rg.MOST * (2 + rg.CHANNELS)
    if found.regions is not None:
        table = np.hstack([found.regions.points - 0.5, found.regions.vectors])
        row[2 : 2 + table.size] = table.ravel()
    table = np.hstack([found.keypoints.points - 0.5, found.keypoints.vectors])[:KEYPOINTS]
    row[split : split + table.size] = table.ravel()
    return row


def unpacked(row: Row) -> LocalFeatures:
    """The features in a row, vectors of unit length again."""
    split = 2 + rg.MOST * (2 + rg.CHANNELS)
    tables = [row[2:split].reshape(rg.MOST, -1), row[split:].reshape(KEYPOINTS, -1)]
    points, vectors = [], []
    for table in tables:
        wide = table[~np.isnan(table[:, 0])].astype(np.float32)
        points.append(wide[:, :2] + np.float32(0.5))
        lengths = np.linalg.norm(wide[:, 2:], axis=1, keepdims=True)
        vectors.append(wide[:, 2:] / np.maximum(lengths, 1e-9))
    size = int(row[0]), int(row[1])
    return LocalFeatures(size, Keypoints(points[1], vectors[1]), Regions(points[0], vectors[0]))
