"""nd_dev without what tells its truth: shuffled names in one folder, times stripped; and the truth of its pairs."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from app.core.mining.known import Known, keys
from app.core.records import Candidates, IntArray
from app.core.store.project import Project

GRADES = ("ND", "near-ND")


@dataclass(frozen=True)
class Truth:
    """Keys of the true pairs by grade, and of every pair whose grade is known; the names that the set has for ids."""

    pairs: dict[str, IntArray]
    decided: IntArray
    names: dict[int, str]

    def scores(self, found: Candidates, first: int) -> dict[str, float]:
        """Of the first rows: how many truth decides, the share of these that is true, and of truth that is found."""
        listed = keys(found.left[:first], found.right[:first])
        judged = np.isin(listed, self.decided)
        hits = {grade: int(np.isin(listed, pairs).sum()) for grade, pairs in self.pairs.items()}
        recall = {f"recall_{grade}": round(hits[grade] / len(pairs), 3) for grade, pairs in self.pairs.items()}
        precision = round(sum(hits.values()) / max(1, int(judged.sum())), 3)
        return {"rows": len(listed), "decided": int(judged.sum()), "precision": precision} | recall


def shuffled(source: Path, to: Path) -> dict[str, str]:
    """A copy without folders, telling names and EXIF: the new name of every image. Files that are there stay."""
    to.mkdir(parents=True, exist_ok=True)
    names = [row["image"] for row in _rows(source / "groups.csv")]
    made = {}
    for number, row in zip(np.random.default_rng(0).permutation(len(names)).tolist(), names, strict=True):
        made[row] = f"{number:05}{Path(row).suffix.lower()}"
        if not (to / made[row]).exists():
            shutil.copyfile(source / row, to / made[row])
            _strip(to / made[row])
    return made


def _strip(path: Path) -> None:
    """Take the EXIF times out of a JPEG in place, without touching its pixels: segments APP1 are dropped."""
    content = path.read_bytes()
    if not content.startswith(b"\xff\xd8"):
        return
    with Image.open(path) as image:
        if image.getexif().get(274, 1) != 1:  # an orientation is part of the picture, and these files state no time
            return
    out, place = bytearray(content[:2]), 2
    while content[place : place + 1] == b"\xff" and content[place + 1] not in {0xDA, 0xD9}:
        length = 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if content[place + 1] != 0xE1:
            out += content[place : place + length]
        place += length
    path.write_bytes(bytes(out + content[place:]))


def truth_of(project: Project, source: Path, names: dict[str, str], known: Known) -> Truth:
    """The truth of nd_dev in the ids of the project that read the copy, without pairs of identical pixels."""
    by_path = {image.path: image.id for image in project.images.all()}
    for folder in project.images.folders():
        for path, file in project.images.files(folder.id).items():
            if file.image_id is not None:
                by_path[path] = file.image_id
    ids = {row: by_path.get(name, 0) for row, name in names.items()}
    listed: dict[str, list[tuple[int, int]]] = {"ND": [], "near-ND": [], "NND": []}
    for row in _rows(source / "pairs.csv"):
        a, b = ids.get(row["path_a"], 0), ids.get(row["path_b"], 0)
        if a and b and a != b:
            listed[row["label"]].append((a, b))
    ignored = _keys((ids.get(r["path_a"], 0), ids.get(r["path_b"], 0)) for r in _rows(source / "ambiguous.csv"))
    groups = [r for r in _rows(source / "groups.csv") if r["cross_group_is_NND"] == "1" and ids[r["image"]]]
    image = np.array([ids[r["image"]] for r in groups])
    _, group = np.unique([r["group"] for r in groups], return_inverse=True)
    one, other = np.triu_indices(len(image), 1)
    apart = (group[one] != group[other]) & (image[one] != image[other])
    found = {grade: _open(_keys(pairs), known) for grade, pairs in listed.items()}
    decided = np.unique(np.concatenate((keys(image[one[apart]], image[other[apart]]), *found.values())))
    return Truth({grade: found[grade] for grade in GRADES}, np.setdiff1d(decided, ignored),
                 {id: row for row, id in ids.items() if id})  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _keys(pairs: Iterable[tuple[int, int]]) -> IntArray:
    table = np.array(list(pairs), np.int64).reshape(-1, 2)
    return np.unique(keys(table[:, 0], table[:, 1]))


def _open(pairs: IntArray, known: Known) -> IntArray:
    return pairs[~known.settled(pairs >> 32, pairs & 0xFFFFFFFF)]
