"""Index files: whole or absent, and trusted only with their own stamp and checksum."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.searching.index_files import read, write

STAMP = {"embedder": "a" * 64, "probes": 16}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "index" / "cells.safetensors"
    write(path, STAMP, others=np.arange(600).reshape(200, 3), distances=np.ones((200, 3), np.float32))
    return path


def test_what_was_written_is_read(path: Path) -> None:
    found = read(path, STAMP)
    assert found is not None
    assert np.array_equal(found["others"], np.arange(600).reshape(200, 3))
    assert found["distances"].dtype == np.float32
    assert [file.name for file in path.parent.iterdir()] == ["cells.safetensors"]


def test_the_same_arrays_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    write(tmp_path / "again", STAMP, distances=np.ones((200, 3), np.float32), others=np.arange(600).reshape(200, 3))
    assert (tmp_path / "again").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("stamp", [{"embedder": "b" * 64, "probes": 16}, {"embedder": "a" * 64}, {}])
def test_another_stamp_is_another_file(path: Path, stamp: dict[str, object]) -> None:
    assert read(path, stamp) is None


def test_no_file_an_empty_one_and_no_index_at_all_are_absent(path: Path) -> None:
    assert read(path.with_name("missing"), STAMP) is None
    for content in (b"", b"\x00" * 7, b"not an index file at all, but long enough", b"\xff" * 4000):
        path.write_bytes(content)
        assert read(path, STAMP) is None


def test_a_truncated_file_is_absent_wherever_it_ends(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        assert read(path, STAMP) is None


def test_one_changed_byte_anywhere_is_noticed(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for place in range(8, len(whole), 61):
        changed = whole.copy()
        changed[place] ^= 4
        path.write_bytes(changed)
        found = read(path, STAMP)
        # A byte of the header may be one that says nothing (a space): then the arrays are those written.
        assert found is None or np.array_equal(found["others"], np.arange(600).reshape(200, 3))
        assert found is None or place < 400


def test_a_folder_in_its_place_is_absent(tmp_path: Path) -> None:
    assert read(tmp_path, STAMP) is None
