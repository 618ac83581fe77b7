"""GroupLinks: ND groups under additions and removals, and the answers that hold between them.

A group has a token: the id of an image that is in no group, else a number that is given once (negative, so that it
is no image's id). Small sides are moved to large ones, so n additions cost n log n steps together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from app.core.records import Grade

Pair = tuple[int, int]


@dataclass(slots=True)
class Between:
    """The pairs graded near-ND and those graded NND between two groups, or inside one."""

    near: set[Pair] = field(default_factory=set)
    nnd: set[Pair] = field(default_factory=set)

    def of(self, grade: Grade) -> set[Pair]:
        """The pairs of this grade."""
        return self.near if grade is Grade.NEAR_ND else self.nnd


class GroupLinks:
    """`tie` and `untie` are about DUP and ND, `part` and `unpart` about near-ND and NND."""

    def __init__(self) -> None:
        self.joined: dict[int, set[int]] = {}  # image: images it is joined with directly
        self._parted: dict[int, dict[int, Grade]] = {}  # image: images it was told apart from
        self._token: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._first: dict[int, int] = {}
        self._between: dict[Pair, Between] = {}  # by tokens, the smaller one first
        self._beside: dict[int, set[int]] = {}  # token: tokens of the groups something is known about
        self._clashing: dict[Pair, None] = {}
        self._next_token = -1

    # -- asked ---------------------------------------------------------------------------------------------------

    def token(self, image: int) -> int:
        """The name of the group an image is in."""
        return self._token.get(image, image)

    def members(self, image: int) -> set[int]:
        """The images of the group `image` is in; do not change them."""
        return self._members.get(self.token(image)) or {image}

    def groups(self) -> Collection[set[int]]:
        """All groups of two and more."""
        return self._members.values()

    def first(self, image: int) -> int:
        """The smallest image of the group."""
        return self._first.get(self.token(image), image)

    def implied(self, left: int, right: int) -> Grade | None:
        """The grade that holds between the groups of two images; None: unknown, or it rests on a contradiction."""
        one, other = self.token(left), self.token(right)
        if (one, one) in self._clashing or (other, other) in self._clashing:
            return None
        if one == other:
            return Grade.ND
        key = _key(one, other)
        found = self._between.get(key)
        if found is None or key in self._clashing:
            return None
        return Grade.NEAR_ND if found.near else Grade.NND

    def parted(self, left: int, right: int, grade: Grade) -> set[Pair]:
        """The pairs of this grade between the groups of two images."""
        found = self._between.get(_key(self.token(left), self.token(right)))
        return found.of(grade) if found else set()

    def clashes(self) -> list[tuple[bool, Between]]:
        """What cannot all be true: whether it is inside one group, and the pairs graded apart."""
        return [(one == other, self._between[one, other]) for one, other in self._clashing]

    def clash_count(self) -> int:
        """Contradictions: every pair graded apart inside a group, the rarer grade between two groups."""
        return sum(len(b.near) + len(b.nnd) if inside else min(len(b.near), len(b.nnd)) for inside, b in self.clashes())

    # -- told ----------------------------------------------------------------------------------------------------

    def tie(self, left: int, right: int) -> None:
        """Two images are the same: one group is made of theirs."""
        self.joined.setdefault(left, set()).add(right)
        self.joined.setdefault(right, set()).add(left)
        one, other = self.token(left), self.token(right)
        if one != other:
            big, small = sorted((one, other), key=self._weight, reverse=True)
            self._merge(self._grouped(big), self._grouped(small))

    def untie(self, left: int, right: int) -> None:
        """Two images are not said to be the same any more; their group falls apart if nothing else holds it."""
        self.joined[left].discard(right)
        self.joined[right].discard(left)
        leaving = self._part_of(left, right)
        if leaving is not None:
            self._split(leaving)

    def part(self, pair: Pair, grade: Grade) -> None:
        """Two images are near-ND or NND."""
        left, right = pair
        self._parted.setdefault(left, {})[right] = grade
        self._parted.setdefault(right, {})[left] = grade
        self._link(pair, grade)

    def unpart(self, pair: Pair, grade: Grade) -> None:
        """They are not said to be any more."""
        left, right = pair
        self._unlink(pair, grade)
        del self._parted[left][right], self._parted[right][left]

    # -- inside --------------------------------------------------------------------------------------------------

    def _weight(self, token: int) -> int:
        return len(self._members.get(token, ())) + len(self._beside.get(token, ()))

    def _grouped(self, token: int) -> int:
        """The token of a group with members; a lone image gets one first."""
        if token in self._members:
            return token
        made, self._next_token = self._next_token, self._next_token - 1
        self._members[made], self._first[made], self._token[token] = {token}, token, made
        self._rename(token, made)
        return made

    def _merge(self, into: int, gone: int) -> None:
        for image in self._members[gone]:
            self._token[image] = into
        self._members[into] |= self._members.pop(gone)
        self._first[into] = min(self._first[into], self._first.pop(gone))
        self._rename(gone, into)

    def _rename(self, old: int, new: int) -> None:
        """What holds between `old` and other groups holds for `new` from now on."""
        for other in self._beside.pop(old, ()):
            source = self._between.pop(_key(old, other))
            self._clashing.pop(_key(old, other), None)
            there = new if other == old else other
            if other != old:
                self._beside[other].discard(old)
            self._beside.setdefault(there, set()).add(new)
            self._beside.setdefault(new, set()).add(there)
            key = _key(new, there)
            target = self._between.setdefault(key, source)
            if target is not source:
                target.near |= source.near
                target.nnd |= source.nnd
            self._judge(key)

    def _part_of(self, left: int, right: int) -> set[int] | None:
        """The smaller of the parts that `left` and `right` are in now; None while they are still joined.

        Both parts are walked in turn, one image at a time, until one of them is known whole.
        """
        seen = {left}, {right}
        waiting = [left], [right]
        while True:
            for side in (0, 1):
                if not waiting[side]:
                    return seen[side]
                for there in self.joined[waiting[side].pop()]:
                    if there in seen[1 - side]:
                        return None
                    if there not in seen[side]:
                        seen[side].add(there)
                        waiting[side].append(there)

    def _split(self, leaving: set[int]) -> None:
        moved = {((a, b) if a < b else (b, a)): grade
                 for a in leaving for b, grade in self._parted.get(a, {}).items()}  # fmt: skip
        for pair, grade in moved.items():
            self._unlink(pair, grade)
        token = self._token[next(iter(leaving))]
        staying = self._members[token]
        staying -= leaving
        made, self._next_token = self._next_token, self._next_token - 1
        self._members[made], self._first[made] = leaving, min(leaving)
        for image in leaving:
            self._token[image] = made
        if self._first[token] in leaving:
            self._first[token] = min(staying)
        for pair, grade in moved.items():
            self._link(pair, grade)
        for part in (made, token):
            if len(self._members[part]) == 1:
                self._lone(part)

    def _lone(self, token: int) -> None:
        (image,) = self._members.pop(token)
        del self._first[token], self._token[image]
        self._rename(token, image)

    def _link(self, pair: Pair, grade: Grade) -> None:
        one, other = self.token(pair[0]), self.token(pair[1])
        key = _key(one, other)
        found = self._between.get(key)
        if found is None:
            found = self._between[key] = Between()
            self._beside.setdefault(one, set()).add(other)
            self._beside.setdefault(other, set()).add(one)
        found.of(grade).add(pair)
        self._judge(key)

    def _unlink(self, pair: Pair, grade: Grade) -> None:
        one, other = self.token(pair[0]), self.token(pair[1])
        key = _key(one, other)
        found = self._between[key]
        found.of(grade).discard(pair)
        if not found.near and not found.nnd:
            del self._between[key]
            self._beside[one].discard(other)
            self._beside[other].discard(one)
            for token in {one, other}:
                if not self._beside[token]:
                    del self._beside[token]
        self._judge(key)

    def _judge(self, key: Pair) -> None:
        found = self._between.get(key)
        if found is not None and (key[0] == key[1] or (found.near and found.nnd)):
            self._clashing[key] = None
        else:
            self._clashing.pop(key, None)


def _key(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
