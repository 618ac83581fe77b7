"""Verifiers: what each kind learns, that chances keep the order of the grades and come true, and nothing is pickled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.judging import judge as judging
from app.core.judging import judge_file, recorded
from app.core.judging.comparison import expected_error
from app.core.judging.judge import Judge
from app.core.judging.pair_features import PLAIN, WITH_GEOMETRY
from app.core.judging.verifier import QUESTIONS, Chances, Lesson, Question, Verifier, fit, platt, sigmoid
from app.core.records import Cut
from app.errors import UserError
from models.verifier import Scale
from models.verifiers import VERIFIERS

KINDS = VERIFIERS.names()


def settings(kind: str) -> dict[str, object]:
    return {setting.key: setting.default for setting in VERIFIERS.entry(kind).settings}


def lesson(count: int = 400, seed: int = 0, width: int = 6, lookalikes: bool = True) -> Lesson:
    """Column 0 tells matches, column 1 ND among matches, column 2 look-alikes; the others nothing; a tenth is NaN."""
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(count, width))
    match = rng.random(count) < sigmoid(2 * table[:, 0])
    same = rng.random(count) < sigmoid(3 * table[:, 1])
    alike = ~match & (rng.random(count) < sigmoid(3 * table[:, 2])) & lookalikes
    table[rng.random((count, width)) < 0.1] = np.nan
    none = np.zeros(count, np.bool_)
    rank = np.where(match, 1 + same, 0)
    return Lesson(table.astype(np.float32), rank, alike, none, none, rng.integers(0, count // 3, count))


def fitted(kind: str, found: Lesson, seed: int = 0) -> Verifier:
    names = tuple(f"c{n}" for n in range(found.table.shape[1]))
    return fit(found, kind, names, VERIFIERS.load(kind), seed, settings(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_learns_each_question_and_keeps_the_order_of_the_grades(kind: str) -> None:
    chances = fitted(kind, lesson())(lesson(600, seed=1).table)
    truth = lesson(600, seed=1)
    for score, yes, about in (
        (chances.match, truth.rank > 0, truth.rank >= 0),
        (chances.same, truth.rank > 1, truth.rank > 0),
        (chances.lookalike, truth.lookalike, truth.rank == 0),
    ):
        assert auc(score[about], yes[about]) > 0.72
    assert (chances.at_least_nd <= chances.at_least_near + 1e-12).all()
    np.testing.assert_allclose(chances.grades().sum(1), 1)
    assert (chances.grades() >= -1e-12).all() and (chances.looks_alike <= 1 - chances.at_least_near + 1e-12).all()
    assert (chances.rank() == truth.rank).mean() > 0.55


def auc(score: np.ndarray, yes: np.ndarray) -> float:
    return float((score[yes][:, None] > score[~yes]).mean())


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_gives_the_same_verifier_and_other_rows_do_not_change_a_row(kind: str) -> None:
    one, two = fitted(kind, lesson()), fitted(kind, lesson())
    table = lesson(50, seed=2).table
    np.testing.assert_array_equal(one(table).match, two(table).match)
    np.testing.assert_allclose(one(table[7:8]).match, one(table).match[7:8], rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_without_a_value_says_nothing(kind: str) -> None:
    found = lesson(120)
    found.table[:, 4], found.table[:, 5] = np.nan, 7
    table = lesson(20, seed=2).table
    other = table.copy()
    other[:, 4:] = 0
    verifier = fitted(kind, found)
    np.testing.assert_allclose(verifier(table).match, verifier(other).match, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_chances_come_true_and_would_not_without_calibration(kind: str) -> None:
    found = replace(lesson(500, width=20), policy=np.zeros(500, np.bool_))
    verifier, truth = fitted(kind, found), lesson(3000, seed=3, width=20)
    question = verifier.questions["match"]
    assert question.scorer is not None and question.slope > 0
    raw = sigmoid(question.scorer(truth.table.astype(np.float64)))
    calibrated = verifier(truth.table).at_least_near
    errors = [expected_error(chance, truth.rank > 0) for chance in (raw, calibrated)]
    assert errors[1] < 0.06 and errors[1] <= errors[0] + 0.005
    if kind != "logistic":  # which is pulled to the middle and nearly calibrated as it is
        assert errors[1] < errors[0]


@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30), st.floats(-30, 30)), min_size=1, max_size=20))
def test_chances_are_ordinal_for_whatever_was_learned(rows: list[tuple[float, float, float]]) -> None:
    chances = Chances(*np.array(rows, np.float64).T)
    assert (chances.at_least_nd <= chances.at_least_near).all()
    np.testing.assert_allclose(np.log(chances.at_least_nd + 1e-300), _log(chances.order(Cut.STRICT)), atol=1e-6)
    np.testing.assert_allclose(chances.at_least_near, sigmoid(chances.order(Cut.LENIENT)), atol=1e-12)
    best = chances.grades().argmax(1)
    assert (chances.rank() == best).all()
    np.testing.assert_allclose(chances.confidence(), chances.grades()[np.arange(len(best)), best])


def _log(order: np.ndarray) -> np.ndarray:
    return -np.log1p(np.exp(-order))


def test_the_order_stays_where_chances_cannot_be_told_from_1() -> None:
    chances = Chances(np.array([40.0, 50.0]), np.array([45.0, 45.0]), np.zeros(2))
    assert chances.at_least_nd[0] == chances.at_least_nd[1] and np.diff(chances.order(Cut.STRICT))[0] > 0


def test_platt_is_found_where_it_is_known_and_stays_finite_and_upright() -> None:
    rng = np.random.default_rng(0)
    score = rng.normal(0, 3, 20_000)
    slope, offset = platt(score, rng.random(20_000) < sigmoid(0.5 * score - 1))
    assert slope == pytest.approx(0.5, abs=0.03) and offset == pytest.approx(-1, abs=0.05)
    apart = np.array([-2.0, -1, 1, 2])
    slope, offset = platt(apart, apart > 0)
    assert 0 < slope < 10
    target = np.array([1 / 4, 1 / 4, 3 / 4, 3 / 4])  # Platt's, of two yes and two no
    off = sigmoid(slope * apart + offset) - target
    np.testing.assert_allclose([off.sum(), off @ apart], 0, atol=1e-4)
    assert platt(apart, apart < 0)[0] > 0


def test_a_question_without_answers_of_both_kinds_is_answered_by_their_share() -> None:
    found = lesson(lookalikes=False)
    only = replace(found, rank=np.minimum(found.rank, 1) * 2)  # no near-ND at all
    chances = fitted("logistic", only)(found.table)
    assert (chances.looks_alike < 1e-9).all() and np.ptp(chances.same) == 0 and chances.same[0] > 3
    policy = fitted("logistic", replace(found, policy=found.rank == 1))(found.table)
    assert np.ptp(policy.same) == 0  # near-ND by policy says nothing of ND


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_too_few_grades_and_a_single_grade_are_told(rank: int) -> None:
    one = lesson()
    with pytest.raises(UserError, match="at least 10 matches"):
        fitted("logistic", replace(one, rank=np.full(len(one), rank)))
    few = Lesson(*(getattr(one, name)[:15] for name in Lesson.__dataclass_fields__))
    with pytest.raises(UserError, match="graded on the training side"):
        fitted("trees", few)
    drawn = replace(one, rank=np.where(np.arange(len(one)) < 30, 2, 0), drawn=np.arange(len(one)) >= 30)
    with pytest.raises(UserError, match="there are 30 and 0"):  # pairs nobody graded do not count as grades
        fitted("logistic", drawn)


def test_pairs_that_nobody_graded_teach_but_do_not_calibrate() -> None:
    found = lesson(600)
    extra = lesson(2000, seed=5)
    both = Lesson(
        np.concatenate((found.table, extra.table)), np.concatenate((found.rank, np.zeros(2000, np.int64))),
        np.concatenate((found.lookalike, np.zeros(2000, np.bool_))), np.zeros(2600, np.bool_),
        np.concatenate((np.zeros(600, np.bool_), np.ones(2000, np.bool_))),
        np.concatenate((found.group, 10_000 + extra.group)),
    )  # fmt: skip
    truth = lesson(2000, seed=6)
    chance = fitted("logistic", both)(truth.table).at_least_near
    assert expected_error(chance, truth.rank > 0) < 0.07 and abs(chance.mean() - (truth.rank > 0).mean()) < 0.05


def test_scale_marks_holes_and_survives_constant_and_empty_columns() -> None:
    table = np.array([[1.0, 5, np.nan, np.nan], [3, 5, np.nan, 2], [np.nan, 5, np.nan, 4]])
    scaled = Scale.fit(table)(table)
    np.testing.assert_allclose(scaled, [[-1, 0, 0, 0, 0, 1], [1, 0, 0, -1, 0, 0], [0, 0, 0, 1, 1, 0]])
    again = Scale.load(Scale.fit(table).arrays())
    np.testing.assert_array_equal(again(table * 100), Scale.fit(table)(table * 100))
    assert again(table * 1e6).max() == 10


@pytest.mark.parametrize(("kind", "names"), [("logistic", PLAIN), *((kind, WITH_GEOMETRY) for kind in KINDS)])
def test_a_stored_judge_says_the_same_after_reloading(kind: str, names: tuple[str, ...], tmp_path: Path) -> None:
    found, own = lesson(width=len(names)), settings(kind)
    judge = judging.fit(found, kind, 3, own)
    judge_file.save(tmp_path / "v.safetensors", judge, found, 3, own)
    again = judge_file.load(tmp_path / "v.safetensors")
    table = lesson(80, seed=9, width=len(names)).table
    for part in ("plain", "fine"):
        ours, theirs = getattr(judge, part), getattr(again, part)
        assert (ours is None) == (theirs is None) == (part == "fine" and names is PLAIN)
        if ours is not None:
            few = table[:, : len(ours.names)]
            for name in ("match", "same", "lookalike"):
                np.testing.assert_array_equal(getattr(ours(few), name), getattr(theirs(few), name))
    content = (tmp_path / "v.safetensors").read_bytes()
    assert b"sklearn" not in content and b"numpy" not in content  # as any pickle of it would hold


def test_geometry_decides_among_the_most_probable_matches_alone() -> None:
    """The plain verifier knows column 0, the fine one the opposite of it."""

    class Upright:
        def __init__(self, sign: float) -> None:
            self.sign = sign

        def __call__(self, table: np.ndarray) -> np.ndarray:
            return self.sign * table[:, 0]

        def arrays(self) -> dict[str, np.ndarray]:
            return {}

    class Features:
        def table(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
            return (left + right)[:, None].astype(float)

        def aligned(self, table: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
            np.testing.assert_array_equal(table, self.table(left, right))
            return table

    def of(sign: float) -> Verifier:
        return Verifier("made", PLAIN[:1], {name: Question(Upright(sign), 1.0, 0.0) for name in QUESTIONS})

    left, right = np.array([3, 1, 9, 5, 7]), np.zeros(5, np.int64)
    found = Judge(of(1.0), of(-1.0))(Features(), left, right, 2)  # type: ignore[arg-type]
    for name in QUESTIONS:
        assert getattr(found, name).tolist() == [3, 1, -9, 5, -7]
    assert Judge(of(1.0), of(-1.0))(Features(), left, right, 0).match.tolist() == left.tolist()  # type: ignore[arg-type]
    assert Judge(of(1.0))(Features(), left, right, 2).match.tolist() == left.tolist()  # type: ignore[arg-type]


def test_a_judge_without_some_columns_is_one_that_never_had_them() -> None:
    found, own, without = lesson(width=len(WITH_GEOMETRY)), settings("logistic"), (*recorded.NAMES, "distance")
    judge = judging.fit(found, "logistic", 3, own, without=without)
    assert judge.fine is not None
    left, right, table = np.arange(30), np.arange(30) + 30, lesson(30, seed=9, width=len(WITH_GEOMETRY)).table

    class Features:
        def aligned(self, plain: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
            return np.column_stack((plain, table[left, len(PLAIN) :]))

    for checked, part, columns in ((0, judge.plain, PLAIN), (30, judge.fine, WITH_GEOMETRY)):
        kept = [place for place, name in enumerate(columns) if name not in without]
        names = tuple(columns[place] for place in kept)
        assert part.names == names and len(names) == len(columns) - len(without)
        few = replace(found, table=found.table[:, kept])
        alone = fit(few, "logistic", names, VERIFIERS.load("logistic"), 3, own)(table[:, kept])
        said = judge.of_table(table[:, : len(PLAIN)], Features(), left, right, checked)  # type: ignore[arg-type]
        for name in QUESTIONS:
            np.testing.assert_allclose(getattr(said, name), getattr(alone, name), rtol=1e-9)


def test_a_file_that_is_none_and_features_that_are_no_more_are_refused(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"nothing")
    for name in ("v", "w"):
        with pytest.raises(UserError, match="cannot be read as a verifier"):
            judge_file.load(tmp_path / name)
    found = lesson(width=len(PLAIN))
    judge: Judge = judging.fit(found, "logistic", 0, settings("logistic"))
    judge_file.save(tmp_path / "x", judge, replace(found, table=found.table[:, :5]), 0, settings("logistic"))
    content = (tmp_path / "x").read_bytes().replace(b"rank_low", b"rank_lov")
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(UserError, match="other pair features"):
        judge_file.load(tmp_path / "x")


def test_the_fingerprint_follows_the_grades_and_all_else_that_decides() -> None:
    found = lesson()
    marks = {
        judge_file.fingerprint(found, {"seed": 1}), judge_file.fingerprint(found, {"seed": 2}),
        judge_file.fingerprint(replace(found, rank=found.rank[::-1]), {"seed": 1}),
        judge_file.fingerprint(replace(found, table=found.table + 1), {"seed": 1}),
    }  # fmt: skip
    assert len(marks) == 4 and judge_file.fingerprint(lesson(), {"seed": 1}) in marks
