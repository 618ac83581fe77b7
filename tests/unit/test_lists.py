"""The lists of pairs to look at again, and the batches made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.grading.doubt import Evidence, doubts, most_doubtful_first
from app.core.grading.lists import HUB_PAIRS, LISTS, Item, as_rows, batch_of
from app.core.grading.relations import Relations
from app.core.grading.review import Review
from app.core.measuring.agreement import agreement_of
from app.core.mining.candidates import write_candidates
from app.core.records import Act, Candidates, Grade, Kind, Source
from app.core.standing import standing
from app.core.store.labels import By
from app.core.store.project import Project
from tests.gui.furnished import draw_pictures, mine_pictures, record_pictures
from tests.unit.test_relations import answer


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twelve images, a batch of pairs, nothing graded."""
    with Project.create(tmp_path / "p", salt="test") as made:
        record_pictures(made, tmp_path / "pictures", draw_pictures(tmp_path / "pictures"), [])
        mine_pictures(made)
        yield made


def grade(project: Project, left: int, right: int, grade: Grade | None, who: str = "ann", **about: object) -> None:
    pair_id = int(project.pairs.ids([left], [right])[0])
    kind = Kind.GRADE if grade else Kind.UNSURE
    project.labels.append([(pair_id, Act(kind, grade, **about))], By(who))  # type: ignore[arg-type]


def ends(items: list[Item]) -> list[tuple[int, int]]:
    return [(item.left, item.right) for item in items]


def test_a_contradiction_lists_its_answers_the_guess_first(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 2, 3, Grade.ND, low_confidence=True)
    grade(project, 1, 3, Grade.NND, lookalike=True)
    grade(project, 5, 6, Grade.ND)
    items = LISTS["contradictions"](project)
    assert ends(items)[0] == (2, 3) and set(ends(items)) == {(1, 2), (2, 3), (1, 3)}
    assert {item.group for item in items} == {0}
    assert items[0].words[0] == "one of 3 answers that cannot all be true" and "low confidence" in items[0].words
    assert {pair: item.grade for pair, item in zip(ends(items), items, strict=True)} == {
        (1, 2): "ND", (2, 3): "ND", (1, 3): "lookalike"}  # fmt: skip
    assert standing(project)["contradictions"] == 1
    rows = as_rows(project, "contradictions")
    assert rows[0]["left_path"] == "picture01.jpg" and "low confidence" in rows[0]["words"]


def test_disagreements_name_the_people_and_hide_what_they_said(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 1, 2, Grade.NND, "ben")
    grade(project, 3, 4, Grade.ND)
    (item,) = LISTS["disagreements"](project)
    assert (item.left, item.right, item.words, item.grade) == (1, 2, ("ann, ben differ",), "")
    assert standing(project)["disagreements"] == 1


def test_guesses_and_unsure_answers(project: Project) -> None:
    grade(project, 1, 2, Grade.ND, low_confidence=True)
    grade(project, 3, 4, None)
    grade(project, 5, 6, None)
    grade(project, 5, 6, Grade.NND, "ben")
    assert ends(LISTS["doubtful"](project)) == [(1, 2)]
    assert ends(LISTS["unsure"](project)) == [(3, 4)], "a pair that somebody graded waits no more"
    project.labels.undo(By("ann"))
    assert ends(LISTS["unsure"](project)) == [(3, 4)]
    project.labels.undo(By("ann"))
    assert LISTS["unsure"](project) == []


def test_hubs_come_with_their_closest_pairs_and_are_capped(project: Project) -> None:
    assert 1 in {end for pair in ends(LISTS["hubs"](project)) for end in pair}
    others = np.arange(2, 2 + HUB_PAIRS)
    distance = np.linspace(0.1, 0.5, len(others)).astype(np.float32)
    mining = project.rounds.minings()[0]
    whys = ["knn rank=1 back=1 k=10"] * len(others)
    found = Candidates(np.ones(len(others), np.int64), others, distance, "knn", whys)
    write_candidates(found, project.path / mining.file)
    items = LISTS["hubs"](project)
    assert {item.group for item in items} == {0}, "the others are in one pair each"
    assert ends(items) == [(1, other) for other in others[:5].tolist()]
    assert items[0].words == ("one of the two images is in 10 candidates and 0 matches",)


