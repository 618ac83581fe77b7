"""Filters over all candidates, against one slow test a pair; and the batch made of what is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.asking import candidate_view
from app.core.asking.batches import NothingToAsk
from app.core.asking.candidate_view import ANSWERED, DISAGREEMENT, UNANSWERED, CandidateView, Filter
from app.core.asking.chosen import batch_from
from app.core.grading.relations import Relations
from app.core.judging import predicted
from app.core.mining.candidates import write_candidates
from app.core.mining.why import Whys, parts
from app.core.records import Act, Candidates, Grade
from app.core.settings import parse_assignments
from app.core.store.labels import By
from app.core.store.project import Project
from tests.gui.furnished import draw_pictures, mine_pictures, record_pictures


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Twelve images in two folders, two miners, answers of two people."""
    folder = tmp_path_factory.mktemp("view")
    with Project.create(folder / "p", salt="test") as made:
        files = draw_pictures(folder / "pictures" / "red", 6) + draw_pictures(folder / "pictures" / "blue", 12)[6:]
        record_pictures(made, folder / "pictures", files, [])
        mine_pictures(made)
        add_miner(made)
        acts = [(1, 2, Grade.ND), (2, 3, Grade.ND), (3, 7, Grade.NND), (4, 5, Grade.NEAR_ND), (5, 8, Grade.NND)]
        for number, (left, right, grade) in enumerate(acts):
            act = Act(grade=grade, lookalike=number == 4, tags=("crop",) if number % 2 else ())
            made.labels.append([(int(made.pairs.ids([left], [right])[0]), act)], By("ann"))
        made.labels.append([(int(made.pairs.ids([4], [5])[0]), Act(grade=Grade.NND))], By("ben"))
        yield made


def add_miner(project: Project) -> None:
    left, right = np.array([1, 1, 3, 2]), np.array([2, 12, 7, 9])
    distance = np.array([0.2, 0.5, 0.9, 1.1], np.float32)
    whys = Whys.listed(["hash_near bits=2 radius=6", "hn1 rank=1", "hn1 rank=2", "hash_near bits=1 radius=6"])
    file = project.path / "candidates" / "0" / "hn1.arrow"
    write_candidates(Candidates(left, right, distance, "hn1", whys, np.array([0, 4, 0, 0])), file)
    project.rounds.add_mining(round=0, miner="hn1", embedder="f" * 64, file="candidates/0/hn1.arrow", candidates=4,
                              images=12, seed=0, settings={})  # fmt: skip


def slow(view: CandidateView, project: Project, wanted: Filter) -> set[int]:
    """Every row asked on its own."""
    held = {(a.left, a.right): a for a in project.labels.answers()}
    relations = Relations(list(held.values()))
    images = project.images.by_ids(range(1, 13))
    found = set()
    for row in range(len(view)):
        pair = int(view.left[row]), int(view.right[row])
        answer, distance = held.get(pair), float(view.distance[row])
        b1, b2 = view.boundaries.b1, view.boundaries.b2
        predicted = "ND" if distance < b1 else "near-ND" if distance < b2 else "NND"
        given_ = answer is not None
        tests = [
            not wanted.miner or view.miner_of(row) == wanted.miner,
            not wanted.reason or parts(view.why[row])[0] == wanted.reason,
            not wanted.words or any(wanted.words.lower() in images[end].path.lower() for end in pair),
            not wanted.predicted or predicted == wanted.predicted,
            not wanted.tag or (given_ and wanted.tag in answer.tags),
            not wanted.annotator or (given_ and wanted.annotator in answer.annotators),
            not wanted.inferred or ((not given_ or answer.grade is None) and relations.grade(*pair) is not None),
            {
                "": True, UNANSWERED: not given_, ANSWERED: given_, "lookalike": given_ and answer.lookalike,
                DISAGREEMENT: given_ and answer.grade is None,
            }.get(wanted.answer, given_ and answer.grade is not None and answer.grade.value == wanted.answer),
        ]  # fmt: skip
        if all(tests):
            found.add(row)
    return found


