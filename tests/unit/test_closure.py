"""Closure against the slow, obvious way: what follows, what waits, and that no order of answers matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.grading.closure import MOST, Closure, Verdict
from app.core.records import Grade

Pair = tuple[int, int]
ND, NEAR, NND = Grade.ND, Grade.NEAR_ND, Grade.NND
IMAGES = range(14)
pairs = st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda e: e[0] < e[1])
grades = st.sampled_from([ND, ND, ND, ND, NEAR, NND, NND, None])


def together(edges: Iterable[Pair], start: int) -> frozenset[int]:
    found, edges = {start}, list(edges)
    while more := {b for e in edges for a, b in (e, e[::-1]) if a in found} - found:
        found |= more
    return frozenset(found)


class Slow:
    """The same from scratch, without any cleverness."""

    def __init__(self, told: Mapping[Pair, Grade], facts: set[Pair], far: set[Pair], near: set[Pair]) -> None:
        self.told = told
        self.same = {pair for pair, grade in told.items() if grade is ND} | facts
        self.apart = {pair: grade for pair, grade in told.items() if grade is not ND}
        self.surprises = {ND: far, NND: near, NEAR: set[Pair]()}
        self.firm = {edge for edge in self.same if edge in facts or not self.waits(edge)}

    def waits(self, edge: Pair) -> bool:
        one, other = (together(self.same - {edge}, end) for end in edge)
        return one != other and self.much(one, other, ND, self.same)

    def much(self, one: frozenset[int], other: frozenset[int], grade: Grade, known: Iterable[Pair]) -> bool:
        across = {(min(a, b), max(a, b)) for a in one for b in other}
        return len(one) * len(other) - 1 > MOST or bool((self.surprises[grade] & across) - set(known))

    def verdict(self, left: int, right: int) -> Verdict | None:
        groups = [together(self.same, end) for end in (left, right)]
        parts = [together(self.firm, end) for end in (left, right)]
        if any({*pair} <= group for pair in self.apart for group in groups):
            return None
        if groups[0] == groups[1]:
            return Verdict(ND, () if parts[0] == parts[1] else (min(groups[0]),))
        both = groups[0] | groups[1]
        between = {pair: grade for pair, grade in self.apart.items()
                   if {*pair} <= both and not any({*pair} <= group for group in groups)}  # fmt: skip
        if len(set(between.values())) != 1:
            return None
        held = [pair for pair in between if {*pair} <= parts[0] | parts[1]]
        if not held:
            return None
        (grade,) = set(between.values())
        alone = len(held) == 1 and self.much(parts[0], parts[1], grade, held)
        return Verdict(grade, (min(map(min, parts)), max(map(min, parts))) if alone else ())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(pairs, grades), max_size=60),
    st.sets(pairs, max_size=3), st.sets(pairs, max_size=2), st.sets(pairs, max_size=2),
)  # fmt: skip
def test_any_order_of_answers_against_the_slow_way(
    acts: list[tuple[Pair, Grade | None]], facts: set[Pair], far: set[Pair], near: set[Pair]
) -> None:
    closure, told = Closure(facts, {ND: far, NND: near}), dict[Pair, Grade]()
    open_pairs = [(a, b) for a in IMAGES for b in IMAGES if a < b]
    for number, (pair, grade) in enumerate(acts):
        told.pop(pair, None)
        if grade is not None:
            told[pair] = grade
        closure.tell(*pair, grade)
        if number % 6 and number < len(acts) - 1:
            continue
        slow = Slow(told, facts, far, near)
        for other in open_pairs:
            assert closure.verdict(*other) == slow.verdict(*other), other
        assert closure.group(pair[0]) == sorted(together(slow.same, pair[0]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(pairs, grades), min_size=1, max_size=40))
def test_only_pairs_of_the_images_named_change(acts: list[tuple[Pair, Grade | None]]) -> None:
    closure = Closure()
    open_pairs = [(a, b) for a in IMAGES for b in IMAGES if a < b]
    for pair, grade in acts:
        before = {other: closure.verdict(*other) for other in open_pairs}
        touched = closure.tell(*pair, grade)
        for other in open_pairs:
            assert touched & {*other} or closure.verdict(*other) == before[other]


def told(*answers: tuple[int, int, Grade]) -> Closure:
    closure = Closure()
    for left, right, grade in answers:
        closure.tell(left, right, grade)
    return closure


def test_nd_closes_and_the_others_hold_between_groups() -> None:
    closure = told((1, 2, ND), (2, 3, ND), (3, 7, NEAR), (1, 9, NND))
    assert closure.verdict(1, 3) == Verdict(ND)
    assert closure.verdict(1, 7) == Verdict(NEAR) and closure.verdict(2, 9) == Verdict(NND)
    assert closure.verdict(7, 9) is None, "near-ND and NND do not close"


def test_what_contradicts_implies_nothing() -> None:
    closure = told((1, 2, ND), (2, 3, ND), (1, 3, NND), (3, 4, NND))
    assert closure.verdict(1, 2) is None and closure.verdict(1, 4) is None
    closure.tell(1, 3, None)
    assert closure.verdict(1, 3) == Verdict(ND) and closure.verdict(1, 4) == Verdict(NND)


def star(first: int, size: int) -> list[tuple[int, int, Grade]]:
    """A group in which no answer stands alone."""
    ring = [*range(first, first + size)]
    links = [*zip(ring, [*ring[1:], ring[0]], strict=True)]
    return [(min(link), max(link), ND) for link in links]


def test_an_answer_that_joins_two_large_groups_waits_for_a_second_one() -> None:
    closure = told(*star(0, 5), *star(10, 5))
    closure.tell(0, 10, ND)  # 25 pairs, 24 of them inferred
    assert closure.verdict(1, 11) == Verdict(ND, (0,)) and closure.verdict(0, 2) == Verdict(ND)
    closure.tell(3, 13, ND)
    assert closure.verdict(1, 11) == Verdict(ND)
    closure.tell(3, 13, NND)
    assert closure.verdict(1, 11) is None, "now the two answers contradict each other"


def test_twenty_pairs_do_not_wait() -> None:
    closure = told(*star(0, 3), *star(10, 7))
    closure.tell(0, 10, ND)  # 21 pairs, 20 of them inferred
    assert closure.verdict(1, 11) == Verdict(ND)
    closure.tell(0, 10, NND)
    assert closure.verdict(1, 11) == Verdict(NND)
    closure.tell(10, 20, ND)
    assert closure.verdict(1, 11) == Verdict(NND, (0, 10)) and closure.verdict(1, 20) == Verdict(NND, (0, 10))
    closure.tell(2, 12, NND)
    assert closure.verdict(1, 20) == Verdict(NND)


def test_identical_pixels_never_wait() -> None:
    closure = Closure([(0, 10)])
    for left, right, grade in (*star(0, 5), *star(10, 5)):
        closure.tell(left, right, grade)
    assert closure.verdict(1, 11) == Verdict(ND) and closure.identical(10, 0)


def test_a_surprise_waits_however_little_follows() -> None:
    closure = Closure((), {ND: [(1, 3)], NND: [(1, 9)]})
    closure.tell(1, 2, ND)
    closure.tell(2, 3, ND)
    assert closure.verdict(1, 3) == Verdict(ND, (1,))
    closure.tell(2, 9, NND)
    assert closure.verdict(1, 9) is None, "it rests on a join that waits"
    closure.tell(1, 3, ND)
    assert closure.verdict(1, 9) == Verdict(NND, (1, 9))
