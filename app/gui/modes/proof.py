"""Proof sheet: twenty graded pairs of one grade on a screen, to find slips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.core.records import SCALE, BatchPair, Label
from app.gui import review_words
from app.gui.modes.grid_mode import GridMode, act_of, means
from app.gui.pair_facts import code_of
from app.gui.pair_loader import sides
from app.gui.texts import tr
from app.gui.widgets.tile_grid import Tile
from app.gui.work import Work

EACH = 20  # pairs of one screen


class Proof(GridMode):
    """`marked` are pairs to be looked at once more on the canvas; `reopened` once Enter was pressed with such."""

    name = "proof"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.marked: dict[int, BatchPair] = {}  # by pair id
        self.reopened: list[BatchPair] = []
        self._by_code: dict[str, list[Label]] = {choice.code: [] for choice in SCALE}
        for label in work.review.answered():
            if code_of(label) in self._by_code:
                self._by_code[code_of(label)].append(label)
        self.code = next((code for code, labels in self._by_code.items() if labels), SCALE[0].code)
        self.first = 0
        self.over = not any(self._by_code.values())

    @property
    def _shown(self) -> list[Label]:
        return self._by_code[self.code][self.first : self.first + EACH]

    @property
    def title(self) -> str:
        """Which pairs these are."""
        return tr(
            "Proof sheet: {grade}, pairs {first:,} to {last:,} of {count:,}",
            grade=review_words.text_of(self.code),
            first=self.first + 1,
            last=self.first + len(self._shown),
            count=len(self._by_code[self.code]),
        )

    @property
    def hint(self) -> str:
        """What the keys do now."""
        if self.marked:
            return tr("Enter: look at the marked pairs once more. Space: mark or not. Esc: back without that.")
        return tr(
            "Arrows, then 1 to 4 grade a pair anew, Space marks it for another look. Enter or Page down: the next "
            "twenty. Page up: those before. P: another grade. Esc: back to the pairs."
        )

    def tiles(self) -> Sequence[Tile]:
        """The pairs, with the answers they have now."""
        found = []
        for label in self._shown:
            now = self.work.review.label_of(label.pair_id)
            code = code_of(now)
            words = review_words.text_of(code) if code != self.code else " "
            pair = self._pair(label)
            found.append(Tile(sides(pair), "", code, words, label.pair_id in self.marked, settled=True))
        return found

    def _pair(self, label: Label) -> BatchPair:
        return self.work.review.pair_of(label.pair_id, label.left, label.right)

    def grade(self, code: str, low_confidence: bool) -> None:
        """Grade the framed pair anew."""
        if self.focus is not None and self.focus < len(self._shown):
            pair = self._pair(self._shown[self.focus])
            self.acts = [(pair, act_of(code, self.name, low_confidence=low_confidence))]

    def accept(self) -> None:
        """The marked pairs again on the canvas; without such the next twenty."""
        if self.marked:
            self.reopened = list(self.marked.values())
        else:
            self.turn(1)

    def turn(self, screens: int) -> None:
        """Go so many screens on; after the last one comes the next grade."""
        wanted = self.first + screens * EACH
        if wanted >= len(self._by_code[self.code]):
            self.next_code()
        else:
            self.first = max(0, wanted)
            self.focus = None

    def next_code(self) -> None:
        """The next grade that was given."""
        codes = [code for code, labels in self._by_code.items() if labels]
        if codes:
            self.code = codes[(codes.index(self.code) + 1) % len(codes)]
        self.first, self.focus = 0, None

    def press(self, event: QKeyEvent) -> bool:
        """Space marks, pages turn."""
        key = event.key()
        if key == Qt.Key.Key_Space and self.focus is not None:
            pair = self._pair(self._shown[self.focus])
            if self.marked.pop(pair.pair_id, None) is None:
                self.marked[pair.pair_id] = pair
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif means(event, "unsure"):
            if self.focus is not None:
                self.acts = [(self._pair(self._shown[self.focus]), act_of("unsure", self.name))]
        else:
            return super().press(event)
        return True
