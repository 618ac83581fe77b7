"""Review: one annotator's way through one batch. What is shown, what comes next, undo, redo, history.

Everything durable is in the label table: a Review is rebuilt from it, so a restart goes on where the last one ended.
What is kept here are the batch and this annotator's live answers and acts, so that a key press costs one transaction
and no scan of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from app.core.grading import progress
from app.core.grading.progress import ReviewProgress, Today
from app.core.records import AGAIN, Act, Batch, BatchPair, Kind, Label

if TYPE_CHECKING:
    from app.core.store.labels import By, Step
    from app.core.store.project import Project

__all__ = ["HistoryEntry", "Review", "ReviewProgress"]


@dataclass(frozen=True)
class HistoryEntry:
    """One act of this annotator: `text` is a code of the scale, "unsure", "bad" or "later"; `pairs` its size.

    `position` is the place of its (first) pair in this batch, None when it is elsewhere.
    """

    step: str
    text: str
    position: int | None
    pairs: int
    at: str
    undone: bool


class Review:
    """The current pair of a batch for one annotator; every act is one transaction, on disk when it returns.

    `position` is the place in the batch of the pair shown, None when every pair is answered and none was chosen.
    """

    def __init__(self, project: Project, annotator: str, batch: Batch) -> None:
        self.annotator = annotator
        self.batch = batch
        self.position: int | None = None
        self._labels = project.labels
        self._pairs = project.pairs.batch_pairs(batch.id)
        self._place = {pair.pair_id: pair.position for pair in self._pairs}
        self._again = {pair.pair_id for pair in self._pairs if pair.stratum.startswith(AGAIN)}
        self._was_complete = False
        self._today = Today()
        self.refresh()
        self.position = self._next()

    def refresh(self) -> None:
        """Read the labels again, after a job wrote some; the pair shown stays."""
        self._answers = self._current()
        self._steps = {step.step: step for step in self._labels.steps(self.annotator)}  # in the order of the acts
        self._find_postponed()
        self._today.forget()
        self._was_complete |= self.complete

    def _current(self) -> dict[int, Label]:
        """This annotator's live answers; of the pairs this batch asks again only those given in it."""
        answers = self._labels.current(self.annotator)
        return {pair_id: label for pair_id, label in answers.items() if self._counts(label)}

    def _counts(self, label: Label) -> bool:
        return label.pair_id not in self._again or label.batch_id == self.batch.id

    @property
    def current(self) -> BatchPair | None:
        """The pair shown, None when the batch is done."""
        return None if self.position is None else self._pairs[self.position]

    @property
    def complete(self) -> bool:
        """Whether every pair of the batch is answered."""
        return all(pair.pair_id in self._answers for pair in self._pairs)

    @property
    def revealed(self) -> bool:
        """Whether distance, why and the others' grades may be shown: open; blind once complete; sealed never.

        Grades given while this holds are marked, as they are not independent any more.
        """
        return self.batch.blindness == "open" or (self.batch.blindness == "blind" and self._was_complete)

    def pair(self, position: int) -> BatchPair:
        """The pair at this place of the batch."""
        return self._pairs[position]

    def label(self, position: int) -> Label | None:
        """This annotator's live answer to the pair at this place."""
        return self._answers.get(self._pairs[position].pair_id)

    def labels(self, position: int) -> list[Label]:
        """Every annotator's live answer to the pair at this place, oldest first; show it only where `revealed`."""
        if self._pairs[position].pair_id in self._again and self._is_open(position):
            return []  # whoever sees the first answer does not give a second one of his own
        return self._labels.of_pair(self._pairs[position].pair_id)

    def answer(self, act: Act) -> BatchPair | None:
        """Store the answer to the pair shown, move to the next open one and return it."""
        return self._act(act)

    def later(self) -> BatchPair | None:
        """Put the pair shown after the rest, move on and return the next; an answered pair keeps its answer."""
        if self.position is not None and self._is_open(self.position):
            return self._act(Act(kind=Kind.LATER))
        self.position = self._next()
        return self.current

    def undo(self) -> str | None:
        """Take back this annotator's last act, show its pair, return what was undone; None when there is nothing."""
        step = self._reversed(self._labels.undo(self._by()), undone=True)
        if step is None:
            return None
        place = self._position_of(step)
        if place is not None or self.position is None:
            self.position = self._next() if place is None else place
        return step.text

    def redo(self) -> str | None:
        """Bring back the act undone last and move on as it did, return what it was; None when there is nothing."""
        step = self._reversed(self._labels.redo(self._by()), undone=False)
        if step is None:
            return None
        place = self._position_of(step)
        if place is not None:
            self.position = place
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

    def go(self, position: int) -> BatchPair:
        """Show the pair at this place, answered or not."""
        self.position = self._pairs[position].position
        return self._pairs[position]

    def previous(self) -> BatchPair | None:
        """Walk back through what was answered or put off, in the order of the acts; stays at the first."""
        trail = self._trail()
        here = trail.index(self.position) if self.position in trail else len(trail)
        if trail:
            self.position = trail[max(0, here - 1)]
        return self.current

    def next_(self) -> BatchPair | None:
        """Walk forward through what was answered or put off; after the last comes the next open pair."""
        trail = self._trail()
        here = trail.index(self.position) + 1 if self.position in trail else len(trail)
        self.position = trail[here] if here < len(trail) else self._next()
        return self.current

    def history(self) -> list[HistoryEntry]:
        """This annotator's acts in the project, oldest first, undone ones marked."""
        return [
            HistoryEntry(s.step, s.text, self._position_of(s), len(s.pair_ids), s.at, s.undone)
            for s in self._steps.values()
        ]

    def upcoming(self, count: int) -> list[BatchPair]:
        """The pairs that follow the one shown if it is answered now, for prefetching."""
        return [self._pairs[position] for position in islice(self._ahead(), count)]

    def progress(self) -> ReviewProgress:
        """The counters, from memory: cheap enough for every key press."""
        counted = Counter(_code(self._answers[p.pair_id]) for p in self._pairs if p.pair_id in self._answers)
        acts = self._steps.values()
        return ReviewProgress(
            answered=counted.total(),
            total=len(self._pairs),
            today=self._today.count(reversed(acts), datetime.now().astimezone()),
            per_minute=progress.per_minute(reversed(acts)),
            by_code={code: counted[code] for code in progress.CODES},
            yield_last_100=progress.yield_last_100(reversed(acts)),
        )

    def _act(self, act: Act) -> BatchPair | None:
        from app.core.store.labels import Step

        if self.current is None:
            raise ValueError("no pair is shown")
        pair_id = self.current.pair_id
        uuid = self._labels.append([(pair_id, act)], self._by())
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._steps[uuid] = Step(uuid, act.kind, _code(act), (pair_id,), self.batch.id, False, at)
        self._take_in(self._steps[uuid])
        self._today.add(self._steps[uuid])
        self.position = self._next()
        return self.current

    def _by(self) -> By:
        from app.core.store.labels import By

        return By(self.annotator, self.batch, revealed=self.revealed)

    def _reversed(self, uuid: str | None, *, undone: bool) -> Step | None:
        if uuid is None:
            return None
        if uuid not in self._steps:  # written by a job since the last refresh
            self.refresh()
        step = self._steps[uuid] = replace(self._steps[uuid], undone=undone)
        self._take_in(step)
        self._today.forget()
        return step

    def _take_in(self, step: Step) -> None:
        """Bring the answers in memory up to date with one act that was stored, undone or redone."""
        if step.kind is Kind.LATER:
            self._find_postponed()
        elif len(step.pair_ids) > 1:
            self._answers = self._current()
        else:
            pair_id = step.pair_ids[0]
            self._answers.pop(pair_id, None)
            for label in self._labels.of_pair(pair_id):
                if label.annotator == self.annotator and self._counts(label):
                    self._answers[pair_id] = label
        self._was_complete |= self.complete

    def _find_postponed(self) -> None:
        """By position, in the order of the acts, the step that put a pair of this batch off."""
        self._postponed: dict[int, str] = {}
        for step in self._steps.values():
            if step.kind is Kind.LATER and step.batch_id == self.batch.id and not step.undone:
                place = self._place[step.pair_ids[0]]
                self._postponed.pop(place, None)
                self._postponed[place] = step.step

    def _is_open(self, position: int) -> bool:
        return self._pairs[position].pair_id not in self._answers

    def _ahead(self) -> Iterator[int]:
        """Open pairs in the order they come: after the one shown, before it, then those put off, oldest first."""
        here = -1 if self.position is None else self.position
        for position in (*range(here + 1, len(self._pairs)), *range(max(here, 0))):
            if self._is_open(position) and position not in self._postponed:
                yield position
        yield from (place for place in self._postponed if place != here and self._is_open(place))

    def _next(self) -> int | None:
        """The open pair to show after the one shown; that one itself when it is the last one open."""
        alone = self.position if self.position is not None and self._is_open(self.position) else None
        return next(self._ahead(), alone)

    def _trail(self) -> list[int]:
        """Places with an act, in the order of their newest."""
        order = {step: number for number, step in enumerate(self._steps)}
        newest = {place: order[step] for place, step in self._postponed.items()}
        for place in (pair.position for pair in self._pairs if pair.pair_id in self._answers):
            newest[place] = max(newest.get(place, -1), order[self._answers[self._pairs[place].pair_id].step])
        return sorted(newest, key=lambda place: (newest[place], place))

    def _position_of(self, step: Step) -> int | None:
        return self._place.get(step.pair_ids[0]) if step.pair_ids else None

    def _text(self, step: str | None) -> str | None:
        if step is not None and step not in self._steps:
            self.refresh()
        return None if step is None else self._steps[step].text


def _code(answer: Act | Label) -> str:
    """The code of an answer, as in Step.text."""
    if answer.grade is None:
        return answer.kind.value
    return "lookalike" if answer.lookalike else answer.grade.value
