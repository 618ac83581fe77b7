"""Embeddings on disk: what is read is what was written, and anything else is not read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from app.core.embedding import segments, vector_file
from app.core.embedding.segments import Keys
from app.core.jobs import Cancelled
from app.errors import UserError

MARK = hashlib.sha256(b"an embedder").digest()


def keys_of(count: int) -> Keys:
    return segments.keys(hashlib.sha256(str(number).encode()).hexdigest() for number in range(count))


def unit_rows(count: int, dim: int = 5) -> np.ndarray:
    rows = np.random.default_rng(count).standard_normal((count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write(path: Path, rows: np.ndarray, mark: bytes = MARK) -> None:
    vector_file.write(path, mark, keys_of(len(rows)), rows.shape[1], lambda block: rows[block], lambda _done: None)


@pytest.mark.parametrize("count", [0, 1, 6, 7, 15])
def test_what_was_written_is_read_and_is_a_plain_array(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(vector_file, "ROWS", 3)
    rows = unit_rows(count)
    write(tmp_path / "e.npy", rows)
    read = vector_file.read(tmp_path / "e.npy", MARK, keys_of(count), 5)
    assert read is not None and np.array_equal(read, rows) and type(read) is np.ndarray
    assert np.array_equal(np.load(tmp_path / "e.npy"), rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.keys.npy", "e.npy"]


def test_writing_to_what_was_read_changes_no_file(tmp_path: Path) -> None:
    write(tmp_path / "e.npy", unit_rows(4))
    read = vector_file.read(tmp_path / "e.npy", MARK, keys_of(4), 5)
    assert read is not None
    read[:] = 0
    assert np.array_equal(np.load(tmp_path / "e.npy"), unit_rows(4))


def test_other_images_another_embedder_or_another_dimension_are_not_it(tmp_path: Path) -> None:
    path = tmp_path / "e.npy"
    assert vector_file.read(path, MARK, keys_of(4), 5) is None
    write(path, unit_rows(4))
    assert vector_file.read(path, MARK, keys_of(3), 5) is None
    assert vector_file.read(path, MARK, keys_of(4)[::-1], 5) is None
    assert vector_file.read(path, MARK, keys_of(4), 6) is None
    assert vector_file.read(path, hashlib.sha256(b"another").digest(), keys_of(4), 5) is None
    assert vector_file.read(path, MARK, keys_of(4), 5) is not None


def damage(path: Path, how: str) -> None:
    whole = path.read_bytes()
    if how == "truncated":
        path.write_bytes(whole[:-1])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "zip":
        path.write_bytes(b"PK\x03\x04" + whole)
    elif how == "other type":
        np.save(path, np.load(path).astype(np.float64))
    elif how == "other order":
        np.save(path, np.asfortranarray(np.load(path)))
    elif how == "not of unit length":
        np.save(path, 2 * np.load(path))
    elif how == "not a number":
        np.save(path, np.load(path) * np.float32("nan"))
    elif how == "no keys":
        path.with_suffix(".keys.npy").unlink()
    elif how == "keys of text":
        np.save(path.with_suffix(".keys.npy"), np.load(path.with_suffix(".keys.npy")).astype("S40"))


@pytest.mark.parametrize("how", ["truncated", "empty", "zip", "other type", "other order", "not of unit length",
                                 "not a number", "no keys", "keys of text"])  # fmt: skip
def test_a_damaged_or_foreign_file_is_not_read(tmp_path: Path, how: str) -> None:
    write(tmp_path / "e.npy", unit_rows(4))
    damage(tmp_path / "e.npy", how)
    assert vector_file.read(tmp_path / "e.npy", MARK, keys_of(4), 5) is None


def test_an_interruption_leaves_no_array_that_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "ROWS", 2)
    write(tmp_path / "e.npy", unit_rows(4))

    def stop(done: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        vector_file.write(tmp_path / "e.npy", MARK, keys_of(6), 5, lambda block: unit_rows(6)[block], stop)
    assert vector_file.read(tmp_path / "e.npy", MARK, keys_of(6), 5) is None
    assert [path.name for path in tmp_path.iterdir()] == ["e.npy"]


def test_a_new_array_under_old_keys_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "e.npy", unit_rows(4))
    monkeypatch.setattr(vector_file.np, "save", lambda *_, **__: pytest.exit("killed between the two files"))
    with pytest.raises(BaseException, match="killed"):
        write(tmp_path / "e.npy", -unit_rows(4), hashlib.sha256(b"another").digest())
    assert vector_file.read(tmp_path / "e.npy", MARK, keys_of(4), 5) is None


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write(tmp_path / "none" / "e.npy", unit_rows(4))
