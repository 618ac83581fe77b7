"""Leakage: how many images of one part of the collection are near-duplicates of images of another part.

A test set that leaks into its training set measures memory. What is found is corrected by what the threshold is known
to miss and to call wrongly, and the interval says how far that knowledge reaches.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.atomic import replacing
from app.core.embedding import embed
from app.core.exchanging.naming import Names
from app.core.jobs import NULL_JOB, Job
from app.core.measuring.decision import Decision, decide
from app.core.measuring.metrics import Interval
from app.core.records import Cut, Embeddings, FloatArray, IntArray, Side
from app.core.searching.index import nearest
from app.core.settings import Settings
from models.device import resolve
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project

MOST = 2000  # leaks told in the result; a file holds all of them
_NORMAL = 1.96  # 95 %
_Files = Mapping[int, tuple[str, str]]  # by image, the root and the path of its first file in a part


@dataclass(frozen=True)
class Leak:
    """An image of the second part, its nearest of the first, and how far apart they are (0 and itself: same bytes)."""

    image: int
    match: int
    distance: float


def leakage(
    project: Project,
    settings: Settings,
    *,
    between: Sequence[str],
    at: str,
    cut: Cut,
    out: Path | None = None,
    absolute: bool = False,
    seed: int = 0,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
) -> dict[str, Any]:
    """How many images of part `between[1]` have a match in part `between[0]` at the threshold for `at`.

    A part is a folder (absolute, or below a root of the collection) or a side of the split: train, evaluation. The
    result tells the MOST closest as `pairs`: paths of `image` and `match`, their `ids` and the distance.
    """
    first, second = (_part(project, text) for text in between)
    decision = decide(project, settings, at, cut, seed=seed, device=device, threads=threads, job=job)
    vectors = embed.embeddings(project, decision.embedder, device, threads, job)
    one, other = _taken(vectors, first), _taken(vectors, second)
    for text, part in zip(between, (one, other), strict=True):
        if not len(part.ids):
            raise UserError("no image of {part} has features; embed the collection", part=text)
    found = nearest(other, one, 1, device=resolve(device), job=job)
    leaks = _leaks(other.ids, found.others[:, 0], found.distances[:, 0], set(one.ids.tolist()), decision.distance)
    if out is not None:
        _write(_told(project, leaks, first, second, absolute), out)
    return decision.as_dict() | {
        "between": list(between),
        "images": [len(one.ids), len(other.ids)],
        "leaked": len(leaks),
        "same_content": sum(leak.image == leak.match for leak in leaks),
        "share": _share(len(leaks), len(other.ids)),
        "estimate": _estimate(decision, len(leaks), len(one.ids), len(other.ids)),
        "pairs": list(_told(project, leaks[:MOST], first, second, absolute)),
        "out": None if out is None else str(out),
    }


def _part(project: Project, text: str) -> _Files:
    """The images of a part with their files; UserError when it is empty."""
    if text in tuple(Side):
        sides = project.images.sides()
        found = {image.id: (image.root, image.path) for image in project.images.all()
                 if image.id in sides and sides[image.id].value == text}  # fmt: skip
    else:
        found = _below(project, text)
    if not found:
        raise UserError("{part} is neither a folder of the collection with images in it nor a side of its split "
                        "(train, evaluation)", part=text)  # fmt: skip
    return found


def _below(project: Project, text: str) -> dict[int, tuple[str, str]]:
    wanted = text.replace("\\", "/").rstrip("/")
    absolute = Path(text).resolve() if Path(text).is_absolute() or Path(text).is_dir() else None
    found: dict[int, tuple[str, str]] = {}
    for folder in project.images.folders():
        for path, row in sorted(project.images.files(folder.id).items()):
            inside = path.startswith(f"{wanted}/")
            if absolute is not None:
                inside = inside or Path(folder.path, path).is_relative_to(absolute)
            if inside and row.image_id is not None:
                found.setdefault(row.image_id, (folder.path, path))
    return found


def _taken(vectors: Embeddings, part: _Files) -> Embeddings:
    rows = np.flatnonzero(np.isin(vectors.ids, np.array(list(part), np.int64)))
    return Embeddings(vectors.ids[rows], vectors.vectors[rows])


def _leaks(images: IntArray, others: IntArray, distances: FloatArray, first: set[int], reach: float) -> list[Leak]:
    """The images that match, closest first; one that is in both parts matches itself."""
    leaks = []
    for image, other, distance in zip(images.tolist(), others.tolist(), distances.tolist(), strict=True):
        if image in first:
            leaks.append(Leak(image, image, 0.0))
        elif other >= 0 and distance <= reach:
            leaks.append(Leak(image, other, round(distance, 6)))
    return sorted(leaks, key=lambda leak: (leak.distance, leak.image))


def _share(found: int, total: int) -> Interval:
    """Share with its Wilson interval."""
    share, square = found / total, _NORMAL**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _NORMAL * sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    return share, max(0.0, middle - half), min(1.0, middle + half)


def _estimate(decision: Decision, found: int, first: int, second: int) -> Interval | None:
    """How many images truly leak: what was found less the false alarms expected, over the share that is found.

    None without figures that hold for the collection. The interval takes the ends of both rates: wide, not narrow.
    """
    told = decision.threshold
    if told is None or told.tpr is None or told.fpr is None or told.false_alarms is None or told.tpr[0] <= 0:
        return None

    def corrected(seen: float, fpr: float, tpr: float) -> float:
        by_chance = second * (1 - (1 - min(fpr, 1.0)) ** first)
        return min(float(second), max(0.0, seen - by_chance) / max(tpr, 1e-9))

    _, low, high = _share(found, second)
    (fpr, fpr_low, fpr_high), (tpr, tpr_low, tpr_high) = told.fpr, told.tpr
    return (corrected(found, fpr, tpr), corrected(low * second, fpr_high, tpr_high),
            corrected(high * second, fpr_low, tpr_low))  # fmt: skip


def _told(
    project: Project, leaks: Sequence[Leak], first: _Files, second: _Files, absolute: bool
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """The leaks by path; of an image that is in both parts the file in either of them."""
    names = Names(project, {image for leak in leaks for image in (leak.image, leak.match)}, absolute=absolute)
    for leak in leaks:
        image, match = names.of(leak.image)[0], names.of(leak.match)[0]
        if leak.image == leak.match:
            image, match = names.at(*second[leak.image]), names.at(*first[leak.match])
        yield {"image": image, "match": match, "distance": leak.distance, "ids": [leak.image, leak.match]}


def _write(rows: Iterator[Mapping[str, Any]], path: Path) -> None:
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(("image", "match", "distance"))
        written.writerows((row["image"], row["match"], f"{row['distance']:.6f}") for row in rows)
