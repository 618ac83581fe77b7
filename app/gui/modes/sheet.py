"""Sheet: one anchor and eleven candidates. Digits mark the exceptions, Enter gives NND to the rest."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.core.grading.anchors import SHEET, anchor_of, candidates_of
from app.core.records import BatchPair
from app.gui import review_words
from app.gui.modes.grid_mode import GridMode, act_of, means
from app.gui.texts import tr
from app.gui.widgets.tile_grid import Tile
from app.gui.work import Work

PLACES = "1234567890-"  # the digit row in its order names the candidates
_SCAN_CODES = {"linux": 10, "win32": 2}  # of its first key: a French row types & é "
_OTHERS = {"unsure": "unsure", "bad_right": "bad", "later": "later"}  # action: the code it means here
REST = "NND"

Given = dict[int, tuple[str, bool]]


class Sheet(GridMode):
    """`given` by candidate: the code and low confidence of the exceptions; "later" leaves one out."""

    name = "sheet"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.anchor = 0
        self.pairs: list[BatchPair] = []
        self.given: Given = {}
        self.armed: tuple[str, bool] | None = None
        self._before: list[tuple[int, list[BatchPair], Given]] = []
        self._next()

    def _next(self) -> None:
        """Lay out the sheet of the pair that comes next; over without one."""
        pair = self.work.review.current
        self.given, self.armed, self.focus = {}, None, None
        if pair is None:
            self.pairs, self.over = [], True
            return
        self.anchor = anchor_of(self.work.review, pair)
        self.pairs = candidates_of(self.work.project, self.work.review, self.anchor, SHEET)
        self.over = not self.pairs

    @property
    def title(self) -> str:
        """How many candidates there are, and how many answers so far."""
        return tr("Sheet: one image and {count} candidates", count=len(self.pairs))

    @property
    def hint(self) -> str:
        """What the keys do now."""
        if self.armed is not None:
            grade = review_words.text_of(self.armed[0])
            return tr("{grade} for which picture? Press the key in its corner. Esc: for none.", grade=grade)
        if self.focus is not None:
            return tr("1 to 4 grade the framed picture. Enter: NND for all without a sign. Esc: no frame.")
        return tr(
            "Exceptions: 1 to 4 (U unsure, ] bad, S leave out), then the key in a picture's corner; or arrows, then 1 "
            "to 4. Enter: NND for the rest. E: another sheet. Esc: back to the pairs."
        )

    def tiles(self) -> Sequence[Tile]:
        """The anchor, then the candidates."""
        found = [Tile((self.anchor,), anchor=True, words=tr("Compare with this one"))]
        for index, pair in enumerate(self.pairs):
            code = self.given.get(index, ("", False))[0]
            note = {"later": tr("left out"), "": " "}.get(code) or review_words.text_of(code)
            image = pair.right if pair.left == self.anchor else pair.left
            found.append(Tile((image,), PLACES[index], "" if code == "later" else code, note, marked=bool(code)))
        return found

    def grade(self, code: str, low_confidence: bool) -> None:
        """An exception: for the framed picture, else for the one whose key comes next."""
        if self.focus:
            self._give(self.focus - 1, code, low_confidence)
            self.focus = min(self.focus + 1, len(self.pairs))
        else:
            self.armed = code, low_confidence

    def _give(self, index: int, code: str, low_confidence: bool) -> None:
        if index < len(self.pairs):
            self.given.pop(index, None)
            if (code, low_confidence) != (REST, False):
                self.given[index] = code, low_confidence

    def accept(self) -> None:
        """NND for the rest: the whole sheet is stored as one step."""
        for index, pair in enumerate(self.pairs):
            code, low_confidence = self.given.get(index, (REST, False))
            if code != "later":
                side = "left" if pair.right == self.anchor else "right"
                self.acts.append((pair, act_of(code, self.name, low_confidence=low_confidence, bad_side=side)))
        if not self.acts:
            self._next()

    def stored(self) -> None:
        """On to the next sheet."""
        super().stored()
        self._before.append((self.anchor, self.pairs, self.given))
        self._next()

    def changed(self) -> None:
        """After an undo the sheet that was taken back is on the screen again."""
        if self._before and all(self.work.review.label_of(pair.pair_id) is None for pair in self._before[-1][1]):
            self.anchor, self.pairs, self.given = self._before.pop()
            self.armed, self.focus, self.over = None, None, False
        elif any(self.work.review.label_of(pair.pair_id) is not None for pair in self.pairs):
            self._next()

    def skip(self) -> None:
        """Another sheet, of the next pair of another image; this one stays open."""
        review, here = self.work.review, self.anchor
        ahead = [pair for pair in review.upcoming(review.batch.size) if here not in (pair.left, pair.right)]
        if ahead:
            review.go(ahead[0].position)
            self._next()

    def press(self, event: QKeyEvent) -> bool:
        """Keys of the corners while a grade waits for its picture; Esc takes the last thing begun back."""
        place = place_of(event)
        if self.armed is not None and place is not None:
            self._give(place, *self.armed)
            self.armed = None
            return True
        other = next((code for id, code in _OTHERS.items() if means(event, id)), None)
        if other is not None:
            self.grade(other, False)
            return True
        if event.key() == Qt.Key.Key_Escape and (self.armed is not None or self.focus is not None):
            self.armed = self.focus = None
            return True
        return super().press(event)


def place_of(event: QKeyEvent, platform: str = sys.platform) -> int | None:
    """Which candidate the key in a corner names: by its sign, else by its place in the digit row."""
    key = event.key()
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or key == Qt.Key.Key_Minus:
        return PLACES.index(chr(key))
    place = event.nativeScanCode() - _SCAN_CODES.get(platform, 1 << 30)
    return place if 0 <= place < len(PLACES) else None
