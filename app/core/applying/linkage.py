"""Linkage: from pairs closer than a threshold to groups of images, by single, average or complete linkage.

Single linkage chains: A-B and B-C put A and C together however far apart they are. Average and complete linkage
cut such chains. Whatever they join at a threshold is joined by single linkage too, so they only have to look inside
its groups, and the whole distance matrix is never needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.core.grading.relations import UnionFind
from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, FloatArray, IntArray
from models.errors import UserError

KINDS = ("single", "average", "complete")
LARGEST = 4000  # images of one chain whose distances are compared all with all: 64 MB


@dataclass(frozen=True)
class Group:
    """Images (ids ascending) joined into one group, and the largest distance between any two of them."""

    images: tuple[int, ...]
    diameter: float


@dataclass(frozen=True)
class Hub:
    """An image that matches many others: often a blank page, a logo or a placeholder."""

    image: int
    pairs: int


def group(
    embeddings: Embeddings,
    left: IntArray,
    right: IntArray,
    threshold: float,
    kind: str = "complete",
    job: Job = NULL_JOB,
) -> list[Group]:
    """The groups of two and more, largest first, then by smallest id. `left`, `right`: all pairs within `threshold`.

    A chain of more than LARGEST images stays as single linkage has it; a warning says so.
    """
    chains = UnionFind(list(zip(left.tolist(), right.tolist(), strict=True))).sets()
    made: list[Group] = []
    for number, chain in enumerate(chains):
        job.report("Forming groups", number, len(chains))
        ids = np.array(sorted(chain), np.int64)
        vectors = embeddings.vectors[np.searchsorted(embeddings.ids, ids)]
        if len(ids) > LARGEST:
            job.warn(f"{len(ids)} images form one chain; too many to split, it stays one group")
            made.append(Group(tuple(ids.tolist()), _spread(vectors)))
            continue
        parts = [np.arange(len(ids))] if kind == "single" or len(ids) == 2 else _split(vectors, threshold, kind)
        made += [Group(tuple(ids[part].tolist()), _diameter(vectors[part])) for part in parts if len(part) > 1]
    return sorted(made, key=lambda group: (-len(group.images), group.images[0]))


def hubs(left: IntArray, right: IntArray, *, least: int = 10, most: int = 20) -> list[Hub]:
    """The images in at least `least` pairs, at most `most` of them, busiest first."""
    images, counts = np.unique(np.concatenate((left, right)), return_counts=True)
    order = np.lexsort((images, -counts))[:most]
    return [Hub(int(images[n]), int(counts[n])) for n in order if counts[n] >= least]


def _split(vectors: FloatArray, threshold: float, kind: str) -> Sequence[IntArray]:
    """Rows of each group when this chain is joined by average or complete linkage up to `threshold`."""
    try:
        from scipy.cluster.hierarchy import fcluster, linkage
        from scipy.spatial.distance import pdist
    except ImportError as error:
        raise UserError("{kind} linkage needs scipy, which this build does not have; choose single linkage",
                        kind=kind) from error  # fmt: skip
    wide = vectors.astype(np.float64)
    label = fcluster(linkage(pdist(wide), method=kind), threshold, criterion="distance")
    order = np.argsort(label, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def _diameter(vectors: FloatArray) -> float:
    wide = vectors.astype(np.float64)
    return float(max(np.linalg.norm(wide - row, axis=1).max() for row in wide))


def _spread(vectors: FloatArray) -> float:
    """An upper bound of the diameter in one pass: twice the largest distance from the mean."""
    wide = vectors.astype(np.float64)
    return float(2 * np.linalg.norm(wide - wide.mean(axis=0), axis=1).max())
