"""Rounds: embedders by fingerprint, name and round, minings, evaluations, flags."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.core.records import EmbedderRow
from app.core.store.project import Project
from app.errors import UserError
from tests.made import begin_round


def add(project: Project, fingerprint: str, name: str = "whiten", **more: Any) -> EmbedderRow:
    return project.rounds.add_embedder(
        fingerprint=fingerprint, name=name, backbone="lite0", backbone_fingerprint="b", head=name,
        file=f"checkpoints/{fingerprint}.safetensors", dim=4, **more,
    )  # fmt: skip


def test_an_embedder_is_stored_once_with_all_it_takes_to_make_it_again(project: Project) -> None:
    trained_on = {"components": ["x"], "labels": ["u1"], "pairs": 3}
    first = add(project, "f1", "linear", parent="f0", seed=7, round=2, settings={"steps": 5}, trained_on=trained_on)
    assert (first.parent, first.seed, first.round, first.settings, first.trained_on) == (
        "f0",
        7,
        2,
        {"steps": 5},
        trained_on,
    )
    assert add(project, "f1", "linear", seed=8) == first and project.rounds.embedders() == [first]
    assert first.flag is None


def test_which_embedder_is_meant(project: Project) -> None:
    assert project.rounds.embedder() is None
    old, new, other = add(project, "f1"), add(project, "f2"), add(project, "f3", "linear")
    assert project.rounds.embedder() == other, "the newest as long as there is no round"
    assert project.rounds.embedder("whiten") == new and project.rounds.embedder("f1") == old
    add(project, "f4", name="f1")
    assert project.rounds.embedder("f1") == old, "a fingerprint comes before a name"
    begin_round(project, "f1")
    assert project.rounds.embedder() == old
    with pytest.raises(UserError, match="there is no embedder 'nothing'; there are: whiten, linear, f1"):
        project.rounds.embedder("nothing")


def test_rounds_count_from_0_and_the_newest_is_current(project: Project) -> None:
    assert project.rounds.current() is None and project.rounds.all() == []
    add(project, "f1")
    run: dict[str, Any] = {"miner": "knn", "file": "candidates/0/knn.arrow", "candidates": 5, "images": 3}
    project.rounds.add_mining(round=0, embedder="f1", seed=3, settings={"k": 5}, begins={"mine.miner": "knn"}, **run)
    project.rounds.add_mining(round=1, embedder="f1", seed=4, settings={}, begins={}, **run)
    project.rounds.add_mining(round=1, embedder="f1", seed=5, settings={}, **run)  # in the round that stands
    first, second = project.rounds.all()
    assert (first.number, first.seed, first.settings, first.embedder) == (0, 3, {"mine.miner": "knn"}, "f1")
    assert (second.number, second.seed, second.settings) == (1, 4, {}) and project.rounds.current() == second
    with pytest.raises(IntegrityError):
        project.rounds.add_mining(round=2, embedder="unknown", seed=0, settings={}, begins={}, **run)
    assert len(project.rounds.all()) == 2 and len(project.rounds.minings(2)) == 0


def test_the_newest_run_of_every_miner(project: Project) -> None:
    add(project, "f1")
    made = [
        project.rounds.add_mining(round=number, miner=miner, embedder="f1", file=f"candidates/{number}/{miner}.arrow",
                                  candidates=5, images=3, seed=1, settings={"k": k}, begins=begins)
        for number, miner, k, begins in (
            (0, "knn", 5, {}), (0, "hn1", 5, None), (0, "knn", 10, None), (1, "knn", 10, {}),
        )
    ]  # fmt: skip
    assert project.rounds.minings(0) == [made[1], made[2]]
    assert project.rounds.minings() == made[1:] and project.rounds.minings(7) == []


def test_the_last_evaluation(project: Project) -> None:
    assert project.rounds.last_evaluation() is None
    for auc in (0.5, 0.75):
        project.rounds.add_evaluation(round=0, embedders=["f1"], settings={}, report={"auc": auc})
    last = project.rounds.last_evaluation()
    assert last is not None and (last.report, last.embedders) == ({"auc": 0.75}, ["f1"])


def test_only_embedders_that_saw_a_component_are_flagged(project: Project) -> None:
    add(project, "f1")
    add(project, "f2", "first", trained_on={"components": ["x", "y"]})
    add(project, "f3", "second", trained_on={"components": ["z"]})
    assert project.rounds.flag_embedders("moved", ["nothing"]) == []
    assert project.rounds.flag_embedders("moved", ["y", "w"]) == ["first"]
    assert [row.flag for row in project.rounds.embedders()] == [None, "moved", None]
