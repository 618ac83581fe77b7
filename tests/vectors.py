"""Vectors for the tests of the search, and what a slow, obvious search says of them."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.records import Embeddings, FloatArray, IntArray

DEVICES = ["cpu", "cpu:0", pytest.param("cuda", marks=pytest.mark.gpu)]  # numpy, torch on the CPU, torch on CUDA


def present(device: str) -> None:
    """Skip the test where torch or the device is not there."""
    if device != "cpu":
        torch = pytest.importorskip("torch")
        torch.set_num_threads(1)  # many small products over threads wait for each other on a busy machine
        if device == "cuda" and not torch.cuda.is_available():
            pytest.skip("no CUDA device")


def unit(vectors: np.ndarray) -> FloatArray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def clusters(rng: np.random.Generator, n: int = 5000, d: int = 32) -> Embeddings:
    """Points of which two in five belong to clusters of 2 to 60: exact copies, and steps of 1e-6 along a line."""
    vectors = rng.standard_normal((n, d))
    start = 0
    while start < 2 * n // 5:
        size = min(int(rng.integers(2, 60)), n - start)
        steps = np.arange(size) // int(rng.integers(1, 4))  # some of them share a place exactly
        vectors[start : start + size] = unit(vectors[start : start + 1]) + 1e-6 * np.outer(steps, unit(
            rng.standard_normal((1, d)))[0])  # fmt: skip
        start += size
    ids = np.sort(rng.choice(10 * n, n, replace=False)).astype(np.int64)
    return Embeddings(ids, unit(vectors)[rng.permutation(n)])


def blobs(rng: np.random.Generator, n: int, d: int = 32) -> Embeddings:
    """Unit vectors with structure: clouds around n / 50 middles, every tenth image a near copy of another."""
    middles = rng.standard_normal((max(1, n // 50), d))
    vectors = unit(middles[rng.integers(len(middles), size=n)] + 0.5 * rng.standard_normal((n, d)))
    copies = n // 10
    vectors[:copies] = unit(vectors[-copies:] + 0.02 * rng.standard_normal((copies, d))) if copies else vectors[:0]
    ids = np.sort(rng.choice(10 * n, n, replace=False)).astype(np.int64)
    return Embeddings(ids, vectors[rng.permutation(n)])


def halved(some: Embeddings) -> Embeddings:
    """The same images with their vectors in float16."""
    return Embeddings(some.ids, some.vectors.astype(np.float16))  # type: ignore[arg-type]


def oracle(queries: Embeddings, base: Embeddings, k: int) -> tuple[IntArray, FloatArray]:
    others = np.full((len(queries.ids), k), -1, np.int64)
    distances = np.full((len(queries.ids), k), np.inf, np.float32)
    points = base.vectors.astype(np.float64)
    for row, (own, query) in enumerate(zip(queries.ids, queries.vectors.astype(np.float64), strict=True)):
        difference = points - query
        distance = np.sqrt(np.einsum("ij,ij->i", difference, difference))
        order = np.lexsort((base.ids, distance))
        order = order[base.ids[order] != own][:k]
        others[row, : len(order)], distances[row, : len(order)] = base.ids[order], distance[order]
    return others, distances


def pairs_oracle(base: Embeddings, radius: float) -> set[tuple[int, int]]:
    """Every pair (smaller id, larger id) at most `radius` apart, row by row in float64."""
    points = base.vectors.astype(np.float64)
    found = set()
    for row in range(len(points)):
        distance = np.sqrt(((points[row + 1 :] - points[row]) ** 2).sum(axis=1))
        found |= {(int(base.ids[row]), int(other)) for other in base.ids[row + 1 :][distance <= radius]}
    return found
