"""The frozen evaluation pairs: drawn once, before the first mining, sealed, on the evaluation side only.

What is measured on pairs that one descriptor found flatters that descriptor, so the population are the nearest
neighbours by two: the embedding and the perceptual hash. It is cut into strata by descriptor and distance, close
ones drawn more often, and every pair keeps its draw probability, so that figures can be weighted back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.asking.batches import Draw, places, strata
from app.core.asking.shares import share
from app.core.jobs import NULL_JOB, Job
from app.core.mining.candidates import closest_first
from app.core.mining.known import Known, keys
from app.core.mining.why import Whys
from app.core.records import Batch, Candidates, Embeddings, IntArray, Side
from app.core.searching.hash_index import told
from app.core.searching.index import between, nearest
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.core.store.project import Project

NEIGHBOURS = 10  # per image and descriptor
FRAME = 20_000  # images looked at; of a larger evaluation side a random part of this size is the population
BANDS = (0.05, 0.15, 0.4)  # the closest 5 %, the next 10 % ... are strata of their own: that is where positives are
DESCRIPTORS = ("embedding", "phash")
HASH_ROWS = 256


@dataclass(frozen=True)
class Population:
    """The pairs that may be drawn, closest first; by row the descriptor (place in DESCRIPTORS) and distance band."""

    candidates: Candidates
    descriptor: IntArray
    band: IntArray
    others: int


def draw_frozen(
    project: Project,
    embeddings: Embeddings,
    settings: Settings,
    *,
    embedder: str | None = None,
    seed: int = 0,
    device: str = "cpu",
    job: Job = NULL_JOB,
) -> Batch | None:
    """The project's frozen batch, drawn now if there is none that stands; None when there is no pair to draw.

    `embedder` is whose embeddings these are, where they are not those of the current round. A batch that nobody
    answered is drawn anew when the split was, and left some of its pairs off the evaluation side.
    """
    from app.core.store.pairs import NewBatch

    drawn = next((batch for batch in project.pairs.batches() if batch.purpose == "frozen"), None)
    if settings["frozen.size"] == 0 or (drawn is not None and _stands(project, drawn)):
        return drawn
    if drawn is not None:
        project.pairs.retire(drawn.id)
    rng = np.random.default_rng(seed)
    ids = _evaluation_side(project, embeddings.ids)
    frame = np.sort(rng.choice(ids, min(len(ids), FRAME), replace=False)) if len(ids) else ids
    found = population(project, _rows(embeddings, frame), device=device, job=job)
    if not len(found.candidates):
        return None
    draws = draw(found, settings["frozen.size"], rng)
    round_ = project.rounds.current()
    new = NewBatch(
        name="frozen", strategy="frozen", purpose="frozen", blindness="sealed", sealed=True, seed=seed,
        round=round_.number if round_ else 0,
        embedder=embedder or (round_.embedder if round_ else None),
        settings={"size": settings["frozen.size"], "images": len(frame), "evaluation_images": len(ids)},
        strata=strata(draws, found.others),
    )  # fmt: skip
    miners = Whys(found.descriptor, DESCRIPTORS)
    return project.pairs.create_batch(new, places(found.candidates, miners, draws, rng, shuffled=True))


def _evaluation_side(project: Project, ids: IntArray) -> IntArray:
    sides = project.images.sides()
    return np.array([image for image in ids.tolist() if sides.get(image) is Side.EVALUATION], np.int64)


def _stands(project: Project, batch: Batch) -> bool:
    """Whether somebody answered in this batch, or all its pairs are on the evaluation side still."""
    if any(label.batch_id == batch.id for label in project.labels.all()):
        return True
    ends = sorted({image for place in project.pairs.batch_pairs(batch.id) for image in (place.left, place.right)})
    return len(_evaluation_side(project, np.array(ends, np.int64))) == len(ends)


def population(project: Project, embeddings: Embeddings, *, device: str = "cpu", job: Job = NULL_JOB) -> Population:
    """Neighbours by embedding and by perceptual hash among these images, open pairs only, in strata."""
    near = nearest(embeddings, embeddings, NEIGHBOURS, device=device, job=job)
    by_hash = hash_neighbours(*_hashes(project, embeddings.ids), NEIGHBOURS, job)
    columns = [_edges(near.ids, near.others, None), _edges(*by_hash)]
    table = np.concatenate([np.column_stack((c, np.full(len(c), n))) for n, c in enumerate(columns)])
    # Of a pair that both descriptors found, or that was found from both ends, the first and nearest row speaks.
    order = np.lexsort((table[:, 2], table[:, 3], keys(table[:, 0], table[:, 1])))
    table = table[order]
    _, first = np.unique(keys(table[:, 0], table[:, 1]), return_index=True)
    others = len(embeddings.ids) * (len(embeddings.ids) - 1) // 2 - len(first)
    table = table[first]
    table = table[~Known.of(project).settled(table[:, 0], table[:, 1])]
    distance = between(embeddings, table[:, 0], table[:, 1])
    images = project.images.by_ids(embeddings.ids.tolist())
    hashes = {key: image.content_hash for key, image in images.items()}
    order = closest_first(hashes, table[:, 0], table[:, 1], distance)
    table, distance = table[order], distance[order]
    band = 1 + np.searchsorted(np.quantile(distance, BANDS), distance) if len(table) else table[:, 0]
    return Population(Candidates(table[:, 0], table[:, 1], distance, "", _whys(table, band)), table[:, 3], band, others)


def _edges(ids: IntArray, others: IntArray, numbers: IntArray | None) -> IntArray:
    """Rows (left, right, number) of neighbour lists; without `numbers` the number is the rank."""
    row, column = np.nonzero(others >= 0)
    anchor, other = ids[row], others[row, column]
    number = column + 1 if numbers is None else numbers[row, column]
    return np.column_stack((np.minimum(anchor, other), np.maximum(anchor, other), number))


def _whys(table: IntArray, band: IntArray) -> Whys:
    by_embedding = table[:, 3] == 0
    parts = Whys.joined(
        [
            Whys.of("frozen_embedding", rank=table[by_embedding, 2], band=band[by_embedding]),
            Whys.of("frozen_phash", bits=table[~by_embedding, 2], band=band[~by_embedding]),
        ]
    )
    return Whys.of_rows(parts, np.argsort(np.argsort(~by_embedding, kind="stable"), kind="stable"))


def _hashes(project: Project, ids: IntArray) -> tuple[IntArray, NDArray[np.uint64]]:
    """Perceptual hashes of those of the images that have one which is not flat."""
    known, hashes = project.images.hashes()
    kept = np.isin(known, ids) & told(hashes)
    return known[kept], hashes[kept]


def hash_neighbours(
    ids: IntArray, hashes: NDArray[np.uint64], k: int, job: Job = NULL_JOB
) -> tuple[IntArray, IntArray, IntArray]:
    """For every image the `k` nearest by differing bits, ties by id: `ids` (n,), `others` (n, k), `bits` (n, k)."""
    k = min(k, max(0, len(ids) - 1))
    others, bits = np.full((len(ids), k), -1, np.int64), np.full((len(ids), k), 65, np.int64)
    for start in range(0, len(ids) if k else 0, HASH_ROWS):
        job.report("Comparing hashes", start, len(ids))
        rows = np.arange(start, min(start + HASH_ROWS, len(ids)))
        order = np.bitwise_count(hashes[rows, None] ^ hashes).astype(np.int64) << 32 | np.arange(len(ids))
        order[np.arange(len(rows)), rows] = np.iinfo(np.int64).max  # itself
        best = np.sort(np.partition(order, k - 1, axis=1)[:, :k], axis=1)
        others[rows], bits[rows] = ids[best & 0xFFFFFFFF], best >> 32
    return ids, others, bits


def draw(found: Population, size: int, rng: Generator) -> Sequence[Draw]:
    """Equal numbers from every stratum, what a small one cannot give is taken from the others."""
    names, members = [], []
    for descriptor, name in enumerate(DESCRIPTORS):
        for band in range(1, len(BANDS) + 2):
            names.append(f"{name} band {band}")
            members.append(np.flatnonzero((found.descriptor == descriptor) & (found.band == band)))
    counts = share(size, [len(rows) for rows in members])
    return [
        Draw(name, np.sort(rng.choice(rows, count, replace=False)), len(rows), count / len(rows))
        for name, rows, count in zip(names, members, counts, strict=True)
        if len(rows)
    ]


def _rows(embeddings: Embeddings, ids: IntArray) -> Embeddings:
    return Embeddings(ids, embeddings.vectors[np.searchsorted(embeddings.ids, ids)])
