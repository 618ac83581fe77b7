"""The nearest images of one image, from stored embeddings: against plain arithmetic, and what is said without any."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.applying import nearby
from app.core.applying.nearby import Desk, nearest_rows
from app.core.embedding import segments, vector_file
from app.core.store.project import Project
from app.errors import UserError
from tests.gui.furnished import fill


def unit(seed: int, count: int, dim: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(0, 1000), st.integers(1, 40), st.integers(1, 12), st.integers(1, 7), st.data())
def test_the_nearest_rows_are_those_of_plain_arithmetic(
    seed: int, count: int, k: int, block: int, data: st.DataObject
) -> None:
    vectors = unit(seed, count, 4)
    vectors[count // 2 :] = vectors[: count - count // 2]  # ties and duplicates
    row = data.draw(st.integers(0, count - 1))
    before, nearby.ROWS = nearby.ROWS, block
    try:
        rows, distances = nearest_rows(vectors, row, k)
    finally:
        nearby.ROWS = before
    away = [float(np.sqrt(np.square(vectors[n].astype(np.float64) - vectors[row]).sum())) for n in range(count)]
    expected = sorted((n for n in range(count) if n != row), key=lambda n: (round(away[n], 6), n))[:k]
    assert row not in rows.tolist() and len(rows) == len(expected)
    np.testing.assert_allclose(distances, [away[n] for n in expected], atol=1e-5)
    np.testing.assert_allclose(distances, [away[n] for n in rows], atol=1e-5)


def test_a_duplicate_is_at_distance_nought() -> None:
    vectors = np.repeat(unit(0, 1, 384), 3, axis=0)
    rows, distances = nearest_rows(vectors, 1, 5)
    assert rows.tolist() == [0, 2] and distances.tolist() == [0, 0]


@pytest.fixture
def full(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "full.nearpair", salt="test") as project:
        fill(project, tmp_path / "pictures")
        return project.path


def store(path: Path, vectors: np.ndarray, fingerprint: str = "f" * 64) -> list[int]:
    """Put embeddings of the first images where `embeddings` keeps them."""
    with Project.open(path, role="reader") as project:
        images = project.images.all()[: len(vectors)]
        keys = segments.keys(image.content_hash for image in images)
    mark = nearby.hashlib.sha256(f"{fingerprint}:0".encode()).digest()
    place = path / "embeddings" / f"{fingerprint[:16]}.npy"
    place.parent.mkdir(exist_ok=True)
    vector_file.write(place, mark, keys, vectors.shape[1], lambda block: vectors[block], lambda _done: None)
    return [image.id for image in images]


def test_the_desk_answers_with_ids_of_the_project(full: Path) -> None:
    vectors = np.array([[1, 0], [0, 1], [0.8, 0.6], [0.6, 0.8]], np.float32)
    ids = store(full, vectors)
    found = Desk().nearby(full, ids[0], 2)
    assert found.ids == (ids[2], ids[3]) and found.embedder == "whiten"
    assert found.distances == pytest.approx([np.sqrt(0.4), np.sqrt(0.8)], abs=1e-6)
    assert len(Desk().nearby(full, ids[0], 24).ids) == 3


def test_without_an_embedding_it_says_what_to_do(full: Path) -> None:
    with pytest.raises(UserError, match="has no embedding by whiten yet; mine again"):
        Desk().nearby(full, 1, 24)
    ids = store(full, unit(0, 4, 2))
    with pytest.raises(UserError, match="mine again"):
        Desk().nearby(full, ids[-1] + 1, 24)  # an image that was added since
    with pytest.raises(UserError, match="mine first"):
        Desk().nearby(full, 10_000, 24)


def test_embeddings_of_another_embedder_are_not_taken(full: Path) -> None:
    ids = store(full, unit(0, 4, 2))
    place = full / "embeddings" / f"{'f' * 16}.npy"
    assert vector_file.whole(place, b"x" * 32) is None
    assert vector_file.whole(place.with_name("none.npy"), b"x" * 32) is None
    place.with_suffix(".keys.npy").write_bytes(b"damaged")
    with pytest.raises(UserError, match="mine again"):
        Desk().nearby(full, ids[0], 2)
