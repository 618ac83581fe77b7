"""Missed duplicates: the published rows, what counts as caught, and why there is sometimes no figure."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.benchmark.recapture import estimate, missed
from app.core.mining.candidates import write_candidates
from app.core.records import Candidates, Grade
from app.core.store.project import Project
from tests.made import begin_round, grade, project_of

Edge = tuple[int, int]


@pytest.mark.parametrize(
    ("one", "other", "both", "total", "variance", "low", "high"),
    [(1225, 916, 579, 1938, 1252, 1868, 2009), (1225, 1130, 754, 1837, 570, 1789, 1884),
     (1130, 916, 560, 1849, 1190, 1780, 1918)],
)  # fmt: skip
def test_the_rows_of_connor_2015(
    one: int, other: int, both: int, total: int, variance: int, low: int, high: int
) -> None:
    found = estimate(one, other, both)
    assert (round(found.total), round(found.variance)) == (total, variance)
    assert (round(found.low), round(found.high)) == (low, high)


@given(st.integers(0, 2000), st.integers(0, 2000), st.data())
def test_the_estimate_is_symmetric_and_never_below_what_was_found(one: int, other: int, data: st.DataObject) -> None:
    both = data.draw(st.integers(0, min(one, other)))
    found = estimate(one, other, both)
    assert found == estimate(other, one, both)
    assert found.total >= one + other - both
    assert found.variance == 0 if both == min(one, other) else found.variance > 0
    assert found.high - found.low == pytest.approx(4 * sqrt(found.variance), abs=1e-6)


def test_an_overlap_larger_than_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="found by both"):
        estimate(3, 2, 3)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 40) as made:
        made.rounds.add_embedder(fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw",
                                 file="x", dim=16)  # fmt: skip
        begin_round(made, "f0")
        yield made


def mine(project: Project, miner: str, edges: list[Edge]) -> None:
    table = np.array(sorted(edges), np.int64).reshape(-1, 2)
    file = project.folder("candidates") / f"{miner}.arrow"
    distance = np.zeros(len(table), np.float32)
    write_candidates(Candidates(table[:, 0], table[:, 1], distance, miner, ["identical"] * len(table)), file)
    project.rounds.add_mining(round=0, miner=miner, embedder="f0", file=f"candidates/{miner}.arrow",
                              candidates=len(table), images=40, seed=0, settings={})  # fmt: skip


def pairs(first: int, count: int) -> list[Edge]:
    return [(image, image + 1) for image in range(first, first + 2 * count, 2)]


def test_what_both_proposed_counts_for_both_and_each_cut_has_its_own_estimate(project: Project) -> None:
    mine(project, "knn", [*pairs(1, 8), (1, 40), (3, 40)])
    mine(project, "hn1", pairs(1, 2))  # only a part of knn
    mine(project, "hash_near", [*pairs(7, 8), (5, 40)])
    for edge in pairs(1, 7):
        grade(project, *edge, Grade.ND)
    for edge in pairs(15, 3):
        grade(project, *edge, Grade.NEAR_ND)
    for edge in [(1, 40), (5, 40)]:
        grade(project, *edge, Grade.NND)
    strict, lenient = missed(project)["strict"], missed(project)["lenient"]
    assert strict["miners"] == ["knn", "hash_near"]
    assert [strict[key] for key in ("by_first", "by_second", "by_both", "found")] == [7, 4, 4, 7]
    assert (strict["total"], strict["missed"], strict["missed_low"]) == (8.0, 1.0, 1.0)
    assert [lenient[key] for key in ("by_first", "by_second", "by_both", "found")] == [8, 7, 5, 10]
    guess = estimate(8, 7, 5)
    assert lenient["total"] == round(guess.total, 1)
    assert (lenient["low"], lenient["high"]) == (round(guess.low, 1), round(guess.high, 1))
    assert lenient["missed"] == round(guess.total - 10, 1) and lenient["missed_low"] == max(0, round(guess.low - 10, 1))
    assert "overlook the same pairs" in lenient["words"] and not lenient["reason"]


def reason(project: Project) -> str:
    found = missed(project)
    assert found["strict"]["total"] is None and found["strict"]["words"].startswith("–")
    assert found["strict"]["reason"] == found["lenient"]["reason"]
    return str(found["strict"]["reason"])


def test_where_nothing_can_be_said_there_is_a_reason(project: Project, tmp_path: Path) -> None:
    assert "nothing was mined" in reason(project)
    mine(project, "knn", pairs(1, 6))
    mine(project, "hn1", pairs(1, 6))
    assert "only miners that look at the embedding" in reason(project)
    grade(project, 1, 2, Grade.ND)  # before hash_near ran: hash_near could not propose it
    mine(project, "hash_near", pairs(5, 6))
    assert "no pair that knn proposed has been confirmed" in reason(project)
    grade(project, 3, 4, Grade.ND)
    assert "no pair that hash_near proposed has been confirmed" in reason(project)
    grade(project, 13, 14, Grade.ND)
    assert "no confirmed pair was proposed by both" in reason(project)
    grade(project, 5, 6, Grade.ND)
    assert missed(project)["strict"]["by_both"] == 1
    (project.path / "candidates" / "knn.arrow").unlink()
    assert "mine again" in reason(project)


def test_grading_only_what_one_miner_proposed_tells_nothing(project: Project) -> None:
    mine(project, "knn", pairs(1, 6))
    mine(project, "hash_near", pairs(5, 6))
    for edge in pairs(1, 6):
        grade(project, *edge, Grade.ND)
    assert "only hash_near proposed has been graded" in reason(project)


def test_a_miner_that_proposes_nothing_else_may_prove_that_nothing_is_missed(project: Project) -> None:
    mine(project, "knn", pairs(1, 6))
    mine(project, "hash_near", pairs(1, 3))
    for edge in pairs(1, 6):
        grade(project, *edge, Grade.ND)
    assert (missed(project)["strict"]["total"], missed(project)["strict"]["missed"]) == (7.0, 1.0)
