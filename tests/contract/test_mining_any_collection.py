"""What every miner owes on any collection, drawn anew: copies, crowds, missing facts, whatever is known and settled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.miners import MINERS, cluster_restricted
from app.core.mining import proposals
from app.core.mining.bursts import bursts
from app.core.mining.candidates import rounded
from app.core.mining.known import Known
from app.core.mining.mine import Mined, propose
from app.core.mining.mining_input import Facts, MiningInput
from app.core.mining.why import parts
from app.core.records import Embeddings, Grade
from app.core.searching import blocks, hash_index
from app.core.searching.search import open_search
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from tests.collection import RULES, SMALL, answer, pairs_of, ranks
from tests.made import sha

GRADES = (Grade.DUP, Grade.ND, Grade.NEAR_ND, Grade.NND, None)


def drawn(seed: int) -> MiningInput:
    """Up to thirty images with gaps between their ids, about a few centres, some of them exact copies."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 30))
    ids = np.sort(rng.choice(90, count, replace=False)) + 1
    vectors = rng.standard_normal((5, 4))[rng.integers(5, size=count)] + rng.choice([0.05, 0.6]) * rng.standard_normal(
        (count, 4)
    )
    copies = rng.random(count) < 0.15
    vectors[copies] = vectors[0]
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    edges = [tuple(sorted(rng.choice(ids, 2, replace=False).tolist())) for _ in range(int(rng.integers(0, 14)))]
    grades = dict.fromkeys(edges[3:])
    answers = [answer(*edge, GRADES[int(rng.integers(5))]) for edge in grades]
    groups = [KnownGroup(int(image), f"g{rng.integers(3)}", True) for image in ids if rng.random() < 0.3]
    found = Embeddings(ids, vectors)
    phash = rng.integers(2**64, size=4, dtype=np.uint64)[rng.integers(4, size=count)]
    phash ^= np.uint64(1) << rng.integers(64, size=count).astype(np.uint64)
    phash[rng.random(count) < 0.1] = 0
    taken = np.where(rng.random(count) < 0.2, np.nan, rng.integers(0, 40, count) / 4)
    facts = Facts(rng.integers(0, 3, count), taken, rng.integers(-1, 2, count), phash, rng.random(count) < 0.9)
    known = Known.build(answers, duplicates=edges[:2], groups=groups)
    hashes = {int(image): sha(str(image)) for image in ids}
    return MiningInput(found, hashes, known, open_search(found, method="exact"), lambda: facts, seed=seed % 7)


def run(data: MiningInput, name: str, **values: object) -> Mined:
    return propose(data, MINERS.entry(name), Settings().having(**SMALL | values))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MINERS.names())
@given(st.integers(0, 10_000), st.sampled_from(["leave out", "propose"]))
@settings(max_examples=12)
def test_pairs_are_open_distinct_ordered_and_say_their_rules_numbers(name: str, seed: int, choice: str) -> None:
    data = drawn(seed)
    found = run(data, name, mine__known=choice).candidates
    pairs = pairs_of(found)
    assert all(left < right for left, right in pairs) and len(set(pairs)) == len(pairs)
    assert {image for pair in pairs for image in pair} <= set(data.ids.tolist())
    assert not data.known.settled(found.left, found.right).any()
    if choice == "leave out" and MINERS.entry(name).needs != "known":
        assert not data.known.matches(found.left, found.right).any()
    told = [(distance, *map(data.hashes.get, pair))
            for distance, pair in zip(rounded(found.distance).tolist(), pairs, strict=True)]  # fmt: skip
    assert told == sorted(told)
    asked = replace(data, propose_known=choice == "propose")
    order = {image: {other: rank for rank, other in ranks(data, image)} for image in data.ids.tolist()}
    for (a, b), distance, text in zip(pairs, found.distance.tolist(), found.why, strict=True):
        key, said = parts(text)
        assert key == name
        assert "rank" not in said or int(said["rank"]) in (order[a][b], order[b][a])
        if name in RULES:
            RULES[name](asked, a, b, distance, said, order)


@pytest.mark.parametrize("name", MINERS.names())
@given(seed=st.integers(0, 10_000))
@settings(max_examples=6)
def test_block_sizes_change_nothing_and_neither_does_doing_it_again(name: str, seed: int) -> None:
    one = run(drawn(seed), name).candidates
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "FASTEST", {"cpu": (3, 5), "gpu": (3, 5)})
        patch.setattr(proposals, "ROW_CELLS", 40)
        patch.setattr(hash_index, "_PAIRS", 3)
        patch.setattr(cluster_restricted, "_ROWS", 4)
        other = run(drawn(seed), name).candidates
    assert pairs_of(one) == pairs_of(other)
    assert one.distance.tobytes() == other.distance.tobytes() and list(one.why) == list(other.why)


@pytest.mark.parametrize("name", MINERS.names())
@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 3), st.integers(1, 9))
@settings(max_examples=8)
def test_caps_hold_and_the_closest_that_fit_are_kept(name: str, seed: int, image: int, group: int, folder: int) -> None:
    data = drawn(seed)
    whole = run(data, name).candidates
    found = run(
        data, name, mine__per_image=image, mine__per_group_pair=group, mine__per_folder_pair=folder
    ).candidates  # fmt: skip
    assert set(pairs_of(found)) <= set(pairs_of(whole))
    assert pairs_of(found)[:1] == pairs_of(whole)[:1]
    rows = [np.searchsorted(data.ids, end) for end in (found.left, found.right)]
    assert np.bincount(np.concatenate(rows), minlength=1).max() <= image
    facts = data.facts()
    for label, cap in ((data.known.clusters(data.ids), group), (bursts(facts, 2.0), group), (facts.folder, folder)):
        ends = np.sort([label[rows[0]], label[rows[1]]], axis=0)
        assert np.unique(ends, axis=1, return_counts=True)[1].max(initial=0) <= cap
