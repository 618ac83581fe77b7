"""Surroundings: where a pair stands among the neighbours of its two images: ranks, density, neighbours in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import Embeddings, IntArray, Neighbours
from app.core.searching.index import between, nearest

K = 30  # neighbours looked at: farther ranks count as one more
DENSITY = 5  # nearest neighbours whose mean distance says how crowded it is around an image
COMMON = (5, 20)
NAMES = ("distance", "rank_low", "rank_high", "reciprocal_rank", "density_low", "density_high", "relative_distance",
         "gap_low", "gap_high", *(f"common_{k}" for k in COMMON))  # fmt: skip

Table = NDArray[np.float64]


def neighbourhoods(found: Embeddings, images: IntArray, device: str = "cpu", job: Job = NULL_JOB) -> Neighbours:
    """The K nearest of these images (ascending ids, all in `found`) in the whole collection."""
    rows = Embeddings(images, found.vectors[np.searchsorted(found.ids, images)])
    return nearest(rows, found, K, device=device, job=job)


def surroundings(found: Embeddings, near: Neighbours, left: IntArray, right: IntArray) -> Table:
    """The columns NAMES (n, 11) of pairs of ids; either way round the same. `near`: `neighbourhoods` of all ends.

    Ranks are log(1 + rank); density is NaN for an image without neighbours.
    """
    one, other = np.searchsorted(near.ids, left), np.searchsorted(near.ids, right)
    distance = between(found, left, right).astype(np.float64)
    rank = np.sort([_rank(near.others[one], right), _rank(near.others[other], left)], axis=0)
    density = _density(near)
    crowd = np.sort([density[one], density[other]], axis=0)
    first = near.distances[:, 0].astype(np.float64)
    gap = np.sort([distance - first[one], distance - first[other]], axis=0)
    return np.column_stack((
        distance, *np.log1p(rank), np.where(rank <= K, 1 / rank, 0.0).sum(0), *crowd,
        np.minimum(distance / np.maximum(np.sqrt(crowd[0] * crowd[1]), 1e-6), 10.0), *gap,
        *(_common(near.others[one, :k], near.others[other, :k]) for k in COMMON),
    ))  # fmt: skip


def _rank(others: IntArray, wanted: IntArray) -> IntArray:
    """The rank of each image in its row, K + 1 where it is not among them."""
    hit = others == wanted[:, None]
    return np.where(hit.any(1), hit.argmax(1) + 1, K + 1)


def _density(near: Neighbours) -> Table:
    nearest_ones = near.distances[:, :DENSITY].astype(np.float64)
    there = np.isfinite(nearest_ones)
    sums = np.where(there, nearest_ones, 0.0).sum(1)
    return np.where(there.any(1), sums / np.maximum(there.sum(1), 1), np.nan)


def _common(one: IntArray, other: IntArray) -> Table:
    """The share of neighbours that two rows have in common; -1 pads."""
    shared = ((one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]).any(2).sum(1)
    return np.asarray(shared / one.shape[1], np.float64)
