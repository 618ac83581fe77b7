"""Dividing a number of pairs: evenly up to limits, or in proportion."""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int, limits: Sequence[int]) -> list[int]:
    """`total` divided as evenly as the limits allow."""
    shares = [0] * len(limits)
    for taken, place in enumerate(sorted(range(len(limits)), key=lambda place: limits[place])):
        shares[place] = min(limits[place], (total - sum(shares)) // (len(limits) - taken))
    return shares


def in_proportion(total: int, weights: Sequence[float]) -> list[int]:
    """`total` divided in proportion to `weights`, which are not all 0, by largest remainder, ties to the first."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
