"""Bursts: pictures that one camera took in quick succession, by the times their files state."""

from __future__ import annotations

import numpy as np

from app.core.mining.mining_input import Facts
from app.core.records import IntArray


def bursts(facts: Facts, seconds: float) -> IntArray:
    """A label (n,) per image: the same for pictures of one camera joined by steps of at most `seconds`.

    A picture without a time is a burst of its own, and so is one alone. Pictures that state no camera count as of
    one camera.
    """
    order = np.lexsort((facts.taken, facts.camera))
    camera, taken = facts.camera[order], facts.taken[order]
    joined = (camera[1:] == camera[:-1]) & (taken[1:] - taken[:-1] <= seconds)  # a missing time never compares
    label = np.empty(len(order), np.int64)
    label[order] = np.cumsum(np.concatenate(([True], ~joined)))[: len(order)]
    return label


def close_in_time(facts: Facts, seconds: float, following: int) -> tuple[IntArray, IntArray, IntArray]:
    """Rows of the pairs taken at most `seconds` apart, earlier first: of every image the next `following` in time.

    The third column numbers the pairs of an earlier image, 1 the next in time. Cameras that differ are two
    photographers; a camera that is not stated may be any.
    """
    order = np.argsort(facts.taken, kind="stable")
    order = order[~np.isnan(facts.taken[order])]
    taken, camera = facts.taken[order], facts.camera[order]
    count = np.zeros(len(order), np.int64)
    found = [np.empty((3, 0), np.int64)]
    for step in range(1, len(order)):
        near = np.flatnonzero((taken[step:] - taken[:-step] <= seconds) & (count[:-step] < following))
        if not len(near):
            break
        first, second = camera[near], camera[near + step]
        near = near[(first == second) | (first < 0) | (second < 0)]
        count[near] += 1
        found.append(np.stack((order[near], order[near + step], count[near])))
    earlier, later, number = np.concatenate(found, axis=1)
    return earlier, later, number
