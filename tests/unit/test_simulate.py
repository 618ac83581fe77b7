"""Simulating annotators: a curve counted by hand, slips, and a project that nothing happens to."""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from filelock import FileLock

from app.core import pipeline, scratch
from app.core.asking.curves import Point, Run, summary
from app.core.asking.implied import Implied
from app.core.asking.oracle import UNKNOWN, Oracle, read_truth
from app.core.asking.simulate import BASELINE, Growing, Plan, simulate
from app.core.grading.relations import UnionFind
from app.core.how import How
from app.core.jobs import Cancelled, Job
from app.core.mining.mine import mine
from app.core.records import Embeddings, Grade
from app.core.scratch import scratch_copy
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from tests.made import batch_of, begin_round, grade, project_of
from tests.situations import answer

PAIRS = {(1, 2): "ND", (2, 3): "ND", (1, 3): "ND", (4, 5): "near-ND", (3, 4): "near-ND", (2, 4): "near-ND",
         (1, 4): "near-ND", (5, 6): "NND"}  # fmt: skip


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Six images on a circle; the closest pairs are (1,2) (2,3) (4,5) (1,3) (3,4) (2,4) (3,5) (1,4) (2,5) (1,5)."""
    with project_of(tmp_path / "p", 6) as made:
        made.rounds.add_embedder(
            fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=2
        )
        begin_round(made, "f0")
        angles = np.array([0.0, 0.1, 0.21, 1.0, 1.15, 2.5])
        found = Embeddings(np.arange(1, 7), np.column_stack((np.cos(angles), np.sin(angles))).astype("f4"))
        mine(made, made.rounds.embedder("f0"), found, Settings().having(miner__knn__k=5))
        yield made


def written(path: Path, header: str, rows: list[str]) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    rows = [f"{b:03}.jpg,{a:03}.jpg,{code},{int((a, b) != (4, 5))}" for (a, b), code in PAIRS.items()]
    return written(tmp_path / "pairs.csv", "path_a,path_b,label,strict", rows)


def plan(*strategies: str, budget: int = 8, size: int = 1, slips: float = 0.0, seeds: int = 1) -> Plan:
    return Plan(strategies, range(seeds), budget, slips, Settings().having(batch__size=size))


def contents(folder: Path) -> dict[str, str]:
    """Of every file but SQLite's index of its log, which also readers change, the hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith("-shm")
    }  # fmt: skip


def test_the_curve_of_nearest_first_is_as_counted_by_hand(project: Project, truth: Path) -> None:
    total, (run,) = simulate(project, plan(budget=9), truth)
    assert (total, run.strategy) == (7, BASELINE)
    # ND (1,2); ND (2,3) implies (1,3); near-ND (4,5); (1,3) is left out; near-ND (3,4) implies (2,4) and (1,4);
    # three pairs of 5 that nobody can tell; NND (5,6); one more.
    assert [point.known for point in run.points] == [0, 1, 3, 4, 7, 7, 7, 7, 7, 7]
    assert [point.decisions for point in run.points] == list(range(10))
    assert run.points[4] == Point(4, 7, 3, 3, 0, 0)
    figures = summary(total, [run])[BASELINE]
    assert figures["decisions_to"] == {"0.5": [3, 3, 3], "0.8": [4, 4, 4], "0.9": [4, 4, 4], "0.95": [4, 4, 4]}
    assert figures["known"] == [1.0, 1.0, 1.0] and figures["curve"][2] == [2, 3]


def test_what_a_batch_settles_itself_is_passed_over_and_costs_no_decision(project: Project, truth: Path) -> None:
    _, (run,) = simulate(project, plan(budget=10, size=10), truth)
    # Of the ten closest, (1,3) or another side of that triangle, and two of the three pairs of 4 with it, are settled
    # by the others; what their order leaves open, the next batch asks.
    assert run.points[1].decisions < 10 and run.points[-1].known == 7
    assert run.points[-1].decisions <= 10


def test_an_oracle_answers_from_pairs_then_groups_else_it_is_unsure(
    project: Project, truth: Path, tmp_path: Path
) -> None:
    groups = written(tmp_path / "g.csv", "image,group,cross_group_is_NND", [
        "001.jpg,a,1", "002.jpg,a,1", "004.jpg,b,1", "005.jpg,c,1", "006.jpg,c,0"])  # fmt: skip
    ignored = written(tmp_path / "i.csv", "path_a,path_b", ["002.jpg,003.jpg", "005.jpg,001.jpg"])
    told = read_truth(project, truth, groups, ignored)
    assert [told.rank(*pair) for pair in [(1, 2), (3, 4), (5, 6), (2, 5), (1, 5), (2, 3), (2, 6), (3, 5)]] == [
        2, 1, 0, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]  # fmt: skip
    assert told.rank(2, 1) == 2 and told.strict.sum() == len(told.pairs) - 1
    oracle = Oracle(told, 0.0, np.random.default_rng(0))
    assert [oracle.answer(1, 2), oracle.answer(2, 5), oracle.answer(3, 5)] == [Grade.ND, Grade.NND, None]
    wrong = Oracle(told, 1.0, np.random.default_rng(0))
    assert {wrong.answer(1, 2) for _ in range(40)} == {Grade.NEAR_ND, Grade.NND}
    assert wrong.slipped == 40 and wrong.answer(3, 5) is None


