"""Surroundings: what stands around the pair and may follow it a moment later: strip, counters, words, prefetching."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from app.gui.comparing import Comparing
from app.gui.pair_facts import SEALED
from app.gui.pair_loader import BEHIND, PairLoader, sides
from app.gui.widgets.inspector import PairFacts
from app.gui.widgets.review_frame import ReviewFrame
from app.gui.work import Work

IDLE_MS = 350  # a pair that rests this long on the screen gets its relations


class Surroundings(QObject):
    """Keeps the frame around the canvas true to `work`; the caller says when."""

    def __init__(self, frame: ReviewFrame, loader: PairLoader, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._loader = frame, loader
        self.work: Work | None = None
        self.comparing = Comparing(frame.canvas, loader, self)
        self.comparing.compared.connect(self.describe)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._relate)

    def leave(self) -> None:
        """Another pair is about to be shown."""
        self._frame.relink.offer(None)
        self.comparing.sealed = self.work is not None and self.work.story.level == SEALED
        self._idle.stop()

    def files_moved(self) -> None:
        """What could not be compared may be there now."""
        self.comparing.try_again()

    def close(self) -> None:
        """End the process that compares."""
        self.comparing.close()

    def follow(self) -> None:
        """Everything that comes after a pair, or the end of the batch, is on the screen."""
        if self.work is None:
            return
        review, trail, strip = self.work.review, self.work.trail, self._frame.strip
        walk = self.work.walk
        before, here, after = trail.of_walk(walk, strip.each_side) if walk else trail.around(strip.each_side)
        if here is None:
            strip.clear()
            self._frame.done.show_summary(review.batch, review.progress())
        else:
            strip.show_stops(before, here, after)
            pair_at = walk.pairs.__getitem__ if walk else review.pair
            behind = [pair_at(stop.position) for stop in before[-BEHIND:]]
            ahead = [pair_at(stop.position) for stop in after]
            shown = (*before, here, *after)
            self._loader.prefetch(ahead, behind, [id for stop in shown for id in (stop.left, stop.right)])
            self.comparing.expect(ahead)
        self._frame.panel.show_walk(walk.title if walk else "", walk.left if walk else 0)
        self._frame.panel.show_progress(review.progress(), walking=self._walking, revealed=review.revealed)
        self._frame.panel.show_first(first=review.untried)
        self.mark()
        self.describe()
        self._idle.start()

    def count(self) -> None:
        """Bring the counters up to date; there is no pair on the screen."""
        if self.work is not None:
            review = self.work.review
            self._frame.panel.show_walk("", 0)
            self._frame.panel.show_progress(review.progress(), walking=False, revealed=review.revealed)

    @property
    def _walking(self) -> bool:
        return self.work is not None and (self.work.walk is not None or self.work.trail.walking)

    def mark(self) -> None:
        """Show on the grade bar what the pair is answered."""
        left = self._frame.canvas.left
        if self.work is not None and left is not None:
            code, doubtful, bad_side = self.work.answer_as_shown(left.id)
            self._frame.grades.show_answer(code, doubtful=doubtful, bad_side=bad_side)

    def describe(self, *, relations: bool = False) -> None:
        """Show in the inspector what may be said of the pair, sides as they are on the screen."""
        left = self._frame.canvas.left
        facts = PairFacts()
        if self.work is not None and self.work.pair is not None:
            self._frame.relink.offer(self.work.story.lost(self.work.pair))
            flipped = left is not None and left.id != sides(self.work.pair)[0]
            facts = self.work.story.facts(self.work.pair, self.work.extras, flipped=flipped, with_relations=relations)
            found = self.comparing.finding
            facts = replace(facts, remarks=[*facts.remarks, found]) if found else facts
        self._frame.inspector.show_facts(facts)

    def _relate(self) -> None:
        """Add the relations. They cost a pass over all answers: the longer that takes, the longer it waits."""
        begun = time.monotonic()
        self.describe(relations=True)
        self._idle.setInterval(max(IDLE_MS, round(20_000 * (time.monotonic() - begun))))
