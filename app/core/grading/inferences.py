"""Inferences: the open pairs of a batch whose grade follows from what the same person answered.

They keep their places and are passed over. In a sealed batch, and where a pair is asked again on purpose, nothing is
passed over. Answers of other people imply nothing here, so that everybody's answers stay his own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from app.core.asking import boundaries
from app.core.asking.boundaries import Boundaries
from app.core.grading.closure import Closure, Verdict
from app.core.records import AGAIN, Batch, BatchPair, Grade, Label

Pair = tuple[int, int]
ND = Grade.ND.rank


class Inferences:
    """What follows for the pairs of one batch; `told` after every change of an answer."""

    def __init__(self, batch: Batch, pairs: Sequence[BatchPair], duplicates: Iterable[Pair] = ()) -> None:
        self._pairs = pairs
        self._duplicates = list(duplicates)
        self._places: dict[int, list[int]] = {}  # by image
        for pair in pairs:
            if may_follow(batch, pair):
                for image in (pair.left, pair.right):
                    self._places.setdefault(image, []).append(pair.position)
        self._answers: Mapping[int, Label] = {}
        self._suspected: dict[Grade, list[Pair]] = {}
        self._reached: set[int] | None = set()  # images the closure knows of; None: of all
        self._closure = Closure()
        self._verdicts: dict[int, Verdict] = {}  # by place
        self._waiting: dict[tuple[int, ...], set[int]] = {}  # places by what they wait for

    def read(self, answers: Mapping[int, Label]) -> None:
        """Start from all live answers of the person, in this batch or elsewhere; they are looked at later too."""
        self._answers, self._suspected = answers, self._suspects(answers)
        few, same, self._reached = told_among(answers, self._duplicates, self._places)
        self._closure = closure_of(few, same, self._suspected)
        self._verdicts, self._waiting = {}, {}
        self._judge(self._places)

    @property
    def closure(self) -> Closure:
        """What all answers say; until somebody asks, only those are told that the pairs of the batch depend on."""
        self._tell_all()
        return self._closure

    def told(self, left: int, right: int, label: Label | None) -> set[int]:
        """The answer to this pair is another one now (None: there is none), and stands so among those that were read.

        Gives the places that may be told otherwise.
        """
        if self._reached is not None and not {left, right} <= self._reached:
            self._tell_all()
            return self._judge(self._places)
        return self._judge(self._closure.tell(left, right, None if label is None else _premise(label)))

    def _tell_all(self) -> None:
        if self._reached is not None:
            self._reached = None
            self._closure = closure_of(self._answers, self._duplicates, self._suspected)

    def grade(self, place: int) -> Grade | None:
        """The grade that follows for the pair at this place if nobody answered it; None: it is to be asked."""
        verdict = self._verdicts.get(place)
        return None if verdict is None or verdict.waits else verdict.grade

    def checks(self, is_open: Callable[[int], bool]) -> list[int]:
        """Open places to ask first, because much waits for them: of each lot the most doubtful pair."""
        found = []
        for places in self._waiting.values():
            here = [place for place in places if is_open(place)]
            if here:
                found.append(min(here, key=self._doubt))
        return sorted(found)

    def _doubt(self, place: int) -> tuple[float, int]:
        """Smaller is more doubtful: the farthest pair for what joins, the nearest for what parts."""
        distance = self._pairs[place].distance
        if distance is None:
            return float("inf"), place
        return (distance if self._verdicts[place].grade is Grade.NND else -distance), place

    def _judge(self, images: Iterable[int]) -> set[int]:
        """Work out anew what follows for the pairs of these images; their places."""
        places = {place for image in images for place in self._places.get(image, ())}
        for place in places:
            pair, before = self._pairs[place], self._verdicts.pop(place, None)
            if before is not None and before.waits:
                self._waiting[before.waits].discard(place)
            verdict = self._closure.verdict(pair.left, pair.right)
            if verdict is not None:
                self._verdicts[place] = verdict
                if verdict.waits:
                    self._waiting.setdefault(verdict.waits, set()).add(place)
        return places

    def _suspects(self, answers: Mapping[int, Label]) -> dict[Grade, list[Pair]]:
        """Pairs of the batch that would be a surprise as ND, or as NND: on the far side of both boundaries.

        The boundaries are those between this person's own grades of the batch; none before there are enough.
        """
        placed = [pair for pair in self._pairs if pair.distance is not None]
        graded = [(pair.distance, min(label.grade.rank, Grade.ND.rank)) for pair in placed
                  if (label := answers.get(pair.pair_id)) and label.grade is not None]  # fmt: skip
        distance, rank = (np.array([row[column] for row in graded]) for column in (0, 1))
        at = boundaries.fitted(distance, rank, Boundaries(-1.0, 9.0)) if graded else Boundaries(-1.0, 9.0)
        far = [(pair.left, pair.right) for pair in placed if pair.distance is not None and pair.distance > at.b2]
        near = [(pair.left, pair.right) for pair in placed if pair.distance is not None and pair.distance < at.b1]
        return {Grade.ND: far, Grade.NND: near}


def closure_of(
    answers: Mapping[int, Label],
    duplicates: Iterable[Pair] = (),
    suspects: Mapping[Grade, Iterable[Pair]] | None = None,
) -> Closure:
    """What these answers of one person and the computed duplicates say."""
    told = (((label.left, label.right), _premise(label)) for label in answers.values())
    return Closure(duplicates, suspects, ((pair, grade) for pair, grade in told if grade is not None))


def told_among(
    answers: Mapping[int, Label], duplicates: Iterable[Pair], images: Iterable[int]
) -> tuple[dict[int, Label], list[Pair], set[int]]:
    """Those answers and duplicates from which a grade between two of these images may follow, and all their images."""
    same = [(label.left, label.right) for label in answers.values() if label.grade and label.grade.rank >= ND]
    same += duplicates
    joined: dict[int, list[int]] = {}
    for left, right in same:
        joined.setdefault(left, []).append(right)
        joined.setdefault(right, []).append(left)
    reached = set(images)
    waiting = list(reached)
    while waiting:
        new = [image for image in joined.get(waiting.pop(), ()) if image not in reached]
        reached.update(new)
        waiting += new
    here = {key: label for key, label in answers.items() if label.left in reached and label.right in reached}
    return here, [pair for pair in duplicates if pair[0] in reached], reached


def follows(closure: Closure, batch: Batch, pair: BatchPair) -> bool:
    """Whether this pair of this batch need not be asked."""
    verdict = closure.verdict(pair.left, pair.right) if may_follow(batch, pair) else None
    return verdict is not None and not verdict.waits


def may_follow(batch: Batch, pair: BatchPair) -> bool:
    """Whether an answer may be concluded here at all: not where it measures, teaches, or is asked again."""
    kept = batch.sealed or batch.blindness == "sealed" or batch.purpose == "practice"
    return not kept and not pair.stratum.startswith(AGAIN)


def _premise(label: Label) -> Grade | None:
    """What may be concluded from: a grade its giver was sure of."""
    return None if label.low_confidence else label.grade