def test_a_listed_batch_shows_what_was_said_and_marks_what_is_answered(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 2, 3, Grade.ND)
    grade(project, 1, 3, Grade.NND)
    items = LISTS["contradictions"](project)
    batch = project.pairs.batch(batch_of(project, "contradictions", items))
    assert (batch.blindness, batch.sealed, batch.size) == ("open", False, 3)
    review = Review(project, "ann", batch)
    review.go(next(p.position for p in project.pairs.batch_pairs(batch.id) if (p.left, p.right) == (1, 3)))
    assert review.revealed
    review.answer(Act(grade=Grade.ND))
    assert LISTS["contradictions"](project) == []
    assert [row.revealed for row in project.labels.all()][-1], "such an answer leaves the figures of agreement"
    again = batch_of(project, "contradictions", items)
    assert [b.id for b in project.pairs.batches() if b.strategy == batch.strategy] == [again], "the older one retires"


def test_a_grade_given_to_a_disagreement_decides(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 1, 2, Grade.NND, "ben")
    before = agreement_of(project)
    batch = project.pairs.batch(batch_of(project, "disagreements", LISTS["disagreements"](project)))
    assert (batch.blindness, batch.sealed, batch.purpose) == ("sealed", False, "adjudication")
    review = Review(project, "cleo", batch)
    assert not review.revealed and review.labels(0) == []
    review.answer(Act(grade=Grade.NEAR_ND))
    (held,) = project.labels.answers()
    assert (held.grade, held.annotators) == (Grade.NEAR_ND, ("cleo",)) and not held.sealed
    assert project.labels.all()[-1].kind is Kind.ADJUDICATION
    assert LISTS["disagreements"](project) == [] and agreement_of(project) == before
    review.undo()
    assert len(LISTS["disagreements"](project)) == 1


def test_unsure_in_an_adjudication_stays_unsure(project: Project) -> None:
    grade(project, 1, 2, Grade.ND)
    grade(project, 1, 2, Grade.NND, "ben")
    batch = project.pairs.batch(batch_of(project, "disagreements", LISTS["disagreements"](project)))
    Review(project, "cleo", batch).answer(Act(Kind.UNSURE))
    assert project.labels.all()[-1].kind is Kind.UNSURE and len(LISTS["disagreements"](project)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("low_confidence", True), ("source", Source.RULE)],
)
def test_what_makes_an_answer_doubtful(field: str, value: object) -> None:
    from dataclasses import replace

    answers = [answer(1, 2, Grade.ND), answer(2, 3, Grade.ND), answer(1, 3, Grade.NND)]
    answers[1] = replace(answers[1], **{field: value})
    assert first(answers, Evidence()) == (2, 3)


def test_several_people_far_distances_and_hasty_answers_count() -> None:
    from dataclasses import replace

    from app.core.asking.boundaries import Boundaries

    answers = [answer(1, 2, Grade.ND), answer(2, 3, Grade.ND), answer(1, 3, Grade.NND)]
    two = [replace(answers[0], annotators=("a", "b")), replace(answers[2], annotators=("a", "b")), answers[1]]
    assert first(two, Evidence()) == (2, 3)
    near = {(1, 2): 0.2, (2, 3): 1.3, (1, 3): 1.2}
    assert first(answers, Evidence(near, Boundaries(0.5, 1.0))) == (2, 3)
    near = {(1, 2): 0.2, (2, 3): 0.3, (1, 3): 0.4}
    assert first(answers, Evidence(near, Boundaries(0.5, 1.0))) == (1, 3)
    assert first(answers, Evidence(seconds={"2-3": 0.3, "1-2": 1.9}, usual={"a": 2.0})) == (2, 3)
    assert first(answers, Evidence(seconds={"2-3": 1.3, "1-2": 1.9}, usual={"a": 2.0})) == (1, 3)


def test_identical_pixels_are_never_doubted() -> None:
    relations = Relations([answer(2, 3, Grade.ND), answer(1, 3, Grade.NND)], [(1, 2)])
    (one,) = relations.contradictions
    assert most_doubtful_first(one, doubts(relations, [one], Evidence()))[-1] == (1, 2)


def first(answers: list[object], evidence: Evidence) -> tuple[int, int]:
    relations = Relations(answers)  # type: ignore[arg-type]
    (one,) = relations.contradictions
    return most_doubtful_first(one, doubts(relations, [one], evidence))[0]
