"""The counters of the review page, from the acts of one annotator: how many today, how fast, with what yield."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from app.core.records import SCALE, Grade, Kind, Source

if TYPE_CHECKING:
    from app.core.store.labels import Step

YIELD_OF = 100  # grades the yield is taken over
PACE_OF = 20  # answers the pace is taken over
LONGEST_BREAK = 60.0  # seconds; whoever pauses longer is not working
CODES = (*(choice.code for choice in SCALE), Grade.DUP.value, Kind.UNSURE.value, Kind.BAD.value)

_POSITIVE = {Grade.DUP.value, Grade.ND.value, Grade.NEAR_ND.value}
_BY_HAND = {Kind.GRADE, Kind.UNSURE, Kind.BAD, Kind.ADJUDICATION}


@dataclass(frozen=True)
class ReviewProgress:
    """The counters; `per_minute` and `yield_last_100` are None where nothing was counted.

    `answered`, `total` and `by_code` (every code of CODES) are of the batch; `inferred` of the answered pairs follow
    from other answers and are in no code. The rest is of the annotator in the whole project: pairs answered by hand
    `today` by the local calendar, answers `per_minute` over the last 20 with breaks counted as 60 s, share of ND and
    near-ND among the last 100 grades.
    """

    answered: int
    total: int
    today: int
    per_minute: float | None
    by_code: Mapping[str, int]
    yield_last_100: float | None
    inferred: int = 0

    @property
    def left(self) -> int:
        """Pairs of the batch still to be asked."""
        return self.total - self.answered


class Today:
    """The pairs answered by hand since local midnight, each once; only a fresh count reads the day's acts."""

    def __init__(self) -> None:
        self._since = ""
        self._pairs: set[int] = set()

    def count(self, newest_first: Iterable[Step], now: datetime) -> int:
        """How many there are; `now` is aware. Counted afresh on a new day and after `forget`."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        since = midnight.astimezone(UTC).isoformat(timespec="milliseconds")  # as stored, so texts compare
        if since != self._since:
            self._since, self._pairs = since, set()
            for step in takewhile(lambda step: step.at >= since, newest_first):
                self.add(step)
        return len(self._pairs)

    def add(self, step: Step) -> None:
        """Take in an act of now."""
        if step.kind in _BY_HAND and step.source is Source.HUMAN and not step.undone:
            self._pairs.update(step.pair_ids)

    def forget(self) -> None:
        """Something was undone or redone."""
        self._since = ""


def per_minute(newest_first: Iterable[Step]) -> float | None:
    """Answers a minute over the last 20 given by hand, None before the second."""
    times = [datetime.fromisoformat(step.at) for step in islice(_live(newest_first, _BY_HAND), PACE_OF)]
    seconds = sum(min((late - early).total_seconds(), LONGEST_BREAK) for late, early in pairwise(times))
    return 60 * (len(times) - 1) / seconds if seconds > 0 else None


def yield_last_100(newest_first: Iterable[Step]) -> float | None:
    """Share of ND and near-ND among the last 100 grades given by hand, None before the first."""
    codes = [step.text for step in islice(_live(newest_first, {Kind.GRADE}), YIELD_OF)]
    return sum(code in _POSITIVE for code in codes) / len(codes) if codes else None


def _live(newest_first: Iterable[Step], kinds: set[Kind]) -> Iterator[Step]:
    by_hand = (step for step in newest_first if step.source is Source.HUMAN)  # a rule grades thousands at once
    return (step for step in by_hand if step.kind in kinds and not step.undone)
