"""`python -m resources.sample.make`: make the sample collection anew from the image sets at NEARPAIR_DATA.

For developers. Real photographs whose licences allow redistribution, made small, and copy-edits of some of them by
models/augment.py, under numbers drawn at random so that no name tells a grade. Beside the images it writes what is
true of them (pairs.csv, groups.csv) and whose they are (LICENSES.md).
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageOps

from models.augment import EDITS

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("NEARPAIR_DATA", HERE.parents[2] / "shared" / "data")) / "nd_dev" / "images"
SEED = 20
LONG_SIDE = 640
BYTES = 42_000  # the most that one file may take; its quality gives way
EDITED_ONCE, EDITED = 40, 52  # photographs with copies, copies
COMMENT = b"\xff\xfe\x00\x0aNearpair"  # a JPEG comment segment: marker, length with itself, text

# Photographs of people are left out: the licence is the photographer's to give, not theirs.
PEOPLE = {"hands01", "person01", "person02"}
CAMERAS = (
    "Canon_IXUS_400", "Canon_PowerShot_S230", "FujiFilm_DX-10", "FujiFilm_FinePix1400Zoom_(1)",
    "FujiFilm_FinePix1400Zoom_(3)", "FujiFilm_FinePix40i", "FujiFilm_FinePix6800Zoom", "FujiFilm_FinePixS1Pro_(2)",
    "FujiFilm_FinePixS1Pro_(5)", "FujiFilm_FinePixS2Pro", "FujiFilm_SP-2500", "Issue_587_(dotnet)", "Nikon_E950",
    "Olympus_C960", "Olympus_PEN_E-P3", "Ricoh_DC-3Z_(normal_res)", "Ricoh_RDC5300", "Sanyo_SR662",
    "Sony_Cybershot_(6)", "Sony_DCR-PC110", "Sony_DCR-PC110E_(2)", "Sony_DSC-HX5V_(2)", "Sony_DigitalMavica",
    "Traveler_SX330Z",
)  # fmt: skip
SCENES = {"bobcats": 3, "books": 3, "chicken": 2, "mono_wall": 3, "pebbles": 2, "rock_leaves": 3, "rockview": 3,
          "skull": 2, "triflowers": 3, "turkey": 2}  # fmt: skip
CHAIR = (0, 1, 3, 5, 8, 18)
SHELVES = (
    ("test_Golden-Delicious_001", "test_Granny-Smith_029", "test_Pink-Lady_009"),
    ("train_Tropicana-Apple-Juice_029", "train_Tropicana-Golden-Grapefruit_011", "train_Tropicana-Juice-Smooth_005",
     "train_Tropicana-Mandarin-Morning_008"),
    ("test_Yoggi-Strawberry-Yoghurt_017", "train_Yoggi-Vanilla-Yoghurt_002"),
    ("test_God-Morgon-Orange-Red-Grapefruit-Juice_009", "test_God-Morgon-Red-Grapefruit-Juice_014"),
    ("test_Arla-Ecological-Sour-Cream_002", "test_Arla-Sour-Cream_002"),
)  # fmt: skip

CREDITS = {
    "distractor_pixabay": ("Pixabay contributors, by way of BoofCV-Data", "CC0 1.0"),
    "distractor_exif": ("contributors to metadata-extractor-images", "free to use however you wish"),
    "boof_triple": ("Peter Abeles (BoofCV-Data)", "CC BY-SA 4.0"),
    "boof_chair": ("Peter Abeles (BoofCV-Data)", "CC BY 4.0"),
    "grocery": ("Marcus Klasson and others (Grocery Store Dataset)", "MIT, (c) 2019 Marcus Klasson"),
}
LINKS = {
    "distractor_pixabay": "https://github.com/lessthanoptimal/BoofCV-Data (example/recognition/pixabay)",
    "distractor_exif": "https://github.com/drewnoakes/metadata-extractor-images",
    "boof_triple": "https://github.com/lessthanoptimal/BoofCV-Data (example/triple)",
    "boof_chair": "https://github.com/lessthanoptimal/BoofCV-Data (example/sfm/chair)",
    "grocery": "https://github.com/marcusklasson/GroceryStoreDataset",
}


@dataclass
class Photo:
    """One file of the sample: `source` is its folder and name in nd_dev; `scene` is its group."""

    source: Path
    scene: str
    shelf: int = -1
    picture: Image.Image | None = None
    of: Photo | None = None
    edits: tuple[str, ...] = ()
    relation: str = ""
    name: str = ""
    data: bytes = field(default=b"", repr=False)

    @property
    def folder(self) -> str:
        """The folder of nd_dev it comes from: a key of CREDITS."""
        return self.source.parts[0]

    @property
    def kind(self) -> str:
        """What the picture shows, for look-alike pairs of single photographs: "car" of car02."""
        return re.sub(r"\d+$", "", self.source.stem) if self.folder == "distractor_pixabay" else ""


def main() -> None:
    """Write images, pairs.csv, groups.csv and LICENSES.md beside this file."""
    rng = np.random.default_rng(SEED)
    photos = list(_photos())
    for photo in photos:
        photo.picture = _opened(photo.source)
    copies = [*_copies(photos, rng), *_twins(photos)]
    everything = photos + copies
    for number, photo in zip(rng.permutation(len(everything)) + 1, everything, strict=True):
        _encode(photo, int(number), rng)
    shutil.rmtree(HERE / "images", ignore_errors=True)
    (HERE / "images").mkdir()
    for photo in everything:
        (HERE / photo.name).write_bytes(photo.data)
    everything.sort(key=lambda photo: photo.name)
    _write("pairs.csv", ("left_path", "right_path", "grade", "lookalike", "relation"), sorted(_pairs(everything, rng)))
    groups = ((photo.name, photo.scene, 1) for photo in everything)
    _write("groups.csv", ("image", "group", "cross_group_is_NND"), groups)
    (HERE / "LICENSES.md").write_text(_licences(everything), encoding="utf-8")


def _photos() -> Iterator[Photo]:
    for path in sorted((DATA / "distractor_pixabay").glob("*.jpg")):
        if path.stem not in PEOPLE:
            yield Photo(Path("distractor_pixabay", path.name), path.stem)
    for place, stem in enumerate(CAMERAS):
        yield Photo(Path("distractor_exif", f"{stem}.jpg"), f"photo{place:02}")
    for scene, count in SCENES.items():
        for view in range(1, count + 1):
            yield Photo(Path("boof_triple", f"{scene}_{view:02}.jpg"), scene, relation="small change of view")
    for view in CHAIR:
        yield Photo(Path("boof_chair", f"image{view:03}.jpg"), "chair", relation="same object, turned")
    for shelf, products in enumerate(SHELVES):
        for stem in products:
            yield Photo(Path("grocery", f"{stem}.jpg"), stem.split("_")[1], shelf)


def _opened(source: Path) -> Image.Image:
    with Image.open(DATA / source) as image:
        picture = ImageOps.exif_transpose(image).convert("RGB")
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return picture


def _copies(photos: list[Photo], rng: Generator) -> Iterator[Photo]:
    """Copy-edits of photographs, shelves excepted, some edited twice: single edits first, then two or three at once."""
    sources = [photo for photo in photos if photo.shelf < 0]
    names = list(EDITS)
    drawn = rng.permutation(len(sources))[:EDITED_ONCE]
    for place, chosen in enumerate(np.resize(drawn, EDITED)):
        of = sources[chosen]
        count = 1 if place < 2 * len(names) else int(rng.integers(2, 4))
        edits = (names[place % len(names)],) if count == 1 else tuple(rng.choice(names, count, replace=False))
        picture = of.picture
        assert picture is not None
        for edit in edits:
            picture = EDITS[edit](picture, rng)
        yield Photo(of.source, of.scene, picture=picture, of=of, edits=edits)


def _twins(photos: list[Photo]) -> Iterator[Photo]:
    """Two files with the pixels of another and other bytes: a comment was added."""
    for stem in ("lizard02", "statue01"):
        of = next(photo for photo in photos if photo.source.stem == stem)
        yield Photo(of.source, of.scene, of=of, edits=("another comment in the file",))


def _encode(photo: Photo, number: int, rng: Generator) -> None:
    """Name and bytes: mostly JPEG, every fifth WebP; a few photographs lie on their side with an EXIF orientation."""
    twin = photo.of is not None and photo.picture is None
    webp = number % 5 == 0 and not twin and photo.source.stem not in ("lizard02", "statue01")
    photo.name = f"images/{number:04}.{'webp' if webp else 'jpg'}"
    if twin:
        assert photo.of is not None
        photo.data = photo.of.data[:2] + COMMENT + photo.of.data[2:]
        return
    picture, exif = photo.picture, Image.Exif()
    assert picture is not None
    if number % 17 == 0:
        picture, exif[0x0112] = picture.transpose(Image.Transpose.ROTATE_90), 6
    for quality in range(80, 30, -6):
        buffer = io.BytesIO()
        if webp:
            picture.save(buffer, "WEBP", quality=quality, method=6, exif=exif)
        else:
            picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, exif=exif)
        photo.data = buffer.getvalue()
        if len(photo.data) <= BYTES:
            return


def _pairs(photos: list[Photo], rng: Generator) -> Iterator[tuple[str, str, str, int, str]]:
    """What is known: everything within a scene, neighbours on a shelf, pictures of the same kind, some at random."""
    for left, right in combinations(photos, 2):
        grade, lookalike, relation = _truth(left, right)
        if relation or rng.random() < 0.004:
            yield left.name, right.name, grade, lookalike, relation or "nothing in common"


def _truth(left: Photo, right: Photo) -> tuple[str, int, str]:
    if left.scene == right.scene:
        if left.source != right.source:
            return "near-ND", 0, left.relation or right.relation or (left.of or right.of or left).relation
        edits = [*left.edits, *right.edits]
        twins = edits == ["another comment in the file"]
        return ("DUP" if twins else "ND"), 0, " + ".join(edits)
    if left.shelf >= 0 and left.shelf == right.shelf:
        return "NND", 1, "another product of the same shelf"
    return "NND", 0, f"another {left.kind}" if left.kind and left.kind == right.kind else ""


def _write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _licences(photos: list[Photo]) -> str:
    lines = [
        "# Whose pictures the sample is made of",
        "",
        "Every photograph was resized to at most 640 pixels and stored again; the last column says what else was",
        "changed. An edited copy has the licence of its source. Sources:",
        "",
        *(f"- {folder}: {LINKS[folder]}; {author}; {licence}" for folder, (author, licence) in CREDITS.items()),
        "",
        "The list is written by make.py.",
        "",
        "| file | author | licence | source | changes |",
        "|---|---|---|---|---|",
    ]
    for photo in photos:
        author, licence = CREDITS[photo.folder]
        changes = ", ".join(("resized", *photo.edits))
        lines.append(f"| {photo.name} | {author} | {licence} | {photo.source.as_posix()} | {changes} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
