"""A verifier in a project: learned from the training side alone, stored, compared, and asked for a batch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core import pipeline, stages
from app.core.asking.situation import Situation
from app.core.how import How
from app.core.judging import alignment, fitting, judge_file, prediction, recorded
from app.core.judging.comparison import compare, expected_error
from app.core.judging.judge import Judge
from app.core.judging.lessons import pairs_to_learn
from app.core.judging.pair_features import PLAIN, WITH_GEOMETRY, PairFeatures
from app.core.judging.verifier import Chances
from app.core.learning.split import update
from app.core.measuring.cross_pairs import CrossPairs
from app.core.measuring.measure import Ground, Judged
from app.core.records import POLICY, Act, Grade, Side, Source
from app.core.reporting.verifier_text import as_text
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import DATABASE, Project
from app.core.strategies import STRATEGIES
from app.errors import UserError
from tests.made import batch_of, grade
from tests.scenes import import_scenes, on, scene_project
from tests.situations import all_pairs, situation, vectors

FIRSTS = np.arange(1, 81, 2)
PAIRS = np.stack((np.tile(FIRSTS, 2), np.concatenate((FIRSTS + 1, FIRSTS + 4))))  # forty scenes, then forty strangers
QUICK = Settings({"evaluate.resamples": 100, "judge.geometry": False, "judge.drawn": 50})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as made:
        yield made


def with_grades(project: Project, *, groups: bool = True) -> None:
    """Every scene is ND, neighbours in the list are NND, every fourth of them look-alikes; one pair is across sides."""
    import_scenes(project, groups=groups)
    train, held = on(project, Side.TRAIN), on(project, Side.EVALUATION)
    for firsts in (train, held):
        for number, (one, other) in enumerate(pairwise(firsts)):
            grade(project, one, other, Grade.NND, lookalike=number % 4 == 0, source=Source.IMPORT)
    grade(project, train[0], held[0], Grade.NND)


def test_it_learns_from_the_training_side_and_measures_on_the_other(project: Project) -> None:
    with_grades(project)
    result = stages.verifier(project, How(QUICK))
    sides = project.images.sides()
    trained = sum(s is Side.TRAIN for s in sides.values()) // 2
    assert result["verifier"] == "logistic" and result["features"] == len(PLAIN) and 0 < result["drawn"] <= 50
    assert result["pairs"] - result["drawn"] == trained + len(on(project, Side.TRAIN)) - 1
    row = project.verifiers.newest(project.rounds.embedders()[0].fingerprint)
    assert row is not None and row.fingerprint == result["fingerprint"] and row.trained_on["pairs"] == result["pairs"]
    seen = set(row.trained_on["labels"])
    learned = [label for label in project.labels.all() if label.uuid in seen]
    assert learned and all(sides[i] is Side.TRAIN for label in learned for i in (label.left, label.right))
    cuts = result["sets"]["imported"]["cuts"]
    assert list(cuts["lenient"]) == ["distance", "without either", "without geometry"]
    for figures in cuts["lenient"].values():
        value, low, high = figures["auc"]
        assert 0.55 < low <= value <= high <= 1
    assert list(result["sets"]["imported"]["differences"]["lenient"]) == ["without either", "without geometry"]
    assert list(result["sets"]["imported"]["worth"]["lenient"]) == ["without either"]
    text = as_text(result)
    assert "TPR at 1e-2" in text and "calibration error" in text
    assert text.index("against distance alone") < text.index("without geometry against")


def test_it_is_compared_with_and_without_geometry_and_what_is_recorded(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_grades(project)
    asked: list[int] = []

    def same_scene(_self: object, left: np.ndarray, right: np.ndarray, _job: object) -> np.ndarray:
        asked.append(len(left))
        told = ((left - 1) // 2 == (right - 1) // 2).astype(float)
        return np.repeat(told[:, None], len(alignment.NAMES), axis=1)

    looks: list[tuple[int, int]] = []
    real = Judge.of_table

    def watched(self: Judge, *given: Any) -> Chances:
        looks.append((len(self.plain.names), len(self.fine.names) if self.fine else 0))
        return real(self, *given)

    monkeypatch.setattr(alignment.Alignments, "table", same_scene)
    monkeypatch.setattr(Judge, "of_table", watched)
    settings = QUICK.having(judge__geometry=True, judge__predicted=0, judge__checked=1_000_000)
    result = stages.verifier(project, How(settings))
    measured = result["sets"]["imported"]
    names = ["without either", "without geometry", "without facts", "all features"]
    assert list(measured["cuts"]["lenient"]) == ["distance", *names] and result["features"] == len(WITH_GEOMETRY)
    assert list(measured["worth"]["lenient"]) == names[:-1]
    auc = {name: figures["auc"][0] for name, figures in measured["cuts"]["lenient"].items()}
    assert min(auc["without facts"], auc["all features"]) > 0.99 > max(auc["without either"], auc["without geometry"])
    for name, more in measured["worth"]["lenient"].items():
        assert more["auc"][0] == pytest.approx(auc["all features"] - auc[name], abs=2e-6)
    assert set(measured["calibration_error"]) == {"distance", *names}
    facts, plain, full = len(recorded.NAMES), len(PLAIN), len(WITH_GEOMETRY)
    assert looks == [(plain - facts, 0), (plain, 0), (plain - facts, full - facts), (plain, full)]
    assert len(asked) == 3 and asked[0] == result["pairs"], "the lesson, and once for each of the two with geometry"
    assert "all features against" in as_text(result)


def test_it_comes_back_from_its_file_and_a_second_fit_is_the_same(project: Project) -> None:
    with_grades(project)
    one, two = (stages.verifier(project, How(QUICK), kind="trees") for _ in range(2))
    assert one["fingerprint"] == two["fingerprint"] and one["sets"] == two["sets"]
    row = project.verifiers.newest(project.rounds.embedders()[0].fingerprint)
    assert row is not None and row.kind == "trees"
    features = PairFeatures(project, project.rounds.embedders()[0])
    match = judge_file.load(project.path / row.file)(features, *PAIRS, 0).match
    assert match[:40].mean() > match[40:].mean() + 0.5
    other = stages.verifier(project, How(QUICK), kind="logistic")
    newest = project.verifiers.newest(project.rounds.embedders()[0].fingerprint)
    assert newest is not None and newest.fingerprint == other["fingerprint"] != one["fingerprint"]
    assert project.verifiers.newest("another") is None


def test_the_pairs_to_learn_are_flagged_and_nothing_sealed_or_across_is_among_them(project: Project) -> None:
    with_grades(project)
    train = on(project, Side.TRAIN)
    grade(project, train[3], train[9] + 1, Grade.NEAR_ND, tags=(POLICY,))
    sealed = (train[4], train[12])
    asked = batch_of(project, [sealed], sealed=True, blindness="sealed", purpose="frozen")
    pair_id = int(project.pairs.ids([sealed[0]], [sealed[1]])[0])
    project.labels.append([(pair_id, Act(grade=Grade.NND))], By("ann", asked))
    assert [answer.sealed for answer in project.labels.answers() if answer.pair_id == pair_id] == [True]
    now = update(project, QUICK)
    features = PairFeatures(project, project.rounds.embedders()[0])
    found = pairs_to_learn(project, now, features, 40, np.random.default_rng(0))
    assert sealed not in set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    drawn = found.drawn == 1
    assert 0 < drawn.sum() <= 40 and (found.rank[drawn] == 0).all() and not found.lookalike[drawn].any()
    known = {(label.left, label.right) for label in project.labels.all()}
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert not known & {pair for pair, new in zip(pairs, drawn.tolist(), strict=True) if new}
    assert found.policy.sum() == 1 and found.rank[found.policy == 1].tolist() == [1]
    assert found.lookalike.sum() > 5 and (found.rank[found.lookalike == 1] == 0).all()
    assert all(now.places[i].side is Side.TRAIN for pair in pairs for i in pair)
    assert (found.group == [now.root[a] for a, _ in pairs]).all() and len(found.labels) == (~drawn).sum()


def test_without_grades_it_says_what_is_missing(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there are 0 and 0"):
        stages.verifier(project, How(QUICK))
    for first in on_train(project)[:30]:
        grade(project, first, first + 1, Grade.ND)
    with pytest.raises(UserError, match=r"at least 10 matches .* and 10 NND"):
        stages.verifier(project, How(QUICK))
    with Project.create(tmp_path / "empty") as empty, pytest.raises(UserError, match="nothing was mined yet"):
        stages.verifier(empty, How(QUICK))
    with pytest.raises(UserError, match="must be one of logistic"):
        stages.verifier(project, How(QUICK), kind="guess")


def on_train(project: Project) -> list[int]:
    update(project, QUICK)
    return on(project, Side.TRAIN)


def test_without_groups_it_is_measured_on_the_graded_pairs_alone(project: Project) -> None:
    with_grades(project, groups=False)
    result = stages.verifier(project, How(QUICK))
    measured = result["sets"]["imported"]
    assert measured["crossing"] == result["drawn"] == 0 and measured["pairs"] > 20
    assert measured["cuts"]["lenient"]["without geometry"]["auc"][0] > 0.5
    (strict,) = (line for line in as_text(result).splitlines() if line.startswith("nd_vs_near"))
    assert strict.endswith("too few pairs of either kind to tell anything"), "no pair is near-ND"


def test_without_pairs_to_measure_on_it_fits_all_the_same(project: Project) -> None:
    train = on_train(project)
    for one, other in pairwise(train[:26]):
        grade(project, one, one + 1, Grade.ND)
        grade(project, one, other, Grade.NND)
    result = stages.verifier(project, How(QUICK))
    assert result["sets"] == {} and "evaluation side" in result["reason"] and "not measured" in as_text(result)


def test_the_curve_by_distance_is_kept_with_its_embedder(project: Project) -> None:
    with_grades(project)
    row = project.rounds.embedders()[0]
    assert prediction.stored(project, row.fingerprint) is None
    stages.verifier(project, How(QUICK))
    curve = prediction.stored(project, row.fingerprint)
    assert curve is not None and curve.at(0.05).degree > curve.at(1.6).degree and curve.pairs > 200
    assert prediction.stored(project, "another") is None
    features = PairFeatures(project, row)
    taught = type(row)(**{**row.__dict__, "trained_on": {"labels": [label.uuid for label in project.labels.all()]}})
    assert fitting.curve_of(project, update(project, QUICK), taught, features, np.random.default_rng(0)) is None


def test_differences_are_paired_and_see_what_is_better() -> None:
    rng = np.random.default_rng(0)
    count = 300
    left, right = 2 * np.arange(count) + 1, 2 * np.arange(count) + 2
    rank = np.where(np.arange(count) % 2 == 0, 2, 0)
    ground = Ground(np.arange(1, 2 * count + 1), (np.arange(2 * count)) // 2, np.zeros(2 * count, np.bool_), left[:0])
    judged = Judged(left, right, rank, np.ones(count))
    crossing = CrossPairs(left[:-1], left[1:], np.zeros(count - 1), np.ones(count - 1))
    truth = np.concatenate((rank > 0, np.zeros(count - 1)))
    bad, good = (-truth + scale * rng.standard_normal(2 * count - 1) for scale in (1.0, 0.3))
    cells = ("strict", "lenient", "nd_vs_near")
    gaps = {"distance": dict.fromkeys(cells, bad), "a": dict.fromkeys(cells, good), "b": dict.fromkeys(cells, bad)}
    found = compare(judged, crossing, gaps, ground, 200, np.random.default_rng(1))
    value, low, high = found["differences"]["lenient"]["a"]["auc"]
    assert 0 < low < value < high and value == pytest.approx(
        found["cuts"]["lenient"]["a"]["auc"][0] - found["cuts"]["lenient"]["distance"]["auc"][0], abs=2e-6
    )
    assert found["differences"]["strict"]["b"]["auc"] == [0, 0, 0]  # equal on every resample: nothing is left
    assert found["worth"]["lenient"] == {"a": {key: [-one[0], -one[2], -one[1]] for key, one in
                                               found["differences"]["lenient"]["a"].items()}}  # fmt: skip
    assert found["cuts"]["nd_vs_near"]["a"] == {} and found["crossing"] == count - 1
    assert "tpr_0.01" in found["cuts"]["lenient"]["a"] and "tpr_0.001" not in found["cuts"]["lenient"]["a"]


def test_the_expected_calibration_error_by_hand() -> None:
    chance = np.array([0.1] * 10 + [0.8] * 10)
    assert expected_error(chance, np.arange(20) >= 10) == pytest.approx((0.1 + 0.2) / 2)
    assert expected_error(np.array([0.0, 1.0]), np.array([False, True])) == 0


@pytest.mark.parametrize("order", ["likeliest", "doubtful"])
def test_the_strategy_asks_what_the_judge_thinks_most_of(order: str) -> None:
    base = situation(vectors(12, np.random.default_rng(0)), all_pairs(12)[::3])
    score = np.linspace(-4, 4, len(base))
    asked: list[tuple[int, str, int]] = []

    def judge(left: np.ndarray, right: np.ndarray, kind: str, checked: int) -> Chances:
        asked.append((len(left), kind, checked))
        return Chances(score[: len(left)], np.full(len(left), 9.0), np.zeros(len(left)))

    given = Situation(base.candidates, base.closed, base.graded, base.implied, base.current, base.former, base.hashes,
                      judge)  # fmt: skip
    draw = STRATEGIES.load("verifier")
    found = draw(given, 1, np.random.default_rng(0), order=order, kind="trees", among=1000, checked=7)
    best = len(base) - 1 if order == "likeliest" else int(np.abs(score).argmin())
    assert abs(found[0].rows[0] - best) <= (order == "doubtful") and asked == [(len(base), "trees", 7)]
    alone = draw(base, 3, np.random.default_rng(0), order=order, kind="logistic", among=1000, checked=0)
    bands = sorted(row for part in alone for row in part.rows.tolist())
    assert len(bands) == 3 and bands[0] < len(base) / 2 < bands[-1], "without a judge from near and far"
    few = draw(given, 1, np.random.default_rng(0), order=order, kind="trees", among=5, checked=0)
    assert few[0].rows[0] < 5 and few[1].population == len(base) - 1


def test_a_batch_by_verifier_from_a_project(project: Project) -> None:
    with_grades(project)
    settings = QUICK.having(batch__size=5, batch__strategy="verifier")
    pipeline.mine(project, How(settings), miner="knn")
    made = pipeline.queue(project, How(settings))
    assert made["pairs"] == 5 and made["strategy"] == "verifier"
    chances = fitting.judge_now(project, *PAIRS, "logistic", 0, Settings())
    assert chances is not None and chances.match[:40].mean() > chances.match[40:].mean() + 0.5


def test_the_verifier_of_a_batch_is_fitted_with_the_settings_of_verifiers(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_grades(project)
    chosen: list[object] = []
    real = fitting.judging.fit

    def fit(lesson: object, kind: str, seed: int, values: object) -> object:
        chosen.append((kind, values))
        return real(lesson, kind, seed, values)  # type: ignore[arg-type]

    monkeypatch.setattr(fitting.judging, "fit", fit)
    settings = QUICK.having(batch__size=5, batch__strategy="verifier", strategy__verifier__kind="trees")
    pipeline.mine(project, How(settings), miner="knn")
    pipeline.queue(project, How(settings.having(verifier__trees__rounds=3)))
    assert chosen == [("trees", {"rounds": 3, "leaves": 8, "rate": 0.1})]
    kept = stored_settings(project)
    assert kept["kind"] == "trees" and kept["judge.drawn"] == QUICK["judge.drawn"] != Settings()["judge.drawn"]
    assert {key: value for key, value in kept.items() if key.startswith("verifier.")} == {
        "verifier.trees.rounds": 3, "verifier.trees.leaves": 8, "verifier.trees.rate": 0.1
    }  # fmt: skip


def test_a_batch_that_asks_a_verifier_through_the_mix_tells_how_it_was_fitted(project: Project) -> None:
    with_grades(project)
    shares = {f"strategy__mix__{name}": float(name == "verifier") for name in STRATEGIES.names() if name != "mix"}
    settings = QUICK.having(batch__size=5, batch__strategy="mix", verifier__logistic__pull=2.5, **shares)
    pipeline.mine(project, How(settings), miner="knn")
    pipeline.queue(project, How(settings))
    assert stored_settings(project)["verifier.logistic.pull"] == 2.5
    pipeline.queue(project, How(settings.having(batch__strategy="hardest")))
    assert stored_settings(project) == {"size": 5}


def stored_settings(project: Project) -> dict[str, object]:
    """Those of the newest batch."""
    with closing(sqlite3.connect(project.path / DATABASE)) as database:
        return dict(json.loads(database.execute("SELECT settings FROM batch ORDER BY id DESC LIMIT 1").fetchone()[0]))


def test_a_judge_without_enough_grades_keeps_quiet(project: Project) -> None:
    update(project, QUICK)
    assert fitting.judge_now(project, np.array([1]), np.array([2]), "logistic", 0, Settings()) is None
