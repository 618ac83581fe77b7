"""Relations: DUP and ND close, near-ND and NND do not, and a contradiction shows its chain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.grading.relations import Relations, UnionFind
from app.core.records import Answer, Grade, Source

Edge = tuple[int, int]
ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda e: e[0] < e[1])
edges = st.lists(ends, max_size=20)


def answer(left: int, right: int, grade: Grade | None) -> Answer:
    return Answer(1, left, right, grade, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "")


def reachable(edges: list[Edge], start: int) -> set[int]:
    """The slow, obvious closure."""
    found = {start}
    while more := {b for e in edges for a, b in (e, e[::-1]) if a in found} - found:
        found |= more
    return found


@given(edges)
def test_sets_are_what_can_be_reached(edges: list[Edge]) -> None:
    sets = UnionFind(edges).sets()
    assert {frozenset(group) for group in sets} == {frozenset(reachable(edges, e[0])) for e in edges}
    assert sets == sorted(sorted(group) for group in sets)


@given(edges)
def test_the_root_is_the_smallest_of_its_set_and_an_unknown_id_is_alone(edges: list[Edge]) -> None:
    found = UnionFind(edges)
    assert all(found.root(item) == min(reachable(edges, item)) for item in range(13))
    assert found.root(99) == 99


@given(st.dictionaries(ends, st.sampled_from([*Grade, None]), max_size=15), edges)
def test_groups_and_contradictions_against_the_slow_way(
    graded: dict[Edge, Grade | None], duplicates: list[Edge]
) -> None:
    relations = Relations.from_answers([answer(*e, g) for e, g in graded.items()], duplicates)
    same = [*duplicates, *(e for e, g in graded.items() if g in (Grade.DUP, Grade.ND))]
    assert {frozenset(group) for group in relations.groups} == {frozenset(reachable(same, e[0])) for e in same}
    against = {e for e, g in graded.items() if g in (Grade.NEAR_ND, Grade.NND) and e[1] in reachable(same, e[0])}
    assert {(c.left, c.right) for c in relations.contradictions} == against
    known = {frozenset(e) for e in same}
    for found in relations.contradictions:
        assert (found.chain[0], found.chain[-1]) == (found.left, found.right)
        assert all(frozenset(step) in known for step in zip(found.chain[:-1], found.chain[1:], strict=True))
        assert len(found.chain) == len(set(found.chain)) == shortest(same, found.left, found.right)
    assert all(relations.group(item) == min(reachable(same, item)) for item in range(13))


def shortest(edges: list[Edge], start: int, end: int) -> int:
    """Images on the shortest way, both ends counted."""
    found, images = {start}, 1
    while end not in found:
        found |= {b for e in edges for a, b in (e, e[::-1]) if a in found}
        images += 1
    return images


def test_a_triangle_that_cannot_be_is_told_with_the_way_around() -> None:
    answers = [answer(1, 2, Grade.ND), answer(2, 3, Grade.ND), answer(1, 3, Grade.NND), answer(3, 4, Grade.NEAR_ND)]
    (found,) = Relations.from_answers(answers).contradictions
    assert (found.left, found.right, found.grade, found.chain) == (1, 3, Grade.NND, (1, 2, 3))
