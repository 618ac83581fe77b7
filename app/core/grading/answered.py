"""Answered: what one annotator has answered in one batch, in memory, so that a key press scans no table.

Everything durable is in the label table; `read` takes it from there, `take_in` follows one act of this window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.grading.inferences import Inferences
from app.core.records import AGAIN, Act, Batch, Kind, Label

if TYPE_CHECKING:
    from app.core.store.labels import Step
    from app.core.store.project import Project


class Answered:
    """The live answers, how many pairs of the batch have each code, the acts in their order, which places are open.

    A place is open while its pair has no answer of this annotator and none follows from the others he gave. Of the
    pairs that the batch asks again only answers given in it count.
    """

    def __init__(self, project: Project, annotator: str, batch: Batch) -> None:
        from app.core.reading.identical import duplicates

        self._annotator, self._batch = annotator, batch
        self._store, self._ends = project.labels, project.pairs.ends
        self.pairs = project.pairs.batch_pairs(batch.id)
        self.place = {pair.pair_id: pair.position for pair in self.pairs}
        self.again = {pair.pair_id for pair in self.pairs if pair.stratum.startswith(AGAIN)}
        self.inferences = Inferences(batch, self.pairs, duplicates(project))
        self.read()

    def read(self) -> None:
        """Take everything from the project again."""
        self.labels: dict[int, Label] = {}  # by pair
        self.steps: dict[str, Step] = {step.step: step for step in self._store.steps(self._annotator)}
        answers = self._store.current(self._annotator)
        self.labels = {pair_id: label for pair_id, label in answers.items() if self._counts(label)}
        self.counts = Counter(code_of(self.labels[pair_id]) for pair_id in self.place if pair_id in self.labels)
        self.inferences.read(self.labels)
        self.open = {place for place in range(len(self.pairs)) if self._is_open(place)}
        self._find_postponed()

    def take_in(self, step: Step, now: Mapping[int, Label] | None = None) -> list[int]:
        """Follow one act that was stored, undone or redone; the places passed over since then, in order.

        `now`: what is answered to its pairs since, where that was read with the act.
        """
        self.steps[step.step] = step
        if step.kind is Kind.LATER:
            self._find_postponed()
            return []
        if now is None:
            now = self._store.current(self._annotator, step.pair_ids)
        ends = self._ends_of(step.pair_ids)
        touched: set[int] = set()
        for pair_id in step.pair_ids:
            self._replace(pair_id, now.get(pair_id))
            touched |= self.inferences.told(*ends[pair_id], self.labels.get(pair_id))
            touched |= {self.place[pair_id]} if pair_id in self.place else set()
        was_open = self.open & touched
        self.open -= touched
        self.open |= {place for place in touched if self._is_open(place)}
        return sorted(place for place in was_open - self.open if self.label(place) is None)

    def reversed(self, uuid: str, *, undone: bool) -> Step:
        """The act that was undone or redone, as it stands now; `take_in` is to follow."""
        if uuid not in self.steps:  # written by a job since the last reading
            self.read()
        return replace(self.steps[uuid], undone=undone)

    def label(self, place: int) -> Label | None:
        """The live answer to the pair at this place."""
        return self.labels.get(self.pairs[place].pair_id)

    def trail(self) -> list[int]:
        """Places with an act, in the order of their newest."""
        order = {step: number for number, step in enumerate(self.steps)}
        newest = {place: order[step] for place, step in self.postponed.items()}
        for pair in self.pairs:
            label = self.labels.get(pair.pair_id)
            if label is not None:
                newest[pair.position] = max(newest.get(pair.position, -1), order[label.step])
        return sorted(newest, key=lambda place: (newest[place], place))

    def _replace(self, pair_id: int, label: Label | None) -> None:
        """This is the live answer to the pair now."""
        old = self.labels.pop(pair_id, None)
        new = label if label is not None and self._counts(label) else None
        if new is not None:
            self.labels[pair_id] = new
        if pair_id in self.place:
            self.counts.subtract([code_of(old)] if old else ())
            self.counts.update([code_of(new)] if new else ())

    def _ends_of(self, pair_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """The images of these pairs; the project is asked only for what is neither in the batch nor answered."""
        places = {pair_id: self.pairs[self.place[pair_id]] for pair_id in pair_ids if pair_id in self.place}
        ends = {pair_id: (pair.left, pair.right) for pair_id, pair in places.items()}
        missing = [pair_id for pair_id in pair_ids if pair_id not in ends]
        return ends | (self._ends(missing) if missing else {})

    def _counts(self, label: Label) -> bool:
        return label.pair_id not in self.again or label.batch_id == self._batch.id

    def _is_open(self, place: int) -> bool:
        return self.pairs[place].pair_id not in self.labels and self.inferences.grade(place) is None

    def _find_postponed(self) -> None:
        """By place, in the order of the acts, the step that put a pair of this batch off."""
        self.postponed: dict[int, str] = {}
        for step in self.steps.values():
            if step.kind is Kind.LATER and step.batch_id == self._batch.id and not step.undone:
                place = self.place[step.pair_ids[0]]
                self.postponed.pop(place, None)
                self.postponed[place] = step.step


def code_of(answer: Act | Label) -> str:
    """The code of an answer, as in Step.text."""
    if answer.grade is None:
        return answer.kind.value
    return "lookalike" if answer.lookalike else answer.grade.value
