"""Drafts: tags and notes written before the answer they will be kept with."""

from __future__ import annotations

from app.core.records import BatchPair, Label
from app.gui.widgets.line_editor import parse_tags


class Drafts:
    """By pair: what was written and not stored yet. Only in memory: it belongs to an answer not yet given."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[tuple[str, ...], str]] = {}

    def of(self, pair: BatchPair, label: Label | None) -> tuple[tuple[str, ...], str]:
        """Tags and note of this pair: written just now, else those of its answer."""
        stored = (label.tags, label.note) if label else ((), "")
        return self._written.get(pair.pair_id, stored)

    def write(self, pair: BatchPair, label: Label | None, purpose: str, line: str) -> None:
        """Take a line as the pair's `tags` or `note`."""
        tags, note = self.of(pair, label)
        self._written[pair.pair_id] = (parse_tags(line), note) if purpose == "tags" else (tags, line.strip())

    def drop(self, pair: BatchPair) -> None:
        """They are stored now."""
        self._written.pop(pair.pair_id, None)

    def clear(self) -> None:
        """Forget all."""
        self._written.clear()