def test_slips_are_reproducible_counted_and_met_by_contradictions(project: Project, truth: Path) -> None:
    first, second = (simulate(project, plan("random", slips=0.4, seeds=3, size=3), truth)[1] for _ in range(2))
    assert first == second
    assert [run.strategy for run in first] == [BASELINE] * 3 + ["random"] * 3
    ends = [run.points[-1] for run in first]
    assert len({end.slips for end in ends}) > 1 and all(end.inferred_right <= end.inferred for end in ends)
    assert simulate(project, plan(slips=0.4, budget=15), truth)[1] != simulate(project, plan(budget=15), truth)[1]


def test_the_project_stays_as_it_is_byte_for_byte(project: Project, truth: Path, place: Path) -> None:
    grade(project, 5, 6, Grade.NND)
    batch_of(project, [(1, 2), (3, 4)])
    before = contents(project.path)
    total, runs = simulate(project, plan("random", size=4), truth)
    assert contents(project.path) == before
    assert list(place.iterdir()) == []
    assert total == 7 and runs[0].points[0].decisions == 0
    assert runs[0].points[-1].known == 7  # the pairs of the open batch were asked on the copy


def test_a_cancelled_run_leaves_nothing_behind(project: Project, truth: Path, place: Path) -> None:
    reports: list[str] = []
    job = Job(lambda progress: reports.append(progress.text), lambda: len(reports) > 12)
    with pytest.raises(Cancelled):
        simulate(project, plan("random", budget=50), truth, job=job)
    assert len(reports) > 12 and list(place.iterdir()) == []


def test_copies_of_killed_processes_are_removed_and_those_in_use_stay(project: Project, place: Path) -> None:
    dead, used, new = (place / f"{scratch.PREFIX}{name}" for name in ("dead", "used", "new"))
    for folder in (dead, used, new):
        folder.mkdir()
        (folder / "file").touch()
    (dead / "in-use.lock").touch()
    batch_of(project, [(1, 2)])
    with FileLock(used / "in-use.lock"), scratch_copy(project) as copy:
        assert copy.pairs.batches() == [] and len(project.pairs.batches()) == 1
        assert copy.path.parent.parent == place and copy.images.count() == project.images.count()
        assert not dead.exists() and used.exists() and new.exists()
    assert {path.name for path in place.iterdir()} == {used.name, new.name}


def test_growing_equals_closing_everything_again() -> None:
    rng, grades = np.random.default_rng(0), (Grade.NND, Grade.NEAR_ND, Grade.ND)
    for _ in range(60):
        taken = [((1, 2), Grade.ND), ((3, 4), Grade.NEAR_ND)]
        growing = Growing(Implied.build([answer(*pair, code) for pair, code in taken]))
        for _ in range(14):
            a, b = sorted((rng.permutation(7)[:2] + 1).tolist())
            place, code = SimpleNamespace(left=a, right=b), grades[int(rng.integers(3))]
            root = UnionFind(pair for pair, grade in taken if grade is Grade.ND).root
            linked = [{root(x), root(y)} for (x, y), grade in taken if grade is not Grade.ND]
            settled = root(a) == root(b) or {root(a), root(b)} in linked
            assert growing.settles(place) == settled  # type: ignore[arg-type]
            if not settled:
                taken.append(((a, b), code))
                growing.add(place, code)  # type: ignore[arg-type]


def test_the_stage_writes_curves_and_refuses_what_it_cannot_use(project: Project, truth: Path, tmp_path: Path) -> None:
    how = How(Settings().having(batch__size=2))
    out = tmp_path / "curves.csv"
    result = pipeline.simulate(project, how, truth=str(truth), strategies=("random",), budget=6, out=str(out))
    assert result["true_pairs"] == 7 and list(result["strategies"]) == [BASELINE, "random"]
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert {row["strategy"] for row in rows} == {BASELINE, "random"}
    assert [int(row["known"]) for row in rows[:2]] == [0, 1] or int(rows[1]["known"]) > 1
    everything = tmp_path / "all.json"
    pipeline.simulate(project, how, truth=str(truth), strategies=("random",), budget=4, out=str(everything))
    assert set(json.loads(everything.read_text())) == {"true_pairs", "baseline", "strategies", "points"}
    with pytest.raises(UserError, match=r"ends in \.json or"):
        pipeline.simulate(project, how, truth=str(truth), out=str(tmp_path / "x.txt"))
    with pytest.raises(UserError, match="no strategy called 'best'"):
        pipeline.simulate(project, how, truth=str(truth), strategies=("best",))
    none = written(tmp_path / "none.csv", "path_a,path_b,label", ["005.jpg,006.jpg,NND"])
    with pytest.raises(UserError, match="no ND and no near-ND"):
        pipeline.simulate(project, how, truth=str(none))


def test_figures_over_seeds_are_mean_lowest_highest_or_missing() -> None:
    start = Point(0, 0, 0, 0, 0, 0)
    runs = [Run("x", seed, [start, Point(5, know, 0, 0, seed, 0)]) for seed, know in ((0, 9), (1, 10))]
    figures = summary(10, runs)["x"]
    assert figures["decisions_to"]["0.9"] == [5, 5, 5] and figures["decisions_to"]["0.95"] is None
    assert figures["known"] == [0.95, 0.9, 1.0] and figures["wrong_answers"] == [0.5, 0, 1]
    assert figures["inferred_right"] is None and figures["within_2n"] == [0.95, 0.9, 1.0]
