"""random: pairs drawn from all pairs, the control every other miner is compared with."""

from __future__ import annotations

import numpy as np

from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates, IntArray

ALL = 1 << 20  # up to so many pairs they are listed and shuffled; of more, some are drawn until there are enough


def mine(data: MiningInput, n: int) -> Candidates:
    """`n` open pairs, each as likely as any other; all of them where there are fewer."""
    proposals = Proposals.of_pairs(data, *drawn(data, n))
    pairs = len(data.ids) * (len(data.ids) - 1) // 2
    return candidates(
        data, proposals, "random", lambda row, _back: Whys.of("random", of=np.full(len(row), pairs))
    )


def drawn(data: MiningInput, n: int, besides: Candidates | None = None) -> tuple[IntArray, IntArray]:
    """Up to `n` different open pairs that are not among `besides`, uniformly, `left` < `right`."""
    rng = data.rng()
    taken = np.empty(0, np.int64) if besides is None else np.sort(keys(besides.left, besides.right))
    count = len(data.ids)
    pairs = count * (count - 1) // 2
    if pairs <= ALL:
        first, second = np.triu_indices(count, 1)
        left, right = _free(data, first, second, taken)
        some = rng.permutation(len(left))[:n]
        return left[some], right[some]
    found = np.empty(0, np.int64)
    for _ in range(64):  # where nearly everything is taken there is no sense in going on
        ends = np.sort(rng.integers(count, size=(2, 2 * (n - len(found)) + 64)), axis=0)
        first, second = ends[:, ends[0] < ends[1]]
        left, right = _free(data, first, second, taken)
        fresh = np.concatenate((found, keys(left, right)))
        found = fresh[np.sort(np.unique(fresh, return_index=True)[1])][:n]
        if len(found) == n:
            break
    return found >> 32, found & 0xFFFFFFFF


def _free(data: MiningInput, first: IntArray, second: IntArray, taken: IntArray) -> tuple[IntArray, IntArray]:
    left, right = data.ids[first], data.ids[second]
    free = ~data.closed(left, right) & ~np.isin(keys(left, right), taken)
    return left[free], right[free]
