"""Linkage: chains are cut as they should be, against joining by hand, and hubs are named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.applying import linkage
from app.core.applying.linkage import group, hubs
from app.core.records import Embeddings


def within(embeddings: Embeddings, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    vectors = embeddings.vectors.astype(float)
    gaps = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    left, right = np.nonzero(np.triu(gaps <= threshold, 1))
    return embeddings.ids[left], embeddings.ids[right]


def on_a_circle(*degrees: float) -> Embeddings:
    angles = np.radians(degrees)
    vectors = np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)
    return Embeddings(np.arange(len(degrees)) * 10 + 1, vectors)


def slow(embeddings: Embeddings, threshold: float, kind: str) -> set[tuple[int, ...]]:
    """Join the two closest groups again and again while they are within the threshold."""
    sets = [[n] for n in range(len(embeddings.ids))]
    vectors = embeddings.vectors.astype(float)
    gaps = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    pick = {"single": np.min, "average": np.mean, "complete": np.max}[kind]
    while len(sets) > 1:
        gap, a, b = min((pick(gaps[np.ix_(x, y)]), i, j)
                        for i, x in enumerate(sets) for j, y in enumerate(sets) if i < j)  # fmt: skip
        if gap > threshold:
            break
        sets[a] += sets.pop(b)
    return {tuple(sorted(embeddings.ids[part].tolist())) for part in sets if len(part) > 1}


def test_a_chain_is_one_group_only_under_single_linkage() -> None:
    chain = on_a_circle(0, 10, 20, 30, 40, 180)
    threshold = 0.2  # 10 degrees are .174, 20 are .347
    pairs = within(chain, threshold)
    assert [g.images for g in group(chain, *pairs, threshold, "single")] == [(1, 11, 21, 31, 41)]
    complete = group(chain, *pairs, threshold, "complete")
    assert all(g.diameter <= threshold for g in complete) and sum(len(g.images) for g in complete) == 4


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(linkage.KINDS), st.floats(0.1, 1.6))
def test_groups_are_those_of_joining_by_hand(seed: int, kind: str, threshold: float) -> None:
    vectors = np.random.default_rng(seed).normal(size=(14, 3))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    embeddings = Embeddings(np.arange(14) * 2, vectors.astype(np.float32))
    found = group(embeddings, *within(embeddings, threshold), threshold, kind)
    assert {g.images for g in found} == slow(embeddings, threshold, kind)
    assert [len(g.images) for g in found] == sorted((len(g.images) for g in found), reverse=True)


def test_a_chain_too_long_to_split_stays_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.core.jobs import Job

    monkeypatch.setattr(linkage, "LARGEST", 3)
    chain, said = on_a_circle(0, 10, 20, 30), []
    found = group(chain, *within(chain, 0.2), 0.2, "complete", Job(on_warning=said.append))
    assert [g.images for g in found] == [(1, 11, 21, 31)] and "4 images form one chain" in said[0]
    assert found[0].diameter >= np.linalg.norm(chain.vectors[0] - chain.vectors[3])


def test_hubs_are_the_busiest() -> None:
    left, right = np.array([1] * 12 + [2] * 3), np.array([*range(20, 32), 40, 41, 42])
    assert [(h.image, h.pairs) for h in hubs(left, right)] == [(1, 12)]
    assert hubs(np.empty(0, np.int64), np.empty(0, np.int64)) == []
