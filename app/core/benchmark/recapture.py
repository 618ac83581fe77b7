"""Missed duplicates: how many near-duplicates there are in all, from two miners that look at different things.

Capture and recapture as in Connor et al. 2015 (VISAPP), table 3: of the pairs people confirmed, a were proposed by one
miner, b by the other and z by both; then N = (a+1)(b+1)/(z+1), with +-2 standard deviations. It assumes that the two
find pairs independently; descriptors that agree on what is easy make N too LOW.

Only grades given after both miners ran are counted, since a miner proposes nothing that was graded before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.mining.known import keys
from app.core.records import BoolArray, Candidates, Cut, IntArray
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project
    from app.core.store.rounds import Mining

ASSUMPTION = "if both miners overlook the same pairs there are more"
HASHES = ("hash_near",)  # miners that look at perceptual hashes; the others look at the embedding
OTHER = {"random", "open_triples", "within_burst", "hash_embedding_disagreement"}  # look at neither alone
TOLD = {Cut.STRICT: "ND", Cut.LENIENT: "ND and near-ND"}


@dataclass(frozen=True)
class Estimate:
    """How many pairs there are in all: `total` with its variance, and total +-2 standard deviations."""

    total: float
    variance: float

    @property
    def low(self) -> float:
        """Two standard deviations less."""
        return self.total - 2 * sqrt(self.variance)

    @property
    def high(self) -> float:
        """Two standard deviations more."""
        return self.total + 2 * sqrt(self.variance)


def estimate(one: int, other: int, both: int) -> Estimate:
    """From the pairs found by one, by the other, and by both; ValueError unless `both` is at most either."""
    if not 0 <= both <= min(one, other):
        raise ValueError(f"{both} pairs found by both of {one} and {other}")
    total = (one + 1) * (other + 1) / (both + 1)
    variance = (one + 1) * (other + 1) * (one - both) * (other - both) / ((both + 1) ** 2 * (both + 2))
    return Estimate(total, variance)


@dataclass(frozen=True)
class Caught:
    """Which graded pairs two miners proposed: flags and `rank` of the grade by pair.

    `unasked`: the miner of the two, if any, that proposed pairs by itself of which not one was graded.
    """

    first: BoolArray
    second: BoolArray
    rank: IntArray
    unasked: str = ""


def missed(project: Project) -> dict[str, Any]:
    """By cut: the estimate over the newest round with what was found, or None and the reason.

    Keys strict and lenient, each: miners, found (confirmed by either), by_first, by_second, by_both, total, low, high,
    missed (total - found, with missed_low and missed_high, never below 0), reason, words.
    """
    pair = _pair_of_miners(project)
    if isinstance(pair, str):
        return {cut.value: _unknown(cut, pair) for cut in Cut}
    try:
        caught = _caught(project, pair)
    except UserError as error:  # a candidate file is a cache: somebody may have deleted it
        return {cut.value: _unknown(cut, str(error)) for cut in Cut}
    return {cut.value: _of_cut(cut, caught, [mining.miner for mining in pair]) for cut in Cut}


def _pair_of_miners(project: Project) -> list[Mining] | str:
    """The newest mining by embedding and the newest by hash in the current round, or what is missing."""
    current = project.rounds.current()
    minings = [m for m in project.rounds.minings(current.number) if m.miner not in OTHER] if current else []
    by_hash = [mining for mining in minings if mining.miner in HASHES]
    by_embedding = [mining for mining in minings if mining.miner not in HASHES]
    if not minings:
        return "nothing was mined in this round yet"
    if not by_hash or not by_embedding:
        if by_hash:
            return "only miners that look at hashes have run in this round; mine with knn as well, then grade"
        return "only miners that look at the embedding have run in this round; mine with hash_near as well, then grade"
    # Of several embedding miners the widest: the others propose parts of what it proposes.
    return [max(by_embedding, key=lambda mining: mining.candidates), by_hash[-1]]


def _caught(project: Project, pair: Sequence[Mining]) -> Caught:
    from app.core.mining.candidates import read_candidates

    since = max(mining.created_at for mining in pair)
    answers = [a for a in project.labels.answers() if a.grade is not None and a.labelled_at >= since]
    ends = np.array([(a.left, a.right) for a in answers], np.int64).reshape(-1, 2)
    wanted = keys(ends[:, 0], ends[:, 1])
    proposed = [read_candidates(project.path / mining.file) for mining in pair]
    one, other = (_among(wanted, ends[:, 0], found) for found in proposed)
    first, second = proposed
    unasked = ""
    if not (other & ~one).any() and not _among(keys(second.left, second.right), second.left, first).all():
        unasked = pair[1].miner
    if not (one & ~other).any() and not _among(keys(first.left, first.right), first.left, second).all():
        unasked = pair[0].miner
    return Caught(one, other, np.array([a.grade.rank for a in answers if a.grade], np.int64), unasked)


def _among(wanted: IntArray, left: IntArray, found: Candidates) -> BoolArray:
    """Which `wanted` pairs (keys; `left` their smaller ids) are among these candidates.

    Most candidates have no wanted image at all; only the others are made into keys.
    """
    few = np.isin(found.left, left)
    return np.isin(wanted, keys(found.left[few], found.right[few]))


def _of_cut(cut: Cut, caught: Caught, miners: Sequence[str]) -> dict[str, Any]:
    positive = caught.rank >= (2 if cut is Cut.STRICT else 1)
    one, other = caught.first & positive, caught.second & positive
    counts = {"by_first": int(one.sum()), "by_second": int(other.sum()), "by_both": int((one & other).sum())}
    reason = _why_not(caught, counts, miners)
    if reason:
        return _unknown(cut, reason) | counts | {"miners": list(miners)}
    guess = estimate(counts["by_first"], counts["by_second"], counts["by_both"])
    found = int((one | other).sum())
    span = [max(0.0, value - found) for value in (guess.total, guess.low, guess.high)]
    return {
        "grades": TOLD[cut],
        "miners": list(miners),
        "found": found,
        **counts,
        **{key: round(value, 1) for key, value in zip(("total", "low", "high"), (guess.total, guess.low, guess.high),
                                                      strict=True)},
        **{key: round(value, 1) for key, value in zip(("missed", "missed_low", "missed_high"), span, strict=True)},
        "reason": "",
        "words": f"About {span[0]:,.0f} {TOLD[cut]} pairs are still missed ({span[1]:,.0f} to {span[2]:,.0f}); "
        f"{found:,} of about {guess.total:,.0f} are found, by {miners[0]} and {miners[1]}; {ASSUMPTION}.",
    }  # fmt: skip


def _why_not(caught: Caught, counts: dict[str, int], miners: Sequence[str]) -> str:
    """Why nothing can be said, "" if it can."""
    for name, key in zip(miners, ("by_first", "by_second"), strict=True):
        if not counts[key]:
            return f"no pair that {name} proposed has been confirmed since both miners ran"
    if not counts["by_both"]:
        return f"no confirmed pair was proposed by both {miners[0]} and {miners[1]}"
    if caught.unasked:
        return f"no pair that only {caught.unasked} proposed has been graded; grade a batch of its candidates"
    return ""


def _unknown(cut: Cut, reason: str) -> dict[str, Any]:
    empty = dict.fromkeys(("found", "total", "low", "high", "missed", "missed_low", "missed_high"))
    return {"grades": TOLD[cut], "miners": [], **empty, "reason": reason, "words": f"–  ({reason})"}
