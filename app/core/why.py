"""Why a pair was asked: stored short and exact ("knn rank=1 back=4 k=10"), shown as a sentence.

The stored form names a template and its numbers, so that the window can translate the template and a test can
recompute the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import overload

import numpy as np

from app.core.records import IntArray

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "identical": "Identical decoded pixels.",
        "knn": "Neighbour number {rank} of one image and {back} of the other (0: not among the {k} nearest).",
        "hn1": "Nearest image not known to match and not judged yet: neighbour number {rank}.",
        "hn2_row": "Number {place} of the {k} nearest not known to match and not judged yet: neighbour number {rank}.",
        "frozen_embedding": "Drawn for measuring: neighbour number {rank} by embedding, in distance band {band}.",
        "frozen_phash": "Drawn for measuring: {bits} bits apart by perceptual hash, in distance band {band}.",
    }
)


def why(key: str, **values: int | str) -> str:
    """The stored form of a reason; ValueError when `values` are not exactly those the template names."""
    if set(values) != _fields(key):
        raise ValueError(f"{key} takes {sorted(_fields(key))}, not {sorted(values)}")
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


def parts(stored: str) -> tuple[str, dict[str, str]]:
    """The template's key and the values of a stored reason."""
    key, *assignments = stored.split()
    return key, dict(text.split("=", 1) for text in assignments if "=" in text)


def why_text(stored: str, templates: Mapping[str, str] = TEMPLATES) -> str:
    """The sentence for a stored reason (`templates` may be translated); unknown ones stay as they are stored."""
    key, values = parts(stored) if stored.strip() else ("", {})
    if key not in templates or set(values) != _fields(key):
        return stored  # written by another program or a newer version
    return templates[key].format(**values)


def _fields(key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(TEMPLATES[key]) if name}


@dataclass(frozen=True)
class Whys(Sequence[str]):
    """One stored reason for each of many pairs: `texts` are the distinct ones, `codes` (n,) say whose is which."""

    codes: IntArray
    texts: tuple[str, ...]

    @classmethod
    def of(cls, key: str, **columns: IntArray | int) -> Whys:
        """The reasons of one template from whole numbers >= 0: columns (n,), or one value for all the pairs."""
        table = np.broadcast_arrays(*columns.values())
        sizes = tuple(int(column.max(initial=0)) + 1 for column in table)
        numbers, codes = np.unique(np.ravel_multi_index(tuple(table), sizes), return_inverse=True)
        rows = zip(*(column.tolist() for column in np.unravel_index(numbers, sizes)), strict=True)
        texts = tuple(why(key, **dict(zip(columns, row, strict=True))) for row in rows)
        return cls(codes.astype(np.int64), texts)

    @classmethod
    def listed(cls, stored: Sequence[str]) -> Whys:
        """Given reasons, one per pair."""
        texts = sorted(set(stored))
        code = {text: number for number, text in enumerate(texts)}
        return cls(np.array([code[text] for text in stored], np.int64), tuple(texts))

    @classmethod
    def of_rows(cls, whys: Sequence[str], rows: IntArray) -> Whys:
        """The reasons of some rows."""
        known = whys if isinstance(whys, Whys) else cls.listed(whys)
        return cls(known.codes[rows].astype(np.int64), known.texts)

    @classmethod
    def joined(cls, parts: Sequence[Whys]) -> Whys:
        """The reasons of several lists of pairs, one after the other."""
        starts = np.cumsum([0, *(len(part.texts) for part in parts)])
        codes = [part.codes + start for part, start in zip(parts, starts, strict=False)]
        return cls(np.concatenate(codes), tuple(text for part in parts for text in part.texts))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Whys: ...

    def __getitem__(self, index: int | slice) -> str | Whys:
        if isinstance(index, slice):
            return Whys(self.codes[index], self.texts)
        return self.texts[int(self.codes[index])]
