"""Anchors: one image and the pairs it could be graded in, for the anchor walk and the sheet."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.core.grading.review import ELSEWHERE, Review
from app.core.mining.candidates import read_candidates
from app.core.records import AGAIN, BatchPair
from app.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

SHEET = 11  # candidates on a sheet
WALK = 30  # candidates of one walk


def anchor_of(review: Review, pair: BatchPair) -> int:
    """The image of this pair that is in more open pairs of the batch; of two alike the one shown on the left."""
    count = Counter(image for other in review.open_pairs() for image in (other.left, other.right))
    left, right = (pair.right, pair.left) if pair.swapped else (pair.left, pair.right)
    return right if count[right] > count[left] else left


def candidates_of(project: Project, review: Review, anchor: int, most: int) -> list[BatchPair]:
    """Up to `most` pairs to grade with `anchor` on the left: open ones of the batch, then mined ones, nearest first.

    Unless all is revealed they come in a drawn order, so that their place says nothing. Pairs of sealed batches, pairs
    asked again on purpose and pairs that this annotator answered, or whose grade follows, are left out. Reads the
    candidate files of the round once (one pass over the columns).
    """
    here = [pair for pair in review.open_pairs() if anchor in (pair.left, pair.right)]
    found = {(p.left, p.right): p for p in here if not p.stratum.startswith(AGAIN)}
    if len(found) < most:
        found |= _mined(project, review, anchor, most - len(found), {*found} | _sealed(project))
    chosen = [replace(pair, swapped=pair.left != anchor) for pair in found.values()][:most]
    if not review.revealed:
        random.Random(f"{review.batch.seed}:{anchor}").shuffle(chosen)
    return chosen


def _sealed(project: Project) -> set[tuple[int, int]]:
    sealed = [batch for batch in project.pairs.batches() if batch.sealed]
    return {(pair.left, pair.right) for batch in sealed for pair in project.pairs.batch_pairs(batch.id)}


def _mined(
    project: Project, review: Review, anchor: int, most: int, taken: set[tuple[int, int]]
) -> dict[tuple[int, int], BatchPair]:
    rows: dict[tuple[int, int], tuple[float, str, str]] = {}
    for left, right, distance, miner, why in sorted(_rows(project, review.batch.round, anchor), key=lambda row: row[2]):
        if (left, right) not in taken:
            rows.setdefault((left, right), (distance, miner, why))
    ends = list(rows)[: 4 * most]  # some of them are answered
    ids = project.pairs.ids([left for left, _ in ends], [right for _, right in ends]).tolist() if ends else []
    found: dict[tuple[int, int], BatchPair] = {}
    for (left, right), pair_id in zip(ends, ids, strict=True):
        if len(found) < most and review.label_of(pair_id) is None and not _follows(review, left, right):
            drawn = rows[left, right]
            found[left, right] = BatchPair(review.batch.id, ELSEWHERE, pair_id, left, right, *drawn, "", None, False)
    return found


def _follows(review: Review, left: int, right: int) -> bool:
    verdict = review.closure.verdict(left, right)
    return verdict is not None and not verdict.waits


def _rows(project: Project, round_number: int, anchor: int) -> Iterator[tuple[int, int, float, str, str]]:
    for mining in project.rounds.minings(round_number):
        try:
            file = read_candidates(project.path / mining.file)
        except UserError:  # candidate files may be deleted at any time: then there is only the batch
            continue
        for row in np.flatnonzero((file.left == anchor) | (file.right == anchor)).tolist():
            yield int(file.left[row]), int(file.right[row]), float(file.distance[row]), file.miner, file.why[row]
