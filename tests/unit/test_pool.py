"""The pool of a round: the union of its candidate files, what is open of it and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from app.core.asking.implied import Implied
from app.core.asking.pool import pool
from app.core.asking.situation import NO_GRADE, graded_of
from app.core.mining.candidates import write_candidates
from app.core.mining.why import Whys
from app.core.records import Act, Candidates, Grade, Kind
from app.core.store.labels import By
from app.core.store.project import Project
from tests.made import batch_of, begin_round, grade, project_of
from tests.situations import answer, edges

Pair = tuple[int, int]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 9) as made:
        made.rounds.add_embedder(
            fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=2
        )
        begin_round(made, "f0")
        yield made


def add(project: Project, miner: str, pairs: Mapping[Pair, float], views: Sequence[int] | None = None) -> None:
    table = np.array(list(pairs), np.int64)
    numbers = {"knn": {"rank": 1, "back": 1, "k": 9}, "hash_near": {"bits": 3, "radius": 9}}
    whys = Whys.of(miner, **numbers.get(miner, {"through": 1}))
    whys = Whys(np.zeros(len(table), np.int64), whys.texts)
    distance = np.array(list(pairs.values()), np.float32)
    view = None if views is None else np.array(views)
    file = project.folder("candidates") / f"{miner}.arrow"
    write_candidates(Candidates(table[:, 0], table[:, 1], distance, miner, whys, view), file)
    project.rounds.add_mining(round=0, miner=miner, embedder="f0", file=f"candidates/{miner}.arrow",
                              candidates=len(table), images=9, seed=0, settings={})  # fmt: skip


def test_the_first_miner_speaks_for_a_pair_and_views_are_kept(project: Project) -> None:
    add(project, "knn", {(1, 2): 0.1, (3, 4): 0.3, (5, 6): 0.5})
    add(project, "hash_near", {(3, 4): 0.2, (7, 8): 0.25, (1, 9): 0.9}, views=[4, 5, 6])
    found = pool(project, 0)
    assert edges(found.candidates) == [(1, 2), (7, 8), (3, 4), (5, 6), (1, 9)]
    assert list(found.miners) == ["knn", "hash_near", "knn", "knn", "hash_near"]
    assert found.candidates.distance.tolist() == pytest.approx([0.1, 0.25, 0.3, 0.5, 0.9])
    assert found.candidates.view is not None and found.candidates.view.tolist() == [0, 5, 0, 0, 6]
    assert found.candidates.why[1].startswith("hash_near") and found.candidates.why[2].startswith("knn")
    assert found.others == 36 - 5 and len(found.closed) == 0


def test_judged_asked_and_implied_pairs_are_closed(project: Project) -> None:
    add(project, "knn", {(1, 2): 0.1, (2, 3): 0.2, (1, 3): 0.3, (4, 5): 0.4, (6, 7): 0.5, (8, 9): 0.6})
    grade(project, 1, 2, Grade.ND)
    grade(project, 2, 3, Grade.ND)
    batch_of(project, [(4, 5)])
    implied = Implied.build(project.labels.answers())
    found = pool(project, 0, implied=implied)
    assert edges(found.candidates) == [(6, 7), (8, 9)]
    assert set(edges(found.closed)) == {(1, 2), (2, 3), (1, 3), (4, 5)}
    assert found.others == 36 - 6
    assert edges(pool(project, 0).candidates) == [(1, 3), (6, 7), (8, 9)]
    assert edges(pool(project, 0, asked=True).candidates) == [(1, 3), (4, 5), (6, 7), (8, 9)]


def test_a_miner_that_checks_answers_may_ask_what_follows_from_them(project: Project) -> None:
    add(project, "knn", {(1, 2): 0.1, (4, 6): 0.5})
    add(project, "open_triples", {(1, 3): 0.3})
    grade(project, 1, 2, Grade.ND)
    grade(project, 2, 3, Grade.ND)
    assert edges(pool(project, 0, implied=Implied.build(project.labels.answers())).candidates) == [(1, 3), (4, 6)]


def test_judged_pairs_are_those_with_a_live_answer_of_anybody(project: Project) -> None:
    def act(left: int, right: int, act: Act, who: str = "ann") -> None:
        project.labels.append([(int(project.pairs.ids([left], [right])[0]), act)], By(who))

    act(1, 2, Act(grade=Grade.ND))
    act(1, 3, Act(Kind.UNSURE))
    act(1, 4, Act(Kind.UNSURE))
    act(1, 4, Act(grade=Grade.NND), "ben")
    act(1, 5, Act(Kind.LATER))
    act(1, 6, Act(grade=Grade.ND))
    project.labels.undo(By("ann"))
    act(1, 7, Act(Kind.BAD, bad_side="left"))
    judged = project.labels.judged()
    assert sorted(judged.tolist()) == [[1, 2, 0], [1, 3, 1], [1, 4, 0], [1, 7, 1]]
    graded = graded_of([*project.labels.answers(), answer(8, 9, None)], judged)
    assert edges(graded) == [(1, 2), (1, 3), (1, 4), (1, 7), (8, 9)]
    assert graded.rank.tolist() == [2, NO_GRADE, 0, NO_GRADE, NO_GRADE]
    assert graded.disputed.tolist() == [False] * 4 + [True]
    assert graded.doubtful.tolist() == [False, True, False, True, False]
