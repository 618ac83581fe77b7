"""GridMode: what a screen of tiles shows and what its keys mean; it stores nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.core.records import SCALE, Act, BatchPair, Kind
from app.gui.grade_keys import grade_of
from app.gui.keys import keys_of
from app.gui.widgets.tile_grid import Tile
from app.gui.work import Work

Acts = list[tuple[BatchPair, Act]]


class GridMode:
    """One screen of tiles. `focus` is the tile the arrows chose, None before the first arrow.

    `acts` after a key: answers to store now, as one step. `over`: the screen is done with, back to the pairs.
    """

    name = ""  # the mode that is stored with its answers

    def __init__(self, work: Work) -> None:
        self.work = work
        self.focus: int | None = None
        self.acts: Acts = []
        self.over = False

    @property
    def title(self) -> str:
        """What is on the screen."""
        raise NotImplementedError

    @property
    def hint(self) -> str:
        """What the keys do now."""
        raise NotImplementedError

    def tiles(self) -> Sequence[Tile]:
        """What the grid shows."""
        raise NotImplementedError

    def grade(self, code: str, low_confidence: bool) -> None:
        """A grade key was pressed."""
        raise NotImplementedError

    def accept(self) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def stored(self) -> None:
        """The answers of `acts` are on disk."""
        self.acts = []

    def changed(self) -> None:
        """Answers were undone, redone or written by a job."""

    def press(self, event: QKeyEvent) -> bool:
        """A key was pressed that the grid does not know; whether it means something here."""
        graded = grade_of(event)
        if graded is not None:
            self.grade(graded[0].code, graded[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            return False
        return True


def act_of(code: str, mode: str, *, low_confidence: bool = False, bad_side: str | None = None) -> Act:
    """The answer with this code: one of the scale, `unsure` or `bad`."""
    if code in (Kind.UNSURE, Kind.BAD):
        return Act(Kind(code), bad_side=bad_side if code == Kind.BAD else None, mode=mode)
    choice = next(choice for choice in SCALE if choice.code == code)
    return Act(grade=choice.grade, lookalike=choice.lookalike, low_confidence=low_confidence, mode=mode)


def means(event: QKeyEvent, id: str) -> bool:
    """Whether this key is one that the action has now."""
    pressed = QKeySequence(event.keyCombination())
    return any(QKeySequence(key) == pressed for key in keys_of(id))
