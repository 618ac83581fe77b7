"""The pool: what the miners of a round proposed, united, and what of it is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.core.asking.implied import OPEN, Implied
from app.core.miners import MINERS
from app.core.mining.candidates import chosen, closest_first, read_candidates
from app.core.mining.known import Known, keys
from app.core.mining.why import Whys
from app.core.records import BoolArray, Candidates, IntArray
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

_COLUMNS = ("left", "right", "distance")
ROWS = 1_000_000  # candidates looked at in one go: bounds what a pass over millions of them takes beside the columns


@dataclass(frozen=True)
class Pool:
    """The open candidates of a round, closest first; of each the miner that proposed it first; all other pairs.

    `closed` are the candidates that were proposed and are not open any more, in no order.
    """

    candidates: Candidates
    miners: Sequence[str]
    others: int
    closed: Candidates


def pool(
    project: Project,
    round_number: int,
    *,
    asked: bool = False,
    known: Known | None = None,
    implied: Implied | None = None,
) -> Pool:
    """The union of the round's candidate files without judged pairs and, unless `asked`, without pairs in batches.

    `known` is what is settled, read when it is not given. With `implied` also without the pairs whose answer follows
    from the others, unless a miner that proposes such pairs by intention, to check the answers, proposed them.
    """
    minings = project.rounds.minings(round_number)
    if not minings:
        raise UserError("nothing was mined in round {round} yet; mine first", round=round_number)
    files = [read_candidates(project.path / mining.file) for mining in minings]
    known = known or Known.of(project)
    in_batches = np.array([] if asked else sorted(project.pairs.asked()), np.int64).reshape(-1, 2)
    closed = np.sort(keys(in_batches[:, 0], in_batches[:, 1]))
    open_, shut, earlier = [], [], list[IntArray]()
    for file in files:
        pairs = keys(file.left, file.right)
        first = ~_in_any(pairs, earlier)
        free = first & _free(file, pairs, closed, known, None if file.miner in _checking() else implied)
        open_.append(np.flatnonzero(free))
        shut.append(np.flatnonzero(first & ~free))
        earlier.append(np.sort(pairs))
    images = max(mining.images for mining in minings)
    proposed = sum(map(len, (*open_, *shut)))
    joined, source = _joined(files, open_)
    if len(files) > 1:  # a single file is in order
        order = closest_first(project.images.content_hashes(), joined.left, joined.right, joined.distance)
        joined, source = chosen(joined, order), source[order]
    miners = Whys(source, tuple(file.miner for file in files))
    return Pool(joined, miners, images * (images - 1) // 2 - proposed, _joined(files, shut)[0])


def _checking() -> set[str]:
    """The miners that propose pairs whose answer follows from the others."""
    return {entry.name for entry in MINERS if entry.needs == "known"}


def _free(file: Candidates, pairs: IntArray, closed: IntArray, known: Known, implied: Implied | None) -> BoolArray:
    """Which candidates are neither in `closed` nor settled nor implied; in parts, so that the memory stays small."""
    free = np.empty(len(pairs), np.bool_)
    for start in range(0, len(pairs), ROWS):
        part = slice(start, start + ROWS)
        left, right = file.left[part], file.right[part]
        taken = known.settled(left, right) | _in_any(pairs[part], [closed])
        if implied is not None:
            taken |= implied.rank(left, right) != OPEN
        free[part] = ~taken
    return free


def _in_any(wanted: IntArray, lists: Sequence[IntArray]) -> BoolArray:
    """Whether each key is in one of the lists, which are ascending."""
    found = np.zeros(len(wanted), np.bool_)
    for keys_ in lists:
        if len(keys_):
            place = np.minimum(np.searchsorted(keys_, wanted), len(keys_) - 1)
            found |= keys_[place] == wanted
    return found


def _joined(files: Sequence[Candidates], parts: Sequence[IntArray]) -> tuple[Candidates, IntArray]:
    """The given rows of all files one after the other, and the number of the file each is from."""
    if len(files) == 1:
        return chosen(files[0], parts[0]), np.zeros(len(parts[0]), np.int64)
    some = [chosen(file, rows) for file, rows in zip(files, parts, strict=True)]
    views = None
    if any(part.view is not None for part in some):
        views = np.concatenate([np.zeros(len(p), np.int8) if p.view is None else p.view for p in some]).astype(np.int64)
    left, right, distance = (np.concatenate([getattr(part, name) for part in some]) for name in _COLUMNS)
    joined = Candidates(
        left,
        right,
        distance,
        "",
        Whys.joined([Whys.of_rows(part.why, np.arange(len(part))) for part in some]),
        views,
    )
    return joined, np.repeat(np.arange(len(files)), [len(rows) for rows in parts])
