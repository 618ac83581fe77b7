"""CandidateView: every candidate of a round, filtered and sorted by columns alone; a record is made of none of them.

The columns are views of the candidate file, so millions of pairs cost no memory. What a filter asks of pairs (their
grade, their tags) is looked up from the few pairs that have it: first by tables over the images, then by key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from app.core.asking.boundaries import Boundaries, fitted
from app.core.asking.implied import OPEN, Implied
from app.core.mining.candidates import read_candidates
from app.core.mining.known import keys
from app.core.mining.why import Whys, parts
from app.core.records import Answer, BoolArray, Candidates, FloatArray, Grade, IntArray

if TYPE_CHECKING:
    from app.core.judging.predicted import Predicted
    from app.core.store.project import Project
    from app.core.store.rounds import Mining

UNANSWERED, ANSWERED, DISAGREEMENT = "unanswered", "answered", "disagreement"
PART = 1 << 20  # candidates looked at in one go, so that a pass over millions of them stays small


@dataclass(frozen=True)
class Filter:
    """What is asked of the candidates; an empty text asks nothing.

    `answer`: a grade's code, "lookalike", UNANSWERED, ANSWERED or DISAGREEMENT. `predicted`: the code of the grade
    that the verifier predicts, and where it did not look the boundaries. `words`: part of the path of one of the
    images. `inferred`: only pairs whose grade follows from others. `reason`: the template of the why. `miner`: who
    proposed it.
    """

    answer: str = ""
    predicted: str = ""
    words: str = ""
    tag: str = ""
    annotator: str = ""
    inferred: bool = False
    reason: str = ""
    miner: str = ""


class CandidateView:
    """The candidates of the current round as columns (n,): `left`, `right`, `distance`; None of a round: n is 0."""

    def __init__(self, project: Project) -> None:
        self._project = project
        round_ = project.rounds.current()
        self.minings: Sequence[Mining] = project.rounds.minings(round_.number) if round_ else []
        files = [read_candidates(project.path / mining.file) for mining in self.minings]
        self.left, self.right, self.distance = self._columns(files)
        self.why = files[0].why if len(files) == 1 else Whys.joined([_whys(file) for file in files] or [_NO_WHYS])
        self._miner = np.repeat(np.arange(len(files), dtype=np.uint8), [len(file) for file in files])
        self._miners = [file.miner for file in files]
        self._views = [file.view for file in files]
        self._starts = np.cumsum([0, *map(len, files)])

    def __len__(self) -> int:
        return len(self.left)

    def _columns(self, files: Sequence[Candidates]) -> tuple[IntArray, IntArray, FloatArray]:
        if len(files) == 1:
            return files[0].left, files[0].right, files[0].distance
        none = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
        left, right, distance = zip(none, *((f.left, f.right, f.distance) for f in files), strict=True)
        return np.concatenate(left), np.concatenate(right), np.concatenate(distance)

    def forget_answers(self) -> None:
        """Labels were written: what is known of answers is read anew when it is asked for."""
        for name in ("answers", "_places", "_implied", "boundaries", "predicted", "_judged"):
            self.__dict__.pop(name, None)

    @cached_property
    def answers(self) -> Sequence[Answer]:
        """What holds of the graded pairs."""
        return self._project.labels.answers()

    @cached_property
    def boundaries(self) -> Boundaries:
        """b1 and b2: from the grades of candidates where there are enough, else quantiles of random pairs."""
        ranks = np.array([-1 if a.grade is None else min(a.grade.rank, 2) for a in self.answers], np.int64)
        rows, place = self._places
        use = ranks[place] >= 0
        return fitted(self.distance[rows[use]], ranks[place[use]], _start(self.minings))

    @cached_property
    def _implied(self) -> Implied:
        from app.core.reading.identical import duplicates

        return Implied.build(self.answers, duplicates(self._project))

    @cached_property
    def reasons(self) -> list[str]:
        """The templates of the whys that occur, by name."""
        return sorted({parts(text)[0] for text in _whys_texts(self.why)})

    @property
    def miners(self) -> list[str]:
        """Who proposed candidates in this round."""
        return list(self._miners)

    def miner_of(self, row: int) -> str:
        """Who proposed this row."""
        return self._miners[int(self._miner[row])]

    def turned(self, row: int) -> int | None:
        """The dihedral view under which the right image of this row matched; None: as it is."""
        views = self._views[int(self._miner[row])]
        return None if views is None else int(views[row - self._starts[int(self._miner[row])]])

    def rows(self, wanted: Filter, order: str = "distance") -> IntArray:
        """The rows that pass, by distance, (order "why") by reason and distance, or (order "predicted") the likeliest
        matches first, and behind them by distance what no verifier looked at."""
        taken = self._taken(wanted)
        if order == "predicted":
            return self._likeliest(self.rows(wanted))
        if order == "why":
            return self._by_reason if taken is None else self._by_reason[taken[self._by_reason]]
        rows = np.arange(len(self)) if taken is None else np.flatnonzero(taken)
        if len(self._miners) > 1:  # one file is in order
            rows = rows[np.argsort(self.distance[rows], kind="stable")]
        return rows

    @cached_property
    def _by_reason(self) -> IntArray:
        """All rows by reason, then by distance."""
        texts = _whys_texts(self.why)
        place = np.empty(len(texts), np.uint16 if len(texts) < 1 << 16 else np.int64)  # 16 bits sort in one pass
        place[sorted(range(len(texts)), key=lambda code: texts[code])] = np.arange(len(texts))
        rows = self.rows(Filter())
        found: IntArray = rows[np.argsort(place[_whys(self).codes[rows]], kind="stable")]
        return found

    def _taken(self, wanted: Filter) -> BoolArray | None:
        """Which rows pass; None: all of them."""
        masks: list[BoolArray] = []
        if wanted.miner:
            masks.append(self._miner == self._miners.index(wanted.miner))
        if wanted.reason:
            there = np.array([parts(text)[0] == wanted.reason for text in _whys_texts(self.why)], np.bool_)
            masks.append(there[_whys(self).codes])
        if wanted.words:
            masks.append(self._with_words(wanted.words))
        if wanted.predicted:
            masks.append(self._predicted(Grade(wanted.predicted)))
        if wanted.answer or wanted.tag or wanted.annotator:
            masks.append(self._answered(wanted))
        if wanted.inferred:
            masks.append(self._follows())
        return np.logical_and.reduce(masks) if masks else None

    def _with_words(self, words: str) -> BoolArray:
        from app.core.store.image_search import matching

        there = self._table(matching(self._project.db, words))
        found: BoolArray = there[self.left] | there[self.right]
        return found

    def _predicted(self, grade: Grade) -> BoolArray:
        edges = (-np.inf, self.boundaries.b1, self.boundaries.b2, np.inf)
        place = 2 - grade.rank
        found: BoolArray = (self.distance >= edges[place]) & (self.distance < edges[place + 1])
        if self.predicted is not None:
            rows, at = self._judged
            found[rows] = self.predicted.rank[at] == grade.rank
        return found

    @cached_property
    def predicted(self) -> Predicted | None:
        """What a verifier says of the closest candidates; None before one was fitted in this round."""
        from app.core.judging.predicted import stored

        return stored(self._project)

    @cached_property
    def _judged(self) -> tuple[IntArray, IntArray]:
        """The rows that a verifier looked at, and their place in `predicted`."""
        assert self.predicted is not None
        return self._rows_of(self.predicted.left, self.predicted.right)

    def _likeliest(self, rows: IntArray) -> IntArray:
        """These rows, closest first before, by the chance of a match; those without one stay behind."""
        chance = np.full(len(self), -1.0, np.float32)
        if self.predicted is not None:
            there, at = self._judged
            chance[there] = 1 - self.predicted.chance[at, 0]
        return rows[np.argsort(-chance[rows], kind="stable")]

    def _answered(self, wanted: Filter) -> BoolArray:
        rows, place = self._places
        passes = np.array([_is(a, wanted.answer) and (not wanted.tag or wanted.tag in a.tags)
                           and (not wanted.annotator or wanted.annotator in a.annotators)
                           for a in self.answers], np.bool_)  # fmt: skip
        found = np.zeros(len(self), np.bool_)
        found[rows[passes[place]]] = True
        return ~found if wanted.answer == UNANSWERED else found

    @cached_property
    def _places(self) -> tuple[IntArray, IntArray]:
        """The rows that have an answer, and the place of that answer among `answers`."""
        ends = np.array([(a.left, a.right) for a in self.answers], np.int64).reshape(-1, 2)
        return self._rows_of(ends[:, 0], ends[:, 1])

    def _rows_of(self, left: IntArray, right: IntArray) -> tuple[IntArray, IntArray]:
        """The rows that are one of these pairs (left < right), and which."""
        wanted = keys(left, right)
        order = np.argsort(wanted)
        rows = np.flatnonzero(self._table(left)[self.left] & self._table(right)[self.right])
        there = keys(self.left[rows], self.right[rows])
        place = np.minimum(np.searchsorted(wanted[order], there), max(0, len(order) - 1))
        hit = wanted[order][place] == there if len(order) else np.zeros(0, np.bool_)
        return rows[hit], order[place[hit]] if len(order) else np.empty(0, np.int64)

    def _follows(self) -> BoolArray:
        found = np.zeros(len(self), np.bool_)
        answered = np.array([(a.left, a.right) for a in self.answers], np.int64).ravel()
        known = self._table(np.concatenate((answered, self._implied.same.ids)))  # of all others nothing follows
        rows = np.flatnonzero(known[self.left] & known[self.right])
        for start in range(0, len(rows), PART):
            part = rows[start : start + PART]
            found[part] = self._implied.rank(self.left[part], self.right[part]) != OPEN
        graded = np.array([a.grade is not None for a in self.answers], np.bool_)
        rows, place = self._places
        found[rows[graded[place]]] = False
        return found

    def _table(self, images: IntArray) -> BoolArray:
        """A flag by image id: ids are counted up, so a table is small."""
        there = np.zeros(self._ids, np.bool_)
        there[images[images < self._ids]] = True
        return there

    @cached_property
    def _ids(self) -> int:
        return int(max(self.left.max(initial=0), self.right.max(initial=0))) + 1


_NO_WHYS = Whys(np.empty(0, np.int64), ())


def _is(answer: Answer, wanted: str) -> bool:
    if wanted in ("", ANSWERED, UNANSWERED):
        return True
    if wanted == DISAGREEMENT:
        return answer.grade is None
    if wanted == "lookalike":
        return answer.lookalike
    return answer.grade is not None and answer.grade.value == wanted


def _whys(found: Candidates | CandidateView) -> Whys:
    return found.why if isinstance(found.why, Whys) else Whys.listed(found.why)


def _whys_texts(whys: Sequence[str]) -> tuple[str, ...]:
    return whys.texts if isinstance(whys, Whys) else tuple(sorted(set(whys)))


def _start(minings: Sequence[Mining]) -> Boundaries:
    """Boundaries without grades, from the distances of random pairs that the miner counted: 0.1 % and 1 % of them."""
    spread = next((m.report["distances"] for m in minings if m.report and "distances" in m.report), None)
    if spread is None or not spread["random_pairs"]:
        return Boundaries(0.0, 0.0)
    counted = np.cumsum(spread["random"]) / spread["random_pairs"]
    low, high = (float(np.interp(share, [0.0, *counted], spread["edges"])) for share in (0.001, 0.01))
    return Boundaries(low, high)
