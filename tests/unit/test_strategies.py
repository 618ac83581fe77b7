"""Query strategies one by one: what each asks, against hand examples and slow oracles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.asking import boundaries, likelihood, logistic
from app.core.asking.boundaries import Boundaries
from app.core.asking.forest import leading
from app.core.asking.implied import OPEN, Implied
from app.core.asking.likelihood import likely
from app.core.asking.shares import in_proportion, share
from app.core.asking.situation import NO_HASH, Situation, bits_between, random_distances
from app.core.records import AGAIN, Embeddings, Grade
from app.core.settings import Settings
from app.core.strategies import STRATEGIES
from app.core.strategies.distance_weighted import chances, systematic
from app.core.strategies.diverse import farthest_first
from models.errors import UserError
from tests.situations import Pair, all_pairs, answer, edges, situation, vectors

GRADES = (Grade.NND, Grade.NEAR_ND, Grade.ND)


def draw(name: str, found: Situation, size: int, **settings: float) -> dict[str, list[int]]:
    entry = STRATEGIES.entry(name)
    values = {**Settings().of_entry("strategy", entry), **settings}
    drawn = entry.load()(found, size, np.random.default_rng(1), **values)
    return {part.stratum: part.rows.tolist() for part in drawn if len(part.rows)}


def on_a_line(places: list[float]) -> Embeddings:
    """Unit vectors of images 1 .. n on a circle, at these angles: distances are 2 sin(difference / 2)."""
    angles = np.array(places)
    return Embeddings(np.arange(1, len(places) + 1), np.column_stack((np.cos(angles), np.sin(angles))).astype("f4"))


# -- what answers imply ----------------------------------------------------------------------------------------------

graded_pairs = st.dictionaries(
    st.tuples(st.integers(1, 7), st.integers(8, 14)) | st.tuples(st.integers(1, 4), st.integers(5, 7)),
    st.sampled_from(GRADES),
    max_size=14,
)


@given(graded_pairs, st.lists(st.tuples(st.integers(1, 7), st.integers(8, 14)), max_size=2))
def test_implied_grades_equal_a_slow_closure(grades: dict[Pair, Grade], twins: list[Pair]) -> None:
    implied = Implied.build([answer(*pair, grade) for pair, grade in grades.items()], twins)
    same = {image: {image} for image in range(1, 16)}
    for one, other in [*twins, *(pair for pair, grade in grades.items() if grade is Grade.ND)]:
        joined = same[one] | same[other]
        for image in joined:
            same[image] = joined
    for a, b in combinations(range(1, 16), 2):
        said = {grade.rank for (x, y), grade in grades.items() if grade is not Grade.ND and (
            (x in same[a] and y in same[b]) or (y in same[a] and x in same[b]))}  # fmt: skip
        expected = 2 if b in same[a] else said.pop() if len(said) == 1 else OPEN
        assert implied.rank(np.array([a]), np.array([b])) == [expected], (a, b)


def test_a_disputed_link_between_groups_implies_nothing_and_stays_open() -> None:
    answers = [answer(1, 2, Grade.ND), answer(1, 3, Grade.NEAR_ND), answer(2, 3, Grade.NND)]
    assert Implied.build(answers).rank(np.array([1, 1]), np.array([3, 2])).tolist() == [OPEN, 2]


# -- spanning trees --------------------------------------------------------------------------------------------------


def test_of_five_pictures_that_are_one_four_pairs_are_asked() -> None:
    pairs = np.array([(a, b) for a, b in combinations(range(5), 2)])
    assert len(leading(pairs[:, 0], pairs[:, 1], 4)) == 4
    taken = leading(pairs[:, 0], pairs[:, 1], 4)
    assert taken.tolist() == [0, 1, 2, 3]  # all from picture 0
    assert leading(pairs[:, 0], pairs[:, 1], 6).tolist() == [0, 1, 2, 3, 4, 5]  # then rings, in order


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30), st.integers(0, 35))
def test_pairs_that_lead_close_no_ring(pairs: list[tuple[int, int]], size: int) -> None:
    table = np.array(pairs, np.int64).reshape(-1, 2)
    taken = leading(table[:, 0], table[:, 1], size).tolist()
    assert len(taken) == len(set(taken)) == min(size, len(pairs))
    reach = {image: {image} for image in range(9)}
    greedy = []
    for row, (a, b) in enumerate(pairs):
        if b not in reach[a]:
            greedy.append(row)
            joined = reach[a] | reach[b]
            for image in joined:
                reach[image] = joined
    assert taken[: len(greedy)] == greedy[:size]
    assert taken[len(greedy) :] == sorted(taken[len(greedy) :])


def test_pairs_that_are_not_expected_to_join_make_no_ring_but_are_asked_once() -> None:
    left, right = np.array([0, 1, 0, 1]), np.array([1, 2, 2, 0])
    assert leading(left, right, 3, np.zeros(4, np.bool_)).tolist() == [0, 1, 2]
    assert leading(left, right, 3, np.array([True, True, False, False])).tolist() == [0, 1, 2]
    assert leading(left, right, 2, np.array([False, True, True, True])).tolist() == [0, 1]


# -- boundaries ------------------------------------------------------------------------------------------------------


def test_before_grades_the_boundaries_are_quantiles_of_random_pairs() -> None:
    found = vectors(50, np.random.default_rng(0))
    every = np.array([np.linalg.norm(found.vectors[a - 1] - found.vectors[b - 1]) for a, b in all_pairs(50)])
    at = situation(found, all_pairs(50)[:5]).boundaries
    assert (at.b1, at.b2) == pytest.approx(np.quantile(every, [0.001, 0.01]), abs=1e-6)
    many = random_distances(vectors(900, np.random.default_rng(0)), 5000)
    assert len(many) == 5000 and many.min() > 0  # no image with itself
    assert np.array_equal(many, random_distances(vectors(900, np.random.default_rng(0)), 5000))


def test_boundaries_are_fitted_where_both_sides_have_grades() -> None:
    distance = np.concatenate((np.linspace(0, 0.3, 12), np.linspace(0.5, 0.7, 12), np.linspace(0.9, 1.2, 12)))
    rank, start = np.repeat([2, 1, 0], 12), Boundaries(9.0, 9.5)
    at = boundaries.fitted(distance, rank, start)
    assert (at.b1, at.b2) == pytest.approx((0.4, 0.8))
    assert at.rank(np.array([0.39, 0.41, 0.79, 0.81])).tolist() == [2, 1, 1, 0]
    few = boundaries.fitted(distance[:33], rank[:33], start)  # nine NND
    assert few == Boundaries(pytest.approx(0.4), 9.5)
    assert boundaries.fitted(distance[24:], rank[24:], start) == start
    noisy = boundaries.fitted(np.append(distance, 0.65), np.append(rank, 0), start)
    assert noisy.b2 == pytest.approx(0.8)
    far = boundaries.fitted(np.append(distance, 1.19), np.append(rank, 1), start)
    assert far.b2 == pytest.approx(0.8)  # one near-ND pair out there is not worth all the NND let in


def test_boundary_asks_the_pairs_next_to_either_one() -> None:
    found = on_a_line([0.0, 0.2, 0.5, 0.9, 1.4])
    made = situation(found, [(1, b) for b in range(2, 6)] + [(2, 3), (3, 4)])
    made.__dict__["boundaries"] = Boundaries(0.25, 0.85)
    gap = np.minimum(abs(made.candidates.distance - 0.25), abs(made.candidates.distance - 0.85))
    assert draw("boundary", made, 3) == {"boundary": sorted(np.argsort(gap)[:3].tolist())}


# -- the others ------------------------------------------------------------------------------------------------------


def test_uniform_distance_takes_as_many_from_each_band() -> None:
    made = situation(vectors(40, np.random.default_rng(2)), all_pairs(40))
    drawn = draw("uniform_distance", made, 50, bands=5)
    assert len(drawn) == 5 and all(len(rows) == 10 for rows in drawn.values())
    edges_ = np.linspace(made.candidates.distance[0], made.candidates.distance[-1], 6)
    for number, rows in enumerate(drawn.values()):
        inside = made.candidates.distance[rows]
        assert (inside >= edges_[number] - 1e-6).all() and (inside <= edges_[number + 1] + 1e-6).all()


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40), st.data())
def test_chances_are_in_proportion_and_add_up(weights: list[float], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(weights)))
    chance = chances(np.array(weights), size)
    assert chance.sum() == pytest.approx(size) and (chance <= 1 + 1e-12).all()
    free = (chance < 1) & (chance > 0)
    ratio = chance[free] / np.array(weights)[free]
    assert not free.any() or ratio == pytest.approx(ratio[0])
    assert len(set(systematic(chance, np.random.default_rng(0)).tolist())) == size


def test_disagreement_finds_what_the_hash_and_the_former_embedding_see_differently() -> None:
    rng = np.random.default_rng(0)
    found = vectors(12, rng)
    turned = Embeddings(found.ids, found.vectors.copy())
    turned.vectors[3] = found.vectors[7]  # 4 was where 8 is
    made = situation(found, all_pairs(12), {(1, 2): None}, former=turned, hashed=False)
    drawn = draw("disagreement", made, 2)
    assert drawn[f"{AGAIN}annotators differ"] == [0]
    (row,) = drawn["embedding against former"]
    assert 4 in edges(made.candidates)[row]
    alike = situation(found, all_pairs(12))
    places = {name: np.argsort(np.argsort(values, kind="stable")) for name, values in
              (("distance", alike.candidates.distance), ("bits", alike.bits))}  # fmt: skip
    (row,) = draw("disagreement", alike, 1)["hash against embedding"]
    assert abs(places["distance"] - places["bits"])[row] >= np.quantile(abs(places["distance"] - places["bits"]), 0.9)


def test_likely_errors_are_the_grades_farthest_on_the_wrong_side() -> None:
    found = on_a_line([0.0, 0.1, 0.6, 1.5, 0.3, 2.0])
    grades = {(1, 2): Grade.NND, (1, 3): Grade.NEAR_ND, (1, 4): Grade.ND, (2, 5): Grade.ND, (3, 4): Grade.NND,
              (2, 6): None}  # fmt: skip
    made = situation(found, all_pairs(6), grades)
    made.__dict__["boundaries"] = Boundaries(0.4, 0.8)
    # (1,2) NND at .10: .7 inside; (1,4) ND at 1.36: .96 beyond; the others are where they belong.
    assert draw("likely_errors", made, 9) == {f"{AGAIN}likely errors": [2, 0]}
    assert edges(made.graded)[2] == (1, 4)
    assert draw("likely_errors", made, 1) == {f"{AGAIN}likely errors": [2]}


def test_contradictions_asks_the_contradicting_pair_and_its_chain_the_weakest_link_first() -> None:
    found = on_a_line([0.0, 0.1, 1.0, 1.2, 2.5])
    grades = {(1, 2): Grade.ND, (2, 3): Grade.ND, (3, 4): Grade.ND, (1, 4): Grade.NND, (4, 5): Grade.NND}
    made = situation(found, all_pairs(5), grades)
    rows = draw("contradictions", made, 9)[f"{AGAIN}contradictions"]
    assert [edges(made.graded)[row] for row in rows] == [(1, 4), (2, 3), (3, 4), (1, 2)]
    assert draw("contradictions", situation(found, all_pairs(5), {(1, 2): Grade.ND}), 9) == {}


def test_repeats_are_pairs_with_a_grade() -> None:
    found, grades = vectors(9, np.random.default_rng(0)), {(1, 2): Grade.ND, (3, 4): None}
    made = situation(found, all_pairs(9), grades, unsure=[(5, 6)])
    (rows,) = draw("repeats", made, 5).values()
    assert [edges(made.graded)[row] for row in rows] == [(1, 2)]


def test_balanced_takes_as_many_of_each_predicted_grade() -> None:
    made = situation(vectors(30, np.random.default_rng(0)), all_pairs(30))
    made.__dict__["boundaries"] = Boundaries(*np.quantile(made.candidates.distance, [0.02, 0.2]).tolist())
    drawn = draw("balanced", made, 60)
    assert [len(drawn[f"predicted {grade}"]) for grade in ("ND", "near-ND", "NND")] == [9, 25, 26]
    assert (made.candidates.distance[drawn["predicted ND"]] < made.boundaries.b1).all()


@given(st.integers(1, 12), st.integers(0, 4), st.integers(1, 12), st.integers(0, 99))
def test_diverse_goes_to_the_farthest_pair_each_time(count: int, chosen: int, size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs, given_ = (rng.integers(0, 5, (n, 2)).astype(np.float32) for n in (count, chosen))
    size = min(size, count)
    taken = farthest_first(pairs, given_, size).tolist()
    assert len(set(taken)) == size
    centres = [*given_]
    for place, row in enumerate(taken):
        reach = [min((float(((p - c) ** 2).sum()) for c in centres), default=np.inf) for p in pairs]
        open_ = [n for n in range(count) if n not in taken[:place]]
        assert reach[row] == max(reach[n] for n in open_)
        centres.append(pairs[row])


def test_a_mix_keeps_to_its_shares_and_passes_on_what_a_part_cannot_give() -> None:
    made = situation(vectors(30, np.random.default_rng(0)), all_pairs(30), {(1, 2): Grade.ND})
    drawn = draw("mix", made, 100)
    counts = {part: sum(len(rows) for name, rows in drawn.items() if part in name) for part in
              ("boundary", "hardest", "distance band", "random", "against", AGAIN)}  # fmt: skip
    # One pair can be repeated; the four other repeats are passed on to the last part that draws.
    assert counts == {"boundary": 45, "hardest": 20, "distance band": 19, "random": 5, "against": 10, AGAIN: 1}
    nothing = dict.fromkeys(Settings().of_entry("strategy", STRATEGIES.entry("mix")), 0.0)
    with pytest.raises(UserError, match="share"):
        STRATEGIES.load("mix")(made, 5, np.random.default_rng(0), **nothing)


def test_totals_are_divided_in_proportion() -> None:
    assert in_proportion(10, [0.45, 0.2, 0.15, 0.1, 0.05, 0.05]) == [5, 2, 2, 1, 0, 0]
    assert in_proportion(3, [1, 1]) == [2, 1] and in_proportion(0, [1.0]) == [0]
    assert share(7, [1, 9, 9]) == [1, 3, 3]


# -- likely pairs ----------------------------------------------------------------------------------------------------


def test_the_fit_is_where_the_slope_vanishes() -> None:
    rng = np.random.default_rng(1)
    table = rng.standard_normal((300, 3))
    target = rng.random(300) < 1 / (1 + np.exp(-(table @ [2.0, -1.0, 0.0] + 0.5)))
    weights = logistic.fit(table, target, pull=2.0)

    def loss(w: np.ndarray) -> float:
        z = table @ w[1:] + w[0]
        return float((np.log1p(np.exp(z)) - target * z).sum() + (w[1:] ** 2).sum())

    for place in range(4):
        step = np.eye(4)[place] * 1e-4
        assert loss(weights) <= min(loss(weights + step), loss(weights - step))
    assert logistic.chance(table, weights).mean() == pytest.approx(target.mean(), abs=1e-6)
    sure = logistic.fit(table[:, :1], table[:, 0] > 0)  # separable: the pull keeps it finite
    assert np.isfinite(sure).all() and sure[1] > 1


def test_likely_pairs_are_told_by_what_was_answered_about_their_images() -> None:
    """Groups of three around a centre; the answers say that pictures of even groups match, of odd ones do not."""
    rng = np.random.default_rng(0)
    centres = vectors(40, rng, 12).vectors
    found = np.repeat(centres, 3, axis=0) + 0.15 * rng.standard_normal((120, 12)).astype(np.float32)
    embeddings = Embeddings(np.arange(1, 121), (found / np.linalg.norm(found, axis=1, keepdims=True)).astype("f4"))
    inside = {(3 * g + a, 3 * g + b): g for g in range(40) for a, b in ((1, 2), (1, 3), (2, 3))}
    first = {pair: Grade.NEAR_ND if g % 2 == 0 else Grade.NND for pair, g in inside.items() if pair[0] % 3 == 1}
    made = situation(embeddings, sorted(inside), first)
    chance = likely(made, np.arange(len(made)))
    assert chance is not None
    matching = np.array([(pair[0] - 1) // 3 % 2 == 0 for pair in edges(made.candidates)])
    assert chance[matching].min() > chance[~matching].max()
    asked = draw("likeliest", made, int(matching.sum()))["likeliest"]
    assert matching[asked].all()


def test_matches_and_misses_of_the_images_are_counted() -> None:
    found = on_a_line([0.0, 0.1, 0.2, 0.7, 0.3, 2.0])
    grades = {(1, 2): Grade.NND, (1, 3): Grade.NEAR_ND, (3, 4): Grade.ND}
    made = situation(found, [(1, 6), (2, 4), *grades, (1, 5)], grades, unsure=[(1, 5)])
    assert edges(made.candidates) == [(2, 4), (1, 6)]
    rows = likelihood._answers(likelihood._edges(made, np.arange(2)), made)
    two, three = np.log1p(2), np.log1p(1)
    # (2,4): 4 matches 3 and through it 1, which 2 misses; the miss of 2 is closer. (1,6): 1 matches 3 and 4, misses
    # 2 and 5, both closer.
    assert rows[0] == pytest.approx([0, 1, 0, 1, two, three, 1, 1])
    assert rows[1] == pytest.approx([0, 0, 0, 0, two, two, 2, 1])


def test_without_answers_of_both_kinds_the_closest_come_first_but_no_ring() -> None:
    found = on_a_line([0.0, 0.1, 0.21, 1.0])
    made = situation(found, all_pairs(4))
    assert likely(made, np.arange(len(made))) is None
    asked = [edges(made.candidates)[row] for row in draw("likeliest", made, 3)["likeliest"]]
    assert asked == [(1, 2), (2, 3), (3, 4)]  # (1, 3) would follow from the first two
    assert likely(situation(found, all_pairs(4), {(1, 2): Grade.ND}), np.arange(3)) is None


def test_an_answer_between_large_groups_is_worth_more() -> None:
    rng = np.random.default_rng(2)
    made = situation(vectors(40, rng), all_pairs(40), {(1, 2): Grade.ND, (1, 3): Grade.ND, (4, 5): Grade.ND})
    from app.core.strategies.likeliest import _sizes

    assert _sizes(made, np.array([1, 4, 9])).tolist() == [3, 2, 1]
    assert _sizes(situation(vectors(4, rng), []), np.array([1, 2])).tolist() == [1, 1]


def test_bits_are_counted_where_both_hashes_are_there() -> None:
    ids, hashes = np.array([2, 5]), np.array([0b1011, 0b0001], np.uint64)
    assert bits_between(ids, hashes, np.array([2, 2, 1]), np.array([5, 9, 5])).tolist() == [2, NO_HASH, NO_HASH]
    assert bits_between(ids[:0], hashes[:0], np.array([2]), np.array([5])).tolist() == [NO_HASH]
