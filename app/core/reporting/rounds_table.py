"""Rounds: what each turn of the loop brought, and whether another one is worth it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.mining.candidates import read_candidates
from app.core.mining.known import keys
from app.core.records import Grade, IntArray, Kind, Label, Source
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project
    from app.core.store.rounds import Mining

FEW_GRADES = 100  # below, a round's yield says too little to advise on
LOW_YIELD = 0.02
SEEN_BEFORE = 0.95


def rounds_table(project: Project) -> list[dict[str, Any]]:
    """One row per round: what was graded in its batches, the share of matches (label yield), how much was seen before.

    `yield`, `hard` (shares of ND + near-ND, and of NND, among the grades people gave to mined pairs) and `overlap`
    (share of this round's candidates that the same miners proposed in the round before) are None where there is
    nothing to count.
    """
    graded = _graded(project)
    names = {row.fingerprint: row.name for row in project.rounds.embedders()}
    rows: list[dict[str, Any]] = []
    before: dict[str, IntArray] = {}
    for round_ in project.rounds.all():
        counts = graded[round_.number]
        total = sum(counts.values())
        found = _candidates(project, project.rounds.minings(round_.number))
        matches = counts[Grade.DUP] + counts[Grade.ND] + counts[Grade.NEAR_ND]
        rows.append({
            "round": round_.number,
            "embedder": names.get(round_.embedder, round_.embedder[:8]),
            "graded": total,
            "yield": matches / total if total else None,
            "hard": counts[Grade.NND] / total if total else None,
            "candidates": len(np.unique(np.concatenate([np.empty(0, np.int64), *found.values()]))),
            "overlap": _overlap(found, before),
        })  # fmt: skip
        before = found
    return rows


def advice(rows: list[dict[str, Any]]) -> str:
    """One sentence on whether to go on, from the newest round that has enough grades."""
    told = [row for row in rows if row["graded"] >= FEW_GRADES]
    if not told:
        return f"Too early to say: no round has {FEW_GRADES} graded pairs yet."
    last = told[-1]
    if last["yield"] < LOW_YIELD:
        return (f"Round {last['round']} brought few matches ({last['yield']:.1%} of {last['graded']} pairs): "
                "another round with this miner will bring fewer; try another miner, or stop.")  # fmt: skip
    if last["overlap"] is not None and last["overlap"] > SEEN_BEFORE:
        return (f"Round {last['round']} proposed almost only pairs of the round before ({last['overlap']:.0%}): "
                "the embedding has settled; grade what is left, or try another miner.")  # fmt: skip
    return f"Go on: {last['yield']:.1%} of the {last['graded']} pairs graded in round {last['round']} are matches."


def _graded(project: Project) -> dict[int, Counter[Grade | None]]:
    """By round, the grades people gave to pairs of its ordinary batches; of one person and pair the last."""
    rounds = {batch.id: batch.round for batch in project.pairs.batches() if not batch.sealed}
    last = {(row.annotator, row.pair_id): row for row in project.labels.all() if _counts(row, rounds)}
    table: dict[int, Counter[Grade | None]] = defaultdict(Counter)
    for row in last.values():
        table[rounds[row.batch_id or 0]][row.grade] += 1
    return table


def _counts(row: Label, rounds: dict[int, int]) -> bool:
    given = row.kind is Kind.GRADE and row.source is Source.HUMAN and not row.undone
    return given and row.batch_id in rounds


def _candidates(project: Project, minings: list[Mining]) -> dict[str, IntArray]:
    """The keys of the pairs every miner proposed; files that are gone (a cache) count as nothing."""
    found = {}
    for mining in minings:
        try:
            file = read_candidates(project.path / mining.file)
        except UserError:
            continue
        found[mining.miner] = keys(np.asarray(file.left), np.asarray(file.right))
    return found


def _overlap(now: dict[str, IntArray], before: dict[str, IntArray]) -> float | None:
    shared = [(pairs, before[miner]) for miner, pairs in now.items() if miner in before and len(pairs)]
    if not shared:
        return None
    again = sum(int(np.isin(pairs, old).sum()) for pairs, old in shared)
    return again / sum(len(pairs) for pairs, _ in shared)
