"""Importing vectors: the file's rows become an embedder of the project, whose network stays elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.embedding import embed, own_vectors, segments
from app.core.embedding.embedder_names import free, plain
from app.core.exchanging import naming
from app.core.exchanging.importing import Plan, VectorRow
from app.core.exchanging.tables import BadLine, Table
from app.core.jobs import Job
from models.errors import UserError
from models.head import Head

if TYPE_CHECKING:
    from app.core.store.project import Project


def plan_vectors(project: Project, table: Table[VectorRow], path: Path, name: str, job: Job) -> Plan:
    """The embedder of these vectors, called `name` or after the file; UserError with vectors of less than two images.

    The counts name it, and list the images `without` a vector. The same vectors again are the same embedder.
    """
    images = naming.meant(project, [row.image for _, row in table.rows], path.parent)
    first: dict[int, tuple[int, VectorRow]] = {}
    bad: list[BadLine] = []
    repeated = 0
    for (line, row), image in zip(table.rows, images, strict=True):
        if isinstance(image, str):
            bad.append(BadLine(line, image))
            continue
        number, before = first.setdefault(image, (line, row))
        same = bool(np.array_equal(row.vector, before.vector))
        repeated += number != line and same
        if not same:
            bad.append(BadLine(line, f"gives the image of line {number} another vector"))
    if len(first) < 2:
        reason = next((line.reason for line in [*bad, *table.bad]), "the file has too few rows")
        raise UserError("{path} has vectors of {count} images of {project}, two are needed: {reason}", path=path,
                        count=len(first), project=project.name, reason=reason)  # fmt: skip
    known = project.images.all()
    hashes = {image.id: image.content_hash for image in known}
    keys = segments.keys(hashes[image] for image in first)
    vectors = np.stack([row.vector for _, row in first.values()])
    network = own_vectors.stand_in(project, keys, vectors)
    chosen = _name(project, name or path.stem, network.fingerprint)
    without = [{"path": str(Path(image.root, image.path)), "reason": own_vectors.reason()}
               for image in known if image.id not in first]  # fmt: skip

    def store() -> None:
        own_vectors.keep(network, keys, vectors, job)
        round_ = project.rounds.current()
        embed.store_embedder(project, Head("raw"), network, name=chosen, round=round_.number if round_ else 0)

    return Plan({"embedder": chosen, "images": len(first), "dim": network.dim, "repeated": repeated,
                 "without": without}, bad, store)  # fmt: skip


def _name(project: Project, wanted: str, fingerprint: str) -> str:
    """The name this embedder has already, else `wanted` in plain letters, with a number where it is taken."""
    rows = project.rounds.embedders()
    known = [row for row in rows if own_vectors.is_start(row) and row.backbone_fingerprint == fingerprint]
    if known:
        return known[0].name
    return free(plain(wanted) or own_vectors.IMPORTED, rows)
