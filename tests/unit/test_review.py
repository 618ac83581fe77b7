"""Review: one way through a batch, what comes next, undo, redo, history and the counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.grading import progress
from app.core.grading.review import Review
from app.core.records import Act, Grade, Kind
from app.core.store.labels import Step
from app.core.store.project import Project
from tests.made import batch_of, grade, project_of

ND, NND = Act(grade=Grade.ND), Act(grade=Grade.NND)
PAIRS = [(1, 2), (3, 4), (5, 6), (1, 3), (2, 4)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 6) as made:
        yield made


def codes(review: Review) -> list[str | None]:
    labels = [review.label(place) for place in range(review.batch.size)]
    return [label and ("lookalike" if label.lookalike else label.grade or label.kind) for label in labels]


def test_grades_go_on_to_the_next_open_pair_and_end_with_none(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS[:3]))
    assert review.position == 0
    assert review.answer(ND) == review.pair(1)
    assert review.answer(Act(kind=Kind.UNSURE)) == review.pair(2)
    assert review.answer(Act(grade=Grade.NND, lookalike=True)) is None
    assert review.complete
    assert codes(review) == [Grade.ND, Kind.UNSURE, "lookalike"]
    with pytest.raises(ValueError, match="no pair is shown"):
        review.answer(ND)


def test_later_comes_after_the_rest_and_after_a_restart_too(project: Project) -> None:
    batch = batch_of(project, PAIRS)
    review = Review(project, "ann", batch)
    review.answer(NND)
    review.later()
    review.later()
    assert review.position == 3
    assert [p.position for p in review.upcoming(9)] == [4, 1, 2]
    review = Review(project, "ann", batch)
    assert review.position == 3
    review.answer(NND)
    review.answer(NND)
    assert review.position == 1
    review.later()
    assert review.position == 2
    review.answer(NND)
    assert review.position == 1
    review.later()  # the only one left stays
    assert review.position == 1
    review.answer(NND)
    assert review.complete


def test_pairs_answered_elsewhere_are_passed_over(project: Project) -> None:
    grade(project, 3, 4, Grade.ND)
    grade(project, 5, 6, Grade.ND, annotator="ben")
    review = Review(project, "ann", batch_of(project, PAIRS[:3]))
    assert [review.position, *(p.position for p in review.upcoming(5))] == [0, 2]
    assert review.progress().answered == 1
    assert [label.annotator for label in review.labels(2)] == ["ben"]
    assert review.label(2) is None


def test_a_jump_goes_on_from_there_and_comes_back_for_the_rest(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS))
    review.go(3)
    review.answer(ND)
    assert review.position == 4
    review.answer(ND)
    assert review.position == 0


def test_a_regrade_replaces_and_undo_brings_the_first_grade_back(project: Project) -> None:
    batch = batch_of(project, PAIRS[:2])
    review = Review(project, "ann", batch)
    review.answer(ND)
    review.go(0)
    review.answer(NND)
    assert codes(review) == [Grade.NND, None]
    assert (review.undo_text, review.undo()) == ("NND", "NND")
    assert review.position == 0
    assert codes(review) == [Grade.ND, None]
    assert (review.redo_text, review.redo()) == ("NND", "NND")
    assert review.position == 1
    assert [(e.text, e.position, e.undone) for e in review.history()] == [("ND", 0, False), ("NND", 0, False)]


def test_undo_takes_back_a_later(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS[:3]))
    review.later()
    assert review.undo() == "later"
    assert review.position == 0
    assert [p.position for p in review.upcoming(3)] == [1, 2]
    assert review.redo() == "later"
    assert review.position == 1


def test_nothing_to_undo_or_redo_says_none(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS[:1]))
    assert (review.undo_text, review.redo_text, review.undo(), review.redo()) == (None, None, None, None)
    grade(project, 1, 2, Grade.ND, annotator="ben")  # a colleague's act is not ours to take back
    assert review.undo() is None


def test_walking_the_history_follows_the_acts(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS))
    review.previous()
    assert review.position == 0
    review.go(2)
    review.answer(ND)  # at 2, then 3 is shown
    review.later()  # 3 put off, then 4
    review.go(0)
    review.answer(ND)  # then 1 is shown
    assert [review.previous().position for _ in range(4)] == [0, 3, 2, 2]  # type: ignore[union-attr]
    assert [review.next_().position for _ in range(3)] == [3, 0, 1]  # type: ignore[union-attr]


def test_what_is_revealed_and_that_grades_after_it_are_marked(project: Project) -> None:
    assert Review(project, "ann", batch_of(project, PAIRS[:1], blindness="open")).revealed
    sealed = Review(project, "ann", batch_of(project, PAIRS[1:2], blindness="sealed", sealed=True))
    sealed.answer(ND)
    assert not sealed.revealed
    blind = Review(project, "ann", batch_of(project, PAIRS[2:4]))
    blind.answer(ND)
    assert not blind.revealed
    blind.answer(ND)
    assert blind.revealed
    blind.undo()
    assert blind.revealed  # what was seen cannot be unseen
    blind.answer(NND)
    with project.db.read() as connection:
        marks = connection.exec_driver_sql("SELECT revealed FROM label WHERE pair_id ORDER BY id").scalars().all()
    assert marks == [0, 0, 0, 1]


def test_labels_written_by_a_job_are_seen_after_a_refresh(project: Project) -> None:
    review = Review(project, "ann", batch_of(project, PAIRS[:3]))
    grade(project, 3, 4, Grade.ND)
    review.refresh()
    assert review.position == 0
    assert [p.position for p in review.upcoming(3)] == [2]
    grade(project, 5, 6, Grade.ND)
    assert review.undo() == "ND"  # also without one


def test_progress_counts_this_batch_and_this_annotator(project: Project) -> None:
    grade(project, 4, 5, Grade.NEAR_ND)
    review = Review(project, "ann", batch_of(project, PAIRS))
    for act in (ND, NND, Act(grade=Grade.NND, lookalike=True), Act(kind=Kind.UNSURE)):
        review.answer(act)
    seen = review.progress()
    assert (seen.answered, seen.total, seen.today) == (4, 5, 5)
    assert {code: n for code, n in seen.by_code.items() if n} == {"ND": 1, "NND": 1, "lookalike": 1, "unsure": 1}
    assert seen.yield_last_100 == 0.5  # near-ND, ND of four grades; unsure is none
    review.undo()
    assert (review.progress().answered, review.progress().today) == (3, 4)


def acts(*rows: tuple[float, str], start: datetime) -> list[Step]:
    """Steps given seconds after `start` and codes, newest first."""
    made = [
        Step(str(n), Kind.UNSURE if code == "unsure" else Kind.GRADE, code, (n,), 1, False,
             (start + timedelta(seconds=at)).astimezone(UTC).isoformat(timespec="milliseconds"))
        for n, (at, code) in enumerate(rows)
    ]  # fmt: skip
    return made[::-1]


def test_pace_counts_a_break_as_a_minute_at_most() -> None:
    start = datetime(2025, 3, 1, 12, tzinfo=UTC)
    assert progress.per_minute(acts((0, "ND"), start=start)) is None
    assert progress.per_minute(acts((0, "ND"), (3, "ND"), (6, "unsure"), start=start)) == pytest.approx(20)
    assert progress.per_minute(acts((0, "ND"), (4000, "ND"), (4030, "ND"), start=start)) == pytest.approx(2 / 1.5)
    many = acts(*((n * 2.0, "ND") for n in range(50)), start=start)
    assert progress.per_minute(many) == pytest.approx(30)


def test_today_begins_at_local_midnight() -> None:
    zone = datetime.now().astimezone().tzinfo
    midnight = datetime(2025, 3, 2, tzinfo=zone)
    listed = acts((-60, "ND"), (1, "ND"), (2, "unsure"), start=midnight)
    today = progress.Today()
    assert today.count(listed, midnight + timedelta(hours=5)) == 2
    today.add(replace(listed[0], pair_ids=(7,)))
    today.add(listed[0])  # the same pair again
    assert today.count(listed, midnight + timedelta(hours=6)) == 3
    today.forget()
    assert today.count(listed, midnight + timedelta(hours=7)) == 2
    assert today.count(listed, midnight - timedelta(seconds=1)) == 3  # another day


def test_yield_is_of_the_last_hundred_grades() -> None:
    start = datetime(2025, 3, 1, 12, tzinfo=UTC)
    rows = [(float(n), "ND") for n in range(60)] + [(60.0 + n, "NND") for n in range(75)] + [(200.0, "unsure")]
    assert progress.yield_last_100(acts(*rows, start=start)) == 0.25
    assert progress.yield_last_100([]) is None
