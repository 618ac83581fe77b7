"""What a finished job says in one line, and the project's standing as words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def sentence(stage: str, result: Mapping[str, Any]) -> str:
    """One line for the bottom of the window: what `stage` has done, from the dict it returned."""
    made = _SENTENCES.get(stage)
    return made(result) if made else "Done."


def standing_words(standing: Mapping[str, Any]) -> str:
    """The project's standing for the status bar."""
    words = [f"{standing['images']:,} images", f"{standing['graded']:,} graded", f"{standing['queued']:,} queued"]
    for place, noun in ((1, "problem"), (9, "disagreement"), (9, "contradiction")):
        if standing[f"{noun}s"]:
            words.insert(place, count(standing[f"{noun}s"], noun))
    if standing["round"] is not None:
        words.append(f"round {standing['round']}")
    return "  ·  ".join(words)


def count(number: int, noun: str) -> str:
    """`1 problem`, `3 problems`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _ingested(result: Mapping[str, Any]) -> str:
    problems = len(result.get("problems", ()))
    tail = f", {count(problems, 'problem')} listed" if problems else ""
    return f"{count(result.get('images', 0), 'image')} in the collection, {result.get('new', 0):,} new{tail}."


def _mined(result: Mapping[str, Any]) -> str:
    return f"{count(result.get('candidates', 0), 'candidate pair')} mined."


def _queued(result: Mapping[str, Any]) -> str:
    return f"A batch of {count(result.get('pairs', 0), 'pair')} is ready to grade."


def _labelled(result: Mapping[str, Any]) -> str:
    bad = len(result.get("bad", ()))
    tail = f", {count(bad, 'line')} could not be used" if bad else ""
    return f"{count(result.get('labels', 0), 'grade')} imported{tail}."


def _grouped(result: Mapping[str, Any]) -> str:
    return f"{count(result.get('images', 0), 'image')} placed in {count(result.get('groups', 0), 'known group')}."


def _trained(result: Mapping[str, Any]) -> str:
    return f"Trained for {count(result.get('steps', 0), 'step')}; the best is kept as “{result.get('checkpoint', '')}”."


def _evaluated(result: Mapping[str, Any]) -> str:
    answer = result.get("verdict", {}).get("answer", "")
    written = f" The report is {result['files'][0]}." if result.get("files") else ""
    return ("Measured." + (f" The trained embedding is {answer}." if answer in ("better", "worse") else "")) + written


def _applied(result: Mapping[str, Any]) -> str:
    return (f"{count(result.get('matches', 0), 'matching pair')} in "
            f"{count(result.get('groups', 0), 'group')} written to {result.get('out', '')}.")  # fmt: skip


def _fetched(result: Mapping[str, Any]) -> str:
    return f"{result.get('backbone', '')} is ready; its weights are in {result.get('folder', '')}."


def _found(result: Mapping[str, Any]) -> str:
    answers = result.get("found", ())
    matched = sum(bool(one["matches"]) for one in answers)
    return f"{matched:,} of {count(len(answers), 'picture')} matched in the collection."


def _exported(result: Mapping[str, Any]) -> str:
    return f"{count(result.get('rows', 0), 'row')} written to {result.get('out', '')}."


_SENTENCES = {
    "ingest": _ingested,
    "mine": _mined,
    "remine": _mined,
    "queue": _queued,
    "label": _labelled,
    "groups": _grouped,
    "train": _trained,
    "evaluate": _evaluated,
    "apply": _applied,
    "find": _found,
    "export": _exported,
    "download": _fetched,
    "prepare": _queued,
}
