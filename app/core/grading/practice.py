"""Practice: pairs whose answers are known, to learn the scale on. Nothing of it is stored, so it touches no figure.

The answers come from the collection where it holds any (imported grades, identical pixels, known groups), else from
the bundled sample. Pairs of batches are left out: whoever has been told an answer cannot give it any more.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core import sample
from app.core.reading.picture_file import PictureFile
from app.core.records import POLICY, SCALE, Act, Choice, Grade, Source

if TYPE_CHECKING:
    from app.core.records import Answer
    from app.core.store.project import Project

SIZE = 12  # pairs of one practice
ENOUGH = 8  # pairs, of two grades at least, for a collection to be practised on
DRAWN = 200  # pairs of known groups that are looked at, each way


@dataclass(frozen=True)
class PracticePair:
    """Two pictures and what is known of them: `choice` is the answer, `grades` are those that are right.

    More than one is right where a known group says that two belong together and not how much.
    """

    left: PictureFile
    right: PictureFile
    choice: Choice
    grades: tuple[Grade, ...]

    def is_right(self, act: Act) -> bool:
        """Whether this answer is right; a look-alike is an NND."""
        return act.grade is not None and act.grade in self.grades


@dataclass(frozen=True)
class _Known:
    left: int
    right: int
    code: str
    grades: tuple[Grade, ...]


def practice_pairs(project: Project, seed: int) -> list[PracticePair]:
    """SIZE pairs or fewer, the grades in turn: of the collection where enough is known of it, else of the sample."""
    rng = np.random.default_rng(seed)
    known = _known(project, rng)
    if len(known) >= ENOUGH and len({pair.grades for pair in known}) > 1:
        return _of_collection(project, _in_turn(known, rng), rng)
    return _of_sample(project, rng)


def _known(project: Project, rng: np.random.Generator) -> list[_Known]:
    """Every pair of the collection with a known answer that no batch asks about; an imported grade comes first."""
    from app.core.reading.identical import duplicates

    found: dict[tuple[int, int], _Known] = {}
    for answer in project.labels.answers():
        if answer.source is Source.IMPORT and answer.grade is not None and POLICY not in answer.tags:
            found[answer.left, answer.right] = _imported(answer, answer.grade)
    for left, right in duplicates(project):
        found.setdefault((left, right), _Known(left, right, "ND", (Grade.ND,)))
    for pair in _of_groups(project, rng):
        found.setdefault((pair.left, pair.right), pair)
    asked = project.pairs.asked()
    return [pair for ends, pair in found.items() if ends not in asked]


def _imported(answer: Answer, grade: Grade) -> _Known:
    said = Grade.ND if grade is Grade.DUP else grade  # nobody can key DUP
    return _Known(answer.left, answer.right, "lookalike" if answer.lookalike else said.value, (said,))


def _of_groups(project: Project, rng: np.random.Generator) -> Iterable[_Known]:
    """Some pairs of one known group, and some across groups that are NND to each other."""
    members: dict[str, list[int]] = {}
    rows = project.images.groups()
    for row in rows:
        members.setdefault(row.name, []).append(row.image_id)
    mates = [ids for ids in members.values() if len(ids) > 1]
    for _ in range(DRAWN if mates else 0):
        two = rng.choice(mates[int(rng.integers(len(mates)))], 2, replace=False)
        yield _Known(int(two.min()), int(two.max()), "near-ND", (Grade.ND, Grade.NEAR_ND))
    crossing = [row for row in rows if row.cross_group_nnd]
    in_groups: dict[int, set[str]] = {}
    for row in rows:
        in_groups.setdefault(row.image_id, set()).add(row.name)
    for _ in range(DRAWN if crossing else 0):
        one, other = (crossing[int(place)].image_id for place in rng.integers(len(crossing), size=2))
        if not in_groups[one] & in_groups[other]:
            yield _Known(min(one, other), max(one, other), "NND", (Grade.NND,))


def _in_turn(known: Sequence[_Known], rng: np.random.Generator) -> list[_Known]:
    """SIZE of them, as evenly from every answer of the scale as there are, in an order that tells nothing."""
    shuffled = [known[place] for place in rng.permutation(len(known))]
    by_code = [[pair for pair in shuffled if pair.code == choice.code] for choice in SCALE]
    rounds = (pair for row in zip_longest(*by_code) for pair in row if pair is not None)
    taken = list(islice(rounds, SIZE))
    return [taken[place] for place in rng.permutation(len(taken))]


def _of_collection(project: Project, known: Sequence[_Known], rng: np.random.Generator) -> list[PracticePair]:
    images = project.images.by_ids({end for pair in known for end in (pair.left, pair.right)})
    folder = project.folder("thumbs")
    pictures = {id: PictureFile.of(image, project.images.file_of(id), folder) for id, image in images.items()}
    return _shown(known, pictures, rng)


def _of_sample(project: Project, rng: np.random.Generator) -> list[PracticePair]:
    """Of the pairs that come with the program; UserError when this build has no sample."""
    base, ids = sample.images().parent, dict[str, int]()
    known: list[_Known] = []
    with sample.PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            grade = Grade.parse(row["grade"])
            said = Grade.ND if grade is Grade.DUP else grade
            code = "lookalike" if row["lookalike"] == "1" else said.value
            ends = [ids.setdefault(row[side], len(ids)) for side in ("left_path", "right_path")]
            known.append(_Known(ends[0], ends[1], code, (said,)))
    names = list(ids)
    contents = contents_of([base / name for name in names])
    asked = asked_contents(project, contents)
    free = [pair for pair in known if frozenset((contents[pair.left], contents[pair.right])) not in asked]
    chosen = _in_turn(free, rng)
    ends_of = {end for pair in chosen for end in (pair.left, pair.right)}
    return _shown(chosen, {id: _sample_picture(id, base / names[id]) for id in ends_of}, rng)


def contents_of(files: Sequence[Path]) -> list[str]:
    """The content hash of each of these files."""
    from app.core.reading.files import content_hash, opened

    contents = []
    for path in files:
        with opened(path) as file:
            contents.append(content_hash(file))
    return contents


def asked_contents(project: Project, contents: Sequence[str]) -> set[frozenset[str]]:
    """The pairs of files of these contents that batches ask about: the collection may be the sample itself."""
    images = {image: content for content, image in project.images.ids_of(contents).items()}
    return {frozenset((images[a], images[b])) for a, b in project.pairs.asked() if a in images and b in images}


def _sample_picture(id: int, path: Path) -> PictureFile:
    from app.core.reading.images import read_image

    image = read_image(path)
    return PictureFile(id, path, path, image.width, image.height, path.stat().st_size)


def _shown(
    known: Sequence[_Known], pictures: Mapping[int, PictureFile], rng: np.random.Generator
) -> list[PracticePair]:
    """The pairs as they are shown, left and right drawn."""
    choices = {choice.code: choice for choice in SCALE}
    pairs = []
    for pair, swapped in zip(known, rng.integers(2, size=len(known)), strict=True):
        left, right = (pair.right, pair.left) if swapped else (pair.left, pair.right)
        pairs.append(PracticePair(pictures[left], pictures[right], choices[pair.code], pair.grades))
    return pairs
