"""Vectors on disk: what was written is found again by key, whatever the order, the segment or the damage."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.embedding import segments


def sha(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def vectors(numbers: list[int]) -> np.ndarray:
    return np.array([[n, -n, 0.5] for n in numbers], np.float16).reshape(-1, 3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=6), max_size=4), st.lists(st.integers(0, 40)))
def test_find_is_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[int]], wanted: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("segments")
    for part in parts:
        with segments.Writer(folder) as writer:
            for number in part:
                writer.add(segments.keys([sha(number)]), vectors([number]))
    assert len(list(folder.glob("*.npy"))) == len(parts)
    known = {number for part in parts for number in part}
    cached = segments.find(folder, segments.keys(map(sha, wanted)), 3)
    assert cached.found.tolist() == [number in known for number in wanted]
    assert np.array_equal(cached.vectors, vectors([number for number in wanted if number in known]))


def test_hashes_that_end_in_zeros_are_keys_like_others(tmp_path: Path) -> None:
    hashes = ["ab" * 31 + "00", "ab" * 30 + "0000", "00" * 32, "ab" * 32]
    with segments.Writer(tmp_path) as writer:
        writer.add(segments.keys(hashes), vectors([0, 1, 2, 3]))
    cached = segments.find(tmp_path, segments.keys([*reversed(hashes), "00" * 31 + "01"]), 3)
    assert cached.found.tolist() == [True] * 4 + [False]
    assert np.asarray(cached.vectors)[:, 0].tolist() == [3, 2, 1, 0]


def test_rows_reach_the_disk_when_there_are_enough_and_on_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "ROWS", 3)
    with pytest.raises(KeyError), segments.Writer(tmp_path) as writer:
        for number in range(5):
            writer.add(segments.keys([sha(number)]), vectors([number]))
            assert len(list(tmp_path.glob("*.npy"))) == (number + 1) // 3
        raise KeyError
    assert segments.find(tmp_path, segments.keys(map(sha, range(5))), 3).found.all()
    assert [len(np.load(tmp_path / f"{n}.npy")) for n in range(2)] == [3, 2]


def test_damaged_and_foreign_files_count_as_absent(tmp_path: Path) -> None:
    for number in range(3):
        segments.write(tmp_path / f"{number}.npy", segments.keys([sha(number)]), vectors([number]))
    whole = (tmp_path / "1.npy").read_bytes()
    (tmp_path / "1.npy").write_bytes(whole[:-4])
    (tmp_path / "7.npy").write_bytes(b"")
    (tmp_path / "4.npy").write_bytes(b"PK\x03\x04 as a zip begins")
    (tmp_path / "5.npy").write_bytes(whole[:10] + b"(" * (len(whole) - 10))
    np.save(tmp_path / "8.npy", np.zeros(3))
    np.save(tmp_path / "notes.npy", np.zeros(3))
    (tmp_path / "2.npy.part").write_bytes(whole)
    segments.write(tmp_path / "9.npy", segments.keys([sha(9)]), np.zeros((1, 5), np.float16))
    assert segments.find(tmp_path, segments.keys(map(sha, range(10))), 3).found.tolist() == [
        True, False, True, *[False] * 7,
    ]  # fmt: skip
    with segments.Writer(tmp_path) as writer:
        writer.add(segments.keys([sha(1)]), vectors([1]))
    assert (tmp_path / "10.npy").is_file() and segments.find(tmp_path, segments.keys([sha(1)]), 3).found.all()


def test_nothing_is_a_valid_answer(tmp_path: Path) -> None:
    assert len(segments.find(tmp_path / "none", segments.keys([]), 3).vectors) == 0
    assert segments.read(tmp_path / "none.npy", 3, "f4") is None
    with segments.Writer(tmp_path / "none"):
        pass
    assert not (tmp_path / "none").exists()


def test_a_segment_keeps_its_type(tmp_path: Path) -> None:
    segments.write(tmp_path / "0.npy", segments.keys([sha(1)]), np.array([[1 / 3, 2]], np.float32))
    rows = segments.read(tmp_path / "0.npy", 2, "f4")
    assert rows is not None and rows["vector"][0, 0] == np.float32(1 / 3)
    assert segments.read(tmp_path / "0.npy", 2, "f2") is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=6), max_size=4), st.data())
def test_joined_rows_are_indexed_like_an_array(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[int]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("segments")
    for part in parts:
        with segments.Writer(folder) as writer:
            writer.add(segments.keys(map(sha, part)), vectors(part))
    numbers = data.draw(st.permutations(sorted({number for part in parts for number in part})))
    joined = segments.find(folder, segments.keys(map(sha, numbers)), 3).vectors
    plain = vectors(numbers)
    assert len(joined) == len(plain) and joined.shape == plain.shape and joined.dtype == plain.dtype
    assert np.array_equal(np.asarray(joined), plain) and np.array_equal(joined[1:], plain[1:])
    some = data.draw(st.lists(st.integers(0, len(numbers) - 1), max_size=9)) if numbers else []
    rows = np.array(some, np.int64)
    assert np.array_equal(joined[rows], plain[rows])
    flags = np.arange(len(numbers)) % 2 == 0
    assert np.array_equal(joined[flags], plain[flags])
    assert [row.tolist() for row in joined] == plain.tolist()  # type: ignore[attr-defined]
    assert np.asarray(joined, np.float32).dtype == np.float32


def test_stored_keys_are_those_of_whole_segments(tmp_path: Path) -> None:
    assert len(segments.stored_keys(tmp_path, 3)) == 0
    for number in (5, 1, 3):
        segments.write(tmp_path / f"{number}.npy", segments.keys([sha(number)]), vectors([number]))
    (tmp_path / "1.npy").write_bytes((tmp_path / "1.npy").read_bytes()[:-1])
    assert np.array_equal(segments.stored_keys(tmp_path, 3), np.sort(segments.keys([sha(5), sha(3)])))
