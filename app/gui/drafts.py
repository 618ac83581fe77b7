"""Drafts: tags, notes and degrees written before the answer they will be kept with."""

from __future__ import annotations

from app.core.records import Act, BatchPair, Grade, Label
from app.gui.widgets.line_editor import parse_tags

# What a graded pair without a degree stands for on the slider: 1 is the same picture, 0 different ones.
USUAL = {Grade.DUP: 1.0, Grade.ND: 1.0, Grade.NEAR_ND: 0.5, Grade.NND: 0.0}


class Drafts:
    """By pair: what was written and not stored yet. Only in memory: it belongs to an answer not yet given."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[tuple[str, ...], str]] = {}
        self._degrees: dict[int, float] = {}

    def of(self, pair: BatchPair, label: Label | None) -> tuple[tuple[str, ...], str]:
        """Tags and note of this pair: written just now, else those of its answer."""
        stored = (label.tags, label.note) if label else ((), "")
        return self._written.get(pair.pair_id, stored)

    def degree(self, pair: BatchPair, label: Label | None, act: Act) -> float | None:
        """The degree to keep with this act: set just now, else that of its answer, if that was the same grade."""
        if act.grade is None:
            return None
        same = label is not None and (label.grade, label.lookalike) == (act.grade, act.lookalike)
        return self._degrees.get(pair.pair_id, label.degree if label is not None and same else None)

    def begun(self, pair: BatchPair, label: Label | None) -> float:
        """Where a slider for this pair begins."""
        if pair.pair_id in self._degrees:
            return self._degrees[pair.pair_id]
        if label is None or label.grade is None:
            return 0.5
        return USUAL[label.grade] if label.degree is None else label.degree

    def write(self, pair: BatchPair, label: Label | None, purpose: str, line: str) -> None:
        """Take a line as the pair's `tags`, `note` or `degree` (a number in [0, 1])."""
        if purpose == "degree":
            self._degrees[pair.pair_id] = float(line)
            return
        tags, note = self.of(pair, label)
        self._written[pair.pair_id] = (parse_tags(line), note) if purpose == "tags" else (tags, line.strip())

    def drop(self, pair: BatchPair) -> None:
        """They are stored now."""
        self._written.pop(pair.pair_id, None)
        self._degrees.pop(pair.pair_id, None)

    def clear(self) -> None:
        """Forget all."""
        self._written.clear()
        self._degrees.clear()
