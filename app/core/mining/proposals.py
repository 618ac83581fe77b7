"""Proposals: rows "of this image, that one", and how they become candidates: left < right, each pair once.

Miners think in rows. `unmatched` gives for every image the nearest ones that are worth asking; `candidates` makes
pairs of rows, keeps of a pair the row with the better rank, and sorts them closest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from app.core.mining.candidates import closest_first
from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.why import Whys
from app.core.records import BoolArray, Candidates, FloatArray, IntArray, Neighbours
from app.core.searching.view_search import INVERSE

ROW_CELLS = 4_000_000  # neighbours held at once while rows are widened
WIDEST = 4096  # neighbours looked at for one image where a rule of the miner skips some

Rule = Callable[[IntArray, IntArray, FloatArray], BoolArray]  # (anchors, others, distances) -> which are allowed


@dataclass(frozen=True)
class Proposals:
    """Rows (n,): of `anchor`, `other` is neighbour number `rank` and proposal number `place`; `view` of the other."""

    anchor: IntArray
    other: IntArray
    distance: FloatArray
    rank: IntArray
    place: IntArray
    view: IntArray | None = None

    @classmethod
    def of_pairs(cls, data: MiningInput, left: IntArray, right: IntArray) -> Proposals:
        """Pairs that come from elsewhere than neighbour rows; rank and place are 0."""
        distance, view = data.distances(left, right)
        none = np.zeros(len(left), np.int64)
        return cls(left, right, distance, none, none, view)

    @classmethod
    def of_rows(cls, rows: Neighbours, chosen: BoolArray, places: IntArray) -> Proposals:
        """The `chosen` cells (n, k) of neighbour rows with their `places` (n, k)."""
        row, column = np.nonzero(chosen)
        cell = row, column
        view = None if rows.views is None else rows.views[cell]
        return cls(rows.ids[row], rows.others[cell], rows.distances[cell], column + 1, places[cell], view)

    def take(self, rows: IntArray | BoolArray) -> Proposals:
        """Some of the rows."""
        return self._made(None if column is None else column[rows] for column in self._columns())

    def _columns(self) -> list[Any]:
        return [getattr(self, column.name) for column in fields(self)]

    @classmethod
    def _made(cls, columns: Iterable[Any]) -> Proposals:
        return cls(*columns)

    @classmethod
    def joined(cls, parts: Sequence[Proposals]) -> Proposals:
        """Several lists of rows as one."""
        none = np.empty(0, np.int64)
        empty = cls(none, none, np.empty(0, np.float32), none, none)
        listed = [part._columns() for part in parts if len(part.anchor)] or [empty._columns()]
        return cls._made(None if column[0] is None else np.concatenate(column) for column in zip(*listed, strict=True))


def unmatched(
    data: MiningInput,
    k: int,
    *,
    anchors: IntArray | None = None,
    rule: Rule | None = None,
    reach: float = np.inf,
) -> Proposals:
    """Of every image (or of `anchors`) the `k` nearest that are open, allowed by the `rule` and not beyond `reach`.

    Known matches crowd the front of a row, so rows that come up short are searched again with twice the width; to
    the end of the collection, or to WIDEST where a `rule` may refuse everybody. Shorter rows are counted.
    """
    end = len(data.ids) - 1 if rule is None else min(WIDEST, len(data.ids) - 1)
    found = []
    waiting, width = data.ids if anchors is None else anchors, 2 * k + 8
    while len(waiting) and end > 0:
        short = []
        step = max(1, ROW_CELLS // width)
        for start in range(0, len(waiting), step):
            rows = data.neighbours(min(width, max(end, k)), waiting[start : start + step])
            proposals, incomplete = _first_open(data, rows, k, rule, reach)
            found.append(proposals.take(~np.isin(proposals.anchor, incomplete)) if width < end else proposals)
            short.append(incomplete)
        waiting = np.concatenate(short)
        if width >= end:
            if end < len(data.ids) - 1:
                data.left_out["rows_not_filled"] += len(waiting)
            break
        width *= 2
    return Proposals.joined(found)


def _first_open(
    data: MiningInput, rows: Neighbours, k: int, rule: Rule | None, reach: float
) -> tuple[Proposals, IntArray]:
    """The first `k` of each row that may be proposed, and the images whose row ended before there were as many."""
    anchors = np.broadcast_to(rows.ids[:, None], rows.others.shape)
    free = (rows.others >= 0) & (rows.distances <= reach)
    free[free] = ~data.closed(anchors[free], rows.others[free])
    if rule is not None:
        free[free] = rule(anchors[free], rows.others[free], rows.distances[free])
    places = np.cumsum(free, axis=1, dtype=np.int64)
    complete = (places[:, -1] >= k) | (rows.others[:, -1] < 0) | (rows.distances[:, -1] > reach)
    return Proposals.of_rows(rows, free & (places <= k), places), rows.ids[~complete]


def candidates(
    data: MiningInput, proposals: Proposals, miner: str, whys: Callable[[IntArray, IntArray], Whys]
) -> Candidates:
    """Pairs of the proposed rows without settled ones. `whys` gets, for each pair, the row of the proposals that
    speaks for it (the better rank) and the rank of the other direction (0: not proposed from there).

    Order: distance rounded to 6 decimals, then the content hashes of left and right, so that it is the same on
    every machine.
    """
    left, right = np.minimum(proposals.anchor, proposals.other), np.maximum(proposals.anchor, proposals.other)
    fresh = np.flatnonzero(~data.known.settled(left, right))
    first, back = _once(keys(left[fresh], right[fresh]), proposals.rank[fresh])
    first = fresh[first]
    order = closest_first(data.hashes, left[first], right[first], proposals.distance[first])
    first, back = first[order], back[order]
    view = None
    if proposals.view is not None:
        swapped = proposals.other[first] == left[first]
        view = np.where(swapped, INVERSE[proposals.view[first]], proposals.view[first])
    reasons = whys(first, back)
    return Candidates(left[first], right[first], proposals.distance[first], miner, reasons.seen_under(view), view)


def _once(key: IntArray, rank: IntArray) -> tuple[IntArray, IntArray]:
    """Of every distinct key the row with the least rank (the first of equals), and the next row's rank (0: none)."""
    order = np.lexsort((rank, key))
    if not len(order):
        return order, order
    sorted_key = key[order]
    new = np.concatenate(([True], sorted_key[1:] != sorted_key[:-1]))
    starts = np.flatnonzero(new)
    following = np.minimum(starts + 1, len(order) - 1)
    again = (following > starts) & ~new[following]
    return order[starts], np.where(again, rank[order[following]], 0)