filters = st.builds(
    Filter,
    answer=st.sampled_from(["", "", UNANSWERED, ANSWERED, DISAGREEMENT, "ND", "near-ND", "NND", "lookalike"]),
    predicted=st.sampled_from(["", "", "ND", "near-ND", "NND"]),
    words=st.sampled_from(["", "", "RED/", "picture07", "%", "_"]),
    tag=st.sampled_from(["", "", "crop", "burst"]),
    annotator=st.sampled_from(["", "", "ann", "ben", "cleo"]),
    inferred=st.booleans(),
    reason=st.sampled_from(["", "", "knn", "hn1"]),
    miner=st.sampled_from(["", "", "knn", "hn1"]),
).filter(lambda wanted: not (wanted.answer == UNANSWERED and (wanted.tag or wanted.annotator)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters, st.sampled_from(["distance", "why"]))
def test_filters_against_one_test_a_pair(project: Project, wanted: Filter, order: str) -> None:
    view = CandidateView(project)
    view.__dict__["boundaries"] = candidate_view.Boundaries(0.7, 0.95)
    rows = view.rows(wanted, order).tolist()
    assert set(rows) == slow(view, project, wanted) and len(rows) == len(set(rows))
    if order == "distance":
        assert view.distance[rows].tolist() == sorted(view.distance[rows].tolist())
    else:
        told = [view.why[row] for row in rows]
        assert told == sorted(told), "grouped by reason"


def test_what_a_verifier_says_goes_before_the_boundaries(project: Project) -> None:
    """Of every third pair the verifier says the contrary of its distance; all others keep what their distance says."""
    view = CandidateView(project)
    view.__dict__["boundaries"] = candidate_view.Boundaries(0.7, 0.95)
    pairs = np.unique(np.stack((view.left, view.right), axis=1), axis=0)[::3]
    rng = np.random.default_rng(0)
    chance = rng.dirichlet([0.3, 0.3, 0.3], len(pairs)).astype(np.float32)
    row = project.rounds.embedder()
    assert row is not None
    try:
        predicted.store(project, row.fingerprint, predicted.Predicted(pairs[:, 0], pairs[:, 1], chance))
        view.forget_answers()
        view.__dict__["boundaries"] = candidate_view.Boundaries(0.7, 0.95)
        said = {tuple(pair): one for pair, one in zip(pairs.tolist(), chance.tolist(), strict=True)}
        names = ("NND", "near-ND", "ND")
        for grade in names:
            slowly = []
            for n in range(len(view)):
                one, distance = said.get((int(view.left[n]), int(view.right[n]))), float(view.distance[n])
                by_distance = "ND" if distance < 0.7 else "near-ND" if distance < 0.95 else "NND"
                if (by_distance if one is None else names[int(np.argmax(one))]) == grade:
                    slowly.append(n)
            assert sorted(view.rows(Filter(predicted=grade)).tolist()) == slowly != []
        order = view.rows(Filter(), "predicted").tolist()
        told = [said.get((int(view.left[n]), int(view.right[n]))) for n in order]
        likely = [1 - one[0] for one in told if one is not None]
        assert likely == sorted(likely, reverse=True) and all(one is None for one in told[len(likely) :])
        rest = view.distance[order[len(likely) :]].tolist()
        assert len(likely) >= len(pairs) and rest == sorted(rest) and sorted(order) == list(range(len(view)))
    finally:
        (project.path / "candidates" / predicted.NAME).unlink()


def test_the_parts_of_a_long_pass_agree_with_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = CandidateView(project).rows(Filter(inferred=True)).tolist()
    monkeypatch.setattr(candidate_view, "PART", 3)
    assert CandidateView(project).rows(Filter(inferred=True)).tolist() == whole != []


def test_boundaries_come_from_random_pairs_before_there_are_grades(project: Project) -> None:
    spread = {"edges": [0.0, 0.5, 1.0, 2.0], "random": [10, 90, 900], "random_pairs": 1000}
    mining = CandidateView(project).minings[0]
    object.__setattr__(mining, "report", {"distances": spread})
    found = candidate_view._start([mining])
    assert (round(found.b1, 3), round(found.b2, 3)) == (0.05, 0.5)


def test_answers_are_read_again_when_labels_were_written(project: Project) -> None:
    view = CandidateView(project)
    before = len(view.rows(Filter(answer=UNANSWERED)))
    project.labels.append([(int(project.pairs.ids([1], [4])[0]), Act(grade=Grade.NND))], By("ann"))
    assert len(view.rows(Filter(answer=UNANSWERED))) == before
    view.forget_answers()
    assert len(view.rows(Filter(answer=UNANSWERED))) == before - 1
    project.labels.undo(By("ann"))


def test_a_batch_of_chosen_pairs_asks_nobody_twice(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", salt="test") as made:
        record_pictures(made, tmp_path / "pictures", draw_pictures(tmp_path / "pictures"), [])
        made.pairs.retire(mine_pictures(made).id)
        add_miner(made)
        for left, right in ((1, 2), (1, 3)):
            made.labels.append([(int(made.pairs.ids([left], [right])[0]), Act(grade=Grade.ND))], By("ann"))
        view = CandidateView(made)
        size = parse_assignments(["batch.size=3"])
        batch = batch_from(made, view, view.rows(Filter(words="picture00")), "picture00", size, seed=1)
        places = made.pairs.batch_pairs(batch.id)
        assert batch.size == 3 and batch.blindness == "blind" and batch.strategy == "chosen"
        asked = {(p.left, p.right) for p in places}
        assert not asked & {(1, 2), (1, 3)} and all(1 in pair for pair in asked)
        assert {p.draw_probability for p in places} == {3 / 4} and batch.strata["chosen"]["population"] == 4
        rest = batch_from(made, view, view.rows(Filter(words="picture00")), "picture00", size, seed=2)
        again = {(p.left, p.right) for p in made.pairs.batch_pairs(rest.id)}
        assert not again & asked
        assert again | asked == {(1, 4), (1, 5), (1, 6), (1, 12)}
        (turned,) = [p for p in (*places, *made.pairs.batch_pairs(rest.id)) if p.right == 12]
        assert turned.view == 4
        with pytest.raises(NothingToAsk):
            batch_from(made, view, view.rows(Filter(answer=ANSWERED)), "answered", size)


def test_a_project_without_candidates_has_none(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as made:
        view = CandidateView(made)
        assert len(view) == 0 and view.rows(Filter(words="x", predicted="ND", inferred=True)).tolist() == []
