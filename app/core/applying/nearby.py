"""Nearby: the images of a project that are nearest to one of them, from embeddings that are on disk already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.core.embedding import segments, vector_file
from app.core.records import FloatArray, IntArray
from app.core.store.project import Project
from models.errors import UserError

ROWS = 32_768  # compared at once: 50 MB at 384 numbers


@dataclass(frozen=True)
class Nearby:
    """Ids of images, nearest first, their distances, and the embedder that says so."""

    ids: tuple[int, ...]
    distances: tuple[float, ...]
    embedder: str


class Desk:
    """Answers for any project; holds nothing between two questions, as files may have been made anew."""

    def nearby(self, place: Path, image: int, k: int) -> Nearby:
        """The `k` images nearest to `image` by the round's embedder, without itself; ties by id.

        Nothing is computed but distances: UserError where the image has no stored embedding.
        """
        with Project.open(place, role="reader") as project:
            row = project.rounds.embedder()
            known = project.images.by_ids([image])
            if row is None or image not in known:
                raise UserError("nothing was embedded yet in {project}; mine first", project=project.name)
            path = project.folder("embeddings") / f"{row.fingerprint[:16]}.npy"
            stored = vector_file.whole(path, hashlib.sha256(f"{row.fingerprint}:0".encode()).digest())
            none_yet = UserError(
                "{name} has no embedding by {embedder} yet; mine again", name=known[image].path, embedder=row.name
            )
            if stored is None:
                raise none_yet
            keys, vectors = stored
            at = np.flatnonzero(keys == segments.keys([known[image].content_hash])[0])
            if not len(at):
                raise none_yet
            rows, distances = nearest_rows(vectors, int(at[0]), k)
            hashes = [keys[row : row + 1].tobytes().hex() for row in rows.tolist()]
            ids = project.images.ids_of(hashes)
            found = [(ids[key], d) for key, d in zip(hashes, distances.tolist(), strict=True) if key in ids]
            return Nearby(tuple(id for id, _ in found), tuple(d for _, d in found), row.name)


def nearest_rows(vectors: FloatArray, row: int, k: int) -> tuple[IntArray, FloatArray]:
    """The `k` rows of unit `vectors` (n, d) nearest to `row`, without it, and their Euclidean distances (0 to 2)."""
    squared = np.empty(len(vectors), np.float64)
    query = np.asarray(vectors[row], np.float64)
    for start in range(0, len(vectors), ROWS):
        block = vectors[start : start + ROWS]
        squared[start : start + ROWS] = np.square(block - query.astype(np.float32)).sum(axis=1, dtype=np.float64)
    squared[row] = np.inf
    count = min(k, len(vectors) - 1)
    if count < 1:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    limit = np.partition(squared, count - 1)[count - 1]
    near = np.flatnonzero(squared <= limit)
    order = near[np.argsort(squared[near], kind="stable")][:count]
    return order, np.sqrt(squared[order]).astype(np.float32)
