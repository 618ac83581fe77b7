"""hash_embedding_disagreement: pairs that one of perceptual hash and embedding finds close and the other far.

Hash near and embedding far: flat or alike layouts, or a fault of the embedding. Embedding near and hash far: crops,
turned pictures, other views of a scene. Either way a grade tells more than where both agree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.miners.knn import nearest
from app.core.mining.known import keys
from app.core.mining.mining_input import MiningInput
from app.core.mining.proposals import Proposals, candidates
from app.core.mining.why import Whys
from app.core.records import Candidates, IntArray
from app.core.searching.hash_index import hash_pairs, told


def mine(data: MiningInput, k: int, radius: int, gap: int) -> Candidates:
    """Compared are the `k` nearest of every image and the pairs within `radius` bits; of these, those are proposed
    whose place by bits and by distance differ by at least `gap` percent of the compared pairs.

    Images without a perceptual hash, or with a flat one, are left out.
    """
    proposals, bits = _compared(data, k, radius)
    by_bits, by_distance = _percent_above(bits), _percent_above(np.rint(1e6 * proposals.distance.astype(np.float64)))
    apart = np.flatnonzero(np.abs(by_bits - by_distance) >= gap)
    rows = proposals.take(apart)

    def whys(row: IntArray, _back: IntArray) -> Whys:
        pair = apart[row]
        return Whys.of("hash_embedding_disagreement", bits=bits[pair], bits_above=by_bits[pair],
                       distance_above=by_distance[pair])  # fmt: skip

    return candidates(data, rows, "hash_embedding_disagreement", whys)


def _compared(data: MiningInput, k: int, radius: int) -> tuple[Proposals, IntArray]:
    """Every compared pair once, and how many bits it differs in."""
    facts = data.facts()
    hashed = np.flatnonzero(facts.hashed)
    near = hash_pairs(facts.phash[hashed], radius, data.job)
    data.left_out.update({name: count for name, count in near.left_out.items() if count})
    by_embedding = nearest(data, k)
    first = np.concatenate((data.ids[hashed[near.left]], by_embedding.anchor))
    second = np.concatenate((data.ids[hashed[near.right]], by_embedding.other))
    pairs = np.unique(keys(first, second))
    rows = np.searchsorted(data.ids, pairs >> 32), np.searchsorted(data.ids, pairs & 0xFFFFFFFF)
    usable = facts.hashed & told(facts.phash)
    both = usable[rows[0]] & usable[rows[1]]
    left, right = rows[0][both], rows[1][both]
    bits = np.bitwise_count(facts.phash[left] ^ facts.phash[right]).astype(np.int64)
    return Proposals.of_pairs(data, data.ids[left], data.ids[right]), bits


def _percent_above(values: NDArray[np.generic]) -> IntArray:
    """Of each value how many percent (whole ones) of the values are larger."""
    ascending = np.sort(values)
    larger = len(values) - np.searchsorted(ascending, values, side="right")
    return (100 * larger) // max(1, len(values))
