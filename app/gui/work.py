"""Work: the batch being graded by one person: acts go to the core, what comes back is a sentence for the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.grading.blindness import make_blinder, next_level
from app.core.grading.review import HistoryEntry, Review
from app.core.records import Act, Batch, BatchPair, Image, Kind, Label
from app.gui import review_words as words
from app.gui.drafts import Drafts
from app.gui.pair_facts import code_of
from app.gui.pair_story import PairStory
from app.gui.trail import Trail
from app.gui.walk import Walk

if TYPE_CHECKING:
    from app.core.store.project import Project


class Work:
    """A Review with what the page keeps beside it. Every act is on disk when its method returns.

    While there is a `walk`, its pairs are shown instead of those of the batch in their order.
    """

    def __init__(self, project: Project, annotator: str, batch: Batch, image: Callable[[int], Image]) -> None:
        self.project = project
        self.review = Review(project, annotator, batch)
        self.walk: Walk | None = None
        self.trail = Trail(self.review)
        self.story = PairStory(project, self.review, image)
        self.drafts = Drafts()
        self._steps: dict[str, str] | None = None  # read again after every act

    @property
    def pair(self) -> BatchPair | None:
        """The pair to show, None when the batch is done."""
        return self.review.current if self.walk is None else self.walk.current

    @property
    def label(self) -> Label | None:
        """This annotator's answer to the pair shown."""
        return None if self.pair is None else self.review.label_of(self.pair.pair_id)

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
        """Which needs of actions are met: batch, pair, undo, redo, unsealed (for sheets), blinder."""
        review = self.review
        there = {"batch": review, "pair": self.pair, "asked": self.pair,
                 "unsealed": None if review.batch.sealed else review,
                 "blinder": self.pair and next_level(review)}  # fmt: skip
        return frozenset(word for word, thing in there.items() if thing is not None) | self.steps.keys()

    @property
    def steps(self) -> Mapping[str, str]:
        """What undo and redo would do, as a menu names it, by the id of the action; only what there is."""
        if self._steps is None:
            there = {"undo": self.review.undo_entry(), "redo": self.review.redo_entry()}
            self._steps = {id: words.step(id, entry, self.names_of(entry)) for id, entry in there.items() if entry}
        return self._steps

    def answer(self, act: Act, *, stay: bool = False) -> str:
        """Store the answer to the pair shown and move to the next open one, or `stay`; UserError: nothing happened."""
        pair = self.pair
        assert pair is not None
        names, (tags, note) = self.story.names(pair), self.extras
        whole = replace(act, tags=tags, note=note, degree=self.drafts.degree(pair, self.label, act))
        if self.walk is not None:
            self.review.answer_many([(pair.pair_id, replace(whole, mode=self.walk.mode))], swapped=pair.swapped)
        else:
            self.review.answer(whole)
        self.drafts.drop(pair)
        if stay:
            self.stay_at(pair)
        elif self.walk is not None:
            self._step_on()
        self._passed([pair])
        return words.answered(act, names)

    def answer_many(self, acts: Sequence[tuple[BatchPair, Act]]) -> HistoryEntry | None:
        """Store these answers as one step; what undo would take back then. UserError: nothing happened."""
        self.review.answer_many([(pair.pair_id, act) for pair, act in acts])
        self._passed([pair for pair, _ in acts])
        return self.review.undo_entry()

    def stay_at(self, pair: BatchPair) -> None:
        """Keep this pair on the screen although it is answered."""
        if self.walk is None:
            self.review.go(pair.position)

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
        """Put the pair shown behind the rest; in a walk, leave it out."""
        pair, was_answered = self.pair, self.label is not None
        assert pair is not None
        if self.walk is not None:
            self._step_on()
            return words.left_out()
        self.review.later()
        self._passed([pair])
        return words.put_off(was_answered=was_answered, alone=self.pair == pair)

    def make_blinder(self) -> str:
        """Hide more of the pairs that are left, for good; UserError: nothing happened."""
        batch = make_blinder(self.project, self.review)
        self.walk = None  # the order of its pairs may tell how near they are
        self._reread()
        return words.made_blinder(batch.blindness)

    def undo(self) -> str:
        """Take back this annotator's last act, wherever it was."""
        return words.undone(*self._reverse(self.review.undo_entry(), self.review.undo))

    def redo(self) -> str:
        """Bring back what was undone last."""
        return words.redone(*self._reverse(self.review.redo_entry(), self.review.redo))

    def _reverse(
        self, entry: HistoryEntry | None, reverse: Callable[[], object]
    ) -> tuple[HistoryEntry | None, tuple[str, ...]]:
        reverse()
        if self.walk is not None and (entry is None or not self.walk.return_to(entry.pair_id or 0)):
            self.walk = None
        elif self.walk is not None and self.label is not None:
            self._step_on()
        self._reread()
        return entry, self.names_of(entry)

    def names_of(self, entry: HistoryEntry | None) -> tuple[str, ...]:
        """The file names of the pair of an act on one pair, where they may be seen."""
        if entry is None or entry.pairs > 1 or entry.position is None:
            return ()
        return self.story.names(self.review.pair(entry.position))

    # -- walking -------------------------------------------------------------------------------------------------

    def go(self, position: int) -> None:
        """Show the pair at this place of the batch; a walk goes on only where it shows that pair."""
        if self.walk is not None and self.pair is not None and self.pair.position == position:
            return
        self.walk = None
        self.review.go(position)

    def go_to_stop(self, place: int) -> None:
        """Show the pair that the strip has at this place: of the walk, else of the batch."""
        if self.walk is not None:
            self.walk.at = place
        else:
            self.review.go(place)

    def go_on(self) -> None:
        """Show the pair where this annotator stopped."""
        self.walk = None
        ahead = self.review.upcoming(1)
        if ahead:
            self.review.go(ahead[0].position)

    def previous(self) -> None:
        """Walk back."""
        if self.walk is not None:
            self.walk.back()
        else:
            self.review.previous()

    def next_(self) -> None:
        """Walk forward; from the last pair of a walk back to the batch."""
        if self.walk is not None:
            self._step_on()
        else:
            self.review.next_()

    def _step_on(self) -> None:
        assert self.walk is not None
        self.walk.forward()
        if self.walk.current is None:
            self.walk = None

    def refresh(self) -> None:
        """A job has written labels or images."""
        self.review.refresh()
        self._reread()

    def _passed(self, pairs: Sequence[BatchPair]) -> None:
        places = [pair.position for pair in pairs if pair.position >= 0]
        for place in (*places, *self.review.passed_over):
            self.trail.passed(place)
        self.story.forget_relations()
        self._steps = None

    def _reread(self) -> None:
        self.trail.read()
        self.story.forget_relations()
        self._steps = None
