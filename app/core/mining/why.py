"""Why a pair was asked: stored short and exact ("knn rank=1 back=4 k=10"), shown as a sentence.

The stored form names a template and its numbers, so that the window can translate the template and a test can
recompute the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from string import Formatter
from types import MappingProxyType
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from app.core.records import IntArray
from models import views

_TABLE = 1 << 22
VIEW = "view"  # any reason may end in the view of the right picture that matched: "knn rank=1 ... view=mirrored"
WORDS_OF_VIEW: Mapping[str, str] = MappingProxyType(dict(zip(views.NAMES, views.WORDS, strict=True)))

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "identical": "Identical decoded pixels.",
        "knn": "Each among the {k} nearest of the other: number {rank} of one image and {back} of the other.",
        "knn_one_way": "Neighbour number {rank} of one image; the other way round not among the {k} nearest.",
        "hn1": "Nearest image not known to match and not judged yet: neighbour number {rank}.",
        "hn2_row": "Number {place} of the {k} nearest not known to match and not judged yet: neighbour number {rank}.",
        "hn2_global": "One of the {n} closest pairs not known to match and not judged yet: neighbour number {rank}.",
        "rank_window": "Number {place} of the nearest not known to match, in the window from {first} to {last}: "
        "neighbour number {rank}.",
        "distance_band": "Number {place} of the nearest from distance {low} to {high}: neighbour number {rank}.",
        "relative_margin": "Number {place} of the nearest whose cosine is at most {percent} % of the cosine of the "
        "closest known match, {positive}: neighbour number {rank}.",
        "mutual": "Each among the {k} nearest of the other: neighbour number {rank} of one image and {back} of the "
        "other.",
        "hash_near": "Perceptual hashes {bits} bits apart, at most {radius}.",
        "hash_embedding_disagreement": "Perceptual hash and embedding disagree: {bits} bits apart, closer than "
        "{bits_above} % of the compared pairs; by embedding closer than {distance_above} %.",
        "across_folders": "Number {place} of the {k} nearest in another folder: neighbour number {rank}.",
        "within_burst": "Taken {milliseconds} ms apart, number {place} of the {k} next in time.",
        "cluster_restricted": "Number {place} of {k} in the same cell, cell {cell} of {cells}.",
        "open_triples": "Would settle a triple: {through} images are graded ND with both.",
        "coarse_to_fine": "Neighbour number {rank} of the {top} nearest: {inliers} matching points, regions "
        "{percent} % alike.",
        "coarse_to_fine_regions": "Neighbour number {rank} of the {top} nearest: no verified match, regions "
        "{percent} % alike.",
        "rule_hash": "Perceptual hashes {bits} bits apart, at most {radius}, and closer than {limit} by embedding.",
        "rule_far": "Farther apart than {limit}.",
        "rule_sure": "Chance by the verifier: {chance}.",
        "again": "Graded before and asked once more.",
        "random": "Random control: drawn from all {of} pairs.",
        "frozen_embedding": "Drawn for measuring: neighbour number {rank} by embedding, in distance band {band}.",
        VIEW: "The right picture matches {view}.",
        "frozen_phash": "Drawn for measuring: {bits} bits apart by perceptual hash, in distance band {band}.",
    }
)
# Said instead where this value is 0.
WHEN_ZERO: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"knn": ("back", "knn_one_way"), "coarse_to_fine": ("inliers", "coarse_to_fine_regions")}
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


def why_text(
    stored: str, templates: Mapping[str, str] = TEMPLATES, views_in_words: Mapping[str, str] = WORDS_OF_VIEW
) -> str:
    """The sentence for a stored reason (both tables may be translated); unknown ones stay as they are stored."""
    key, values = parts(stored) if stored.strip() else ("", {})
    view = values.pop(VIEW, None)
    if key not in templates or set(values) != _fields(key) or not (view is None or view in WORDS_OF_VIEW):
        return stored  # written by another program or a newer version
    name, instead = WHEN_ZERO.get(key, ("", ""))
    text = templates[instead if values.get(name) == "0" else key].format(**values)
    return text if view is None else f"{text} {templates[VIEW].format(view=views_in_words[view])}"


def _fields(key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(TEMPLATES[key]) if name}


@dataclass(frozen=True)
class Whys(Sequence[str]):
    """One stored reason for each of many pairs: `texts` are the distinct ones, `codes` (n,) say whose is which."""

    codes: IntArray
    texts: tuple[str, ...]

    @classmethod
    def of(cls, key: str, **values: NDArray[Any] | int | str) -> Whys:
        """The reasons of one template: columns (n,) or one value for all the pairs.

        Columns hold whole numbers >= 0, or numbers >= -1 with a fraction, of which three decimals are kept.
        """
        fixed = {name: value for name, value in values.items() if isinstance(value, str)}
        columns = {name: np.asarray(value) for name, value in values.items() if name not in fixed}
        broken = {name for name, column in columns.items() if column.dtype.kind == "f"}
        whole = [np.rint(1000 * c).astype(np.int64) + 1000 if n in broken else c for n, c in columns.items()]
        table = np.broadcast_arrays(*whole)
        sizes = tuple(int(column.max(initial=0)) + 1 for column in table)
        numbers, codes = _distinct(np.ravel_multi_index(tuple(table), sizes), prod(sizes))
        rows = zip(*(column.tolist() for column in np.unravel_index(numbers, sizes)), strict=True)
        texts = []
        for row in rows:
            told = {n: f"{v / 1000 - 1:.3f}" if n in broken else v for n, v in zip(columns, row, strict=True)}
            texts.append(why(key, **{name: fixed[name] if name in fixed else told[name] for name in values}))
        return cls(codes.astype(np.int64), tuple(texts))

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

    def seen_under(self, view: IntArray | None) -> Whys:
        """The same reasons, each with the view of the right picture where it is another than as it is."""
        if view is None:
            return self
        numbers, codes = _distinct(self.codes * views.COUNT + view, len(self.texts) * views.COUNT)
        texts = []
        for number in numbers.tolist():
            text, seen = self.texts[number // views.COUNT], number % views.COUNT
            texts.append(f"{text} {VIEW}={views.NAMES[seen]}" if seen else text)
        return Whys(codes, tuple(texts))

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


def _distinct(numbers: IntArray, limit: int) -> tuple[IntArray, IntArray]:
    """The distinct ones of whole numbers in [0, limit), ascending, and the place of each number among them."""
    if limit > _TABLE:
        found, codes = np.unique(numbers, return_inverse=True)
        return found, codes.astype(np.int64)
    there = np.zeros(limit, np.bool_)  # a table instead of a sort: millions of pairs have a few hundred reasons
    there[numbers] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[numbers]
