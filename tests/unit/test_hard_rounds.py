"""Hard negatives: only what is different in all likelihood, the nearest of it, with its caps, until nothing is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.jobs import NULL_JOB
from app.core.learning.hard_negatives import Bounds, Cache, Rules, mine
from app.core.learning.hard_rounds import CONVERGED, Course, train_in_rounds
from app.core.learning.preparing import Prepared
from app.core.learning.put_away import PutAway
from app.core.records import FloatArray, IntArray
from app.core.settings import Settings
from models.finetune import Trained
from models.material import Material, Relations, keys
from models.student import Subject
from tests.lessons import LEARNED, OPTIONS, lesson, recipe, scenes, student_of, whitened

RULES = Rules(top=1.0, random=0.0, replay=1.0, per_image=0, per_pair=0, per_folders=0, suspect=0.0)


def placed(angles: np.ndarray) -> FloatArray:
    """Unit vectors on a half circle: the order of distances is that of the angles."""
    return np.stack((np.cos(angles), np.sin(angles)), axis=1).astype(np.float32)


def material_of(count: int, groups: IntArray, unsettled: list[tuple[int, int]] | None = None) -> Material:
    """Images of `groups`, every two of one a graded match; others are ungraded."""
    edges = [(a, b) for a in range(count) for b in range(a + 1, count) if groups[a] == groups[b]]
    left, right = np.array(edges, np.int64).reshape(-1, 2).T
    ends = np.array(unsettled or [], np.int64).reshape(-1, 2)
    known = Relations(groups, groups, groups, np.zeros(count, np.bool_), unsettled=np.unique(keys(*ends.T)))
    return Material(left, right, np.full(len(left), 2), np.full(len(left), np.nan, np.float32),
                    np.zeros(len(left), np.bool_), known, count)  # fmt: skip


def mined(
    vectors: FloatArray, material: Material, rules: Rules = RULES, before: Cache | None = None,
    folder: IntArray | None = None, sample: IntArray | None = None,
) -> Cache:  # fmt: skip
    every = np.arange(material.learnable)
    folder, sample = (0 * every if folder is None else folder), (every if sample is None else sample)
    return mine(vectors, material, folder, sample, before or Cache(), rules, np.random.default_rng(0))


@given(st.integers(0, 1000), st.floats(0.0, 1.0))
def test_against_every_pair_looked_at_by_hand(seed: int, suspect: float) -> None:
    rng = np.random.default_rng(seed)
    count = 14
    groups = rng.integers(0, 6, count)
    groups[:2] = 0
    asked = [(2, 9), (3, 5)]
    vectors, material = placed(rng.uniform(0, np.pi, count)), material_of(count, groups, asked)
    found = mined(vectors, material, replace(RULES, suspect=suspect))
    apart = np.linalg.norm(vectors[:, None].astype(np.float64) - vectors, axis=2)
    graded = [apart[a, b] for a, b in zip(material.left, material.right, strict=True)]
    low, reach = (np.quantile(graded, suspect) if suspect else 0.0), np.quantile(graded, 0.95)
    open_ = [(a, b) for a in range(count) for b in range(a + 1, count)
             if groups[a] != groups[b] and (a, b) not in asked]  # fmt: skip
    near = 1e-6
    sure = {(a, b) for a, b in open_ if low + near < apart[a, b] < reach - near}
    maybe = {(a, b) for a, b in open_ if low - near < apart[a, b] < reach + near}
    assert sure <= set(map(tuple, found.hard.tolist())) <= maybe
    assert {(a, b) for a, b in open_ if apart[a, b] < low - near} <= {(k >> 32, k & 0xFFFFFFFF) for k in found.suspects}
    assert found.new == len(found.hard)


def close_crowd() -> tuple[FloatArray, Material]:
    """Twelve images in six groups, a match a quarter turn apart: every pair of a small arc is hard."""
    groups = np.arange(12) // 2
    angles = np.concatenate([[0.01 * group, 1.5 + 0.01 * group] for group in range(6)])
    return placed(angles), material_of(12, groups)


def test_caps_hold_also_for_what_was_there_before() -> None:
    vectors, material = close_crowd()
    free = mined(vectors, material)
    assert Counter(free.hard.ravel().tolist()).most_common(1)[0][1] > 2
    capped = mined(vectors, material, replace(RULES, per_image=2))
    assert max(Counter(capped.hard.ravel().tolist()).values()) == 2
    pairs = mined(vectors, material, replace(RULES, per_pair=1))
    groups = material.relations.group
    assert max(Counter(keys(groups[pairs.hard[:, 0]], groups[pairs.hard[:, 1]]).tolist()).values()) == 1
    folder = np.arange(12) % 2
    folders = mined(vectors, material, replace(RULES, per_folders=3), folder=folder)
    named = Counter(keys(folder[folders.hard[:, 0]], folder[folders.hard[:, 1]]).tolist())
    assert set(named.values()) <= {1, 2, 3} and len(folders.hard) < len(free.hard)
    again = mined(vectors, material, replace(RULES, per_image=2), capped)
    assert max(Counter(again.hard.ravel().tolist()).values()) == 2
    assert set(map(tuple, capped.hard.tolist())) <= set(map(tuple, again.hard.tolist()))


def test_the_nearest_come_first_and_only_a_share_counts() -> None:
    vectors, material = close_crowd()
    free, some = mined(vectors, material), mined(vectors, material, replace(RULES, top=0.2))
    assert 0 < len(some.hard) < len(free.hard) and some.new == free.new == len(free.hard)

    def apart(pairs: IntArray) -> np.ndarray:
        return np.linalg.norm(vectors[pairs[:, 0]] - vectors[pairs[:, 1]], axis=1)

    assert apart(some.hard).max() <= np.sort(apart(free.hard))[len(some.hard) - 1] + 1e-6


def test_a_share_is_random_and_presumed_different() -> None:
    rng = np.random.default_rng(1)
    groups = np.arange(200) // 2
    vectors, material = placed(rng.uniform(0, np.pi, 200)), material_of(200, groups)
    found = mined(vectors, material, replace(RULES, random=0.5, top=0.3))
    assert len(found.hard) > 20 and abs(len(found.random) - len(found.hard)) <= 1
    assert (groups[found.random[:, 0]] != groups[found.random[:, 1]]).all()
    assert len(found.pairs) == len(found.hard) + len(found.random)
    assert np.quantile(np.abs(np.diff(found.random)), 0.9) > 50  # from everywhere


def test_what_became_easy_is_dropped_but_for_a_share() -> None:
    vectors, material = close_crowd()
    before = mined(vectors, material)
    moved = placed(np.repeat(np.linspace(0, np.pi, 6), 2) + np.tile([0, 0.001], 6))  # groups far apart now
    after = mined(moved, material, replace(RULES, replay=0.0), before)
    assert len(before.hard) > 10 and len(after.hard) == 0 and after.new == 0
    kept = mined(moved, material, replace(RULES, replay=0.5), before)
    assert len(kept.hard) == round(0.5 * len(before.hard))
    assert set(map(tuple, kept.hard.tolist())) < set(map(tuple, before.hard.tolist()))


def test_nothing_is_new_the_second_time() -> None:
    vectors, material = close_crowd()
    first = mined(vectors, material)
    second = mined(vectors, material, RULES, first)
    assert first.new > 0 and second.new == 0
    assert sorted(map(tuple, second.hard.tolist())) == sorted(map(tuple, first.hard.tolist()))


def test_only_the_sample_is_ranked() -> None:
    vectors, material = close_crowd()
    sample = np.array([0, 2, 4, 6])
    assert set(mined(vectors, material, sample=sample).hard.ravel().tolist()) <= set(sample.tolist())


def in_rounds(features: np.ndarray, away: PutAway, steps: int, rate: float) -> tuple[Trained, Course, FloatArray]:
    """A training in rounds, and where its images to learn from are at its end."""
    settings = Settings().having(train__rounds=8, train__suspect=0.0, train__hard_top=1.0)
    count = np.arange(len(features))
    options = replace(OPTIONS, steps=steps, learning_rate=rate, weight_decay=0.0)
    ready = Prepared(Subject(features, count, whitened(features)), lesson(), recipe(), options, count, 0 * count)
    student = student_of(features)
    trained, course = train_in_rounds(student, ready, settings, away, seed=0, job=NULL_JOB)
    return trained, course, student.head().apply(features)


@pytest.fixture
def away(tmp_path_factory: pytest.TempPathFactory) -> PutAway:
    return PutAway(tmp_path_factory.mktemp("away") / "training.resume", "key")


def test_it_ends_when_no_hard_pair_is_outside_the_cache(away: PutAway) -> None:
    """Scenes that can be told apart: after a few rounds nothing ungraded is nearer than the matches are."""
    trained, course, vectors = in_rounds(scenes(noise=2.0), away, 40, 0.02)
    assert trained.stopped_by == CONVERGED and 2 <= len(course.rounds) <= 8
    assert course.rounds[0]["new"] == 0 < course.rounds[1]["new"]
    material = lesson()
    reach = Bounds.of(vectors, material, 0.0).reach
    left, right = np.triu_indices(LEARNED, 1)
    hard = np.linalg.norm(vectors[left] - vectors[right], axis=1) < reach - 1e-6
    hard &= left // 2 != right // 2
    cache = set(keys(*course.cache.hard.T).tolist())
    assert set(keys(left[hard], right[hard]).tolist()) <= cache


def test_rounds_mine_only_what_may_be_learned_and_the_best_of_all_is_kept(away: PutAway) -> None:
    trained, course, _ = in_rounds(scenes(), away, 80, 0.003)
    assert len(course.rounds) > 1 and course.rounds[1]["hard"] > 0
    assert trained.score == max(round_["score"] for round_ in course.rounds)
    assert trained.steps == sum(round_["steps"] for round_ in course.rounds)
    assert trained.images.max() < LEARNED
    pairs = course.cache.pairs
    assert len(pairs) and pairs.max() < LEARNED and (pairs[:, 0] // 2 != pairs[:, 1] // 2).all()
    assert [step for step, _ in course.curves["loss"]] == list(range(1, trained.steps + 1))


def test_bounds_are_those_of_the_matches_to_learn_from() -> None:
    material, vectors = lesson(), whitened(scenes()).apply(scenes())
    learned = material.positive & ~material.validation
    apart = np.linalg.norm(vectors[material.left[learned]] - vectors[material.right[learned]], axis=1)
    found = Bounds.of(vectors, material, 0.5)
    assert found.suspect == pytest.approx(np.median(apart), abs=1e-5)
    assert found.reach == pytest.approx(np.quantile(apart, 0.95), abs=1e-5)
