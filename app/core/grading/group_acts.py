"""Group acts: what to store to make one group of images, to split it, or to grade one against all, in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from app.core.grading.closure import Closure
from app.core.grading.review import Review
from app.core.records import Grade
from app.errors import UserError

MOST = 60  # images of one view
HUB = 8  # as many images were said to be the same as one: a hub, which may hold together what does not belong together

Pair = tuple[int, int]


def connected(review: Review, images: Iterable[int]) -> list[int]:
    """The images of the groups that these are in, then those that an open pair of the batch joins to them directly."""
    members: dict[int, None] = {}
    for image in images:
        members.update(dict.fromkeys(review.closure.group(image)))
    core = set(members)
    for pair in review.open_pairs():
        for here, there in ((pair.left, pair.right), (pair.right, pair.left)):
            if here in core:
                members.update(dict.fromkeys(review.closure.group(there)))
    return list(members)


def parts(closure: Closure, images: Sequence[int]) -> list[list[int]]:
    """The images by the group each is in, in the order given."""
    by_group: dict[int, list[int]] = {}
    for image in images:
        by_group.setdefault(closure.group(image)[0], []).append(image)
    return list(by_group.values())


def joined(closure: Closure, images: Sequence[int], asked: Iterable[Pair] = ()) -> list[Pair]:
    """The fewest pairs that make one group of the images once they are ND; pairs of `asked` where they will do."""
    groups = parts(closure, images)
    place = {image: number for number, group in enumerate(groups) for image in group}
    above = list(range(len(groups)))

    def top(number: int) -> int:
        while above[number] != number:
            number = above[number]
        return number

    pairs = []
    firsts = [_pair(groups[0][0], group[0]) for group in groups[1:]]
    for left, right in (*asked, *firsts):
        if left in place and right in place and top(place[left]) != top(place[right]):
            above[top(place[right])] = top(place[left])
            pairs.append(_pair(left, right))
    return pairs


def told_apart(closure: Closure, marked: Sequence[int], rest: Sequence[int], asked: Iterable[Pair] = ()) -> list[Pair]:
    """The pairs to grade anew so that near-ND or NND holds between all of `marked` and all of `rest`.

    Every answer that joins the two, the pairs of `asked` between them, and one pair for each two groups that are left
    then. UserError where identical pixels join them: that is a fact.
    """
    across = {_pair(a, b) for a, b in product(marked, rest)}
    fact = next((pair for pair in across if closure.identical(*pair)), None)
    if fact is not None:
        raise UserError("two of these show the same picture, pixel by pixel; they cannot be told apart")
    pairs = {pair for pair in across if closure.grade(*pair) in (Grade.DUP, Grade.ND)}
    pairs |= across & {_pair(*pair) for pair in asked}
    known = {(low, high) for low, high in across if closure.grade(low, high) is not None} | pairs
    sides = _pieces(closure, marked, pairs), _pieces(closure, rest, pairs)
    for one, other in product(*sides):
        if not any(_pair(a, b) in known for a, b in product(one, other)):
            pairs.add(_pair(one[0], other[0]))
    return sorted(pairs)


def _pieces(closure: Closure, images: Sequence[int], cut: set[Pair]) -> list[list[int]]:
    """The images by what joins them among themselves, without the pairs that are graded anew."""
    left, found = list(images), []
    while left:
        piece, waiting = [left[0]], [left.pop(0)]
        while waiting:
            here = waiting.pop()
            near = [there for there in left if _pair(here, there) not in cut and _is_same(closure, here, there)]
            piece += near
            waiting += near
            left = [image for image in left if image not in near]
        found.append(sorted(piece))
    return found


def _is_same(closure: Closure, here: int, there: int) -> bool:
    return closure.identical(here, there) or closure.grade(here, there) in (Grade.DUP, Grade.ND)


def asked_among(review: Review, images: Iterable[int]) -> list[Pair]:
    """The open pairs of the batch with both ends among these images."""
    among = set(images)
    return [(pair.left, pair.right) for pair in review.open_pairs() if {pair.left, pair.right} <= among]


def _pair(left: int, right: int) -> Pair:
    return (left, right) if left < right else (right, left)
