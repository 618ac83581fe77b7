"""Head: the last step of an embedder, from cached features to unit vectors. numpy only, so embedding needs no torch."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.errors import UserError

FloatArray: TypeAlias = NDArray[np.float32]
IntArray: TypeAlias = NDArray[np.int64]

AFFINE = ("mean", "matrix")
LAYER = ("hidden", "bias", "out")
CROWDED = ("background", "middle")
ARRAYS = (*AFFINE, *LAYER, *CROWDED)
_ROWS = 8192  # rows converted to float32 at a time: memory stays flat whatever the collection


class Rows(Protocol):
    """Features (n, d) that may lie on disk: an array, or something that reads the rows it is indexed with."""

    @property
    def shape(self) -> tuple[int, ...]: ...  # noqa: D102

    def __len__(self) -> int: ...

    def __getitem__(self, wanted: Any, /) -> NDArray[Any]: ...


@dataclass(frozen=True)
class Head:
    """z = L2((x - mean) @ matrix); an array that is absent is skipped, so a raw head has none.

    `arrays`, float32: "mean" (d,) and "matrix" (d, k); with "hidden" (k, h), "bias" (h,) and "out" (h, k) a layer
    follows, L2(z + tanh(z @ hidden + bias) @ out); with "background" (m, k) and "middle" (1,) one more coordinate
    (models/heads/background.py).
    """

    kind: str
    arrays: Mapping[str, FloatArray] = field(default_factory=dict)

    def apply(self, features: Rows) -> FloatArray:
        """Unit rows (n, out) float32 of `features` (n, d); UserError when d is not the one the head was made for."""
        self._check(features)
        out = np.empty((len(features), self.dim(features.shape[1])), np.float32)
        for start in range(0, len(features), _ROWS):
            out[start : start + _ROWS] = self._finished(unit(self.project(features[start : start + _ROWS])))
        return out

    def _finished(self, rows: FloatArray) -> FloatArray:
        """Unit rows (n, k) through what follows the matrix."""
        if "hidden" in self.arrays:
            hidden, bias, out = (self.arrays[name] for name in LAYER)
            rows = unit(rows + np.tanh(rows @ hidden + bias) @ out)
        if "background" in self.arrays:
            from models.heads.background import appended

            rows = appended(rows, self.arrays["background"], float(self.arrays["middle"][0]))
        return rows

    def project(self, features: NDArray[Any]) -> FloatArray:
        """(x - mean) @ matrix, float32, before it is scaled to unit length."""
        x = features.astype(np.float32)
        if "mean" in self.arrays:
            x -= self.arrays["mean"]
        if "matrix" in self.arrays:
            x = x @ self.arrays["matrix"]
        return x

    def dim(self, features_dim: int) -> int:
        """How many numbers an embedding has, given how many the features have."""
        own = int(self.arrays["matrix"].shape[1]) if "matrix" in self.arrays else features_dim
        return own + ("background" in self.arrays)

    @property
    def fingerprint(self) -> str:
        """sha256 over the kind and every array (name, shape, bytes)."""
        digest = hashlib.sha256(self.kind.encode())
        for name in sorted(self.arrays):
            array = np.ascontiguousarray(self.arrays[name], "<f4")
            digest.update(f"{name}{array.shape}".encode())
            digest.update(array.tobytes())
        return digest.hexdigest()

    def save(self, path: Path) -> None:
        """Write the arrays as safetensors, atomically."""
        from safetensors.numpy import save

        part = path.with_name(f"{path.name}.part")
        with part.open("wb") as file:
            file.write(save({k: np.ascontiguousarray(v) for k, v in self.arrays.items()}, {"kind": self.kind}))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> Head:
        """Read a head written by `save`; UserError when the file is missing or is not one."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="np") as file:
                kind = (file.metadata() or {})["kind"]
                arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
        except (OSError, SafetensorError, KeyError) as error:
            raise UserError("{path} cannot be read as a head: {error}", path=path, error=error) from error
        whole = all(len(arrays.keys() & part) in (0, len(part)) for part in (set(LAYER), set(CROWDED)))
        if not set(arrays) <= set(ARRAYS) or not whole:
            raise UserError("{path} holds other arrays than those of a head", path=path)
        return cls(kind, arrays)

    def _check(self, features: Rows) -> None:
        first = next((self.arrays[name] for name in AFFINE if name in self.arrays), None)
        if first is not None and first.shape[0] != features.shape[1]:
            raise UserError(
                "the {kind} head was made for {expected} features an image, not {found}",
                kind=self.kind,
                expected=first.shape[0],
                found=features.shape[1],
            )


@dataclass(frozen=True)
class HeadKind:
    """A way to make a head from the features of a collection.

    `fit(features (n, d), ids (n,))` takes the rows in the order of their ids, so their order in memory does not
    matter. A kind that is learned from grades has a `fit` that refuses.
    """

    name: str
    fit: Callable[[Rows, IntArray], Head]


def unit(rows: FloatArray) -> FloatArray:
    """Rows scaled to length 1; a row of zeros becomes the first axis, so that every row has unit length."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: FloatArray = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    scaled[lengths[:, 0] == 0, 0] = 1
    return scaled
