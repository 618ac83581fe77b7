"""A small collection in which every miner finds something: groups, judged pairs, twins, folders, times, hashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from app.core.jobs import NULL_JOB, Job
from app.core.miners import MINERS
from app.core.mining.bursts import bursts
from app.core.mining.known import Known
from app.core.mining.mine import Mined, propose
from app.core.mining.mining_input import Facts, MiningInput
from app.core.records import Answer, Candidates, Embeddings, FloatArray, Grade, IntArray, Neighbours, Source
from app.core.searching.search import open_search
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from tests.made import sha

COUNT = 60
IDS = np.arange(1, COUNT + 1)
JUDGED, TWINS = [(1, 2), (3, 40), (5, 6)], [(7, 8), (8, 9)]
ND = [(20, 21), (21, 22), (21, 23), (30, 31), (31, 32)]
Pair = tuple[int, int]
Order = Mapping[int, Mapping[int, int]]


def answer(left: int, right: int, value: Grade | None) -> Answer:
    return Answer(1, left, right, value, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "")


def collection(count: int = COUNT, job: Job = NULL_JOB) -> MiningInput:
    """Sixty images about fifteen centres, four folders, bursts of three, hashes some bits from their neighbour's."""
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((15, 6))
    vectors = (centres[np.arange(COUNT) % 15] + 0.35 * rng.standard_normal((COUNT, 6))).astype(np.float32)
    vectors[20:23] = vectors[19] + 0.02 * rng.standard_normal((3, 6))  # 20 to 23 look alike and are known to match
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = IDS[:count]
    found = Embeddings(ids, vectors[:count])
    answers = [answer(*edge, Grade.ND) for edge in ND]
    groups = [KnownGroup(image, "g", True) for image in range(10, 18)]
    known = Known.build(answers, JUDGED, TWINS, groups)
    bits = np.array([sum(1 << int(b) for b in rng.choice(64, n % 9, replace=False)) for n in range(COUNT)], np.uint64)
    phash = rng.integers(2**64, size=12, dtype=np.uint64)[np.arange(COUNT) % 12] ^ bits
    phash[50] = 7
    taken = 10.0 * (np.arange(COUNT) // 3) + 0.5 * (np.arange(COUNT) % 3)
    taken[::11] = np.nan
    facts = Facts(
        np.arange(COUNT) % 4 + 1, taken, np.arange(COUNT) // 20 - 1, phash, np.arange(COUNT) != 55
    )  # fmt: skip
    some = Facts(*(getattr(facts, name)[:count] for name in Facts.__dataclass_fields__))
    hashes = {int(image): sha(str(image)) for image in IDS}
    search = open_search(found, method="exact", job=job)
    return MiningInput(found, hashes, known, search, lambda: some, seed=3, job=job)


class Brute:
    """A search that goes through the images one at a time."""

    data: MiningInput

    def neighbours(self, k: int, ids: IntArray) -> Neighbours:
        others, distances = np.full((len(ids), k), -1, np.int64), np.full((len(ids), k), np.inf, np.float32)
        for row, image in enumerate(ids.tolist()):
            for rank, other in ranks(self.data, image)[:k]:
                others[row, rank - 1] = other
                distances[row, rank - 1] = self.data.distances(np.array([image]), np.array([other]))[0][0]
        return Neighbours(ids, others, distances)

    def within(self, radius: float) -> tuple[IntArray, IntArray, FloatArray]:
        raise NotImplementedError

    def report(self) -> dict[str, Any]:
        return {"method": "brute"}


def mined(
    name: str, *, count: int = COUNT, job: Job = NULL_JOB, search: Brute | None = None, **values: object
) -> Mined:
    """What a miner proposes of it; `values` as in `Settings.having`."""
    data = collection(count, job)
    if search is not None:
        search.data = data
        data = replace(data, search=search)
    return propose(data, MINERS.entry(name), Settings().having(**SMALL | values))  # type: ignore[arg-type]


SMALL = {
    "miner__hn2_global__n": 40, "miner__rank_window__last": 20, "miner__distance_band__low": 0.6,
    "miner__hash_embedding_disagreement__gap": 30, "miner__random__n": 200,
    "miner__coarse_to_fine__alike": 0,  # nothing can be read, so nothing fits
}  # fmt: skip


def pairs_of(found: Candidates) -> list[Pair]:
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def ranks(data: MiningInput, image: int) -> list[tuple[int, int]]:
    """(rank, other) of every other image, nearest first, ties by id, by brute force."""
    row = int(np.searchsorted(data.ids, image))
    gaps = data.embeddings.vectors.astype(np.float64) - data.embeddings.vectors[row].astype(np.float64)
    distance = np.sqrt(np.einsum("ij,ij->i", gaps, gaps))
    listed = [int(data.ids[n]) for n in np.lexsort((data.ids, distance)) if n != row]
    return list(enumerate(listed, start=1))


def place(data: MiningInput, order: Order, a: int, b: int, allowed: Callable[[int], bool] = lambda _: True) -> int:
    """Which one of the open, unmatched, allowed neighbours of `a` image `b` is."""
    count = 0
    for other in order[a]:
        shut = bool(data.closed(np.array([a]), np.array([other]))[0])
        count += not shut and allowed(other)
        if other == b:
            return count
    raise AssertionError(f"{b} is no neighbour of {a}")


Said = dict[str, str]
Rule = Callable[[MiningInput, int, int, float, Said, Order], None]


def _either(said: Said, name: str, *values: int) -> None:
    assert int(said[name]) in values, (said, values)


def _knn(_data: MiningInput, a: int, b: int, _d: float, said: Said, order: Order) -> None:
    both = sorted(rank for rank in (order[a][b], order[b][a]) if rank <= int(said["k"]))
    assert [int(said["rank"]), int(said["back"])] == [both[0], both[1] if len(both) > 1 else 0]


def _mutual(data: MiningInput, a: int, b: int, d: float, said: Said, order: Order) -> None:
    _knn(data, a, b, d, said, order)
    assert 1 <= int(said["back"]) <= int(said["k"])


def _place(data: MiningInput, a: int, b: int, _d: float, said: Said, order: Order) -> None:
    number = int(said.get("place", "1"))
    fits = [place(data, order, x, y) == number and order[x][y] == int(said["rank"]) for x, y in ((a, b), (b, a))]
    assert any(fits)
    if "first" in said:
        assert int(said["first"]) <= number <= int(said["last"])


def _global(data: MiningInput, a: int, b: int, d: float, said: Said, _order: Order) -> None:
    left, right = (data.ids[side] for side in np.triu_indices(len(data.ids), 1))
    free = ~data.closed(left, right)
    closer = data.distances(left[free], right[free])[0] < d - 1e-6
    assert closer.sum() < int(said["n"])


def _band(data: MiningInput, a: int, b: int, d: float, said: Said, order: Order) -> None:
    low, high = float(said["low"]), float(said["high"])
    assert low <= d <= high
    inside = lambda x: lambda y: low <= float(data.distances(np.array([x]), np.array([y]))[0][0])  # noqa: E731
    _either(said, "place", place(data, order, a, b, inside(a)), place(data, order, b, a, inside(b)))


def _margin(data: MiningInput, a: int, b: int, d: float, said: Said, order: Order) -> None:
    fits = []
    for anchor, other in ((a, b), (b, a)):
        others = data.ids[data.ids != anchor]
        others = others[data.known.matches(np.full(len(others), anchor), others)]
        if len(others):
            gaps = data.distances(np.full(len(others), anchor), others)[0].astype(float)
            best = max(1 - gaps**2 / 2)
            limit = best * float(said["percent"]) / 100
            below = lambda x: 1 - float(data.distances(np.array([anchor]), np.array([x]))[0][0]) ** 2 / 2 <= limit  # noqa: B023, E731
            fits.append(abs(best - float(said["positive"])) < 6e-4 and 1 - d**2 / 2 <= limit + 1e-6
                        and place(data, order, anchor, other, below) == int(said["place"]))  # fmt: skip
    assert any(fits)


def _bits(data: MiningInput, a: int, b: int, _d: float, said: Said, _order: Order) -> None:
    ours, theirs = (int(data.facts().phash[np.searchsorted(data.ids, end)]) for end in (a, b))
    assert int(said["bits"]) == (ours ^ theirs).bit_count()
    assert int(said["bits"]) <= int(said.get("radius", "64"))


def _disagreement(data: MiningInput, a: int, b: int, d: float, said: Said, order: Order) -> None:
    _bits(data, a, b, d, said, order)
    compared = _compared(data, order)
    said_above = [int(said["bits_above"]), int(said["distance_above"])]
    for above, ours, column in zip(said_above, compared[a, b], zip(*compared.values(), strict=True), strict=True):
        assert above == 100 * sum(other > ours for other in column) // len(column)
    assert abs(said_above[0] - said_above[1]) >= 30


def _compared(data: MiningInput, order: Order) -> dict[Pair, tuple[int, int]]:
    """Bits and micro-distance of the pairs that hash and embedding are compared on: ten nearest, or within ten bits."""
    facts = data.facts()
    usable = np.flatnonzero(facts.hashed & (bits_set(facts.phash) >= 8) & (bits_set(facts.phash) <= 56))
    one, other = (usable[side] for side in np.triu_indices(len(usable), 1))
    bits = bits_set(facts.phash[one] ^ facts.phash[other]).tolist()
    left, right = data.ids[one], data.ids[other]
    away = np.rint(1e6 * data.distances(left, right)[0].astype(float)).astype(int).tolist()
    rows = zip(left.tolist(), right.tolist(), bits, away, strict=True)
    return {(a, b): (apart, far) for a, b, apart, far in rows if apart <= 10 or min(order[a][b], order[b][a]) <= 10}


def bits_set(hashes: np.ndarray) -> np.ndarray:
    return np.bitwise_count(hashes).astype(int)


def _folders(data: MiningInput, a: int, b: int, _d: float, said: Said, order: Order) -> None:
    folder = dict(zip(data.ids.tolist(), data.facts().folder.tolist(), strict=True))
    assert folder[a] != folder[b]
    away = lambda x: lambda y: folder[x] != folder[y]  # noqa: E731
    _either(said, "place", place(data, order, a, b, away(a)), place(data, order, b, a, away(b)))


def _burst(data: MiningInput, a: int, b: int, _d: float, said: Said, _order: Order) -> None:
    facts, rows = data.facts(), np.searchsorted(data.ids, (a, b))
    assert int(said["milliseconds"]) == round(1000 * abs(float(np.diff(facts.taken[rows])[0]))) <= 2000
    cameras = set(facts.camera[rows].tolist())
    assert len(cameras) == 1 or -1 in cameras
    if len(cameras) == 1:
        assert len(set(bursts(facts, 2.0)[rows].tolist())) == 1


def _cell(data: MiningInput, a: int, b: int, _d: float, said: Said, _order: Order) -> None:
    from app.core.miners.cluster_restricted import cells_of

    one, other = cells_of(data.embeddings, int(said["cells"]), data)[np.searchsorted(data.ids, (a, b))].tolist()
    assert one == other == int(said["cell"]) - 1
    assert 1 <= int(said["place"]) <= int(said["k"])


def _triple(data: MiningInput, a: int, b: int, _d: float, said: Said, _order: Order) -> None:
    partners = [{*(x for edge in data.known.nd.tolist() if end in edge for x in edge)} - {end} for end in (a, b)]
    assert int(said["through"]) == len(partners[0] & partners[1]) > 0


def _random(data: MiningInput, _a: int, _b: int, _d: float, said: Said, _order: Order) -> None:
    assert int(said["of"]) == len(data.ids) * (len(data.ids) - 1) // 2


RULES: dict[str, Rule] = {
    "knn": _knn, "hn1": _place, "hn2_row": _place, "hn2_global": _global, "rank_window": _place,
    "distance_band": _band, "relative_margin": _margin, "mutual": _mutual, "hash_near": _bits,
    "hash_embedding_disagreement": _disagreement, "across_folders": _folders, "within_burst": _burst,
    "cluster_restricted": _cell, "open_triples": _triple, "random": _random,
}  # fmt: skip
CHECKED_ELSEWHERE = {"coarse_to_fine"}
"""Miners whose rule needs pictures."""
