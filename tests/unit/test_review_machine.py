"""Review against a plain dictionary: any order of answers, later, bulk steps, undo, redo, jumps, restarts and kills."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.core.grading.review import Review
from app.core.records import Act, Grade, Kind
from app.core.store.project import Project
from tests.made import batch_of, project_of
from tests.unit.test_closure import Slow

PAIRS = [(1, 2), (3, 4), (5, 6), (1, 3), (2, 4), (1, 4), (4, 5)]
PLACES = range(len(PAIRS))
ANSWERS = {
    "ND": Act(grade=Grade.ND), "near-ND": Act(grade=Grade.NEAR_ND), "NND": Act(grade=Grade.NND),
    "lookalike": Act(grade=Grade.NND, lookalike=True), "unsure": Act(kind=Kind.UNSURE),
    "bad": Act(kind=Kind.BAD, bad_side="left"), "ND?": Act(grade=Grade.ND, low_confidence=True),
}  # fmt: skip
CODES = st.sampled_from(sorted(ANSWERS))
Step = dict[int, str]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    with project_of(folder / "p", 6) as project:
        batch_of(project, PAIRS)
        return project.path


class Machine(RuleBasedStateMachine):
    """The model: a list of steps ({position: code or "later"}), a list of what was undone, and where the reader is."""

    source: Path

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.place = self.home / "0.nearpair"
        shutil.copytree(self.source, self.place)
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.here: int | None = 0
        self.closing: list[Project] = []
        self._open()

    def _open(self) -> None:
        self.project = Project.open(self.place)
        self.review = Review(self.project, "ann", self.project.pairs.batches()[0])

    def teardown(self) -> None:
        for project in (self.project, *self.closing):
            project.close()
        shutil.rmtree(self.home)

    def answers(self) -> Step:
        return {place: code for step in self.done for place, code in step.items() if code != "later"}

    def follows(self) -> dict[int, Grade]:
        sure = {PAIRS[place]: act.grade for place, code in self.answers().items()
                if (act := ANSWERS[code]).grade is not None and not act.low_confidence}  # fmt: skip
        slow = Slow(sure, set(), set(), set())
        found = {place: slow.verdict(*PAIRS[place]) for place in PLACES if place not in self.answers()}
        return {place: verdict.grade for place, verdict in found.items() if verdict is not None}

    def queue(self, here: int | None) -> list[int]:
        put_off = [place for step in self.done for place, code in step.items() if code == "later"]
        put_off = [p for n, p in enumerate(put_off) if p not in put_off[n + 1 :]]
        start = -1 if here is None else here
        around = [*range(start + 1, len(PAIRS)), *range(start + 1)]
        order = [p for p in around if p not in put_off] + put_off
        over = self.answers().keys() | self.follows().keys()
        waiting = [p for p in order if p not in over]
        return sorted(waiting, key=lambda p: p == here)  # the one shown again only when nothing else is open

    def first(self, here: int | None) -> int | None:
        return next(iter(self.queue(here)), None)

    @precondition(lambda self: self.here is not None)
    @rule(code=CODES)
    def answer(self, code: str) -> None:
        self.review.answer(ANSWERS[code])
        self._did({self.here or 0: code})

    @precondition(lambda self: self.here is not None)
    @rule()
    def later(self) -> None:
        self.review.later()
        if self.here in self.answers() or self.here in self.follows():
            self.here = self.first(self.here)
        else:
            self._did({self.here or 0: "later"})

    def _did(self, step: Step) -> None:
        self.done.append(step)
        self.undone = []
        self.here = self.first(self.here)

    @rule(given=st.dictionaries(st.sampled_from(PLACES), CODES, min_size=1, max_size=5))
    def bulk(self, given: Step) -> None:
        self.review.answer_many([(self.review.pair(place).pair_id, ANSWERS[code]) for place, code in given.items()])
        self.done.append(given)
        self.undone = []
        if self.here is None or self.here in self.answers() or self.here in self.follows():
            self.here = self.first(self.here)

    @rule(place=st.sampled_from(PLACES))
    def go(self, place: int) -> None:
        self.review.go(place)
        self.here = place

    @rule()
    def undo(self) -> None:
        entry = self.review.undo_entry()
        assert (entry.pairs if entry else 0) == (len(self.done[-1]) if self.done else 0)
        assert (self.review.undo() is None) == (not self.done)
        if self.done:
            self.undone.append(self.done.pop())
            self.here = next(iter(self.undone[-1]))

    @rule()
    def redo(self) -> None:
        entry = self.review.redo_entry()
        assert (entry.pairs if entry else 0) == (len(self.undone[-1]) if self.undone else 0)
        assert (self.review.redo() is None) == (not self.undone)
        if self.undone:
            self.done.append(self.undone.pop())
            self.here = self.first(next(iter(self.done[-1])))

    @rule()
    def restart(self) -> None:
        self.project.close()
        self._open()
        self.here = self.first(None)

    @rule()
    def kill(self) -> None:
        """What is on disk at this moment is all that the next start has."""
        self.closing.append(self.project)
        number = len(self.closing)
        shutil.copytree(self.place, self.home / f"{number}.nearpair", ignore=shutil.ignore_patterns("*.lock", "lock"))
        self.place = self.home / f"{number}.nearpair"
        self._open()
        self.here = self.first(None)

    @invariant()
    def agrees(self) -> None:
        answers, follows = self.answers(), self.follows()
        assert self.review.position == self.here
        for place in PLACES:
            label, code = self.review.label(place), answers.get(place)
            wanted = ANSWERS[code] if code else None
            found = label and (label.kind, label.grade, label.lookalike, label.low_confidence)
            assert found == (wanted and (wanted.kind, wanted.grade, wanted.lookalike, wanted.low_confidence))
            assert self.review.inferred(place) == follows.get(place)
        ahead = [p for p in self.queue(self.here) if p != self.here]
        assert [p.position for p in self.review.upcoming(99)] == ahead
        assert [e.position for e in self.review.history() if not e.undone] == [next(iter(step)) for step in self.done]
        seen = self.review.progress()
        assert (seen.answered, seen.inferred) == (len(answers) + len(follows), len(follows))
        assert self.review.complete == (seen.left == 0)


def test_review_equals_a_plain_dictionary(template: Path) -> None:
    made = type("OnTemplate", (Machine,), {"source": template})
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
