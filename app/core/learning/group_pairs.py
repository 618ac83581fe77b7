"""Pairs that follow from imported groups: of one group they match, of groups that are NND to each other they do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.random import Generator

from app.core.records import IntArray

Edge = tuple[int, int]


def within(
    groups: Sequence[Sequence[int]],
    root: Mapping[int, int],
    held: Collection[int],
    answered: Collection[Edge],
    count: int,
    rng: Generator,
) -> IntArray:
    """Up to `count` new pairs (m, 2) of one group to learn from, and up to as many of held-back ones."""
    parts = [np.empty((0, 2), np.int64)]
    for back in (False, True):
        edges = {
            (min(edge), max(edge))
            for members in groups
            if (root[members[0]] in held) is back
            for edge in combinations(members, 2)
        }
        pairs = np.array(sorted(edges.difference(answered)), np.int64).reshape(-1, 2)
        parts.append(pairs[np.sort(rng.choice(len(pairs), min(count, len(pairs)), replace=False))])
    return np.concatenate(parts)


def across(
    images: Sequence[int],
    root: Mapping[int, int],
    held: Collection[int],
    answered: Collection[Edge],
    count: int,
    rng: Generator,
) -> IntArray:
    """Up to `count` new pairs (m, 2) across components among `images` to learn from, as many with a held-back end."""
    ids = np.array(sorted(images), np.int64)
    roots = np.array([root[image] for image in ids.tolist()], np.int64)
    back = np.isin(roots, np.array(sorted(held), np.int64))
    every = np.arange(len(ids))
    parts = [np.zeros((0, 2), np.int64)]
    for anchors, others in ((every[~back], every[~back]), (every[back], every)):
        if len(anchors):
            pair = np.stack((rng.choice(anchors, count), rng.choice(others, count)))
            pair = pair[:, roots[pair[0]] != roots[pair[1]]]
            parts.append(np.unique(np.sort(ids[pair.T], axis=1), axis=0))
    pairs = np.concatenate(parts)
    new = [place for place, pair in enumerate(map(tuple, pairs.tolist())) if pair not in answered]
    return pairs[new]
