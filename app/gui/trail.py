"""Trail: the places of a batch a person has been at, in order, for the strip of small pictures."""

from __future__ import annotations

from app.core.grading.review import Review
from app.core.records import BatchPair
from app.gui.pair_facts import code_of
from app.gui.pair_loader import sides
from app.gui.walk import Walk
from app.gui.widgets.queue_strip import Stop


class Trail:
    """Follows a Review; `read` once and after undo or redo, `passed` after every act."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._places: dict[int, None] = {}
        self.read()

    def read(self) -> None:
        """Take the trail from the acts that count."""
        self._places = {}
        for entry in self._review.history():
            if entry.position is not None and not entry.undone:
                self.passed(entry.position)
        follow = [place for place in range(self._review.batch.size) if self._review.inferred(place) is not None]
        self._places = dict.fromkeys(place for place in follow if place not in self._places) | self._places

    def passed(self, position: int) -> None:
        """An act was done at this place; it is the newest now."""
        self._places.pop(position, None)
        self._places[position] = None

    @property
    def walking(self) -> bool:
        """Whether the pair shown has been acted on: the person walks through the past."""
        return self._review.position in self._places

    def around(self, count: int) -> tuple[list[Stop], Stop | None, list[Stop]]:
        """Up to `count` stops before the pair shown, that pair, and up to `count` after it."""
        review, here = self._review, self._review.position
        if here is None:
            return [], None, []
        past = list(self._places)
        cut = past.index(here) if here in self._places else len(past)
        next_ones = [pair.position for pair in review.upcoming(count) if pair.position not in past[cut:]]
        after = [*past[cut + 1 :], *next_ones][:count]
        return [self._stop(p) for p in past[max(0, cut - count) : cut]], self._stop(here), [*map(self._stop, after)]

    def of_walk(self, walk: Walk, count: int) -> tuple[list[Stop], Stop | None, list[Stop]]:
        """The same of a walk, whose stops are counted from its first pair."""
        if walk.at is None:
            return [], None, []
        stops = [self._stop_of(place, pair) for place, pair in enumerate(walk.pairs)]
        return stops[max(0, walk.at - count) : walk.at], stops[walk.at], stops[walk.at + 1 :][:count]

    def _stop(self, position: int) -> Stop:
        return self._stop_of(position, self._review.pair(position))

    def _stop_of(self, place: int, pair: BatchPair) -> Stop:
        code = code_of(self._review.label_of(pair.pair_id))
        follows = None if code or pair.position < 0 else self._review.inferred(pair.position)
        return Stop(place, *sides(pair), follows.value if follows else code, inferred=follows is not None)
