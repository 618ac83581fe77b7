"""Work: the batch being graded by one person: acts go to the core, what comes back is a sentence for the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.grading.review import Review
from app.core.records import Act, Batch, BatchPair, Image, Kind, Label
from app.gui import review_words as words
from app.gui.drafts import Drafts
from app.gui.pair_facts import code_of
from app.gui.pair_story import PairStory
from app.gui.trail import Trail

if TYPE_CHECKING:
    from app.core.store.project import Project


class Work:
    """A Review with what the page keeps beside it. Every act is on disk when its method returns."""

    def __init__(self, project: Project, annotator: str, batch: Batch, image: Callable[[int], Image]) -> None:
        self.review = Review(project, annotator, batch)
        self.trail = Trail(self.review)
        self.story = PairStory(project, self.review, image)
        self.drafts = Drafts()

    @property
    def pair(self) -> BatchPair | None:
        """The pair to show, None when the batch is done."""
        return self.review.current

    @property
    def label(self) -> Label | None:
        """This annotator's answer to the pair shown."""
        return None if self.pair is None else self.review.label(self.pair.position)

    def answer_as_shown(self, left: int) -> tuple[str, bool, str]:
        """Code, low confidence and bad side of the answer, with image `left` on the left of the screen."""
        pair, label = self.pair, self.label
        if pair is None or label is None:
            return "", False, ""
        bad = {"left": pair.left, "right": pair.right}.get(label.bad_side or "")
        side = "" if bad is None else "left" if bad == left else "right"
        return code_of(label), label.low_confidence, side

    @property
    def extras(self) -> tuple[tuple[str, ...], str]:
        """Tags and note of the pair shown."""
        return ((), "") if self.pair is None else self.drafts.of(self.pair, self.label)

    @property
    def needs_met(self) -> frozenset[str]:
        """Which needs of actions are met: batch, pair, undo, redo."""
        review = self.review
        there = {"batch": review, "pair": review.current, "undo": review.undo_text, "redo": review.redo_text}
        return frozenset(word for word, thing in there.items() if thing is not None)

    def answer(self, act: Act, *, stay: bool = False) -> str:
        """Store the answer to the pair shown and move to the next open one, or `stay`; UserError: nothing happened."""
        pair = self.pair
        assert pair is not None
        names, (tags, note) = self.story.names(pair), self.extras
        self.review.answer(replace(act, tags=tags, note=note))
        self.drafts.drop(pair)
        if stay:
            self.review.go(pair.position)
        self._passed(pair)
        return words.answered(act, names)

    def write(self, purpose: str, line: str) -> Act | None:
        """Take a line as tags or note of the pair shown; if it is answered, the act that answers so again."""
        pair, label = self.pair, self.label
        assert pair is not None
        self.drafts.write(pair, label, purpose, line)
        if label is None:
            return None
        kind = label.kind if label.kind in (Kind.UNSURE, Kind.BAD) else Kind.GRADE
        return Act(kind, label.grade, label.lookalike, label.low_confidence, label.bad_side)

    def later(self) -> str:
        """Put the pair shown behind the rest."""
        pair, was_answered = self.pair, self.label is not None
        assert pair is not None
        self.review.later()
        self._passed(pair)
        return words.put_off(was_answered=was_answered, alone=self.pair == pair)

    def undo(self) -> str:
        """Take back this annotator's last act, wherever it was."""
        entry = next((entry for entry in reversed(self.review.history()) if not entry.undone), None)
        self.review.undo()
        self._reread()
        return words.undone(entry)

    def redo(self) -> str:
        """Bring back what was undone last."""
        code = self.review.redo()
        self._reread()
        return words.redone(code)

    def refresh(self) -> None:
        """A job has written labels or images."""
        self.review.refresh()
        self._reread()

    def _passed(self, pair: BatchPair) -> None:
        self.trail.passed(pair.position)
        self.story.forget_relations()

    def _reread(self) -> None:
        self.trail.read()
        self.story.forget_relations()
