"""Group view: the images that answers join, and those that an open pair joins to them; graded many at once."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.core.grading import group_acts
from app.core.grading.group_acts import HUB, MOST
from app.core.records import BatchPair, Grade
from app.gui.modes.grid_mode import GridMode, act_of
from app.gui.pair_facts import OPEN
from app.gui.pair_loader import sides
from app.gui.texts import tr
from app.gui.widgets.tile_grid import Tile
from app.gui.work import Work


class Group(GridMode):
    """`marked` images are graded against all others; without a mark the framed one is."""

    name = "group"

    def __init__(self, work: Work, pair: BatchPair) -> None:
        super().__init__(work)
        whole = group_acts.connected(work.review, sides(pair))
        self.images, self.more = whole[:MOST], len(whole) - MOST
        self.marked: list[int] = []

    @property
    def title(self) -> str:
        """How many images, in how many groups."""
        parts = group_acts.parts(self.work.review.closure, self.images)
        sizes = tr("{count} images", count=len(self.images))
        if self.more > 0:
            sizes = tr("{count} of {all:,} images", count=len(self.images), all=len(self.images) + self.more)
        if len(parts) == 1:
            return tr("Group: {images}, all joined by your answers", images=sizes)
        return tr("Group: {images} in {count} groups so far", images=sizes, count=len(parts))

    @property
    def hint(self) -> str:
        """What the keys do now."""
        if self.marked:
            return tr(
                "1: the marked are one group. 2, 3, 4: the marked against all others; 3 splits them off. "
                "Space: mark or not. Esc: no marks."
            )
        if self.focus is not None:
            return tr("1 to 4: the framed picture against all others. Space marks it. Enter: all are ND.")
        return tr("Arrows choose a picture, Space marks it. Enter: all are ND, as one step. Esc: back to the pairs.")

    def tiles(self) -> Sequence[Tile]:
        """The images: their group as a letter, how many were joined to a hub, what holds with the framed one."""
        closure = self.work.review.closure
        parts = group_acts.parts(closure, self.images)
        letter = {image: _letter(number) for number, part in enumerate(parts) for image in part}
        chosen = self.images[self.focus] if self.focus is not None and self.focus < len(self.images) else None
        found = []
        for image in self.images:
            degree = closure.degree(image)
            words = tr("hub: joined to {count}", count=degree) if degree >= HUB else self._name(image)
            code = self._code(chosen, image) if chosen is not None and image != chosen else ""
            found.append(Tile((image,), letter[image], code, words, image in self.marked, settled=True))
        return found

    def _name(self, image: int) -> str:
        if self.work.story.level != OPEN:
            return " "
        return self.work.story.name(image)

    def _code(self, one: int, other: int) -> str:
        closure = self.work.review.closure
        grade = closure.grade(one, other)
        if grade is None:
            verdict = closure.verdict(min(one, other), max(one, other))
            grade = verdict.grade if verdict is not None and not verdict.waits else None
        return grade.value if grade is not None else ""

    def grade(self, code: str, low_confidence: bool) -> None:
        """Join the marked; or grade them, or the framed one, against all others."""
        chosen = self.marked or ([self.images[self.focus]] if self.focus is not None else [])
        rest = [image for image in self.images if image not in chosen]
        if not chosen or not (rest or self.marked):
            return
        review = self.work.review
        asked = group_acts.asked_among(review, self.images)
        if code == Grade.ND:
            ends = group_acts.joined(review.closure, self.marked or [*chosen, *rest], asked)
        else:
            ends = group_acts.told_apart(review.closure, chosen, rest, asked)
        self._act(ends, code, low_confidence)

    def accept(self) -> None:
        """All are one group: ND for as few pairs as join them."""
        review = self.work.review
        asked = group_acts.asked_among(review, self.images)
        self._act(group_acts.joined(review.closure, self.images, asked), Grade.ND.value, low_confidence=False)
        self.over = not self.acts

    def _act(self, ends: Sequence[tuple[int, int]], code: str, low_confidence: bool) -> None:
        ids = self.work.project.pairs.ids([left for left, _ in ends], [right for _, right in ends]).tolist()
        act = act_of(code, self.name, low_confidence=low_confidence)
        review = self.work.review
        self.acts = [(review.pair_of(id, *pair), act) for id, pair in zip(ids, ends, strict=True)]

    def stored(self) -> None:
        """The marks have served."""
        super().stored()
        self.marked = []

    def press(self, event: QKeyEvent) -> bool:
        """Space marks the framed picture; Esc takes the marks off first."""
        if event.key() == Qt.Key.Key_Space:
            if self.focus is not None:
                image = self.images[self.focus]
                self.marked = [i for i in self.marked if i != image] if image in self.marked else [*self.marked, image]
            return True
        if event.key() == Qt.Key.Key_Escape and self.marked:
            self.marked = []
            return True
        return super().press(event)


def _letter(number: int) -> str:
    """A, B, ... Z, A1, B1, ..."""
    turn, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn) if turn else "")
