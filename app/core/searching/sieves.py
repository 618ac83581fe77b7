"""Sieves: products of blocks of vectors on a device, and which of the scores are high enough to be looked at.

The score of a query q and a vector x is q.x - |x|^2 / 2, which orders like the distance. It is off by up to
`margin`, so what a sieve lets through is measured again in float64 by whoever asked. numpy on the CPU: its BLAS is
as fast as torch's there and it is always present; torch on everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.core.records import FloatArray, IntArray
from app.core.searching.distances import widened

HALF = 2.0**-11  # a float16 product is rounded once more, by half a unit in its last place
SLACK = 1.001  # of norms that are measured in float32 themselves
CHUNKS = 4  # times `keep`: pieces of a row whose highest scores bound the row's `keep` highest from below


class Sieve(Protocol):
    """What a search needs of a device. Blocks, half squares and scores live there; all answers are numpy's."""

    half: bool
    gpu: bool

    def load(self, vectors: NDArray[Any]) -> tuple[Any, float]:
        """A block (n, d), float16 or float32, on the device, and the largest length lost by rounding it."""

    def offset(self, half: FloatArray) -> Any:
        """Half squares (n,) on the device."""

    def scores(self, queries: Any, base: Any, offset: Any | None) -> Any:
        """The scores (rows, n) of two loaded blocks, without the half squares where `offset` is None."""

    def above(self, scores: Any, floor: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
        """Row, column and score of every place above its row's floor, rows ascending."""

    def floor(self, scores: Any, keep: int) -> FloatArray:
        """For every row a number that is below its `keep` highest scores, and not by much; -inf in a short row."""

    def first(self, scores: Any) -> IntArray:
        """For every row the column of its highest score, the first of equal ones."""

    def highest(self, scores: Any, keep: int) -> tuple[IntArray, IntArray, FloatArray]:
        """Row, column and score of the `keep` highest places of every row, or all; slower than `above`."""


def margin(dim: int, longest: float, *, half: bool = False, lost: float = 0.0) -> float:
    """The most a score can be off for vectors of `dim` numbers and at most this length.

    float32: dim + 8 roundings of 2^-24 at these lengths, summed in any order, and half as many of the half square.
    With `half` the vectors were rounded to float16 before, which took off at most `lost` of a query and a base
    vector together, and the product after.
    """
    squares = 2 * longest * longest
    error = (1.5 * dim + 8) * 2.0**-24 * squares
    return error + (SLACK * lost * longest + HALF * squares if half else 0.0)


def sieve_on(device: str, *, half: bool = False) -> Sieve:
    """The sieve of a device: "cpu" is numpy, anything else a torch device; `half` multiplies in float16."""
    return _Numpy() if device == "cpu" else _Torch(device, half=half)


def _just_below(scores: FloatArray) -> FloatArray:
    return np.nextafter(scores, np.float32(-np.inf), dtype=np.float32)


class _Buffers(local):
    """Of each thread its own: fresh memory for every product costs more in page faults than the comparing."""

    def __init__(self) -> None:
        self.scores = np.empty(0, np.float32)
        self.flags = np.empty(0, np.bool_)


class _Numpy:
    """numpy: everything stays where it is, and float32 arrays are not even copied."""

    half = False
    gpu = False

    def __init__(self) -> None:
        self._own = _Buffers()

    def load(self, vectors: NDArray[Any]) -> tuple[Any, float]:
        return widened(vectors), 0.0

    def offset(self, half: FloatArray) -> Any:
        return half

    def scores(self, queries: Any, base: Any, offset: Any | None) -> Any:
        size = len(queries) * len(base)
        if len(self._own.scores) < size:
            self._own.scores, self._own.flags = np.empty(size, np.float32), np.empty(size, np.bool_)
        found = self._own.scores[:size].reshape(len(queries), len(base))
        np.matmul(queries, base.T, out=found)
        if offset is not None:
            found -= offset
        return found

    def above(self, scores: Any, floor: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
        flags = self._own.flags[: scores.size].reshape(scores.shape)
        hits = np.flatnonzero(np.greater(scores, floor[:, None], out=flags))
        row = hits // scores.shape[1]
        return row, hits - row * scores.shape[1], scores.ravel()[hits]

    def floor(self, scores: Any, keep: int) -> FloatArray:
        pieces = min(CHUNKS * keep, scores.shape[1])
        if pieces < keep:
            return np.full(len(scores), -np.inf, np.float32)
        # Pieces are taken across the row, so that neighbours in the base fall into different ones.
        width = scores.shape[1] // pieces
        peaks = scores[:, : pieces * width].reshape(len(scores), width, pieces).max(axis=1)
        return _just_below(np.partition(peaks, pieces - keep, axis=1)[:, pieces - keep])

    def first(self, scores: Any) -> IntArray:
        return np.asarray(scores.argmax(axis=1), np.int64)

    def highest(self, scores: Any, keep: int) -> tuple[IntArray, IntArray, FloatArray]:
        width = scores.shape[1]
        keep = min(keep, width)
        column = np.argpartition(scores, width - keep, axis=1)[:, width - keep :]
        row = np.repeat(np.arange(len(scores)), keep)
        return row, column.ravel(), np.take_along_axis(scores, column, axis=1).ravel()


class _Torch:
    """torch on a GPU (or, for tests, on the CPU); with `half` the vectors are rounded to float16 first."""

    def __init__(self, device: str, *, half: bool = False) -> None:
        import torch

        self._torch: Any = torch
        self._device = torch.device(device)
        self.half = half
        self.gpu = self._device.type != "cpu"

    def load(self, vectors: NDArray[Any]) -> tuple[Any, float]:
        block = self._torch.from_numpy(np.array(vectors)).to(self._device)
        if not self.half:
            return block.float(), 0.0
        rounded = block.half()
        lost = (block.float() - rounded.float()).norm(dim=1).max() if len(block) else 0.0
        return rounded if self.gpu else rounded.float(), float(lost)

    def offset(self, half: FloatArray) -> Any:
        return self._torch.from_numpy(half).to(self._device)

    def scores(self, queries: Any, base: Any, offset: Any | None) -> Any:
        with self._exactly():
            found = queries @ base.T
        if self.half:
            # The CPU has no product in float16: there it is one in float32, rounded.
            found = (found if self.gpu else found.half()).float()
        return found if offset is None else found - offset

    @contextmanager
    def _exactly(self) -> Iterator[None]:
        """Sums in float32: no partial sums in float16, no TF32, both of which the margin does not know."""
        matmul = self._torch.backends.cuda.matmul
        before = matmul.allow_fp16_reduced_precision_reduction, matmul.allow_tf32
        matmul.allow_fp16_reduced_precision_reduction = matmul.allow_tf32 = False
        try:
            yield
        finally:
            matmul.allow_fp16_reduced_precision_reduction, matmul.allow_tf32 = before

    def above(self, scores: Any, floor: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
        places = (scores > self.offset(floor)[:, None]).nonzero()
        row, column = places[:, 0], places[:, 1]
        return row.cpu().numpy(), column.cpu().numpy(), scores[row, column].cpu().numpy()

    def floor(self, scores: Any, keep: int) -> FloatArray:
        pieces = min(CHUNKS * keep, scores.shape[1])
        if pieces < keep:
            return np.full(len(scores), -np.inf, np.float32)
        width = scores.shape[1] // pieces
        peaks = scores[:, : pieces * width].reshape(len(scores), width, pieces).amax(dim=1)
        lowest = self._torch.topk(peaks, keep, dim=1).values[:, -1].cpu().numpy()
        return _just_below(lowest)

    def first(self, scores: Any) -> IntArray:
        return np.asarray(scores.argmax(dim=1).cpu().numpy(), np.int64)

    def highest(self, scores: Any, keep: int) -> tuple[IntArray, IntArray, FloatArray]:
        keep = min(keep, scores.shape[1])
        score, column = self._torch.topk(scores, keep, dim=1, sorted=False)
        row = np.repeat(np.arange(len(scores)), keep)
        return row, column.flatten().cpu().numpy(), score.flatten().cpu().numpy()
