"""Hash index: all pairs of 64-bit hashes that differ in few bits, without comparing each with each.

Multi-index hashing (Norouzi, Punjani, Fleet 2012): the 64 bits are cut into three bands. If two hashes differ in at
most r bits, then for thresholds with t1 + t2 + t3 = r - 2 at least one band differs in at most its t bits, because
otherwise the bands together would differ in t1 + t2 + t3 + 3 = r + 1. So for every band and every way to flip up to
t of its bits the hashes are looked up in a table of the band's values; a pair is kept in the first band that finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from app.core.jobs import NULL_JOB, Job
from app.core.records import BoolArray, IntArray

Hashes = NDArray[np.uint64]

BANDS = ((0, 21), (21, 21), (42, 22))  # first bit and width
FLAT_BITS = (8, 56)  # a hash with fewer or more bits set is of sky, paper, a blank page: it tells nothing
BUCKET = 4096  # hashes of one band value that are compared with each other
GROUP = 256  # images of one and the same hash that are paired with each other
MANY = 1 << 16  # hashes from which a slot for every value of a band is faster than looking values up
_PAIRS = 2_000_000  # pairs looked at at once: 32 MB for their rows


@dataclass(frozen=True)
class HashPairs:
    """Rows `left` < `right` of pairs and the `bits` they differ in, ordered by rows; what was left out, by reason."""

    left: IntArray
    right: IntArray
    bits: IntArray
    left_out: dict[str, int] = field(default_factory=dict)


def told(hashes: Hashes) -> BoolArray:
    """Which hashes tell anything, that is, are not flat."""
    bits = np.bitwise_count(hashes)
    return np.asarray((bits >= FLAT_BITS[0]) & (bits <= FLAT_BITS[1]))


def hash_pairs(hashes: Hashes, radius: int, job: Job = NULL_JOB) -> HashPairs:
    """All pairs of rows whose hashes are not flat and at most `radius` bits apart.

    Of more than GROUP images with one hash only the first GROUP are paired, of more than BUCKET different hashes
    that share a band only the first BUCKET are looked up there. `left_out` counts the images this concerns:
    "flat_hashes", "same_hash", "crowded_hashes".
    """
    rows = np.flatnonzero(told(hashes))
    distinct, group = np.unique(hashes[rows], return_inverse=True)
    order = np.argsort(group, kind="stable")  # rows of one hash after one another, ascending
    starts = np.searchsorted(group[order], np.arange(len(distinct) + 1))
    sizes = np.minimum(np.diff(starts), GROUP)
    found = near_pairs(distinct, radius, job, bucket=BUCKET)
    ones, others = np.append(found.left, np.arange(len(distinct))), np.append(found.right, np.arange(len(distinct)))
    bits = np.append(found.bits, np.zeros(len(distinct), np.int64))
    pair, first, second = products(sizes[ones], sizes[others])
    left, right = rows[order[starts[ones[pair]] + first]], rows[order[starts[others[pair]] + second]]
    twice = (ones[pair] == others[pair]) & (first >= second)  # within one hash each pair once, no row with itself
    left, right, bits = left[~twice], right[~twice], bits[pair[~twice]]
    low, high = np.minimum(left, right), np.maximum(left, right)
    once = np.lexsort((high, low))
    left_out = {
        "flat_hashes": len(hashes) - len(rows),
        "same_hash": len(rows) - int(sizes.sum()),
        "crowded_hashes": found.left_out["crowded_hashes"],
    }
    return HashPairs(low[once], high[once], bits[once], left_out)


def near_pairs(distinct: Hashes, radius: int, job: Job = NULL_JOB, *, bucket: int = 0) -> HashPairs:
    """All pairs of `distinct` hashes at most `radius` bits apart, flat ones too; `bucket` as in `hash_pairs`, 0: all.

    Memory: a few columns of the hashes and _PAIRS pairs at once, beside the answer.
    """
    limits = _limits(radius)
    passes = sum(comb(width, flips) for (_, width), t in zip(BANDS, limits, strict=True) for flips in range(t + 1))
    done, crowded = 0, np.zeros(len(distinct), np.bool_)
    if not len(distinct):
        limits = ()
    found = [np.empty((3, 0), np.int64)]
    for number, limit in enumerate(limits):
        if limit < 0:
            continue
        table = _Table.of(distinct, number, bucket)
        crowded[table.beyond] = True
        for flips in range(limit + 1):
            for bits in combinations(range(BANDS[number][1]), flips):
                if done % 16 == 0:
                    job.report("Looking up perceptual hashes", done, passes)
                done += 1
                for one, other in table.sharing(sum(1 << bit for bit in bits)):
                    found.append(_kept(distinct, one, other, radius, limits[:number]))
    left, right, bits = np.concatenate(found, axis=1)
    order = np.lexsort((right, left))
    return HashPairs(left[order], right[order], bits[order], {"crowded_hashes": int(crowded.sum())})


def _limits(radius: int) -> tuple[int, ...]:
    """How many bits may differ in each band; the sum is `radius` - 2, and a band below 0 is not needed."""
    share, rest = divmod(radius - 2, 3)
    return tuple(share + (number < rest) for number in range(3))


def _kept(distinct: Hashes, one: IntArray, other: IntArray, radius: int, before: tuple[int, ...]) -> IntArray:
    """The rows (left, right, bits) of those pairs that are near and that no band `before` has found."""
    differing = distinct[one] ^ distinct[other]
    bits = np.bitwise_count(differing)
    near = np.flatnonzero(bits <= radius)
    one, other, differing, bits = one[near], other[near], differing[near], bits[near]
    new = np.ones(len(one), np.bool_)
    for (first, width), limit in zip(BANDS, before, strict=False):
        band = (differing >> np.uint64(first)) & np.uint64((1 << width) - 1)
        new &= np.bitwise_count(band).astype(np.int64) > limit
    return np.stack((np.minimum(one, other)[new], np.maximum(one, other)[new], bits[new].astype(np.int64)))


@dataclass(frozen=True)
class _Table:
    """The rows by the value of one band: those of slot s are order[starts[s] : starts[s] + sizes[s]].

    A slot is a band value where there are many hashes, else the place of the value among those there are.
    """

    value: IntArray
    slots: IntArray | None  # the values there are, ascending; None: every value is a slot
    order: IntArray
    starts: IntArray
    sizes: IntArray
    beyond: IntArray  # rows that the cap on a bucket keeps from being found

    @classmethod
    def of(cls, distinct: Hashes, number: int, bucket: int) -> _Table:
        first, width = BANDS[number]
        value = ((distinct >> np.uint64(first)) & np.uint64((1 << width) - 1)).astype(np.int64)
        slots, slot = None, value
        if len(distinct) < MANY:
            slots, slot = np.unique(value, return_inverse=True)
        counts = np.bincount(slot, minlength=1 << width if slots is None else 0)
        order, starts = np.argsort(slot, kind="stable"), np.cumsum(counts) - counts
        sizes = np.minimum(counts, bucket) if bucket else counts
        place = np.arange(len(order)) - starts[slot[order]]
        return cls(value, slots, order, starts, sizes, order[place >= sizes[slot[order]]])

    def sharing(self, mask: int) -> Iterator[tuple[IntArray, IntArray]]:
        """Pairs of rows whose band values differ in exactly the bits of `mask`, each once, some at a time."""
        rows = self.order
        if mask:  # from both values of a pair only the one without the lowest of the bits asks
            rows = rows[(self.value[rows] & (mask & -mask)) == 0]
        wanted = self.value[rows] ^ mask
        if self.slots is None:
            there = self.sizes[wanted] > 0
        else:
            place = np.minimum(np.searchsorted(self.slots, wanted), len(self.slots) - 1)
            there, wanted = self.slots[place] == wanted, place
        rows, wanted = rows[there], wanted[there]
        totals = np.cumsum(self.sizes[wanted])
        start = 0
        while start < len(rows):
            done = totals[start - 1] if start else 0
            stop = max(start + 1, int(np.searchsorted(totals, done + _PAIRS, side="right")))
            size = self.sizes[wanted[start:stop]]
            one = np.repeat(rows[start:stop], size)
            step = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
            other = self.order[np.repeat(self.starts[wanted[start:stop]], size) + step]
            yield (one, other) if mask else (one[one < other], other[one < other])
            start = stop


def products(ones: IntArray, others: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """For every i the ones[i] x others[i] places (i, a, b)."""
    count = ones * others
    pair = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    return pair, place // others[pair], place % others[pair]
