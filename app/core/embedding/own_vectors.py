"""Own vectors: embeddings made by another program and brought in a file; they stand in for a network.

They are documents and lie beside the heads, for nobody here can compute them again. An image without one has no
features under them, with a reason. There is no network to look at pictures with, so what needs one is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from app.core.embedding import segments, vector_file
from app.core.jobs import Job
from app.core.records import EmbedderRow, Features, FloatArray, Image, IntArray
from models.backbone import Backbone, fingerprint
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

IMPORTED = "imported"  # stands where embedders name their backbone
TOLD = 10  # images without a vector that are told one by one


@dataclass(frozen=True)
class _Rows:
    """Rows of a mapped array in another order; they are read when they are asked for."""

    vectors: FloatArray
    row: IntArray

    @property
    def shape(self) -> tuple[int, ...]:
        return len(self.row), self.vectors.shape[1]

    def __len__(self) -> int:
        return len(self.row)

    def __getitem__(self, wanted: Any, /) -> NDArray[Any]:
        return np.asarray(self.vectors[self.row[wanted]])


def stand_in(project: Project, keys: segments.Keys, vectors: FloatArray) -> Backbone:
    """The backbone that these vectors (n, d) of these distinct contents stand in for; `keep` writes its file."""
    order = np.argsort(keys)
    told = f"{vectors.shape[1]}:".encode()
    digest = hashlib.sha256(told + keys[order].tobytes() + np.ascontiguousarray(vectors[order], "<f4").tobytes())
    path = project.folder("checkpoints") / f"{digest.hexdigest()[:16]}.vectors.npy"
    return opened(path, {"digest": digest.hexdigest(), "dim": vectors.shape[1]})


def keep(network: Backbone, keys: segments.Keys, vectors: FloatArray, job: Job) -> None:
    """Write the vectors behind this backbone, in ascending order of their keys."""
    assert network.weights is not None
    order = np.argsort(keys)
    vector_file.write(network.weights, _mark(network), keys[order], network.dim, lambda block: vectors[order[block]],
                      lambda done: job.report("Writing vectors", done, len(keys)))  # fmt: skip


def opened(path: Path, values: Mapping[str, Any]) -> Backbone:
    """The backbone that the vectors in `path` stand in for; `values` as its embedder's settings keep them."""
    return Backbone(IMPORTED, int(values["dim"]), 0, 0, fingerprint({"vectors": values["digest"]}), _refuse, _refuse,
                    values, weights=path, given=True)  # fmt: skip


def check(network: Backbone) -> Backbone:
    """This backbone; UserError where it is none that could look at a picture."""
    return _refuse() if network.given else network


def _refuse(*_: object) -> NoReturn:
    raise UserError("the vectors that mine were imported, and no network that could look at a picture: make the "
                    "vectors elsewhere and import them too, or learn with train.scope=head")  # fmt: skip


def features(network: Backbone, images: Sequence[Image], job: Job) -> Features:
    """The vectors (float32, mapped) of those images that have one, ascending ids; a warning for the others."""
    assert network.weights is not None
    stored = vector_file.whole(network.weights, _mark(network))
    if stored is None or stored[1].shape[1:] != (network.dim,) or not len(stored[0]):
        raise UserError("{path} cannot be read as the vectors that were imported; import them again",
                        path=network.weights)  # fmt: skip
    known, vectors = stored
    keys = segments.keys(image.content_hash for image in images)
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found = known[place] == keys
    missing = [image for image, there in zip(images, found, strict=True) if not there]
    for image in missing[:TOLD]:
        job.warn(f"{Path(image.root, image.path)} has no features: {reason()}")
    if len(missing) > TOLD:
        job.warn(f"{len(missing) - TOLD:,} more images have no features: {reason()}")
    ids = np.array([image.id for image in images], np.int64)
    return Features(ids[found], _Rows(vectors, place[found]))


def reason() -> str:
    """Why an image has no features under own vectors."""
    return "the imported file has no vector of it"


def is_start(row: EmbedderRow) -> bool:
    """Whether this embedder is vectors as they were imported (and not a head that was learned over such)."""
    return row.backbone == IMPORTED and row.parent is None


def mining_now(project: Project) -> EmbedderRow | None:
    """The imported embedder that mines now, or that the one that does was learned over; None where none does."""
    row = project.rounds.embedder()
    if row is None or row.backbone != IMPORTED:
        return None
    return next((known for known in project.rounds.embedders()
                 if is_start(known) and known.backbone_fingerprint == row.backbone_fingerprint), None)  # fmt: skip


def _mark(network: Backbone) -> bytes:
    return bytes.fromhex(str(network.values["digest"]))
