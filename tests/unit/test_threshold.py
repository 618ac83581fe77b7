"""Thresholds: chosen on one half, reported on the other; against counting by hand, and with nothing to choose from."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.measuring.metrics import Pairs
from app.core.measuring.threshold import Target, choose
from app.errors import UserError


def made(distance: np.ndarray, left: np.ndarray, right: np.ndarray | None = None) -> Pairs:
    return Pairs(np.asarray(distance, float), np.ones(len(distance)), left, left if right is None else right)


def sample(seed: int, groups: int = 200) -> tuple[Pairs, Pairs]:
    """Positives within their group around .5, negatives within theirs and across around 1.2."""
    rng = np.random.default_rng(seed)
    own = np.repeat(np.arange(groups), 3)
    ends = rng.integers(groups, size=(2, 40 * groups))
    return made(rng.normal(0.5, 0.15, len(own)), own), made(rng.normal(1.2, 0.15, ends.shape[1]), *ends)


@pytest.mark.parametrize("text", ["precision", "recall=0.9", "precision=1.1", "specificity=-1", "false-alarms=few", ""])
def test_what_is_no_target_is_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="is no target; write precision="):
        Target.parse(text)


@pytest.mark.parametrize("text", ["precision=0.9", "specificity=0.999", "false-alarms=500"])
def test_the_other_half_keeps_the_target_about(text: str) -> None:
    target, total = Target.parse(text), 1_000_000
    misses = 0
    for seed in range(20):
        found = choose(*sample(seed), target, total, 200, np.random.default_rng(seed))
        assert found.distance is not None and found.fpr and found.precision and found.false_alarms and found.tpr
        assert found.false_alarms[0] == pytest.approx(found.fpr[0] * total)
        for figure in (found.tpr, found.fpr, found.precision):
            assert figure[1] <= figure[0] <= figure[2]
        reached = {"precision": found.precision[2], "specificity": 1 - found.fpr[1],
                   "false-alarms": -found.false_alarms[1]}[target.kind]  # fmt: skip
        misses += reached < (-target.value if target.kind == "false-alarms" else target.value)
    assert misses <= 3, "a 95 % interval may miss now and then"


def test_the_choice_is_the_largest_that_keeps_it() -> None:
    groups = np.arange(40)
    positive = made(np.tile(np.linspace(0.1, 1.0, 10), 4), groups)
    negative = made(np.repeat(0.75, 40), groups)
    for text, expected in (("precision=1", 0.7), ("precision=0.5", 1.0), ("specificity=1", 0.7), ("specificity=0", 1.0),
                           ("false-alarms=0", 0.7)):  # fmt: skip
        found = choose(positive, negative, Target.parse(text), 780, 50, np.random.default_rng(0))
        assert found.distance == pytest.approx(expected, abs=0.101), text
        below = found.distance is not None and found.distance < 0.75
        assert below == (expected < 0.75)


def test_the_half_that_chooses_does_not_report() -> None:
    """Negatives that lie low only in some groups: whichever half sees them, the figures are the other half's."""
    groups = np.arange(100)
    positive = made(np.full(100, 0.5), groups)
    negative = made(np.where(groups % 2, 0.4, 0.9), groups)
    found = choose(positive, negative, Target.parse("specificity=0"), 4950, 100, np.random.default_rng(1))
    chosen, reported = found.pairs
    assert chosen == reported == 100 and found.fpr is not None and 0.3 < found.fpr[0] < 0.7


def test_what_cannot_be_said_has_a_reason() -> None:
    few = made(np.full(4, 0.5), np.arange(4))
    found = choose(few, few, Target.parse("precision=0.9"), 6, 50, np.random.default_rng(0))
    assert found.distance is None and "needs 5 positive" in found.reason and found.as_dict()["tpr"] is None
    worst = made(np.full(40, 1.0), np.arange(40)), made(np.full(40, 0.1), np.arange(40))
    found = choose(*worst, Target.parse("precision=0.9"), 780, 50, np.random.default_rng(0))
    assert found.distance is None and found.reason == "no threshold keeps precision=0.9 on these pairs"


def test_hard_negatives_tell_no_false_alarms_of_the_collection() -> None:
    near, far = sample(1)
    found = choose(near, far, Target.parse("precision=0.9"), None, 50, np.random.default_rng(0))
    assert found.distance is not None and found.fpr is not None and found.false_alarms is None
    found = choose(near, far, Target.parse("false-alarms=20"), None, 50, np.random.default_rng(0))
    assert found.distance is None and "do not stand for the collection" in found.reason


def test_the_same_seed_is_the_same_threshold() -> None:
    first, second = (choose(*sample(1), Target.parse("precision=0.9"), 99, 100, np.random.default_rng(5))
                     for _ in range(2))  # fmt: skip
    assert first == second


def test_where_nothing_is_accepted_precision_is_not_told() -> None:
    groups = np.arange(60)
    near = np.where(np.random.default_rng(3).permutation(60) % 2, 0.2, 1.0)
    for seed in range(10):
        found = choose(made(near, groups), made(np.full(60, 0.5), groups), Target.parse("specificity=1"), 1770, 50,
                       np.random.default_rng(seed))  # fmt: skip
        assert found.distance == 0.2 and found.fpr is not None and found.fpr[0] == 0
    alone = np.where(groups == 0, 0.2, 1.0)
    for seed in range(10):
        found = choose(made(alone, groups), made(np.full(60, 0.5), groups), Target.parse("specificity=1"), 1770, 50,
                       np.random.default_rng(seed))  # fmt: skip
        if found.distance is not None:
            assert found.precision is None and found.tpr is not None and found.tpr[0] == 0
