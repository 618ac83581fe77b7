"""What the review page says at the bottom of the window: what was done, and how to undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.core.grading.review import HistoryEntry
from app.core.records import SCALE, Act, Kind
from app.gui.keys import first_shown
from app.gui.texts import mark, tr

_TEXTS: Mapping[str, str] = MappingProxyType(
    {choice.code: choice.text for choice in SCALE}
    | {"unsure": mark("unsure"), "later": mark("“later”"), "bad": mark("“bad image”")}
)


def back() -> str:
    """How to undo."""
    return tr("{key} takes it back.", key=first_shown("undo"))


def too_early(*, shown: bool, view: str) -> str:
    """Why an answer is not taken yet; `shown`: all pictures have been seen, only not long enough."""
    if shown:
        return tr("Look first, then press again")
    if view == "blink":
        return tr("Look at both first: Space shows the other")
    return tr("All pictures must be in sight first") if view == "tiles" else tr("Both pictures must be in sight first")


def text_of(code: str) -> str:
    """A stored code as people read it."""
    return tr(_TEXTS[code]) if code in _TEXTS else code


def answered(act: Act, names: Sequence[str]) -> str:
    """What was answered; `names` are the two files' names, empty where they may not be seen."""
    code = "lookalike" if act.lookalike else act.grade.value if act.grade else act.kind.value
    done = tr("Bad image") if act.kind is Kind.BAD else text_of(code)
    done = done[:1].upper() + done[1:]
    if act.low_confidence:
        done = tr("{grade} with low confidence", grade=done)
    if names:
        done = tr("{grade} for {left} – {right}", grade=done, left=names[0], right=names[1])
    return tr("{done}. {back}", done=done, back=back())


_KEPT = {
    "tags": mark("The tags are kept."),
    "note": mark("The note is kept."),
    "degree": mark("The degree is kept."),
}
_TO_BE_KEPT = {
    "tags": mark("The tags will be kept with your answer."),
    "note": mark("The note will be kept with your answer."),
    "degree": mark("The degree will be kept with your answer."),
}


def kept(purpose: str) -> str:
    """Tags, a note or a degree were added to an answer."""
    done = tr(_KEPT[purpose])
    return tr("{done} {back}", done=done, back=back())


def will_be_kept(purpose: str) -> str:
    """Tags, a note or a degree were written before there is an answer."""
    return tr(_TO_BE_KEPT[purpose])


def put_off(*, was_answered: bool, alone: bool) -> str:
    """What *later* did."""
    if was_answered:
        return tr("This pair keeps its answer.")
    done = tr("Put behind the rest: it is the last one open.") if alone else tr("Put behind the rest.")
    return tr("{done} {back}", done=done, back=back())


def left_out() -> str:
    """What *later* did in a walk."""
    return tr("Left out; it is still open.")


def undone(entry: HistoryEntry | None, names: Sequence[str] = ()) -> str:
    """What undo took back; None: there was nothing."""
    if entry is None:
        return tr("There is nothing to undo.")
    return tr("Took back {what}. {key} brings it back.", what=act_text(entry, names), key=first_shown("redo"))


def redone(entry: HistoryEntry | None, names: Sequence[str] = ()) -> str:
    """What redo brought back; None: there was nothing."""
    if entry is None:
        return tr("There is nothing to redo.")
    return tr("{what} is back. {back}", what=act_text(entry, names), back=back())


_BLINDER = {
    "blind": mark("Now blind: distance, why and names stay hidden until the batch ends."),
    "sealed": mark("Now sealed: only the pictures count, nothing is shown at the end, and every pair is asked."),
}


def made_blinder(level: str) -> str:
    """What is hidden from now on."""
    return tr(_BLINDER[level])


_STEPS = {"undo": mark("Un&do: {what}"), "redo": mark("R&edo: {what}")}


def step(id: str, entry: HistoryEntry, names: Sequence[str] = ()) -> str:
    """What undo or redo (`id`) would do, for a menu: `Undo: ND for IMG_1 – IMG_2`."""
    return tr(_STEPS[id], what=act_text(entry, names).replace("&", "&&"))


def bulk(entry: HistoryEntry | None) -> str:
    """What was stored at once."""
    if entry is None:
        return ""
    what = act_text(entry)
    return tr("{what} saved. {back}", what=what[:1].upper() + what[1:], back=back())


def act_text(entry: HistoryEntry, names: Sequence[str] = ()) -> str:
    """An act by its name: `ND for IMG_1 – IMG_2`, `sheet of 11`, `group: NND for 5 pairs`."""
    if entry.mode == "sheet":
        return tr("sheet of {count}", count=entry.pairs)
    grade = text_of(entry.text)
    if entry.mode == "group":
        if entry.pairs == 1:
            return tr("group: {grade} for 1 pair", grade=grade)
        return tr("group: {grade} for {count:,} pairs", grade=grade, count=entry.pairs)
    if entry.pairs > 1:
        return tr("{count:,} answers given at once", count=entry.pairs)
    if names:
        return tr("{grade} for {left} – {right}", grade=grade, left=names[0], right=names[1])
    return tr("{grade} of a pair outside this batch", grade=grade) if entry.position is None else grade
