"""Caps: what keeps a few images from filling the queue. Candidates are taken closest first while there is room.

Without them one burst of thirty shots is four hundred rows, and a picture that is near to everything is in all of
them. A cap on pairs of groups is to near-duplicates what non-maximum suppression is to detection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from app.core.mining.bursts import bursts
from app.core.mining.candidates import chosen
from app.core.mining.mining_input import MiningInput
from app.core.records import BoolArray, Candidates, IntArray
from app.core.settings import Settings


@dataclass(frozen=True)
class Caps:
    """The most pairs of one image, of one pair of groups (or bursts), of one pair of folders; 0 = no cap."""

    image: int = 0
    group_pair: int = 0
    folder_pair: int = 0
    burst_seconds: float = 2.0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The caps of these settings."""
        return cls(
            settings["mine.per_image"],
            settings["mine.per_group_pair"],
            settings["mine.per_folder_pair"],
            settings["mine.burst_seconds"],
        )


def capped(data: MiningInput, found: Candidates, caps: Caps) -> Candidates:
    """The candidates, closest first, without those beyond a cap; how many that were is counted by cap.

    Pairs of groups come first, then bursts, folders and images: each cap is applied to what the one before left.
    """
    rows = np.arange(len(found))
    if caps.group_pair and len(rows):
        facts = data.facts()
        burst = bursts(facts, caps.burst_seconds)
        for reason, label in (("per_group_pair", data.known.clusters(data.ids)), ("per_burst_pair", burst)):
            rows = _within_pair_cap(data, found, rows, label, caps.group_pair, reason)
    if caps.folder_pair and len(rows):
        rows = _within_pair_cap(data, found, rows, data.facts().folder, caps.folder_pair, "per_folder_pair")
    if caps.image and len(rows):
        kept = within_image_cap(found.left[rows], found.right[rows], caps.image)
        data.left_out["per_image"] += len(rows) - int(kept.sum())
        rows = rows[kept]
    return found if len(rows) == len(found) else chosen(found, rows)


def _within_pair_cap(
    data: MiningInput, found: Candidates, rows: IntArray, label: IntArray, most: int, reason: str
) -> IntArray:
    """The first `most` of the rows for every unordered pair of labels (one label by row of `data.ids`)."""
    left, right = (label[np.searchsorted(data.ids, end[rows])] for end in (found.left, found.right))
    _, pair = np.unique(np.stack((np.minimum(left, right), np.maximum(left, right))), axis=1, return_inverse=True)
    kept = _place_among_equals(pair.reshape(-1)) < most
    data.left_out[reason] += len(rows) - int(kept.sum())
    return rows[kept]


def within_image_cap(left: IntArray, right: IntArray, most: int) -> BoolArray:
    """Which pairs are taken when they are gone through in order and an image has room for `most` of them.

    Whole rounds at a time: a pair is sure of its place when it would have room even if all the undecided pairs
    before it were taken, and out when an image of it is full; what is left is gone through again.
    """
    ends = np.unique(np.concatenate((left, right)), return_inverse=True)[1].reshape(2, -1)
    taken, undecided = np.zeros(len(left), np.bool_), np.arange(len(left))
    used = np.zeros(int(ends.max(initial=-1)) + 1, np.int64)
    while len(undecided):
        undecided = undecided[(used[ends[:, undecided]] < most).all(axis=0)]
        both = ends[:, undecided]
        before = _place_among_equals(both.T.ravel()).reshape(-1, 2).T  # undecided pairs of this image before this one
        sure = (before + used[both] < most).all(axis=0)
        taken[undecided[sure]] = True
        np.add.at(used, both[:, sure].ravel(), 1)
        undecided = undecided[~sure]
    return taken


def _place_among_equals(label: IntArray) -> IntArray:
    """How many earlier entries are equal to each."""
    order = np.argsort(label, kind="stable")
    ordered = label[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(label) else order
    place = np.empty(len(label), np.int64)
    place[order] = np.arange(len(label)) - np.repeat(starts, np.diff(np.append(starts, len(label))))
    return place


def hubs(found: Candidates, images: int) -> dict[str, Any]:
    """How unevenly the pairs fall on the images: the most of one, and how many of the images have any."""
    count = np.bincount(np.concatenate((found.left, found.right)))
    return {"most": int(count.max(initial=0)), "covered": int((count > 0).sum()), "images": images}
