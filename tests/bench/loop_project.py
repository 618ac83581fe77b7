"""The project of the loop bench: real pictures with a second, altered one each, and made up images around them.

Only real pictures are graded, so that altered copies of them can be made. Of the others there are cached features and
stage maps, each its own: mixtures of those of two real pictures with a little noise, which lie as densely as a large
collection does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from app import paths
from app.core import pipeline
from app.core.embedding import embed, segments
from app.core.embedding.extraction import folder_of
from app.core.how import How
from app.core.reading.images import read_image
from app.core.records import Act, Grade, IntArray, ScanResult, Side
from app.core.store.labels import By
from app.core.store.project import Project
from models.augment import altered_copy
from models.backbone import Backbone
from models.backbones import open_choice
from models.head import Rows
from tests.bench.options import Options, data
from tests.made import sha

DOUBLED = 1000  # real pictures
SEED = 0
ROWS = 1000
NOISE = 0.3  # of the spread of a number over the real pictures


def fill(project: Project, count: int, grades: int, how: How, options: Options) -> dict[str, Any]:
    """Rows, features and maps of `count` images, a first round, and grades: half ND, half NND; what there is of it."""
    project.salt = "the same split on every run"
    rng = np.random.default_rng(SEED)
    photos = project.path.parent / "photos"
    _write_pictures(photos, min(DOUBLED, count // 4), rng, options)
    options.say("reading and embedding them")
    pipeline.ingest(project, how, folders=[str(photos)])
    network = open_choice(embed.DEFAULT)
    assert network.parts is not None
    stem = network.parts().stem
    real = len(project.images.all())
    options.say(f"making up {count - real} images more")
    made = [sha(str(number)) for number in range(count - real)]
    _add_rows(project, made, rng)
    one, other = rng.integers(0, real, (2, len(made)))
    share = 0.5 * rng.random(len(made), np.float32)
    size = 0
    for part in (network, stem):
        vectors = embed.features(project, part, how.device, how.threads, only=np.arange(1, real + 1))[0].vectors
        size = _add_mixed(project, part, vectors, made, (one, other, share), rng)
    options.say("the first round")
    pipeline.mine(project, how)
    graded = _grade(project, photos, grades, rng)
    return {"real_images": real, "graded_pairs": graded, "maps_bytes": size}


def _write_pictures(folder: Path, count: int, rng: np.random.Generator, options: Options) -> None:
    """`count` real pictures and an altered copy of each: NNNN.jpg and NNNNb.jpg."""
    place = data()
    source = place / "nd_dev" / "images" if place else paths.SAMPLE / "images"
    files = sorted(path for path in source.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
    files = files[:: max(1, len(files) // count)][:count]
    options.say(f"copying and altering {len(files)} pictures")
    folder.mkdir()
    for number, path in enumerate(files):
        picture = read_image(path)
        picture.save(folder / f"{number:04}.jpg", quality=95)
        altered_copy(picture, rng).convert("RGB").save(folder / f"{number:04}b.jpg", quality=90)


def _add_rows(project: Project, made: list[str], rng: np.random.Generator) -> None:
    """Rows of images that have no file."""
    hashes = rng.integers(0, 2**63, len(made)).tolist()
    root = project.images.add_folder(project.path.parent / "others")
    for start in range(0, len(made), 10_000):
        block = range(start, min(len(made), start + 10_000))
        project.images.record(root, [ScanResult(f"{n}.jpg", 1000, 1, made[n], 640, 480, "JPEG", "RGB", phash=hashes[n])
                                     for n in block])  # fmt: skip


def _add_mixed(
    project: Project, network: Backbone, vectors: Rows, made: list[str], mixture: tuple[Any, Any, Any],
    rng: np.random.Generator,
) -> int:  # fmt: skip
    """Features of this network for the images made up; how many bytes there are now of all."""
    base = np.asarray(vectors[:], np.float32)
    spread = base.std(axis=0)
    noise = NOISE * rng.standard_normal(base.shape[1] + 4096, np.float32)
    lowest = base.min()
    folder = folder_of(project.folder("features"), network)
    one, other, share = mixture
    with segments.Writer(folder) as writer:
        for start in range(0, len(made), ROWS):
            block = slice(start, min(len(made), start + ROWS))
            mixed = base[one[block]] * (1 - share[block, None]) + base[other[block]] * share[block, None]
            for row, offset in zip(mixed, rng.integers(0, 4096, len(mixed)).tolist(), strict=True):
                row += spread * noise[offset : offset + len(row)]
            # What was never negative, as pooled activations, is not now.
            writer.add(segments.keys(made[block]), np.maximum(mixed, lowest))
    return sum(path.stat().st_size for path in folder.glob("*.npy"))


def _grade(project: Project, photos: Path, grades: int, rng: np.random.Generator) -> int:
    """Answers between real pictures of the training side: a picture and its copy ND, two others at random NND."""
    sides = project.images.sides()
    ids = {Path(image.path).stem: image.id for image in project.images.all()
           if image.root == str(photos) and sides.get(image.id) is Side.TRAIN}  # fmt: skip
    alike = np.array([(ids[name], ids[f"{name}b"]) for name in sorted(ids) if f"{name}b" in ids], np.int64)
    alike = alike[: grades // 2]
    number = {image: int(name.rstrip("b")) for name, image in ids.items()}
    apart: IntArray = rng.choice(sorted(ids.values()), (2 * grades, 2))
    apart = np.array([pair for pair in apart.tolist() if number[pair[0]] != number[pair[1]]])[: grades - len(alike)]
    for ends, grade in ((alike, Grade.ND), (apart, Grade.NND)):
        ends = np.unique(np.sort(ends, axis=1), axis=0)
        pairs = project.pairs.ids(ends[:, 0], ends[:, 1]).tolist()
        project.labels.append([(pair, Act(grade=grade)) for pair in pairs], By("bench"))
    return len(alike) + len(apart)
