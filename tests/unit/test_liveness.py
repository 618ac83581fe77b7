"""Undo and redo over an append-only log, against the plain machine everybody has in mind: two stacks."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import example, given
from hypothesis import strategies as st

from app.core.grading.liveness import Mark, acts, next_redo, next_undo, way_to
from app.core.records import Kind


@dataclass
class TwoStacks:
    """The model: what is done and what was undone since the last act."""

    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def act(self, step: str) -> None:
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> str | None:
        if self.done:
            self.undone.append(self.done.pop())
        return self.undone[-1] if self.undone else None

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.undone.pop())


def appended(log: list[Mark], kind: Kind) -> None:
    """What the store does on an undo or redo: append a row that names the step, or nothing."""
    step = (next_undo if kind is Kind.UNDO else next_redo)(reversed(log))
    if step is not None:
        log.append(Mark(f"reversal {len(log)}", kind, step))


@example([Kind.GRADE, Kind.GRADE, Kind.UNDO, Kind.UNDO, Kind.REDO, Kind.REDO])
@given(st.lists(st.sampled_from([Kind.GRADE, Kind.LATER, Kind.UNDO, Kind.REDO]), max_size=60))
def test_the_log_says_what_two_stacks_say(moves: list[Kind]) -> None:
    log: list[Mark] = []
    model = TwoStacks()
    for number, kind in enumerate(moves):
        if kind is Kind.UNDO:
            appended(log, kind)
            model.undo()
        elif kind is Kind.REDO:
            appended(log, kind)
            model.redo()
        else:
            log.append(Mark(str(number), kind))
            model.act(str(number))
        assert [mark.step for mark, counts in acts(reversed(log)) if counts] == model.done[::-1]
        assert next_undo(reversed(log)) == (model.done[-1] if model.done else None)
        assert next_redo(reversed(log)) == (model.undone[-1] if model.undone else None)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_the_rows_of_a_bulk_act_stand_and_fall_together(moves: list[bool]) -> None:
    log = [Mark("bulk", Kind.GRADE)] * 3
    for undo in moves:
        appended(log, Kind.UNDO if undo else Kind.REDO)
        assert len({counts for _, counts in acts(reversed(log))}) == 1


def test_a_new_act_ends_the_redo_line_for_good() -> None:
    log = [Mark("a", Kind.GRADE), Mark("b", Kind.GRADE)]
    appended(log, Kind.UNDO)
    assert next_redo(reversed(log)) == "b"
    log.append(Mark("c", Kind.GRADE))
    assert next_redo(reversed(log)) is None
    appended(log, Kind.UNDO)
    appended(log, Kind.REDO)
    assert [mark.step for mark, counts in acts(reversed(log)) if counts] == ["c", "a"], "b stays undone"


def test_only_as_much_of_the_history_is_read_as_is_needed() -> None:
    def endless() -> object:
        yield Mark("newest", Kind.GRADE)
        raise AssertionError("read too far")

    assert next_undo(endless()) == "newest"  # type: ignore[arg-type]
    assert next_redo(endless()) is None  # type: ignore[arg-type]


@given(st.lists(st.sampled_from([Kind.GRADE, Kind.GRADE, Kind.UNDO, Kind.REDO]), max_size=30), st.data())
def test_the_way_to_a_step_makes_it_the_newest_that_counts(moves: list[Kind], data: st.DataObject) -> None:
    log: list[Mark] = []
    for kind in moves:
        if kind is Kind.GRADE:
            log.append(Mark(f"act {len(log)}", kind))
        else:
            appended(log, kind)
    given_steps = [mark.step for mark in log if mark.undoes is None]
    wanted = data.draw(st.sampled_from([None, *given_steps]))
    way = way_to(reversed(log), wanted)
    before = {mark.step: counts for mark, counts in acts(reversed(log))}
    if way is None:
        assert not before[wanted or ""], "a step that counts can always be reached"
        reached = list(log)
        while (step := next_redo(reversed(reached))) is not None:
            reached.append(Mark("x", Kind.REDO, step))
            assert step != wanted, "redo would have brought it back"
        return
    assert len({kind for kind, _ in way}) <= 1, "either back or forth"
    for kind, step in way:
        assert step == (next_undo if kind is Kind.UNDO else next_redo)(reversed(log))
        log.append(Mark("x", kind, step))
    assert next_undo(reversed(log)) == wanted


def test_the_way_forth_skips_what_was_brought_back_already() -> None:
    log = [Mark("a", Kind.GRADE), Mark("b", Kind.GRADE), Mark("c", Kind.GRADE)]
    for kind in (Kind.UNDO, Kind.UNDO, Kind.UNDO, Kind.REDO):
        appended(log, kind)
    assert way_to(reversed(log), "c") == [(Kind.REDO, "b"), (Kind.REDO, "c")]
    assert way_to(reversed(log), "a") == []
    assert way_to(reversed(log), None) == [(Kind.UNDO, "a")]
