"""The verdict: says better when it is, hardly ever when it is not, and about how much more it would take."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from app.core.measuring.metrics import RATES, Figures, Pairs, Ranked, carried, draws, figures, ranked, resampled
from app.core.measuring.verdict import Difference, Verdict, compare

NORMAL = NormalDist()
POSITIVES, NEGATIVES = 200, 200


def told(differences: dict[str, tuple[float, float]], rates: tuple[float, ...] = (0.1,), grades: int = 100) -> Verdict:
    """A verdict where candidate minus baseline has this mean and spread over the resamples."""
    spread = np.linspace(-2, 2, 401)
    points, samples = [], []
    for side in (0, 1):
        values = {name: side * (mean + scale * spread) for name, (mean, scale) in differences.items()}
        tpr = np.zeros((401, len(RATES)))
        tpr[:, RATES.index(rates[-1]) if rates else 0] = values["tpr"]
        samples.append(Figures(values["auc"], values["auc"], tpr))
        points.append(Figures(*[np.array([side * differences["auc"][0]])] * 2, tpr[200:201]))
    return compare(("old", "new"), (points[0], points[1]), (samples[0], samples[1]), rates, grades)


@pytest.mark.parametrize(
    ("auc", "tpr", "answer", "by"),
    [
        ((0.1, 0.01), (0.0, 0.1), "better", ("AUC",)),
        ((0.0, 0.1), (0.1, 0.01), "better", ("TPR at FPR 0.1",)),
        ((0.1, 0.01), (0.1, 0.01), "better", ("TPR at FPR 0.1", "AUC")),
        ((-0.1, 0.01), (0.0, 0.1), "worse", ("AUC",)),
        ((0.1, 0.01), (-0.1, 0.01), "cannot tell", ()),
        ((0.01, 0.1), (-0.01, 0.1), "cannot tell", ()),
        ((0.0, 0.0), (0.0, 0.0), "cannot tell", ()),
    ],
)
def test_an_interval_beside_zero_decides_unless_the_other_contradicts(
    auc: tuple[float, float], tpr: tuple[float, float], answer: str, by: tuple[str, ...]
) -> None:
    verdict = told({"auc": auc, "tpr": tpr})
    assert (verdict.answer, verdict.decided_by) == (answer, by)
    assert answer in verdict.sentence or answer == "cannot tell"
    assert all(measure in verdict.sentence for measure in by)


def test_the_smallest_carried_rate_is_named_and_none_leaves_auc_alone() -> None:
    measures = [
        [d.measure for d in told({"auc": (0, 1), "tpr": (0, 1)}, rates).differences] for rates in ((0.1, 0.01), ())
    ]
    assert measures == [["TPR at FPR 0.01", "AUC"], ["AUC"]]


def test_how_many_more_grades_follows_from_the_standard_error() -> None:
    # 100 grades put the difference one standard error from 0; 2.8 take 2.8^2 = 7.84 times as many.
    assert Difference("AUC", 0.1, -0.1, 0.3, 0.1).grades_needed(100) == 684
    assert Difference("AUC", 0.0, -0.1, 0.1, 0.1).grades_needed(100) is None
    assert Difference("AUC", 1e-6, -0.1, 0.1, 0.1).grades_needed(100) is None
    verdict = told({"auc": (0.05, 0.1), "tpr": (0.0, 0.1)})
    assert verdict.more_grades and f"about {verdict.more_grades} more grades" in verdict.sentence
    assert "no number of grades" in told({"auc": (0.0, 0.1), "tpr": (0.0, 0.1)}).sentence


def test_a_report_in_json_has_lists_and_the_sentence() -> None:
    made = told({"auc": (0.1, 0.01), "tpr": (0.1, 0.01)}).as_dict()
    assert made["decided_by"] == ["TPR at FPR 0.1", "AUC"] and made["sentence"].startswith("new is better than old")
    assert [sorted(d) for d in made["differences"]] == [["error", "high", "low", "measure", "value"]] * 2


def small_project(rng: np.random.Generator, gain: float, likeness: float = 0.9) -> tuple[Ranked, Ranked, int]:
    """400 frozen pairs under two embedders whose distances correlate by `likeness`, as a head and its start do.

    Positives come two to a component, negatives join two components. The baseline finds 60 % of the positives at
    FPR 0.1, the other `gain` more. (Whitened and trained distances on nd_dev correlate by .96 to 1.)
    """
    components = POSITIVES // 2
    ends = np.stack([np.repeat(np.arange(components), 2)] * 2)
    left = rng.integers(0, components, NEGATIVES)
    apart = np.stack((left, (left + rng.integers(1, components, NEGATIVES)) % components))
    made = []
    shared = [_scores(rng, ends[0]), _scores(rng, apart[0])]
    for found in (0.6, 0.6 + gain):
        shift = NORMAL.inv_cdf(found) - NORMAL.inv_cdf(0.1)
        near, far = (np.sqrt(likeness) * s + np.sqrt(1 - likeness) * rng.normal(size=len(s)) for s in shared)
        made.append(ranked(_pairs(-near - shift, ends), _pairs(-far, apart)))
    return made[0], made[1], components


def _scores(rng: np.random.Generator, component: np.ndarray) -> np.ndarray:
    common = rng.normal(size=component.max() + 1)[component]
    return np.sqrt(0.3) * common + np.sqrt(0.7) * rng.normal(size=len(component))


def _pairs(distance: np.ndarray, ends: np.ndarray) -> Pairs:
    return Pairs(distance, np.ones(len(distance)), ends[0], ends[1])


def answers(gain: float, projects: int, seed: int) -> list[str]:
    rng, given = np.random.default_rng(seed), []
    for _ in range(projects):
        old, new, components = small_project(rng, gain)
        counts = draws(components, 200, rng)
        points, samples = (figures(old), figures(new)), (resampled(old, counts), resampled(new, counts))
        given.append(compare(("old", "new"), points, samples, carried(old), POSITIVES + NEGATIVES).answer)
    return given


@pytest.mark.slow
def test_over_500_projects_a_true_gain_of_10_points_is_seen_and_none_is_not_made_up() -> None:
    gained, same = answers(0.1, 500, seed=0), answers(0.0, 500, seed=1)
    assert gained.count("better") >= 0.8 * 500
    assert gained.count("worse") == 0
    assert same.count("better") <= 0.05 * 500
    assert same.count("worse") <= 0.05 * 500
