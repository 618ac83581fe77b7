"""Find: which images of the collection new pictures match. Nothing is added to the project.

A picture goes through the embedder of the round and is compared with every image whose vector or features are on
disk. How close is close enough is said with every answer: the distance asked for, else the operating points measured
by the protocol, else what is closer than 99.9 % of random pairs of the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.applying import find_report
from app.core.applying.match_rule import Rule, rule_of
from app.core.applying.stored_vectors import stored_vectors
from app.core.embedding import embed, own_vectors
from app.core.jobs import NULL_JOB, Job
from app.core.reading.decoders import decode_all
from app.core.reading.files import BadImage, content_hash, opened
from app.core.reading.hashes import pixel_hash
from app.core.reading.images import decoded
from app.core.reading.scanning import scan
from app.core.records import Embeddings, FloatArray, Image
from app.core.searching.index import nearest
from models import device as devices
from models.backbone import Backbone, Pixels
from models.backbones import open_choice
from models.errors import UserError
from models.head import Head
from models.settings import Value

if TYPE_CHECKING:
    from app.core.store.project import Project

BATCH = 32
TWIN = 0.05  # identical pixels give almost the same vector: only so close is it worth decoding both


@dataclass(frozen=True)
class Match:
    """One image of the collection: where it is, how far, what the pair is predicted to be, and what is the same."""

    id: int
    path: str
    distance: float
    predicted: str
    same_file: bool = False
    same_pixels: bool = False


@dataclass(frozen=True)
class Sought:
    """One new picture: its matches, closest first; the nearest image where there is none; or why it has no answer."""

    image: str
    matches: tuple[Match, ...] = ()
    nearest: Match | None = None
    problem: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class _Look:
    """What a decoder tells of one new picture."""

    content: str
    width: int
    height: int
    bytes: int


def find(
    project: Project,
    images: Sequence[Path],
    *,
    k: int = 5,
    at: float | None = None,
    out: Path | None = None,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """Match files, and the images in folders, against the collection; at most `k` matches each, within `at`.

    The project is only read. UserError when nothing was embedded yet or a path does not exist.
    """
    row = project.rounds.embedder()
    if row is None:
        raise UserError("nothing was embedded yet in {project}; embed it first", project=project.name)
    paths = list(_files(images, job))
    network = own_vectors.check(embed.backbone_of(row, project))
    head = Head.load(project.path / row.file)
    collection = stored_vectors(project, row, network, head, job)
    rule = rule_of(project, row, collection, at)
    looks, vectors = _looked_at(paths, network, head, device, threads, job)
    good = {path: look for path, look in looks.items() if isinstance(look, _Look)}
    strangers = np.arange(-len(good), 0)  # ids that no image of the collection has
    found = nearest(Embeddings(strangers, vectors), collection, k, device=devices.resolve(device), job=job)
    known = project.images.by_ids(found.others[found.others >= 0].tolist())
    answers = {}
    for (path, look), others, distances in zip(good.items(), found.others, found.distances, strict=True):
        near = [_match(path, look, known[i], d, rule)
                for i, d in zip(others.tolist(), distances.tolist(), strict=True) if i in known]  # fmt: skip
        answers[path] = _answer(path, look, near, rule)
    sought = [answers.get(path) or Sought(str(path), problem=str(looks[path])) for path in looks]
    result = {"embedder": row.name, "threshold": round(rule.distance, 6), "rule": rule.words, "k": k,
              "found": [asdict(one) for one in sought], "out": None if out is None else str(out)}  # fmt: skip
    if out is not None:
        find_report.write(out, result)
    return result


def _files(images: Sequence[Path], job: Job) -> Iterator[Path]:
    """The files asked for: those named, and in folders everything taken for an image."""
    for path in images:
        if path.is_dir():
            yield from (path / found.path for found in scan(path, job))
        elif path.exists():
            yield path
        else:
            raise UserError("{path} does not exist", path=path)


def look(task: str, backbone: str, values: Mapping[str, Value]) -> tuple[_Look, Pixels] | BadImage:
    """In a decoder: content hash and size of one new picture, and the picture as the network wants it."""
    network = open_choice(backbone, values)
    try:
        with opened(Path(task)) as file:
            content = content_hash(file)
            header, picture = decoded(file, short_side=network.draft_size)
            size = file.seek(0, 2)
    except BadImage as error:
        return error
    return _Look(content, header.width, header.height, size), network.preprocess(picture)


def _looked_at(
    paths: Sequence[Path], network: Backbone, head: Head, device: str, threads: int, job: Job
) -> tuple[dict[Path, _Look | str], FloatArray]:
    """Every picture, or in words why it cannot be read; and the vectors of those that can, in order."""
    looks: dict[Path, _Look | str] = {}
    waiting: list[Pixels] = []
    rows = [np.empty((0, network.dim), np.float16)]
    extract = network.open(devices.resolve(device), threads)
    work = decode_all(
        [str(path) for path in paths],
        "app.core.applying.find:look",
        arguments=(network.name, dict(network.values)),
        processes=threads,
        job=job,
        text="Reading the pictures",
    )
    with closing(work):
        for path, answer in zip(paths, work, strict=True):
            if isinstance(answer.value, tuple):
                looks[path], pixels = answer.value
                waiting.append(pixels)
            else:
                looks[path] = str(answer.value or answer.detail)
            if len(waiting) == BATCH:
                rows.append(extract(np.stack(waiting)).astype(np.float16))
                waiting = []
    if waiting:
        rows.append(extract(np.stack(waiting)).astype(np.float16))
    # In float16, as the collection's features are kept: the same file is then at distance 0.
    return looks, head.apply(np.concatenate(rows))


def _match(path: Path, look: _Look, image: Image, distance: float, rule: Rule) -> Match:
    same_file = look.content == image.content_hash
    same_pixels = same_file
    place = Path(image.root, image.path)
    if not same_file and distance < TWIN and (look.width, look.height) == (image.width, image.height):
        ours = pixel_hash(str(path))
        same_pixels = bool(ours) and ours == pixel_hash(str(place), image.content_hash)
    said = "DUP" if same_pixels else rule.predicted(distance)
    return Match(image.id, str(place), round(distance, 6), said, same_file, same_pixels)


def _answer(path: Path, look: _Look, near: Sequence[Match], rule: Rule) -> Sought:
    matches = tuple(match for match in near if match.same_pixels or match.distance <= rule.distance)
    closest = near[0] if near and not matches else None
    return Sought(str(path), matches, closest, "", look.width, look.height, look.bytes)
