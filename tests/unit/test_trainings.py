"""Losses and training samplers side by side: who may stand beside whom, and what may be called a difference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.embedding import embed
from app.core.jobs import NULL_JOB
from app.core.measuring import trainings
from app.core.measuring.evaluate import evaluate
from app.core.measuring.measure import Measured
from app.core.measuring.metrics import Pairs, draws, ranked
from app.core.measuring.trainings import ALONE, NOT_AT_HAND, compare_arms, families
from app.core.records import EmbedderRow
from app.core.reporting.svg import as_svg
from app.core.reporting.training_figures import less, training_figure, training_table, training_text
from app.core.store.project import Project
from models.backbones import open_choice
from models.head import Head
from tests.scenes import QUICK, import_scenes, scene_project

GROUPS = 400


def row(number: int, loss: str = "margin", sampler: str = "balanced", **more: Any) -> EmbedderRow:
    settings = {"train.loss": loss, "train.sampler": sampler, "train.scope": "head", "train.steps": 600}
    made = EmbedderRow(number, f"{number:064}", f"trained-{number}", "b", "f", "linear", "x", 8, 0, settings, "now",
                       "start", number, {"labels": ["a", "b"]})  # fmt: skip
    return replace(made, **more)


def names(found: list[trainings.Family]) -> list[list[list[str]]]:
    return [[[run.name for run in arm.runs] for arm in family.arms] for family in found]


def test_trainings_stand_side_by_side_when_only_loss_sampler_and_seed_differ() -> None:
    rows = [row(1), row(2, seed=9), row(3, loss="contrastive"), row(4, sampler="hardest")]
    found, left_out = families([replace(row(0), parent=None), *rows])
    assert names(found) == [[["trained-1", "trained-2"], ["trained-3"], ["trained-4"]]] and not left_out
    assert [arm.name for arm in found[0].arms] == ["margin / balanced", "contrastive / balanced", "margin / hardest"]


@pytest.mark.parametrize("other", [
    {"trained_on": {"labels": ["a", "b", "c"]}}, {"parent": "another"},
    {"settings": {"train.loss": "contrastive", "train.sampler": "balanced", "train.scope": "last", "train.steps": 600}},
    {"settings": {"train.loss": "contrastive", "train.sampler": "balanced", "train.scope": "head", "train.steps": 60}},
])  # fmt: skip
def test_what_learned_otherwise_is_not_compared(other: dict[str, Any]) -> None:
    found, left_out = families([row(1), row(2, loss="contrastive", **{k: v for k, v in other.items() if k != "loss"})])
    assert not found and left_out == {"trained-1": ALONE, "trained-2": ALONE}


def test_who_has_seen_the_evaluation_side_is_left_out_with_its_reason() -> None:
    found, left_out = families([row(1), row(2, loss="contrastive"), row(3, loss="triplet", flag="it has seen them")])
    assert names(found) == [[["trained-1"], ["trained-2"]]] and left_out == {"trained-3": "it has seen them"}


def test_settings_of_one_loss_are_told_where_they_differ() -> None:
    low, high = ({**row(1).settings, "loss.margin.alpha": alpha} for alpha in (0.1, 0.4))
    found, _ = families([row(1, settings=low), row(2, settings=high)])
    assert [arm.name for arm in found[0].arms] == ["margin / balanced (alpha 0.1)", "margin / balanced (alpha 0.4)"]


# -- what may be called a difference ---------------------------------------------------------------------------------


def measured(shift: float, seed: int = 1, noise: float = 0.15) -> Measured:
    """Pairs of 400 groups; the larger `shift`, the farther apart are positives and negatives."""
    rng, of_embedder = np.random.default_rng(0), np.random.default_rng(seed)
    groups = np.arange(GROUPS)
    base = 0.2 * rng.standard_normal((2, GROUPS))
    own = noise * of_embedder.standard_normal((2, GROUPS))
    ends = rng.integers(0, GROUPS, GROUPS)
    near = Pairs(0.8 - shift + base[0] + own[0], np.ones(GROUPS), groups, groups)
    far = Pairs(1.1 + base[1] + own[1], np.ones(GROUPS), groups, ends)
    return Measured.of(ranked(near, far), draws(GROUPS, 300, np.random.default_rng(5)), NULL_JOB)


def arms_of(*losses: str, runs: int = 1) -> tuple[trainings.Arm, ...]:
    return tuple(trainings.Arm(f"{loss} / s", loss, "s", tuple(row(10 * n + k, loss) for k in range(runs)))
                 for n, loss in enumerate(losses, 1))  # fmt: skip


def test_a_planted_difference_is_told_and_equal_ones_are_not() -> None:
    a, b, c = arms_of("good", "even", "poor")
    found = compare_arms((a, b, c), {"start": measured(0.0, 9), "trained-10": measured(0.3, 2),
                                     "trained-20": measured(0.02, 3), "trained-30": measured(0.0, 4)})  # fmt: skip
    told = {(one["better"], one["worse"]) for one in found["apart"]}
    assert told == {("good / s", "even / s"), ("good / s", "poor / s")}
    assert found["sentence"] == ("good / s is better than even / s, poor / s; these pairs tell no others apart.")
    good, even, _ = found["arms"]
    assert good["against_start"]["auc"][1] > 0 > even["against_start"]["auc"][1]
    assert less(even["against_start"]["auc"]) == "cannot tell" and less(good["against_start"]["auc"]).startswith("+")
    assert good["auc"][1] < good["auc"][0] < good["auc"][2] and found["rate"] == "0.01"


def test_of_many_equal_trainings_hardly_any_is_called_different() -> None:
    """Each two of twenty are compared at 95 % for all together; one by one about ten of 190 would be wrong."""
    arms = arms_of(*(f"loss{n}" for n in range(20)))
    runs = {"start": measured(0.1, 99)} | {arm.runs[0].name: measured(0.1, 200 + n) for n, arm in enumerate(arms)}
    found = compare_arms(arms, runs)
    assert len(found["apart"]) <= 1
    alone = 0
    for n in range(0, 20, 2):
        couple = compare_arms(arms[n : n + 2], runs)
        alone += len(couple["apart"])
    assert alone <= 3


def test_runs_that_differ_by_seed_widen_what_may_be_said() -> None:
    one, two = arms_of("steady", "jumpy", runs=3)
    shifts = {"trained-10": 0.20, "trained-11": 0.21, "trained-12": 0.22,
              "trained-20": -0.2, "trained-21": 0.0, "trained-22": 0.35}  # fmt: skip
    found = compare_arms((one, two), {"start": measured(0.0, 9)} | {n: measured(s, 7) for n, s in shifts.items()})
    steady, jumpy = found["arms"]
    wide = [arm["auc"][2] - arm["auc"][1] for arm in (steady, jumpy)]
    assert wide[1] > 2 * wide[0] and not found["apart"]
    mean = np.mean([measured(s, 7).point.auc[0] for n, s in shifts.items() if n.startswith("trained-2")])  # type: ignore[union-attr]
    assert jumpy["auc"][0] == pytest.approx(mean, abs=1e-6)


def test_too_few_pairs_are_a_sentence() -> None:
    few = Measured.of(ranked(Pairs(*np.zeros((2, 2)), *np.zeros((2, 2), np.int64)), Pairs(*np.zeros((2, 0)),
                      *np.zeros((2, 0), np.int64))), np.ones((3, 1), np.int64), NULL_JOB)  # fmt: skip
    found = compare_arms(arms_of("a", "b"), dict.fromkeys(("start", "trained-10", "trained-20"), few))
    assert found["arms"] == [] and found["sentence"] == "There are too few pairs."
    assert training_figure(found | {"start": "w"}, "auc") is None


# -- in a project ----------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as project:
        import_scenes(project)
        yield project


def learn(project: Project, name: str, good: float, **settings: str) -> EmbedderRow:
    """A trained head that keeps the directions that tell, by `good`, and the others by the rest."""
    start = project.rounds.embedders()[0]
    head = Head.load(project.path / start.file)
    base = embed.features(project)[0].vectors.astype(np.float64)
    base -= base.mean(axis=0)
    within = base[0::2] - base[1::2]
    values, axes = np.linalg.eigh(within.T @ within)
    keep = np.where(np.argsort(np.argsort(values)) < len(values) // 2, good, 1 - good)
    matrix = (axes * keep) @ axes.T
    arrays = dict(head.arrays) | {"matrix": matrix.astype(np.float32)}
    made = {**row(1).settings, **{f"train.{key}": value for key, value in settings.items()}}
    return embed.store_embedder(project, Head("linear", arrays), open_choice(embed.DEFAULT), name=name, round=0,
                                parent=start.fingerprint, settings=made, trained_on={"labels": ["a"]})  # fmt: skip


def test_a_report_compares_the_trainings_of_a_project(project: Project) -> None:
    learn(project, "trained-1", 0.95)
    learn(project, "trained-2", 0.2, loss="contrastive")
    learn(project, "trained-3", 0.90, sampler="hardest")
    learn(project, "trained-4", 0.5, steps="9")
    report = json.loads(json.dumps(evaluate(project, QUICK)))
    found = report["trainings"]
    (family,) = found["families"]
    assert [arm["runs"] for arm in family["arms"]] == [["trained-1"], ["trained-2"], ["trained-3"]]
    assert found["left_out"] == {"trained-4": ALONE} and family["start"] == project.rounds.embedders()[0].name
    told = {(one["better"], one["worse"]) for one in family["apart"]}
    assert {("margin / balanced", "contrastive / balanced"), ("margin / hardest", "contrastive / balanced")} <= told
    newest = report["embedders"]["trained"][report["cut"]]["auc"][0]  # trained-4 is the newest, on the same pairs
    assert 0.5 < newest < family["arms"][0]["auc"][0]
    text, page = "\n".join(training_text(found)), "\n".join(training_table(found))
    assert "margin / hardest" in text and ALONE in text and family["sentence"] in text
    assert "contrastive / balanced" in page and ALONE in page and "cannot tell" in page + "cannot tell"
    figure = training_figure(family, "auc")
    assert figure is not None and figure.x_names == ("margin", "contrastive")
    start, balanced, hardest = figure.series
    assert start.y.tolist() == [family["start_figures"]["auc"][0]] * 2 and len(balanced.x) == 2 and len(hardest.x) == 1
    assert (balanced.x[0] < 0 < hardest.x[0]) and balanced.low is not None and (balanced.low <= balanced.y).all()
    drawn = as_svg(figure)
    assert ">contrastive</text>" in drawn and drawn.count("<circle") >= 3


def test_nothing_is_embedded_for_the_sake_of_a_comparison(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(project, "trained-1", 0.9)
    learn(project, "trained-2", 0.2, loss="contrastive")
    monkeypatch.setattr(trainings, "at_hand", lambda _project, row: row.name != "trained-2")
    found = evaluate(project, QUICK)["trainings"]
    assert not found["families"] and found["left_out"] == {"trained-1": ALONE, "trained-2": NOT_AT_HAND}
