"""What the review page says at the bottom of the window: what was done, and how to undo it."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.grading.review import HistoryEntry
from app.core.records import SCALE, Act, Kind

BACK = "Ctrl+Z takes it back."
_TEXTS = {choice.code: choice.text for choice in SCALE} | {"later": "“later”", "bad": "“bad image”"}


def too_early(*, shown: bool, view: str) -> str:
    """Why an answer is not taken yet; `shown`: both pictures have been seen, only not long enough."""
    if shown:
        return "Look first, then press again"
    return "Look at both first: Space shows the other" if view == "blink" else "Both pictures must be in sight first"


def text_of(code: str) -> str:
    """A stored code as people read it."""
    return _TEXTS.get(code, code)


def answered(act: Act, names: Sequence[str]) -> str:
    """What was answered; `names` are the two files' names, empty where they may not be seen."""
    if act.kind is Kind.BAD:
        done = "Bad image"
    else:
        done = text_of("lookalike" if act.lookalike else act.grade.value if act.grade else act.kind.value)
    doubt = " with low confidence" if act.low_confidence else ""
    pair = f" for {names[0]} – {names[1]}" if names else ""
    return f"{done[:1].upper()}{done[1:]}{doubt}{pair}. {BACK}"


def kept(purpose: str) -> str:
    """Tags or a note were added to an answer."""
    return f"{'The tags are' if purpose == 'tags' else 'The note is'} kept. {BACK}"


def will_be_kept(purpose: str) -> str:
    """Tags or a note were written before there is an answer."""
    return f"The {purpose} will be kept with your answer."


def put_off(*, was_answered: bool, alone: bool) -> str:
    """What *later* did."""
    if was_answered:
        return "This pair keeps its answer."
    return f"Put behind the rest{': it is the last one open' if alone else ''}. {BACK}"


def undone(entry: HistoryEntry | None) -> str:
    """What undo took back; None: there was nothing."""
    if entry is None:
        return "There is nothing to undo."
    return f"Took back {_what(entry)}. Ctrl+Y brings it back."


def redone(code: str | None) -> str:
    """What redo brought back; None: there was nothing."""
    return "There is nothing to redo." if code is None else f"{text_of(code)} is back. {BACK}"


def _what(entry: HistoryEntry) -> str:
    if entry.pairs > 1:
        return f"{entry.pairs:,} answers given at once"
    elsewhere = " of a pair in another batch" if entry.position is None else ""
    return f"{text_of(entry.text)}{elsewhere}"
