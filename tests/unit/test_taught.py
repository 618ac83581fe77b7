"""What a verifier predicts is kept for the round, shown in exports, and learned from where it was asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import pipeline, stages
from app.core.exchanging.exporting import export
from app.core.grading.proposed import TAG
from app.core.how import How
from app.core.judging import predicted
from app.core.judging.lessons import pairs_to_learn
from app.core.judging.pair_features import PairFeatures
from app.core.judging.predicted import Predicted, closest
from app.core.judging.verifier import Chances
from app.core.learning.split import update
from app.core.learning.taught import taught
from app.core.learning.trainset import Limits, draw, training_set
from app.core.mining.known import keys
from app.core.records import Act, Cut, Grade, Kind, Side, Source
from app.core.reporting.verifier_text import as_text
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import Project
from app.errors import UserError
from models.material import FEWEST
from tests.made import batch_of, begin_round, grade
from tests.scenes import import_scenes, on, scene_project
from tests.unit.test_judging import QUICK, with_grades
from tests.unit.test_trainset import IMAGES, Edge, answer, graded, knowing, split_of

TEACH = Settings({"train.taught": 100, "train.taught_sure": 0.9})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as made:
        yield made


def say(project: Project, table: dict[Edge, tuple[float, float, float]]) -> None:
    """Let these be the chances of NND, near-ND and ND that a verifier gave."""
    ends = np.array(list(table), np.int64).reshape(-1, 2)
    order = np.argsort(keys(ends[:, 0], ends[:, 1]))
    chance = np.array(list(table.values()), np.float32).reshape(-1, 3)[order]
    row = project.rounds.embedder()
    assert row is not None
    predicted.store(project, row.fingerprint, Predicted(ends[order, 0], ends[order, 1], chance))


def edges(project: Project, settings: Settings = TEACH) -> dict[Edge, Grade | None]:
    return {(a.left, a.right): a.grade for a in taught(project, settings, update(project, settings))}


ND, NEAR, NND = (0.02, 0.03, 0.95), (0.02, 0.95, 0.03), (0.95, 0.03, 0.02)


# -- what is predicted -----------------------------------------------------------------------------------------------


def test_it_is_the_most_probable_grade_of_a_pair_whatever_the_order() -> None:
    three = np.array([4.0, -4.0, 3.0])
    found = Predicted.of(np.array([5, 1, 3]), np.array([9, 2, 4]), Chances(three, np.array([-4.0, 0, 4]), three))
    assert found.left.tolist() == [1, 3, 5] and len(found) == 3
    told = [found.grade(5, 9), found.grade(2, 1), found.grade(3, 4)]
    assert [one and one[0] for one in told] == [Grade.NEAR_ND, Grade.NND, Grade.ND]
    chance = 1 / (1 + np.exp(-4))
    assert told[0] is not None and told[0][1] == pytest.approx(chance * chance, abs=1e-5)
    assert found.grade(1, 3) is None and found.grade(7, 8) is None
    assert Predicted(*(np.empty(0, np.int64),) * 2, np.empty((0, 3), np.float32)).grade(1, 2) is None


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=12))
@settings(max_examples=30, deadline=None)
def test_the_chances_of_many_pairs_are_those_of_each(asked: list[Edge]) -> None:
    left, right = np.array([1, 2, 4]), np.array([3, 8, 5])
    found = Predicted(left, right, np.array([ND, NND, NEAR], np.float32))
    ends = np.array(asked, np.int64).reshape(-1, 2)
    told = found.chance_of(ends[:, 0], ends[:, 1])
    for row, (one, other) in zip(told, asked, strict=True):
        single = found.grade(one, other)
        if single is None:
            assert np.isnan(row).all()
        else:
            assert (predicted.GRADES[row.argmax()], row.max()) == single
    nothing = Predicted(*(np.empty(0, np.int64),) * 2, np.empty((0, 3), np.float32))
    assert np.isnan(nothing.chance_of(left, right)).all()


def test_a_verifier_does_not_learn_from_what_it_proposed_itself(project: Project) -> None:
    with_grades(project)
    row = project.rounds.embedder()
    assert row is not None
    split = update(project, QUICK)
    first = min(on(project, Side.TRAIN))
    features = PairFeatures(project, row)
    before = pairs_to_learn(project, split, features, 0, np.random.default_rng(0))
    (pair,) = project.pairs.ids(np.array([first]), np.array([first + 5])).tolist()
    for rule, more in (("verifier_nnd", 0), ("far_apart", 1)):
        project.labels.append([(pair, Act(grade=Grade.NND, tags=(TAG + rule,), source=Source.RULE))], By("ann"))
        after = pairs_to_learn(project, split, features, 0, np.random.default_rng(0))
        assert len(after.left) == len(before.left) + more


def test_a_fitted_verifier_predicts_the_closest_candidates_it_did_not_learn_from(project: Project) -> None:
    with_grades(project)
    pipeline.mine(project, How(Settings({"mine.known": "propose", "miner.knn.k": 3})), miner="knn")
    assert predicted.stored(project) is None
    result = stages.verifier(project, How(QUICK.having(judge__predicted=120)))
    found = predicted.stored(project)
    assert found is not None and len(found) == result["predicted"] <= 120
    row = project.verifiers.newest(project.rounds.embedders()[0].fingerprint)
    assert row is not None
    learned = {(one.left, one.right) for one in project.labels.all() if one.uuid in set(row.trained_on["labels"])}
    assert learned.isdisjoint(zip(found.left.tolist(), found.right.tolist(), strict=True))
    np.testing.assert_allclose(found.chance.sum(axis=1), 1, atol=1e-5)
    sure = dict.fromkeys(("NND", "near-ND", "ND"), 0)
    for one, other in zip(found.left.tolist(), found.right.tolist(), strict=True):
        told = found.grade(one, other)
        assert told is not None
        sure[told[0].value] += told[1] >= 0.99
    assert result["sure"] == row.metrics["sure"] == sure
    assert ("`nearpair propose`" in as_text(result)) == any(sure.values())
    assert closest(project, 0, np.empty(0, np.int64))[0].tolist() == []
    ends = np.stack(closest(project, 7, np.empty(0, np.int64)))
    assert ends.shape == (2, 7) and len({*map(tuple, ends.T.tolist())}) == 7
    others = np.stack(closest(project, 7, keys(*ends[:, :3])))
    assert set(map(tuple, ends[:, 3:].T.tolist())) < set(map(tuple, others.T.tolist()))
    assert not set(map(tuple, ends[:, :3].T.tolist())) & set(map(tuple, others.T.tolist()))


def test_it_is_of_the_rounds_embedder_and_a_damaged_file_is_none(project: Project) -> None:
    say(project, {(1, 2): ND})
    assert predicted.stored(project) is not None
    path = project.path / "candidates" / predicted.NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:20])
    assert predicted.stored(project) is None
    path.write_bytes(whole)
    row = project.rounds.add_embedder(fingerprint="n" * 64, name="next", backbone="b", backbone_fingerprint="b" * 64,
                                      head="linear", file="x", dim=3)  # fmt: skip
    begin_round(project, row.fingerprint)
    assert predicted.stored(project) is None


def test_exports_name_the_predicted_grade_with_its_chance(project: Project, tmp_path: Path) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 3, 4, Grade.NND)
    pipeline.mine(project, How(Settings({"miner.knn.k": 2})), miner="knn")
    left, right = (int(ends[0]) for ends in closest(project, 1, np.empty(0, np.int64)))
    say(project, {(1, 2): NEAR, (left, right): (0.1, 0.2345678, 0.6654322)})
    for name, candidates in (("a.csv", False), ("c.csv", True)):
        export(project, "csv", tmp_path / name, candidates=candidates)
    texts = ((tmp_path / name).read_text("utf-8").splitlines() for name in ("a.csv", "c.csv"))
    answers, mined = (list(csv.DictReader(lines)) for lines in texts)
    told = {row["grade"]: (row["predicted_grade"], row["predicted_probability"]) for row in answers}
    assert told == {"ND": ("near-ND", "0.95"), "NND": ("", "")}
    assert [row["predicted_grade"] for row in mined].count("ND") == 1
    assert {row["predicted_probability"] for row in mined} == {"", "0.6654"}


# -- what is learned from it -----------------------------------------------------------------------------------------


def test_nothing_is_taught_unless_asked_for_and_without_predictions_that_is_said(project: Project) -> None:
    split = update(project, QUICK)
    assert taught(project, Settings(), split) == []
    with pytest.raises(UserError, match="fit a verifier first"):
        taught(project, TEACH, split)


def test_only_sure_pairs_of_the_training_side_that_nobody_was_asked_about(project: Project) -> None:
    update(project, QUICK)
    a, b, c, d, e, f = on(project, Side.TRAIN)[:6]
    (held,) = on(project, Side.EVALUATION)[:1]
    across = (min(a, held), max(a, held))
    batch_of(project, [(a, e)], sealed=True)
    grade(project, a, b, Grade.NND)
    for pair, kind in (((a, c), Kind.UNSURE), ((a, d), Kind.LATER)):
        project.labels.append([(int(project.pairs.ids(*([end] for end in pair))[0]), Act(kind))], By("ann"))
    grade(project, d, d + 1, Grade.ND)
    grade(project, e, d, Grade.NND) if e < d else grade(project, d, e, Grade.NND)
    say(project, {
        (a, a + 1): ND, (b, b + 1): NEAR, (c, f): NND, (b, c): (0.2, 0.1, 0.7),  # the last is not sure enough
        (a, b): ND, (a, c): ND, (a, d): ND, (a, e): ND,  # asked: graded, unsure, later, sealed
        (held, held + 1): ND, across: NND,  # the evaluation side
        (d + 1, e): NND,  # follows from what was answered
    })  # fmt: skip
    assert edges(project) == {(a, a + 1): Grade.ND, (b, b + 1): Grade.NEAR_ND, (c, f): Grade.NND}
    again = taught(project, TEACH, update(project, QUICK))
    assert {(one.left, one.right): one.degree for one in again} == {
        (a, a + 1): pytest.approx(0.965),
        (b, b + 1): pytest.approx(0.505),
        (c, f): pytest.approx(0.035),
    }
    assert all(one.uuids == () and not one.annotators for one in again)


def test_imported_groups_are_not_contradicted(project: Project) -> None:
    import_scenes(project)
    a, b = on(project, Side.TRAIN)[:2]
    say(project, {(a, b): ND, (a, b + 1): NND})
    assert edges(project) == {}


def test_half_are_matches_and_the_surest_come_first(project: Project) -> None:
    update(project, QUICK)
    firsts = on(project, Side.TRAIN)
    matches = {(one, one + 1): (0.0, 0.05 - n / 1000, 0.95 + n / 1000) for n, one in enumerate(firsts[:20])}
    others = dict.fromkeys(zip(firsts[:30], firsts[30:60], strict=True), NND)
    say(project, matches | others)
    found = edges(project, TEACH.having(train__taught=10))
    assert list(found.values()).count(Grade.NND) == 5
    assert {pair for pair, value in found.items() if value is Grade.ND} == set(list(matches)[-5:])
    few = edges(project, TEACH.having(train__taught=40))
    assert list(few.values()).count(Grade.ND) == 20 == list(few.values()).count(Grade.NND)
    say(project, dict(list(matches.items())[:3]) | others)
    assert len(edges(project, TEACH.having(train__taught=20))) == 20


@settings(deadline=None, max_examples=60)
@given(graded, st.dictionaries(st.tuples(st.integers(1, IMAGES), st.integers(1, IMAGES)).filter(lambda e: e[0] < e[1]),
                               st.sampled_from([Grade.ND, Grade.NEAR_ND, Grade.NND]), max_size=20))  # fmt: skip
def test_taught_pairs_are_learned_from_and_never_held_back(
    answers: dict[Edge, Grade | None], more: dict[Edge, Grade]
) -> None:
    made = split_of(answers)
    train = {i for i, place in made.places.items() if place.side is Side.TRAIN}
    given_ = [answer(0, pair, value) for pair, value in more.items() if pair not in answers and train.issuperset(pair)]
    limits, rng = Limits(50, 50, 0), np.random.default_rng
    plain = draw(knowing(answers, []), made, Cut.LENIENT, limits, rng(0))
    found = draw(knowing(answers, []), made, Cut.LENIENT, limits, rng(0), given_)
    assert found.graded == plain.graded and found.left_out == plain.left_out
    held = {tuple(pair) for pair in np.stack((found.pairs.left, found.pairs.right), 1)[found.pairs.validation].tolist()}
    before = np.stack((plain.pairs.left, plain.pairs.right), 1)[plain.pairs.validation].tolist()
    assert held == {tuple(pair) for pair in before}, "what tells when to stop is what people said"
    roots = {made.root[end] for pair in held for end in pair}
    kept = [one for one in given_ if not {made.root[one.left], made.root[one.right]} & roots]
    assert 0 <= found.taught <= len(given_) and (found.taught == len(kept) or roots)
    assert len(found.pairs.left) == found.graded + found.taught + found.random


def test_a_training_says_how_many_it_was_taught(project: Project) -> None:
    firsts = on_train(project)
    for one, two in zip(firsts[:20], firsts[20:40], strict=True):
        grade(project, one, one + 1, Grade.ND)
        grade(project, one, two, Grade.NND)
    say(project, {(one, one + 1): ND for one in firsts[50:60]} | {(firsts[41], firsts[42]): NND})
    plain, more = (training_set(project, one, seed=0) for one in (Settings(), TEACH))
    assert (plain.taught, more.taught) == (0, 11) and more.graded == plain.graded >= FEWEST
    assert len(more.pairs.left) == len(plain.pairs.left) + 11
    group = dict(zip(more.pairs.images.tolist(), more.pairs.relations.group.tolist(), strict=True))
    assert group[firsts[50]] == group[firsts[50] + 1] != group[firsts[51]]


def on_train(project: Project) -> list[int]:
    update(project, QUICK)
    return on(project, Side.TRAIN)
