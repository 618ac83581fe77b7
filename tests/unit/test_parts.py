"""Slices, sources of false alarms and sets of negatives, against slow obvious counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.measuring import metrics
from app.core.measuring.cross_pairs import cross_pairs
from app.core.measuring.metrics import RATES, Pairs, ranked
from app.core.measuring.negative_sets import negative_sets
from app.core.measuring.slices import sliced, slices_of
from app.core.measuring.sources import by_source
from app.core.records import Embeddings


def made(seed: int, positives: int, negatives: int, groups: int, hub: float = 0.0) -> tuple[Pairs, Pairs]:
    rng = np.random.default_rng(seed)

    def some(count: int, low: float, high: float) -> Pairs:
        ends = rng.integers(groups, size=(2, count))
        ends[0] = np.where(rng.random(count) < hub, 0, ends[0])
        return Pairs(np.round(rng.uniform(low, high, count), 2), rng.integers(1, 3, count).astype(float), *ends)

    return some(positives, 0.2, 1.2), some(negatives, 0.5, 1.6)


def capped(positive: Pairs, negative: Pairs, rate: float, cap: float) -> float:
    """One negative after the other, closest first; one of a source that used up its share does not count."""
    budget = rate * negative.weight.sum() * (1 + 1e-9)
    order = np.argsort(negative.distance, kind="stable")
    seen: dict[int, float] = {}
    counted = np.zeros(len(order))
    for row in order:
        ends = {int(negative.left[row]), int(negative.right[row])}
        if all(seen.get(end, 0.0) < cap * budget for end in ends):
            counted[row] = negative.weight[row]
        for end in ends:
            seen[end] = seen.get(end, 0.0) + negative.weight[row]
    found = sum(
        w for d, w in zip(positive.distance, positive.weight, strict=True)
        if counted[negative.distance <= d].sum() <= budget
    )  # fmt: skip
    return float(found / positive.weight.sum())


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 9999), hub=st.sampled_from([0.0, 0.3, 0.9]), cap=st.sampled_from([0.1, 0.2, 1.0]))
def test_no_source_makes_more_than_its_share_of_the_false_alarms(seed: int, hub: float, cap: float) -> None:
    positive, negative = made(seed, 40, 400, 15, hub)
    pairs = ranked(positive, negative)
    for rate, row in by_source(pairs, cap).items():
        assert row["tpr"] == pytest.approx(capped(positive, negative, float(rate), cap), abs=1e-6)
        plain = metrics.figures(pairs).tpr[0, RATES.index(float(rate))]
        assert row["tpr"] >= plain - 1e-6, "false alarms that do not count cannot make it worse"


def test_a_hub_that_owns_the_false_alarms_is_told() -> None:
    close = Pairs(np.linspace(0.1, 0.2, 10), np.ones(10), np.zeros(10, np.int64), np.arange(1, 11))
    far = Pairs(np.linspace(1.0, 1.5, 990), np.ones(990), np.arange(990) % 40 + 11, np.arange(990) % 40 + 51)
    positive = Pairs(np.full(20, 0.15), np.ones(20), np.arange(20), np.arange(20))
    row = by_source(ranked(positive, metrics.joined(close, far)), 0.2)["0.01"]
    assert row["largest"] == 1.0
    assert metrics.figures(ranked(positive, metrics.joined(close, far))).tpr[0, 2] == 0, "at 1e-3 the hub decides"
    assert by_source(ranked(positive, metrics.joined(close, far)), 0.2)["0.01"]["tpr"] == 1.0


def test_slices_are_the_largest_tags_and_folders() -> None:
    tags = [("crop",)] * 6 + [("crop", "text", "text")] * 5 + [("rare",)]
    folders = [("a", "b")] * 6 + [("b", "b")] * 6
    flags = slices_of(tags, folders)
    assert list(flags) == ["tag crop", "tag text", "folder b", "folder a"]
    assert flags["tag crop"].sum() == 11 and flags["folder b"].all() and flags["folder a"].sum() == 6
    assert slices_of([()] * 9, [("a", "a")] * 9) == {}, "one folder is the whole"


def test_a_slice_is_found_among_all_negatives() -> None:
    positive, negative = made(3, 30, 500, 20)
    pairs = ranked(positive, negative)
    judged = metrics.joined(positive, negative)
    is_positive = np.arange(530) < 30
    part = np.arange(530) % 3 == 0
    counts = metrics.draws(20, 200, np.random.default_rng(0))
    row = sliced(pairs, judged, is_positive, {"third": part, "none": np.zeros(530, np.bool_)}, counts)
    assert list(row) == ["third"]
    near = judged.take(np.flatnonzero(part & is_positive))
    strictly = [[(d < negative.distance) @ negative.weight / negative.weight.sum()] for d in near.distance]
    assert row["third"]["auc"][0] == pytest.approx(np.average(np.ravel(strictly), weights=near.weight), abs=1e-6)
    order = np.argsort(negative.distance, kind="stable")
    share = np.cumsum(negative.weight[order]) / negative.weight.sum()
    bound = negative.distance[order][share <= 0.01 * (1 + 1e-9)].max()
    far = judged.take(np.flatnonzero(part & ~is_positive))
    assert row["third"]["let"] == pytest.approx(far.weight[far.distance <= bound].sum() / far.weight.sum(), abs=1e-6)


def test_the_same_positives_look_ever_worse_against_harder_negatives() -> None:
    rng = np.random.default_rng(1)
    base = rng.standard_normal((60, 8))
    rows = np.repeat(base, 3, axis=0) + 0.9 * rng.standard_normal((180, 8))
    one = Embeddings(np.arange(180), (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))
    group = np.repeat(np.arange(60), 3)
    near = np.linalg.norm(one.vectors[::3] - one.vectors[1::3], axis=1).astype(np.float64)
    crossing = {"e": cross_pairs(one, group, np.zeros(0, np.int64), rng)}
    found = negative_sets({"e": one}, group, {"e": near}, crossing, np.random.default_rng(0))["e"]
    assert list(found) == ["random", "hn1", "hn2_row", "hn2_global"]
    assert found["random"] > found["hn2_row"] > found["hn1"] > 0 and found["hn2_row"] > found["hn2_global"]
    away = np.linalg.norm(one.vectors[:, None].astype(np.float64) - one.vectors[None], axis=2)
    everyone = away[np.triu(group[:, None] != group[None], 1)]
    assert found["random"] == pytest.approx((near[:, None] < everyone).mean(), abs=1e-6)
    assert negative_sets({"e": one}, group, {"e": near[:3]}, crossing, rng) == {}
