"""Which acts of one annotator count, given that undo and redo are rows like any other and nothing is ever deleted.

Every function takes an annotator's marks newest first and stops as early as it can, so that a history of 100,000
acts costs no more than its last few. The rules (also spelled in SQL by store/labels.py, and tested against it):
a step counts unless the newest undo or redo that names it is an undo; undo takes back the newest step that counts;
redo brings back the last step undone since the newest act, so a new act ends the redo line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.records import Kind


@dataclass(frozen=True)
class Mark:
    """One row of the log: an act has a step of its own, an undo or redo names in `undoes` the step it is about."""

    step: str
    kind: Kind
    undoes: str | None = None


def acts(marks: Iterable[Mark]) -> Iterator[tuple[Mark, bool]]:
    """The acts, newest first, each with whether it counts."""
    verdicts: dict[str, bool] = {}
    for mark in marks:
        if mark.undoes is None:
            yield mark, verdicts.get(mark.step, True)
        else:  # the first verdict met is the newest
            verdicts.setdefault(mark.undoes, mark.kind is Kind.REDO)


def next_undo(marks: Iterable[Mark]) -> str | None:
    """The step that an undo would take back now."""
    return next((mark.step for mark, counts in acts(marks) if counts), None)


def taken_back(marks: Iterable[Mark]) -> Iterator[str]:
    """The steps that redo after redo would bring back."""
    brought_back = 0  # redos met whose undo is still to come, further back
    for mark in marks:
        if mark.undoes is None:
            return
        if mark.kind is Kind.REDO:
            brought_back += 1
        elif brought_back:
            brought_back -= 1
        else:
            yield mark.undoes


def next_redo(marks: Iterable[Mark]) -> str | None:
    """The step that a redo would bring back now."""
    return next(taken_back(marks), None)


def way_to(marks: Iterable[Mark], step: str | None) -> list[tuple[Kind, str]] | None:
    """The undos or redos, in order, after which `step` is the newest act that counts; with None no act counts.

    None when there is no way: the step was undone and something else was done since.
    """
    log = list(marks)
    back: list[tuple[Kind, str]] = []
    for mark, counts in acts(log):
        if mark.step == step and counts:
            return back
        if counts:
            back.append((Kind.UNDO, mark.step))
    if step is None:
        return back
    forth: list[tuple[Kind, str]] = []
    for undone in taken_back(log):
        forth.append((Kind.REDO, undone))
        if undone == step:
            return forth
    return None
