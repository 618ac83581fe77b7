"""How well each miner finds true ND and near-ND pairs: per 1000 proposed pairs, on nd_dev without its file names.

The set's groups are consecutive names in one folder per source, and some files state times, so a copy is measured:
shuffled names, one folder, EXIF gone. across_folders and within_burst have nothing to work with there, open_triples
nothing before grades; they are listed with what they find, which is nothing.

Truth: pairs.csv. Precision over pairs that the truth decides (graded, or of two groups declared NND); recall over all
its ND and near-ND pairs that are two images.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.core import pipeline
from app.core.embedding.embed import embed_collection
from app.core.how import How
from app.core.jobs import NULL_JOB
from app.core.miners import MINERS
from app.core.mining.image_facts import facts_of
from app.core.mining.known import Known, keys
from app.core.mining.mine import propose
from app.core.mining.mining_input import MiningInput
from app.core.records import Candidates, IntArray
from app.core.searching.search import open_search
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from app.core.store.project import Project
from tests.bench.options import Options, data

FIRST = (1000, 3000)
MORE = {
    "cluster_restricted": {"miner__cluster_restricted__pick": "nearest"},
    "rank_window": {"miner__rank_window__first": 2, "miner__rank_window__last": 10,
                    "miner__rank_window__pick": "nearest"},
    "hash_near": {"miner__hash_near__radius": 12},
}  # fmt: skip
"""Second settings of some miners."""
Truth = dict[str, IntArray]


def run(options: Options) -> dict[str, Any]:
    """Every miner with its usual settings, some with others too, first 1000 and 3000 rows."""
    source = data()
    if source is None:
        return {"skipped": "nd_dev is not here"}
    with tempfile.TemporaryDirectory() as scratch, Project.create(Path(scratch, "p.nearpair")) as project:
        names = _shuffled(source / "nd_dev", Path(scratch, "photos"))
        options.say(f"{len(names)} images copied")
        pipeline.ingest(project, How(), folders=[str(Path(scratch, "photos"))])
        done = embed_collection(project, Settings(), "cpu", 0, NULL_JOB)
        truth, decided = _truth(project, source / "nd_dev", names)
        base = MiningInput(
            done.vectors, project.images.content_hashes(), Known.of(project),
            open_search(done.vectors, method="exact"), lambda: facts_of(project, done.vectors.ids),
        )  # fmt: skip
        table: dict[str, Any] = {}
        for entry in MINERS:
            for more in ({}, MORE.get(entry.name)):
                if more is None or entry.name in {"coarse_to_fine"}:
                    continue
                name = entry.name if not more else f"{entry.name} {' '.join(str(value) for value in more.values())}"
                known = _half_known(project, base) if entry.name == "relative_margin" else base
                found = propose(known, entry, Settings().having(**more)).candidates
                table[name] = {"pairs": len(found)} | {
                    str(first): _scores(found, first, truth, decided) for first in FIRST
                }
                options.say(f"{name}: {table[name]}")
        return {"images": len(done.vectors.ids), "true": {k: len(v) for k, v in truth.items()}, "miners": table}


def _shuffled(source: Path, to: Path) -> dict[str, str]:
    """A copy without folders, telling names and EXIF: the new name of every image."""
    to.mkdir()
    with (source / "groups.csv").open(newline="", encoding="utf-8") as file:
        names = [row["image"] for row in csv.DictReader(file)]
    made = {}
    for number, row in zip(np.random.default_rng(0).permutation(len(names)).tolist(), names, strict=True):
        made[row] = f"{number:05}{Path(row).suffix.lower()}"
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


def _truth(project: Project, source: Path, names: dict[str, str]) -> tuple[Truth, IntArray]:
    """Keys of the true pairs by grade, and of every pair whose grade is known."""
    by_path = {image.path: image.id for image in project.images.all()}
    for folder in project.images.folders():
        for path, file in project.images.files(folder.id).items():
            if file.image_id is not None:
                by_path[path] = file.image_id
    ids = {row: by_path.get(name, 0) for row, name in names.items()}
    truth: dict[str, list[tuple[int, int]]] = {"ND": [], "near-ND": [], "NND": []}
    for row in _rows(source / "pairs.csv"):
        a, b = ids.get(row["path_a"], 0), ids.get(row["path_b"], 0)
        if a and b and a != b:
            truth[row["label"]].append((a, b))
    ignored = _keys((ids.get(r["path_a"], 0), ids.get(r["path_b"], 0)) for r in _rows(source / "ambiguous.csv"))
    groups = [r for r in _rows(source / "groups.csv") if r["cross_group_is_NND"] == "1" and ids[r["image"]]]
    image = np.array([ids[r["image"]] for r in groups])
    _, group = np.unique([r["group"] for r in groups], return_inverse=True)
    one, other = np.triu_indices(len(image), 1)
    apart = (group[one] != group[other]) & (image[one] != image[other])
    found = {grade: _keys(pairs) for grade, pairs in truth.items()}
    decided = np.unique(np.concatenate((keys(image[one[apart]], image[other[apart]]), *found.values())))
    return {grade: found[grade] for grade in ("ND", "near-ND")}, np.setdiff1d(decided, ignored)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _keys(pairs: Iterable[tuple[int, int]]) -> IntArray:
    table = np.array(list(pairs), np.int64).reshape(-1, 2)
    return np.unique(keys(table[:, 0], table[:, 1]))


def _half_known(project: Project, data_: MiningInput) -> MiningInput:
    """relative_margin compares with known matches; here every image's nearest neighbour stands in for one."""
    rows = data_.neighbours(1, data_.ids)
    groups = [KnownGroup(end, f"{a}", False) for a, b in zip(rows.ids.tolist(), rows.others[:, 0].tolist(), strict=True)
              if a % 4 == 0 for end in (a, b)]  # fmt: skip
    return MiningInput(data_.embeddings, data_.hashes, Known.build([], groups=groups), data_.search, data_.facts)


def _scores(found: Candidates, first: int, truth: Truth, decided: IntArray) -> dict[str, float]:
    """Of the first rows: how many truth decides, the share of these that is true, and the share of truth found."""
    listed = keys(found.left[:first], found.right[:first])
    judged = np.isin(listed, decided)
    hits = {grade: int(np.isin(listed, pairs).sum()) for grade, pairs in truth.items()}
    scores = {f"recall_{grade}": round(hits[grade] / len(pairs), 3) for grade, pairs in truth.items()}
    precision = round(sum(hits.values()) / max(1, int(judged.sum())), 3)
    return {"rows": len(listed), "decided": int(judged.sum()), "precision": precision} | scores
