"""What the miners promise, each against a slow restatement of its rule; caps, bursts, views."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.jobs import Job
from app.core.miners import MINERS
from app.core.miners.random import drawn
from app.core.mining.bursts import bursts, close_in_time
from app.core.mining.caps import Caps, capped, within_image_cap
from app.core.mining.image_facts import facts_of, seconds
from app.core.mining.known import Known, keys
from app.core.mining.mine import over, propose
from app.core.mining.mining_input import Facts, MiningInput
from app.core.mining.mining_report import LEFT_OUT, words
from app.core.mining.why import parts, why_text
from app.core.records import Candidates, Embeddings, FloatArray, Grade, Neighbours
from app.core.searching.view_search import ViewSearch
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from models.views import VIEWS, inverse
from tests.collection import answer, mined, pairs_of
from tests.made import project_of, sha


def unit(vectors: np.ndarray) -> FloatArray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def data_of(vectors: np.ndarray, known: Known | None = None, job: Job | None = None) -> MiningInput:
    ids = np.arange(1, len(vectors) + 1)
    hashes = {int(image): sha(str(image)) for image in ids}
    return over(Embeddings(ids, unit(vectors)), hashes, known or Known.build([]), "cpu", job or Job())


def run(data: MiningInput, name: str, **values: object) -> Candidates:
    return MINERS.load(name)(data, **values)


def groups_of(rng: np.random.Generator, count: int, size: int) -> tuple[np.ndarray, Known]:
    """Images about centres; those of one centre are a known group."""
    vectors = np.repeat(rng.standard_normal((count, 8)), size, axis=0) + 0.5 * rng.standard_normal((count * size, 8))
    rows = [KnownGroup(image + 1, f"g{image // size}", True) for image in range(count * size)]
    return vectors, Known.build([], groups=rows)


def cosines(data: MiningInput) -> np.ndarray:
    gaps = data.embeddings.vectors[:, None].astype(float) - data.embeddings.vectors[None].astype(float)
    return 1 - (gaps**2).sum(-1) / 2


# -- negatives as text retrieval mines them --------------------------------------------------------------------------


@pytest.mark.parametrize("margin", [0.0, 0.05, 0.5, 1.0])
def test_relative_margin_keeps_the_most_similar_below_a_share_of_the_positive(margin: float) -> None:
    data = data_of(*groups_of(np.random.default_rng(1), 20, 3))
    score = cosines(data)
    expected = set()
    for query in range(60):
        positives = [other for other in range(60) if other // 3 == query // 3 and other != query]
        negatives = [other for other in range(60) if other // 3 != query // 3]
        kept = {n for n in negatives for p in positives if score[query, n] <= score[query, p] * (1 - margin)}
        for other in sorted(kept, key=lambda n: -score[query, n])[:4]:
            expected.add((min(query, other) + 1, max(query, other) + 1))
    found = run(data, "relative_margin", margin=margin, k=4)
    assert set(pairs_of(found)) == expected
    said = [parts(text)[1] for text in found.why]
    assert {row["percent"] for row in said} == {f"{100 * (1 - margin):g}"}


def test_without_a_known_match_relative_margin_proposes_nothing_and_says_why() -> None:
    told: list[str] = []
    data = data_of(np.random.default_rng(0).standard_normal((9, 4)), job=Job(on_warning=told.append))
    assert not len(run(data, "relative_margin", margin=0.1, k=3))
    assert "known matches" in told[0]


@given(st.integers(0, 30), st.integers(1, 12), st.integers(0, 12), st.integers(1, 4))
@settings(deadline=None, max_examples=25)
def test_a_window_of_ranks_is_a_slice_of_the_negatives(seed: int, first: int, more: int, k: int) -> None:
    data = data_of(*groups_of(np.random.default_rng(seed), 8, 3))
    score = cosines(data)
    nearest, window = set(), []
    for query in range(24):
        ranking = sorted((n for n in range(24) if n // 3 != query // 3), key=lambda n: -score[query, n])
        sliced = ranking[first - 1 : first + more]
        window.append(sliced)
        nearest |= {(min(query, n) + 1, max(query, n) + 1) for n in sliced[:k]}
    values = {"first": first, "last": first + more, "k": k}
    assert set(pairs_of(run(data, "rank_window", pick="nearest", **values))) == nearest
    found = pairs_of(run(data, "rank_window", pick="random", **values))
    asked = Counter(min(k, len(sliced)) for sliced in window)
    assert len(found) <= sum(n * times for n, times in asked.items()) <= 2 * len(found)
    assert all(b - 1 in window[a - 1] or a - 1 in window[b - 1] for a, b in found)


def test_random_picks_of_a_window_follow_the_seed() -> None:
    data = data_of(np.random.default_rng(0).standard_normal((80, 6)))
    values = {"first": 5, "last": 40, "k": 3, "pick": "random"}
    one, again = (pairs_of(run(data, "rank_window", **values)) for _ in range(2))
    assert one == again != pairs_of(run(replace(data, seed=1), "rank_window", **values))


@given(st.integers(0, 30), st.floats(0, 1.4), st.floats(0, 0.8))
@settings(deadline=None, max_examples=25)
def test_a_band_of_distances_is_a_window_of_scores(seed: int, low: float, width: float) -> None:
    data = data_of(*groups_of(np.random.default_rng(seed), 8, 3))
    score = np.sqrt(2 - 2 * cosines(data)).astype(np.float32)
    expected = set()
    for query in range(24):
        inside = [n for n in range(24) if n // 3 != query // 3 and low <= score[query, n] <= low + width]
        expected |= {(min(query, n) + 1, max(query, n) + 1) for n in sorted(inside, key=lambda n: score[query, n])[:3]}
    assert set(pairs_of(run(data, "distance_band", low=low, high=low + width, k=3))) == expected


# -- hard negatives of the near-duplicate benchmark ------------------------------------------------------------------


def test_a_planted_missed_duplicate_is_the_first_row_of_hn1() -> None:
    vectors, known = groups_of(np.random.default_rng(4), 60, 4)
    vectors[201] = vectors[10] + 1e-3  # of another group, so nobody knows
    found = run(data_of(vectors, known), "hn1")
    assert pairs_of(found)[0] == (11, 202)
    assert float(found.distance[0]) < 0.01 < float(found.distance[1])


def test_hn2_by_row_is_never_harder_than_hn1_and_the_global_one_is_hardest() -> None:
    data = data_of(*groups_of(np.random.default_rng(5), 50, 3))
    rows = {}
    for k in (1, 5):
        neighbours = [data.neighbours(len(data.ids) - 1, data.ids)]
        free = ~data.closed(np.broadcast_to(data.ids[:, None], neighbours[0].others.shape), neighbours[0].others)
        rows[k] = np.array([d[f][:k] for d, f in zip(neighbours[0].distances, free, strict=True)])
    for threshold in np.linspace(0, 2, 81):
        assert (rows[5] <= threshold).mean() <= (rows[1] <= threshold).mean()
        assert (rows[5] <= threshold).sum() >= (rows[1] <= threshold).sum()
    mined = {name: run(data, name, **values) for name, values in
             (("hn1", {}), ("hn2_row", {"k": 5}), ("hn2_global", {"n": 150}))}  # fmt: skip
    assert mined["hn2_global"].distance.mean() < mined["hn1"].distance.mean() < mined["hn2_row"].distance.mean()


@given(st.integers(0, 50), st.integers(1, 200))
@settings(deadline=None, max_examples=30)
def test_hn2_global_is_the_closest_open_pairs_of_all(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, known = groups_of(rng, 10, 3)
    vectors[:9] = vectors[0] + 0.01 * rng.standard_normal((9, 8))  # a crowd, so that rows are widened
    data = data_of(vectors, known)
    left, right = np.triu_indices(30, 1)
    left, right = left + 1, right + 1
    free = ~data.closed(left, right)
    distance = data.distances(left[free], right[free])[0].astype(np.float64).round(6)
    order = sorted(
        zip(distance.tolist(), left[free].tolist(), right[free].tolist(), strict=True),
        key=lambda row: (row[0], sha(str(row[1])), sha(str(row[2]))),
    )
    assert pairs_of(run(data, "hn2_global", n=n)) == [(a, b) for _, a, b in order[:n]]


def test_hubs_are_reported() -> None:
    rng = np.random.default_rng(0)
    apart = np.eye(30) + 0.02 * rng.standard_normal((30, 30))
    vectors = np.concatenate((np.ones((1, 30)), apart))  # the first is near to all the others
    entry = MINERS.entry("hn2_global")
    done = propose(data_of(vectors), entry, Settings().having(miner__hn2_global__n=30))
    assert done.report["hubs"] == {"most": 30, "covered": 31, "images": 31}
    assert "at most 30 pairs of one" in words(done.report)


def test_pairs_inside_a_cell_are_closer_than_random_ones() -> None:
    vectors = np.repeat(np.random.default_rng(0).standard_normal((6, 16)), 50, axis=0)
    data = data_of(vectors + 0.8 * np.random.default_rng(1).standard_normal(vectors.shape))
    inside = run(data, "cluster_restricted", cells=6, k=3, pick="random")
    nearest = run(data, "cluster_restricted", cells=6, k=3, pick="nearest")
    chance = run(data, "random", n=900)
    assert nearest.distance.mean() < inside.distance.mean() < 0.9 * chance.distance.mean()


# -- what the miners share -------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda e: e[0] != e[1]), max_size=60),
       st.integers(1, 4))  # fmt: skip
@settings(deadline=None, max_examples=150)
def test_the_cap_per_image_is_greedy(edges: list[tuple[int, int]], most: int) -> None:
    used: Counter[int] = Counter()
    expected = []
    for a, b in edges:
        expected.append(used[a] < most and used[b] < most)
        if expected[-1]:
            used.update((a, b))
    table = np.array(edges, np.int64).reshape(-1, 2)
    assert within_image_cap(table[:, 0], table[:, 1], most).tolist() == expected


def test_a_burst_does_not_fill_the_queue() -> None:
    """Thirty shots of one thing and thirty of another, no groups known: one pair of bursts, not nine hundred rows."""
    rng = np.random.default_rng(0)
    vectors = np.repeat(rng.standard_normal((2, 8)), 30, axis=0) + 0.01 * rng.standard_normal((60, 8))
    data = data_of(vectors)
    facts = replace(Facts.none(60), taken=np.where(np.arange(60) < 30, 0.0, 1000.0) + np.arange(60) % 30)
    found = run(data, "knn", k=59)
    kept = capped(replace(data, facts=lambda: facts), found, Caps(group_pair=2))
    assert len(found) == 60 * 59 // 2 and len(kept) == 3 * 2  # each burst with itself, and one with the other
    assert data.left_out["per_burst_pair"] == len(found) - 6


def test_bursts_join_steps_of_one_camera() -> None:
    taken = np.array([0.0, 1.5, 3.0, 10.0, np.nan, 1.0, np.nan])
    facts = replace(Facts.none(7), taken=taken, camera=np.array([0, 0, 0, 0, 0, 1, -1]))
    label = bursts(facts, 2.0)
    assert label[0] == label[1] == label[2]
    assert len(set(label.tolist())) == 5
    near = set(zip(*(side.tolist() for side in close_in_time(facts, 2.0, 5)[:2]), strict=True))
    assert near == {(0, 1), (1, 2)}  # 5 is of another camera
    unknown = replace(facts, camera=np.array([0, 0, 0, 0, 0, -1, -1]))
    near = set(zip(*(side.tolist() for side in close_in_time(unknown, 2.0, 5)[:2]), strict=True))
    assert near == {(0, 1), (1, 2), (0, 5), (5, 1), (5, 2)}
    assert [len(side) for side in close_in_time(unknown, 2.0, 1)] == [3, 3, 3]


def test_facts_come_from_the_project(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from app.core.records import ScanResult

    with project_of(tmp_path / "p", 0) as project:
        rows = [
            ScanResult(name, 1, 1, sha(name), 8, 8, "JPEG", "RGB", phash=phash, taken_at=taken, camera=camera)
            for name, phash, taken, camera in (
                ("a/1.jpg", 2**63 + 5, "2020:02:03 04:05:06.25", "one"), ("a/2.jpg", None, None, None),
                ("b/3.jpg", 7, "2020:02:03 04:05:08", "one"), ("4.jpg", 1, "yesterday", "two"),
            )
        ]  # fmt: skip
        project.images.record(project.images.add_folder(tmp_path / "photos"), rows)
        facts = facts_of(project, np.array([1, 2, 3, 4]))
    assert facts.folder[0] == facts.folder[1] and len(set(facts.folder.tolist())) == 3
    assert facts.taken[2] - facts.taken[0] == 1.75 and np.isnan(facts.taken[[1, 3]]).all()
    assert facts.camera.tolist() == [0, -1, 0, 1]
    assert facts.hashed.tolist() == [True, False, True, True] and int(facts.phash[0]) == 2**63 + 5
    assert seconds("2020-02-03T04:05:06+01:00") == seconds("2020:02:03 03:05:06")


def test_clusters_and_families_of_what_is_known() -> None:
    answers = [answer(1, 2, Grade.ND), answer(2, 3, Grade.NEAR_ND), answer(8, 9, Grade.NND)]
    groups = [KnownGroup(image, name, True) for image, name in ((2, "x"), (5, "x"), (5, "y"), (6, "y"))]
    known = Known.build(answers, groups=groups)
    ids = np.arange(1, 10)
    label = known.clusters(ids)
    assert len({int(label[n - 1]) for n in (1, 2, 5, 6)}) == 1
    assert len(set(label.tolist())) == 6
    assert [family.tolist() for family in known.families(ids)] == [[1, 2], [1, 2, 3], [1, 2, 5], [5, 6]]
    for family in known.families(ids):
        one, other = np.triu_indices(len(family), 1)
        assert known.matches(family[one], family[other]).all()


def test_random_pairs_are_new_open_and_even() -> None:
    data = data_of(np.random.default_rng(0).standard_normal((12, 4)), Known.build([], [(1, 2)]))
    listed = run(data, "knn", k=3)
    count: Counter[tuple[int, int]] = Counter()
    for seed in range(300):
        left, right = drawn(replace(data, seed=seed), 10, listed)
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        assert len(set(pairs)) == 10 and (left < right).all()
        count.update(pairs)
    assert set(count) == {(a, b) for a in range(1, 13) for b in range(a + 1, 13)} - {(1, 2)} - set(pairs_of(listed))
    assert max(count.values()) < 3 * min(count.values())


def test_random_pairs_of_a_large_collection_are_drawn_without_listing_all() -> None:
    data = data_of(np.random.default_rng(0).standard_normal((1600, 4)))
    left, right = drawn(data, 5000)
    assert len(np.unique(keys(left, right))) == 5000 and (left < right).all()
    assert abs(np.concatenate((left, right)).mean() - 800) < 30


# -- turned pictures -------------------------------------------------------------------------------------------------


def turned_data(seed: int) -> MiningInput:
    rng = np.random.default_rng(seed)
    plain = data_of(rng.standard_normal((24, 6)))
    turned = {view: Embeddings(plain.ids, unit(rng.standard_normal((24, 6)))) for view in VIEWS[1:]}
    return replace(plain, turned=turned, search=ViewSearch(plain.embeddings, turned))


def brute_views(data: MiningInput) -> tuple[np.ndarray, np.ndarray]:
    """(n, n) least distance over the views both ways, and the view of the column's picture."""
    plain = data.embeddings.vectors.astype(np.float64)
    best = np.linalg.norm(plain[:, None] - plain[None], axis=2)
    view = np.zeros(best.shape, np.int64)
    for number, found in data.turned.items():
        other = np.linalg.norm(plain[:, None] - found.vectors.astype(np.float64)[None], axis=2)
        for distance, seen in ((other, number), (other.T, inverse(number))):
            better = distance < best
            best, view = np.where(better, distance, best), np.where(better, seen, view)
    return best, view


