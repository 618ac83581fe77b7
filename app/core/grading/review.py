"""Review: one annotator's way through one batch. What is shown, what comes next, undo, redo, history.

Everything durable is in the label table: a Review is rebuilt from it, so a restart goes on where the last one ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from app.core.grading import progress
from app.core.grading.adjudication import as_meant
from app.core.grading.answered import Answered, code_of
from app.core.grading.blindness import shown_before
from app.core.grading.closure import Closure
from app.core.grading.progress import ReviewProgress, Today
from app.core.records import Act, Batch, BatchPair, Grade, Kind, Label

if TYPE_CHECKING:
    from app.core.store.labels import By, Step
    from app.core.store.project import Project

ELSEWHERE = -1  # the position of a pair that is not in the batch

__all__ = ["ELSEWHERE", "HistoryEntry", "Review", "ReviewProgress"]


@dataclass(frozen=True)
class HistoryEntry:
    """One act of this annotator: `text` is a code of the scale, "unsure", "bad" or "later"; `pairs` its size.

    `position` is the place of its (first) pair in this batch, None when it is elsewhere; `mode` how it was given.
    """

    step: str
    text: str
    position: int | None
    pairs: int
    at: str
    undone: bool
    mode: str = "pair"
    pair_id: int | None = None


class Review:
    """The current pair of a batch for one annotator; every act is one transaction, on disk when it returns.

    `position` is the place in the batch of the pair shown, None when every pair is answered and none was chosen.
    `passed_over` are the places that the last act let be passed over, as their grades follow from it. `shown`: pairs of
    which everything was shown; whoever shows it adds them, and they stay revealed in a batch that is made blinder.
    """

    def __init__(self, project: Project, annotator: str, batch: Batch) -> None:
        self.annotator = annotator
        self.batch = batch
        self.position: int | None = None
        self.passed_over: list[int] = []
        self._labels = project.labels
        self._answered = Answered(project, annotator, batch)
        self._pairs = self._answered.pairs
        self.shown = shown_before(project, annotator, batch, self._pairs)
        self._today = Today()
        self._was_complete = self.complete
        self.position = self._next()

    def refresh(self) -> None:
        """Read the labels again, after a job wrote some; the pair shown stays."""
        self._answered.read()
        self._today.forget()
        self._was_complete |= self.complete

    def follow(self, project: Project, batch: Batch) -> None:
        """The batch was made blinder; the pair shown stays."""
        self.batch = batch
        self._answered = Answered(project, self.annotator, batch)
        self._pairs = self._answered.pairs
        self.shown |= shown_before(project, self.annotator, batch, self._pairs)

    @property
    def current(self) -> BatchPair | None:
        """The pair shown, None when the batch is done."""
        return None if self.position is None else self._pairs[self.position]

    @property
    def complete(self) -> bool:
        """Whether every pair of the batch is answered, or follows from the answers."""
        return not self._answered.open

    @property
    def left(self) -> int:
        """Pairs of the batch still to be asked."""
        return len(self._answered.open)

    @property
    def untried(self) -> bool:
        """Whether this annotator has done nothing in the project yet."""
        return not self._answered.steps

    @property
    def revealed(self) -> bool:
        """Whether distance, why and the others' grades may be shown: open; blind once complete; sealed never.

        Grades given while this holds are marked, as they are not independent any more.
        """
        return self.batch.blindness == "open" or (self.batch.blindness == "blind" and self._was_complete)

    @property
    def closure(self) -> Closure:
        """What this annotator's answers say of other pairs; look at it only."""
        return self._answered.inferences.closure

    def pair(self, position: int) -> BatchPair:
        """The pair at this place of the batch."""
        return self._pairs[position]

    def pair_of(self, pair_id: int, left: int, right: int) -> BatchPair:
        """Any pair by its id and images: its place in the batch, or one that is nowhere in it."""
        place = self._answered.place.get(pair_id)
        if place is not None:
            return self._pairs[place]
        return BatchPair(self.batch.id, ELSEWHERE, pair_id, left, right, None, "", "", "", None, False)

    def label(self, position: int) -> Label | None:
        """This annotator's live answer to the pair at this place."""
        return self._answered.label(position)

    def label_of(self, pair_id: int) -> Label | None:
        """This annotator's live answer to any pair."""
        return self._answered.labels.get(pair_id)

    def inferred(self, position: int) -> Grade | None:
        """The grade with which the pair at this place is passed over; None: it was answered or is to be asked."""
        return self._answered.inferences.grade(position) if self.label(position) is None else None

    def labels(self, position: int) -> list[Label]:
        """Every annotator's live answer to the pair at this place, oldest first; show it only where `revealed`."""
        return self.labels_of(self._pairs[position].pair_id)

    def labels_of(self, pair_id: int) -> list[Label]:
        """The same of any pair."""
        if pair_id in self._answered.again and self.label_of(pair_id) is None:
            return []  # whoever sees the first answer does not give a second one of his own
        return self._labels.of_pair(pair_id)

    def answer(self, act: Act) -> BatchPair | None:
        """Store the answer to the pair shown, move to the next open one and return it."""
        if self.current is None:
            raise ValueError("no pair is shown")
        self._store([(self.current.pair_id, act)])
        self.position = self._next()
        return self.current

    def answer_many(self, acts: Sequence[tuple[int, Act]], *, swapped: bool | None = None) -> None:
        """Store the answers to these pairs (ids), of this batch or not, as one step; an open pair shown stays.

        `swapped`: whether the right image was shown on the left, where that differs from the batch.
        """
        self._store(acts, swapped=swapped)
        if self.position is None or not self._is_open(self.position):
            self.position = self._next()

    def later(self) -> BatchPair | None:
        """Put the pair shown after the rest, move on and return the next; an answered pair keeps its answer."""
        if self.position is not None and self._is_open(self.position):
            return self.answer(Act(kind=Kind.LATER))
        self.position = self._next()
        return self.current

    def undo(self) -> str | None:
        """Take back this annotator's last act, show its pair, return what was undone; None when there is nothing."""
        step = self._reversed(self._labels.undo(self._by()), undone=True)
        if step is None:
            return None
        place = self._position_of(step)
        if place is not None or self.position is None or not self._is_open(self.position):
            self.position = self._next() if place is None else place
        return step.text

    def redo(self) -> str | None:
        """Bring back the act undone last and move on as it did, return what it was; None when there is nothing."""
        step = self._reversed(self._labels.redo(self._by()), undone=False)
        if step is None:
            return None
        place = self._position_of(step)
        if place is not None or (self.position is not None and not self._is_open(self.position)):
            self.position = self.position if place is None else place
            self.position = self._next()
        return step.text

    @property
    def undo_text(self) -> str | None:
        """What `undo` would take back ("ND"), for the menu; None when there is nothing."""
        return self._text(self._labels.next_undo(self.annotator))

    @property
    def redo_text(self) -> str | None:
        """What `redo` would bring back; None when there is nothing."""
        return self._text(self._labels.next_redo(self.annotator))

    def undo_entry(self) -> HistoryEntry | None:
        """The act that `undo` would take back."""
        return self._entry(self._labels.next_undo(self.annotator))

    def redo_entry(self) -> HistoryEntry | None:
        """The act that `redo` would bring back."""
        return self._entry(self._labels.next_redo(self.annotator))

    def go(self, position: int) -> BatchPair:
        """Show the pair at this place, answered or not."""
        self.position = self._pairs[position].position
        return self._pairs[position]

    def previous(self) -> BatchPair | None:
        """Walk back through what was answered or put off, in the order of the acts; stays at the first."""
        trail = self._answered.trail()
        here = trail.index(self.position) if self.position in trail else len(trail)
        if trail:
            self.position = trail[max(0, here - 1)]
        return self.current

    def next_(self) -> BatchPair | None:
        """Walk forward through what was answered or put off; after the last comes the next open pair."""
        trail = self._answered.trail()
        here = trail.index(self.position) + 1 if self.position in trail else len(trail)
        self.position = trail[here] if here < len(trail) else self._next()
        return self.current

    def history(self) -> list[HistoryEntry]:
        """This annotator's acts in the project, oldest first, undone ones marked."""
        return [self._entry_of(step) for step in self._answered.steps.values()]

    def answered(self) -> list[Label]:
        """This annotator's live answers to pairs of this batch, and those given in it to others, newest first."""
        of_batch = self._answered.place
        found = [label for label in self._answered.labels.values()
                 if label.pair_id in of_batch or label.batch_id == self.batch.id]  # fmt: skip
        return sorted(found, key=lambda label: -label.id)

    def upcoming(self, count: int) -> list[BatchPair]:
        """The pairs that follow the one shown if it is answered now, for prefetching."""
        return [self._pairs[position] for position in islice(self._ahead(), count)]

    def open_pairs(self) -> list[BatchPair]:
        """The pairs that are neither answered nor passed over, in the order of the batch."""
        return [self._pairs[position] for position in sorted(self._answered.open)]

    def progress(self) -> ReviewProgress:
        """The counters, from memory: cheap enough for every key press."""
        counted = self._answered.counts
        acts = self._answered.steps.values()
        answered = len(self._pairs) - len(self._answered.open)
        return ReviewProgress(
            answered=answered,
            total=len(self._pairs),
            today=self._today.count(reversed(acts), datetime.now().astimezone()),
            per_minute=progress.per_minute(reversed(acts)),
            by_code={code: counted[code] for code in progress.CODES},
            yield_last_100=progress.yield_last_100(reversed(acts)),
            inferred=answered - counted.total(),
        )

    def _store(self, acts: Sequence[tuple[int, Act]], *, swapped: bool | None = None) -> None:
        from app.core.store.labels import Step

        acts = [(pair_id, as_meant(act, self.batch)) for pair_id, act in acts]
        by = self._by(pair_id for pair_id, _ in acts)
        uuid, now = self._labels.answer(acts, replace(by, swapped=swapped))
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        act = acts[0][1]
        pair_ids = tuple(pair_id for pair_id, _ in acts)
        step = Step(uuid, act.kind, code_of(act), pair_ids, self.batch.id, False, at, mode=act.mode)
        self._take_in(step, now)
        self._today.add(step)

    def _take_in(self, step: Step, now: Mapping[int, Label] | None = None) -> None:
        self.passed_over = self._answered.take_in(step, now)
        self._was_complete |= self.complete

    def _by(self, pair_ids: Iterable[int] = ()) -> By:
        from app.core.store.labels import By

        return By(self.annotator, self.batch, revealed=self.revealed or not self.shown.isdisjoint(pair_ids))

    def _reversed(self, uuid: str | None, *, undone: bool) -> Step | None:
        if uuid is None:
            return None
        step = self._answered.reversed(uuid, undone=undone)
        self._take_in(step)
        self._today.forget()
        return step

    def _is_open(self, position: int) -> bool:
        return position in self._answered.open

    def _ahead(self) -> Iterator[int]:
        """Open pairs in the order they come: those that much waits for, then after the one shown, before it, put off.

        Nothing tells a pair that much waits for from any other: where it comes says nothing of what is expected.
        """
        here = -1 if self.position is None else self.position
        put_off, is_open = self._answered.postponed, self._answered.open
        first = [place for place in self._answered.inferences.checks(self._is_open)
                 if place != here and place not in put_off]  # fmt: skip
        yield from first
        for position in (*range(here + 1, len(self._pairs)), *range(max(here, 0))):
            if position in is_open and position not in put_off and position not in first:
                yield position
        yield from (place for place in put_off if place != here and place in is_open)

    def _next(self) -> int | None:
        """The open pair to show after the one shown; that one itself when it is the last one open."""
        alone = self.position if self.position is not None and self._is_open(self.position) else None
        return next(self._ahead(), alone)

    def _position_of(self, step: Step) -> int | None:
        places = self._answered.place
        return next((places[pair_id] for pair_id in step.pair_ids if pair_id in places), None)

    def _text(self, uuid: str | None) -> str | None:
        entry = self._entry(uuid)
        return None if entry is None else entry.text

    def _entry(self, uuid: str | None) -> HistoryEntry | None:
        if uuid is not None and uuid not in self._answered.steps:
            self.refresh()
        return None if uuid is None else self._entry_of(self._answered.steps[uuid])

    def _entry_of(self, step: Step) -> HistoryEntry:
        first = step.pair_ids[0] if step.pair_ids else None
        place = self._position_of(step)
        return HistoryEntry(step.step, step.text, place, len(step.pair_ids), step.at, step.undone, step.mode, first)
