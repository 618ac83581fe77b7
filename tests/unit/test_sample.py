"""The bundled sample: small, credited file by file, with a truth that is true and names that tell nothing."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app import paths
from app.core import sample
from app.core.reading.hashes import pixel_hash
from app.core.reading.images import read_image
from app.core.records import Grade
from app.errors import UserError

ROOT = paths.SAMPLE
FREE = {"CC0 1.0", "CC BY 4.0", "CC BY-SA 4.0", "MIT, (c) 2019 Marcus Klasson", "free to use however you wish"}


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names() -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / "images").iterdir()}


def test_it_is_small_and_every_file_opens() -> None:
    assert 130 <= len(names()) <= 220
    assert sum(path.stat().st_size for path in ROOT.rglob("*") if path.is_file()) <= 6_000_000
    for name in names():
        assert max(read_image(ROOT / name).size) <= 900, name
    assert {path.suffix for path in (ROOT / "images").iterdir()} == {".jpg", ".webp"}


def test_every_file_is_credited_with_a_licence_that_allows_passing_it_on() -> None:
    text = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    credited = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| i")
    ]
    assert {row[0] for row in credited} == names() and len(credited) == len(names())
    assert all(author and licence in FREE and source for _, author, licence, source, _ in credited)
    # An edited copy keeps the licence of its source.
    by_source: dict[str, set[str]] = {}
    for _, _, licence, source, _ in credited:
        by_source.setdefault(source, set()).add(licence)
    assert all(len(licences) == 1 for licences in by_source.values())


def test_the_truth_covers_every_grade_and_names_files_that_are_there() -> None:
    pairs = rows("pairs.csv")
    assert {row["left_path"] for row in pairs} | {row["right_path"] for row in pairs} <= names()
    assert len({frozenset((row["left_path"], row["right_path"])) for row in pairs}) == len(pairs)
    counts = Counter(Grade.parse(row["grade"]) for row in pairs)
    assert (
        counts[Grade.ND] >= 40 and counts[Grade.NEAR_ND] >= 40 and counts[Grade.NND] >= 100 and counts[Grade.DUP] == 2
    )
    assert sum(row["lookalike"] == "1" for row in pairs) >= 10
    assert all(row["grade"] == "NND" for row in pairs if row["lookalike"] == "1")
    assert all(row["relation"] for row in pairs)


def test_groups_and_pairs_agree() -> None:
    group = {row["image"]: row["group"] for row in rows("groups.csv")}
    assert set(group) == names()
    for row in rows("pairs.csv"):
        assert (group[row["left_path"]] == group[row["right_path"]]) == (row["grade"] != "NND")


def test_duplicates_have_the_same_pixels_and_no_other_pair_has() -> None:
    hashes = {name: pixel_hash(str(ROOT / name)) for name in names()}
    same = {(row["left_path"], row["right_path"]) for row in rows("pairs.csv") if row["grade"] == "DUP"}
    assert {(a, b) for a in hashes for b in hashes if a < b and hashes[a] == hashes[b]} == same
    assert all((ROOT / a).read_bytes() != (ROOT / b).read_bytes() for a, b in same)


def test_names_tell_nothing() -> None:
    assert all(re.fullmatch(r"images/\d{4}\.(jpg|webp)", name) for name in names())
    number = {name: int(Path(name).stem) for name in names()}
    gaps = {True: [], False: []}  # type: dict[bool, list[int]]
    for row in rows("pairs.csv"):
        gaps[row["grade"] in ("ND", "near-ND")].append(abs(number[row["left_path"]] - number[row["right_path"]]))
    middle = len(names()) / 3  # the mean gap of two numbers drawn at random
    assert abs(float(np.mean(gaps[True])) - middle) < 15 and abs(float(np.mean(gaps[False])) - middle) < 15


def test_some_lie_on_their_side() -> None:
    orientations = Counter()  # type: Counter[int]
    for name in names():
        with Image.open(ROOT / name) as image:
            orientations[image.getexif().get(0x0112, 1)] += 1
    assert orientations[6] >= 3 and orientations[1] > 100


def test_a_build_without_the_sample_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sample.images().is_dir() and sample.demo_folder().name == "demo"
    monkeypatch.setattr(sample, "IMAGES", tmp_path / "none")
    with pytest.raises(UserError, match="the sample is missing"):
        sample.images()