@given(st.integers(0, 100), st.integers(1, 23))
@settings(deadline=None, max_examples=6)
def test_neighbours_over_views_are_the_least_of_both_ways(seed: int, k: int) -> None:
    data = turned_data(seed)
    best, view = brute_views(data)
    np.fill_diagonal(best, np.inf)
    rows: Neighbours = data.neighbours(k, data.ids[::2])
    assert rows.views is not None
    for row, image in enumerate(data.ids[::2].tolist()):
        order = np.argsort(best[image - 1], kind="stable")[:k]
        assert rows.others[row].tolist() == (order + 1).tolist()
        assert np.allclose(rows.distances[row], best[image - 1][order], atol=1e-6)
        assert rows.views[row].tolist() == view[image - 1][order].tolist()
    left, right, distance = data.within(0.9)
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == {
        (a + 1, b + 1) for a, b in zip(*np.nonzero(np.triu(best <= 0.9, 1)), strict=True)
    }
    assert (distance <= 0.9).all()


@pytest.mark.parametrize("name", ["knn", "hn2_row", "random"])
def test_the_view_belongs_to_the_right_picture_and_the_why_says_it(name: str) -> None:
    data = turned_data(1)
    best, view = brute_views(data)
    found = propose(data, MINERS.entry(name), Settings().having(mine__random_share=0.2)).candidates
    assert found.view is not None and len(set(found.view.tolist())) > 4
    for (a, b), distance, seen, text in zip(pairs_of(found), found.distance, found.view, found.why, strict=True):
        assert abs(best[a - 1, b - 1] - distance) < 1e-6
        assert seen == view[a - 1, b - 1]
        assert ("view" in parts(text)[1]) == (seen != 0)
        assert why_text(text) != text
    assert any(why_text(text).endswith("The right picture matches mirrored.") for text in found.why)


def test_every_reason_for_leaving_out_has_words() -> None:
    for name in MINERS.names():
        report = mined(name, mine__per_image=2, mine__per_group_pair=1, mine__per_folder_pair=4).report
        assert set(report["left_out"]) <= set(LEFT_OUT)
        assert words(report)
