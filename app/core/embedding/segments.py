"""Vectors on disk: plain .npy segments of rows (key, vector), the key being the content hash of the image.

A segment is whole or not there, and never changes; new vectors make a new one. So a killed job loses at most the
rows it held, and a folder of segments is its own index.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import make_folder, replacing
from app.core.records import BoolArray, IntArray

ROWS = 4096
SECONDS = 15.0  # work a killed job may lose

Keys = NDArray[np.bytes_]  # (n,) S32: numpy cuts trailing zero bytes when it shows one, but compares all the same


def keys(content_hashes: Iterable[str]) -> Keys:
    """Content hashes as rows of 32 bytes."""
    return np.array([bytes.fromhex(text) for text in content_hashes], "S32")


def write(path: Path, keys: Keys, vectors: NDArray[Any]) -> None:
    """Write one segment, replacing `path`; the vectors (n, d) keep their type."""
    rows = np.empty(len(keys), _row(vectors.shape[1], vectors.dtype))
    rows["key"], rows["vector"] = keys, vectors
    with replacing(path) as part, part.open("wb") as file:
        np.save(file, rows, allow_pickle=False)


def read(path: Path, dim: int, kind: str) -> NDArray[np.void] | None:
    """The rows of a segment, mapped; None when it is not there, or not one of this dimension and type."""
    try:
        rows: NDArray[np.void] = np.lib.format.open_memmap(path, mode="r")  # np.load would also take zips and pickles
    except Exception:  # noqa: BLE001 - a damaged header raises whatever a parser of Python can raise
        return None
    return rows if rows.dtype == _row(dim, kind) and rows.ndim == 1 else None


def _row(dim: int, kind: Any) -> np.dtype[np.void]:
    return np.dtype([("key", "S32"), ("vector", np.dtype(kind).newbyteorder("<"), (dim,))])


@dataclass(frozen=True)
class Joined:
    """Vectors of several segments as one array (n, dim) that stays on disk: rows are read when they are asked for.

    What is indexed (a number, a slice, an array of numbers or flags) is a float16 array of its own.
    """

    segment: IntArray
    row: IntArray
    segments: list[NDArray[np.void]]
    dim: int
    dtype = np.dtype(np.float16)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and dimension, as of an array."""
        return len(self.segment), self.dim

    def __len__(self) -> int:
        return len(self.segment)

    def __getitem__(self, wanted: Any) -> NDArray[Any]:
        segment, row = self.segment[wanted], self.row[wanted]
        if np.ndim(segment) == 0:
            vector: NDArray[Any] = self.segments[int(segment)]["vector"][int(row)]
            return vector
        out = np.empty((len(segment), self.dim), self.dtype)
        for number in np.unique(segment):
            there = np.flatnonzero(segment == number)
            order = np.argsort(row[there], kind="stable")  # reads the file front to back
            out[there[order]] = self.segments[number]["vector"][row[there[order]]]
        return out

    def take(self, order: IntArray) -> Joined:
        """These rows in this order, still on disk."""
        return Joined(self.segment[order], self.row[order], self.segments, self.dim)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self[:].astype(dtype or self.dtype, copy=False)


@dataclass(frozen=True)
class Cached:
    """Which of the wanted vectors there are, `found` (n,), and those (m, dim), in the order they were wanted."""

    found: BoolArray
    vectors: Joined


def stored_keys(folder: Path, dim: int) -> Keys:
    """The keys in all float16 segments of a folder, ascending."""
    segments = _open(folder, dim)
    return np.sort(np.concatenate([rows["key"] for rows in segments])) if segments else np.empty(0, "S32")


def _open(folder: Path, dim: int) -> list[NDArray[np.void]]:
    return [rows for path in _paths(folder) if (rows := read(path, dim, "f2")) is not None]


def find(folder: Path, wanted: Keys, dim: int) -> Cached:
    """Look `wanted` up in all float16 segments of a folder; a damaged segment counts as absent."""
    segments = _open(folder, dim)
    known = np.concatenate([rows["key"] for rows in segments]) if segments else np.empty(0, "S32")
    segment = np.repeat(np.arange(len(segments)), [len(rows) for rows in segments])
    row = np.concatenate([np.arange(len(rows)) for rows in segments]) if segments else segment
    order = np.argsort(known, kind="stable")
    place = np.searchsorted(known, wanted, sorter=order)
    place = order[np.minimum(place, len(known) - 1)] if len(known) else np.zeros(len(wanted), np.int64)
    found = known[place] == wanted if len(known) else np.zeros(len(wanted), np.bool_)
    return Cached(found, Joined(segment[place[found]], row[place[found]], segments, dim))


def _paths(folder: Path) -> list[Path]:
    return sorted((path for path in folder.glob("*.npy") if path.stem.isdecimal()), key=lambda path: int(path.stem))


class Writer:
    """Adds rows to a folder of segments; what it holds is written at the end, also when the job is cancelled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[Keys, NDArray[np.float16]]] = []
        self._since = time.monotonic()

    def add(self, keys: Keys, vectors: NDArray[Any]) -> None:
        """Take rows (n, d); they are on disk after ROWS rows or SECONDS seconds at the latest."""
        self._rows.append((keys, vectors.astype(np.float16)))
        if sum(len(keys) for keys, _ in self._rows) >= ROWS or time.monotonic() - self._since > SECONDS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            make_folder(self._folder)
            number = max((int(path.stem) for path in _paths(self._folder)), default=-1) + 1
            keys, vectors = (np.concatenate(part) for part in zip(*self._rows, strict=True))
            write(self._folder / f"{number}.npy", keys, vectors)
        self._rows, self._since = [], time.monotonic()

    def close(self) -> None:
        """Write what it still holds."""
        self._flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
