"""Relations: DUP and ND close, near-ND and NND hold between groups, and a contradiction shows its chain.

The oracle keeps a plain list of answers and walks it anew for every question.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.grading.doubt import Evidence, doubts, most_doubtful_first
from app.core.grading.relations import Relations, UnionFind
from app.core.records import Answer, Grade, Source

Edge = tuple[int, int]
SAME = (Grade.DUP, Grade.ND)
ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda e: e[0] < e[1])
edges = st.lists(ends, max_size=20)
grades = st.sampled_from([*Grade, None])


def answer(left: int, right: int, grade: Grade | None) -> Answer:
    uuids = (f"{left}-{right}",)
    return Answer(1, left, right, grade, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "", None, uuids)


def reachable(edges: list[Edge], start: int) -> set[int]:
    """The slow, obvious closure."""
    found = {start}
    while more := {b for e in edges for a, b in (e, e[::-1]) if a in found} - found:
        found |= more
    return found


def steps(edges: list[Edge], start: int, end: int) -> int:
    """The steps of the shortest way; -1 when there is none."""
    seen, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in {b for e in edges for a, b in (e, e[::-1]) if a == here} - seen.keys():
            seen[there] = seen[here] + 1
            waiting.append(there)
    return seen.get(end, -1)


class Slow:
    """The same questions, answered from the list each time."""

    def __init__(self, graded: dict[Edge, Grade | None], duplicates: list[Edge]) -> None:
        self.graded = graded
        self.same = [*duplicates, *(e for e, g in graded.items() if g in SAME)]
        self.apart = {e: g for e, g in graded.items() if g in (Grade.NEAR_ND, Grade.NND)}

    def joined(self, left: int, right: int) -> bool:
        return right in reachable(self.same, left)

    def clash_inside(self, image: int) -> bool:
        group = reachable(self.same, image)
        return any(a in group and b in group for a, b in self.apart)

    def between(self, left: int, right: int) -> dict[Edge, Grade]:
        one, other = reachable(self.same, left), reachable(self.same, right)
        return {(a, b): grade for (a, b), grade in self.apart.items()
                if (a in one and b in other) or (b in one and a in other)}  # fmt: skip

    def implied(self, left: int, right: int) -> Grade | None:
        if self.clash_inside(left) or self.clash_inside(right):
            return None
        if self.joined(left, right):
            return Grade.ND
        found = set(self.between(left, right).values())
        return found.pop() if len(found) == 1 else None

    def contradicted(self) -> set[Edge]:
        """Every pair told apart inside a group; between two groups those of the rarer grade."""
        wrong = {e for e in self.apart if self.joined(*e)}
        for edge, grade in self.apart.items():
            if edge in wrong:
                continue
            found = list(self.between(*edge).values())
            mine = found.count(grade)
            others = len(found) - mine
            if others and (mine < others or (mine == others and grade is Grade.NEAR_ND)):
                wrong.add(edge)
        return wrong


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


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(ends, grades), max_size=25), edges.map(lambda found: found[:3]), st.randoms())
def test_putting_and_removing_against_the_slow_way(
    acts: list[tuple[Edge, Grade | None]], duplicates: list[Edge], rng: Random
) -> None:
    relations, held = Relations(duplicates=duplicates), dict[Edge, Grade | None]()
    for edge, grade in acts:
        if rng.random() < 0.3 and held:
            gone = rng.choice(sorted(held))
            relations.remove(*gone)
            del held[gone]
        relations.put(answer(*edge, grade))
        held[edge] = grade
    check(relations, Slow(held, duplicates))
    for edge in list(held):
        relations.remove(*edge)
    check(relations, Slow({}, duplicates))


def check(relations: Relations, slow: Slow) -> None:
    """Groups, what follows for every pair, and the contradictions."""
    assert {frozenset(group) for group in relations.groups} == {
        frozenset(reachable(slow.same, e[0])) for e in slow.same
    }
    assert list(relations.groups) == sorted(tuple(sorted(group)) for group in relations.groups)
    assert [relations.group(i) for i in range(13)] == [min(reachable(slow.same, i)) for i in range(13)]
    assert all(relations.members(i) == reachable(slow.same, i) for i in range(13))
    for pair in ((a, b) for a in range(13) for b in range(a + 1, 13)):
        given_ = slow.graded.get(pair)
        implied = slow.implied(*pair)
        assert relations.grade(*pair) == (given_ or implied), pair
        follows(relations, slow, pair, None if given_ else implied)
    told = relations.contradictions
    assert {(c.left, c.right) for c in told} == slow.contradicted()
    assert relations.contradiction_count == len(told) == len({(c.left, c.right) for c in told})
    for found in told:
        holds(found.chain, found.other, slow)
        assert found.grade is slow.apart[found.left, found.right]
        assert (found.chain[0], found.chain[-1]) == (found.left, found.right)


def follows(relations: Relations, slow: Slow, pair: Edge, grade: Grade | None) -> None:
    """What is inferred, and that its chain is one of the shortest and names its labels."""
    found = relations.inferred(*pair)
    assert (found and found.grade) == grade
    if found is None:
        return
    assert (found.chain[0], found.chain[-1]) == pair
    links = [(min(step), max(step)) for step in pairwise(found.chain)]
    assert set(found.labels) == {f"{a}-{b}" for a, b in links if slow.graded.get((a, b)) is not None}
    apart = [link for link in links if link in slow.apart]
    holds(found.chain, apart[0] if apart else None, slow)
    if grade is Grade.ND:
        assert not apart and len(links) == steps(slow.same, *pair)
    else:
        ways = [(a, b) for e in slow.between(*pair) for a, b in (e, e[::-1])]
        least = min(steps(slow.same, pair[0], a) + steps(slow.same, b, pair[1]) for a, b in ways
                    if slow.joined(pair[0], a) and slow.joined(b, pair[1]))  # fmt: skip
        assert len(apart) == 1 and len(links) == least + 1


def holds(chain: tuple[int, ...], other: Edge | None, slow: Slow) -> None:
    """Every step was answered so, no image twice, and the one step apart is `other`."""
    known = {frozenset(e) for e in slow.same}
    links = [frozenset(step) for step in pairwise(chain)]
    apart = [link for link in links if link not in known]
    assert apart == ([frozenset(other)] if other else [])
    assert other is None or other in slow.apart
    assert len(chain) == len(set(chain))


def test_a_triangle_that_cannot_be_is_told_with_the_way_around() -> None:
    answers = [answer(1, 2, Grade.ND), answer(2, 3, Grade.ND), answer(1, 3, Grade.NND), answer(3, 4, Grade.NEAR_ND)]
    (found,) = Relations.from_answers(answers).contradictions
    assert (found.left, found.right, found.grade, found.chain) == (1, 3, Grade.NND, (1, 2, 3))
    assert found.pairs == ((1, 3), (1, 2), (2, 3)) and found.other is None


def test_two_groups_cannot_be_near_nd_and_nnd() -> None:
    answers = [answer(1, 2, Grade.ND), answer(3, 4, Grade.ND), answer(1, 3, Grade.NND), answer(2, 3, Grade.NND),
               answer(2, 4, Grade.NEAR_ND)]  # fmt: skip
    relations = Relations.from_answers(answers)
    (found,) = relations.contradictions
    assert (found.left, found.right, found.grade) == (2, 4, Grade.NEAR_ND)
    assert found.chain == (2, 3, 4) and found.other == (2, 3)
    assert relations.grade(1, 4) is None, "what rests on a contradiction is not inferred"
    relations.remove(2, 4)
    assert relations.grade(1, 4) is Grade.NND and not relations.contradictions


def test_what_follows_says_from_which_labels() -> None:
    answers = [answer(1, 2, Grade.ND), answer(2, 3, Grade.ND), answer(3, 9, Grade.NEAR_ND)]
    relations = Relations.from_answers(answers, [(9, 10)])
    found = relations.inferred(1, 10)
    assert found is not None
    assert (found.grade, found.chain, found.labels) == (Grade.NEAR_ND, (1, 2, 3, 9, 10), ("1-2", "2-3", "3-9"))
    assert relations.inferred(1, 2) is None and relations.inferred(1, 77) is None


@pytest.mark.parametrize("seed", range(3))
def test_slips_among_twenty_thousand_pairs(seed: int) -> None:
    """Slips planted far enough from one another that each can be told from the rest."""
    truth, answers = collection(seed)
    rng = Random(seed)
    slips = planted(answers, truth, rng, count=120)
    relations = Relations.from_answers(list(answers.values()))
    told = relations.contradictions
    in_chains = {pair for found in told for pair in found.pairs}
    making = {pair for pair in slips if contradicts(answers, truth, slips, pair)}
    assert len(making) >= 30, "few of the slips contradict anything: the test proves little"
    assert making <= in_chains, "a slip that makes a contradiction is in a chain"
    for found in told:
        assert not slips.isdisjoint(found.pairs), "right answers never contradict one another"
    found_first = first_are_slips(relations, slips)
    assert found_first >= 0.65, "by chance it would be a quarter"


def test_repairing_what_is_listed_ends_without_contradiction() -> None:
    """With many slips that touch one another: put right what the chains show, list again, until nothing is left."""
    truth, answers = collection(9)
    slips = planted(answers, truth, Random(9), count=400, apart=False)
    relations = Relations.from_answers(list(answers.values()))
    for _ in range(40):
        shown = {pair for found in relations.contradictions for pair in found.pairs} & slips
        if not shown:
            break
        for pair in shown:
            relations.put(answer(*pair, true_grade(truth, *pair)))
        slips -= shown
    assert not relations.contradictions
    assert relations.contradiction_count == 0


def first_are_slips(relations: Relations, slips: set[Edge]) -> float:
    """Of the contradictions, the share whose most doubtful answer is a slip, without any evidence but the chains."""
    told = relations.contradictions
    found = doubts(relations, told, Evidence())
    ranked = [most_doubtful_first(one, found) for one in told]
    return sum(pairs[0] in slips for pairs in ranked) / len(told)


def collection(
    seed: int, images: int = 6_000, count: int = 20_000
) -> tuple[dict[int, tuple[int, int]], dict[Edge, Answer]]:
    """Scenes of source pictures of copies, and 20,000 true answers, most of them inside scenes."""
    rng = Random(seed)
    truth: dict[int, tuple[int, int]] = {}
    scene = source = 0
    while len(truth) < images:
        scene += 1
        for _ in range(rng.randint(1, 3)):
            source += 1
            for _ in range(rng.choice((1, 2, 3, 4, 8))):
                truth[len(truth)] = (scene, source)
    answers: dict[Edge, Answer] = {}
    while len(answers) < count:
        left = rng.randrange(len(truth))
        right = left + rng.randint(1, 14) if rng.random() < 0.9 else rng.randrange(len(truth))
        if right in truth and left != right:
            pair = (min(left, right), max(left, right))
            answers[pair] = answer(*pair, true_grade(truth, *pair))
    return truth, answers


def true_grade(truth: dict[int, tuple[int, int]], left: int, right: int) -> Grade:
    if truth[left][1] == truth[right][1]:
        return Grade.ND
    return Grade.NEAR_ND if truth[left][0] == truth[right][0] else Grade.NND


def planted(
    answers: dict[Edge, Answer], truth: dict[int, tuple[int, int]], rng: Random, *, count: int, apart: bool = True
) -> set[Edge]:
    """Grade some pairs wrong; `apart`: no two of them in touching scenes."""
    slips: set[Edge] = set()
    taken: set[int] = set()
    for pair in rng.sample(sorted(answers), len(answers)):
        scenes = {truth[end][0] for end in pair}
        around = {scene + step for scene in scenes for step in range(-3, 4)}
        if len(slips) < count and (not apart or taken.isdisjoint(around)):
            wrong = rng.choice([g for g in (Grade.ND, Grade.NEAR_ND, Grade.NND) if g is not answers[pair].grade])
            answers[pair] = answer(*pair, wrong)
            slips.add(pair)
            taken |= scenes
    return slips


def contradicts(
    answers: dict[Edge, Answer], truth: dict[int, tuple[int, int]], slips: set[Edge], pair: Edge
) -> bool:
    """Whether this slip alone, all others put right, cannot be true together with the other answers."""
    near = set(range(min(pair) - 80, min(pair) + 80)) | set(range(max(pair) - 80, max(pair) + 80))
    around = {
        edge: (found.grade if edge == pair or edge not in slips else true_grade(truth, *edge))
        for edge, found in answers.items()
        if edge[0] in near and edge[1] in near
    }
    slow = Slow(around, [])
    return bool(inconsistent(slow))


def inconsistent(slow: Slow) -> bool:
    sets = UnionFind(slow.same)
    seen: dict[tuple[int, int], Grade] = {}
    for (left, right), grade in slow.apart.items():
        one, other = sorted((sets.root(left), sets.root(right)))
        if one == other or seen.setdefault((one, other), grade) is not grade:
            return True
    return False
