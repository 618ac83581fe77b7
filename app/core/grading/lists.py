"""Lists: the pairs a person should look at again, and why, one list for each reason.

    contradictions   answers that cannot all be true, of each chain the most doubtful first
    disagreements    pairs that people grade differently, to be decided by an adjudication
    doubtful         answers marked as a guess
    unsure           pairs that nobody was sure enough to grade
    hubs             images in very many candidates or matches, each with its closest pair

Every function reads the whole label table: a caller in a window asks when a list is opened, not at every key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.grading.adjudication import ADJUDICATION
from app.core.grading.doubt import Doubt, doubts, evidence_of, most_doubtful_first
from app.core.grading.relations import Contradiction
from app.core.jobs import Sentence
from app.core.records import AGAIN, Answer, Grade, IntArray, Kind, Label

if TYPE_CHECKING:
    from app.core.store.project import Project

MOST = 500  # items of one list
HUB_PAIRS = 10  # candidates or matches from which on an image is a hub
LISTED = "list"  # the purpose of a batch of the other lists


@dataclass(frozen=True)
class Item:
    """One pair of a list, left < right. `group` joins items of one contradiction or one hub; `words` say why.

    `grade` is the code that holds now, empty where none does or where it must not be shown.
    """

    left: int
    right: int
    words: tuple[str, ...]
    group: int
    grade: str = ""


def contradictions(project: Project) -> list[Item]:
    """Of every contradiction its pairs, the most doubtful first; those with the most doubtful answers first."""
    from app.core.reading.identical import duplicates

    answers = project.labels.answers()
    relations = project.labels.relations(duplicates(project))
    told = relations.contradictions
    found = doubts(relations, told, evidence_of(project, answers) if told else evidence_of(project, ()))
    ranked = sorted((most_doubtful_first(one, found) for one in told), key=lambda pairs: -found[pairs[0]].points)
    by_ends = {frozenset(one.pairs): one for one in told}
    return [
        Item(*pair, _doubt_words(found[pair], by_ends[frozenset(pairs)]), group, _code(relations.answer(*pair)))
        for group, pairs in enumerate(ranked)
        for pair in pairs
    ][:MOST]


def _doubt_words(doubt: Doubt, one: Contradiction) -> tuple[str, ...]:
    return (Sentence("one of {count} answers that cannot all be true", count=len(one.pairs)), *doubt.reasons)


def disagreements(project: Project) -> list[Item]:
    """The pairs without an answer that holds because people differ; what they said stays hidden."""
    held = [answer for answer in project.labels.answers() if answer.grade is None]
    return [Item(a.left, a.right, (Sentence("{names} differ", names=_names(a)),), n) for n, a in enumerate(held)][:MOST]


def doubtful(project: Project) -> list[Item]:
    """Graded pairs whose answer somebody marked as a guess."""
    held = [a for a in project.labels.answers() if a.low_confidence and a.grade is not None]
    return [
        Item(a.left, a.right, (Sentence("a guess of {names}", names=_names(a)),), n, _code(a))
        for n, a in enumerate(held)
    ][:MOST]


def unsure(project: Project) -> list[Item]:
    """Pairs somebody could not decide, as long as nobody graded them."""
    graded = {answer.pair_id for answer in project.labels.answers()}
    open_: dict[int, Label] = {}
    for row in project.labels.all(Kind.UNSURE):  # in the order of writing: the last one stands
        if not row.undone and row.pair_id not in graded:
            open_[row.pair_id] = row
    return [
        Item(row.left, row.right, (Sentence("{name} was unsure", name=row.annotator),), n, Kind.UNSURE.value)
        for n, row in enumerate(open_.values())
    ][:MOST]


def hubs(project: Project) -> list[Item]:
    """Images in HUB_PAIRS matches or candidates and more, busiest first, each with its closest pairs.

    Often a blank page, a logo or a placeholder: what was graded ND with it deserves a second look.
    """
    relations = [a for a in project.labels.answers() if a.grade in (Grade.DUP, Grade.ND)]
    matches = Counter(end for a in relations for end in (a.left, a.right))
    left, right = _mined(project)
    images, counts = np.unique(np.concatenate((left, right)), return_counts=True)
    mined = dict(zip(images.tolist(), counts.tolist(), strict=True))
    busy = [i for i in mined.keys() | matches.keys() if max(mined.get(i, 0), matches[i]) >= HUB_PAIRS]
    busy.sort(key=lambda image: (-max(mined.get(image, 0), matches[image]), image))
    items = []
    for group, image in enumerate(busy[: MOST // 5]):
        rows = np.flatnonzero((left == image) | (right == image))[:5]  # candidate files are sorted: the closest
        ends = [(int(left[row]), int(right[row])) for row in rows]
        ends = ends or [(a.left, a.right) for a in relations if image in (a.left, a.right)][:5]
        words = Sentence("one of the two images is in {candidates} candidates and {matches} matches",
                         candidates=mined.get(image, 0), matches=matches[image])  # fmt: skip
        items += [Item(*pair, (words,), group) for pair in dict.fromkeys(ends)]
    return items


def _mined(project: Project) -> tuple[IntArray, IntArray]:
    """The candidates of the current round as they lie in their files."""
    from app.core.mining.candidates import read_candidates

    round_ = project.rounds.current()
    minings = project.rounds.minings(round_.number) if round_ else []
    files = [read_candidates(project.path / mining.file) for mining in minings]
    empty = np.empty(0, np.int64)
    return np.concatenate([empty, *(f.left for f in files)]), np.concatenate([empty, *(f.right for f in files)])


def _names(answer: Answer) -> str:
    return ", ".join(answer.annotators)


def _code(answer: Answer | None) -> str:
    if answer is None or answer.grade is None:
        return Grade.DUP.value if answer is None else ""
    return "lookalike" if answer.lookalike else answer.grade.value


LISTS: Mapping[str, Callable[[Project], list[Item]]] = MappingProxyType(
    {list_.__name__: list_ for list_ in (contradictions, disagreements, doubtful, unsure, hubs)}
)


def as_rows(project: Project, name: str) -> list[dict[str, Any]]:
    """A list with paths instead of ids, for the command line."""
    items = LISTS[name](project)
    images = project.images.by_ids({end for item in items for end in (item.left, item.right)})
    return [
        {"group": item.group, "left_path": images[item.left].path, "right_path": images[item.right].path,
         "grade": item.grade, "words": ", ".join(item.words)}
        for item in items
    ]  # fmt: skip


def batch_of(project: Project, name: str, items: Sequence[Item], *, seed: int = 0) -> int:
    """Make the pairs of a list a batch to work through, and return its id; an older one of the same list retires.

    Disagreements are sealed from what was said, in an order that tells nothing, and a grade given there decides. The
    other lists are open: who looks for a slip must see what was said, so what is answered there is marked as given
    after a reveal and leaves the figures of agreement.
    """
    from app.core.mining.why import why
    from app.core.store.pairs import BatchRow, NewBatch

    deciding = name == disagreements.__name__
    rng = np.random.default_rng(seed)
    pairs = list(dict.fromkeys((item.left, item.right) for item in items))
    if deciding:
        pairs = [pairs[row] for row in rng.permutation(len(pairs)).tolist()]
    stratum = AGAIN + ADJUDICATION if deciding else f"{LISTED}: {name}"
    sides = (rng.random(len(pairs)) < 0.5).tolist()
    known = project.pairs.places()
    distance = {(p.left, p.right): p.distance for p in known.values()}
    rows = [
        BatchRow(*pair, distance.get(pair), "", why("again"), stratum, None, swapped=swapped)
        for pair, swapped in zip(pairs, sides, strict=True)
    ]
    round_ = project.rounds.current()
    for batch in project.pairs.batches():
        if batch.strategy == f"{LISTED}: {name}":
            project.pairs.retire(batch.id)
    new = NewBatch(name, f"{LISTED}: {name}", round_.number if round_ else 0, round_.embedder if round_ else None,
                   seed, blindness="sealed" if deciding else "open",
                   purpose=ADJUDICATION if deciding else LISTED)  # fmt: skip
    return project.pairs.create_batch(new, rows).id
