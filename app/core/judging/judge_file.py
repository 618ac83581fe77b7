"""A judge on disk: plain arrays, no pickle. The table it learned from is kept with it, and what has no arrays is
fitted to that table again, which gives the same: same numbers, same seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import replacing
from app.core.judging.judge import Judge
from app.core.judging.pair_features import PLAIN, WITH_GEOMETRY
from app.core.judging.verifier import QUESTIONS, Lesson, Question, Verifier, one_thread
from models.errors import UserError
from models.verifiers import VERIFIERS

PARTS = {"plain": PLAIN, "fine": WITH_GEOMETRY}


def fingerprint(lesson: Lesson, about: Mapping[str, Any]) -> str:
    """sha256 (hex) over the lesson and over `about`, all else that decides the judge."""
    digest = hashlib.sha256(json.dumps(dict(about), sort_keys=True, default=str).encode())
    for name, array in _columns(lesson).items():
        digest.update(name.encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def save(path: Path, judge: Judge, lesson: Lesson, seed: int, settings: Mapping[str, Any]) -> None:
    """Write the judge and its lesson, whole or not at all."""
    from safetensors.numpy import save as packed

    arrays: dict[str, NDArray[Any]] = {f"lesson.{name}": array for name, array in _columns(lesson).items()}
    for part in PARTS:
        verifier: Verifier | None = getattr(judge, part)
        for name, question in (verifier.questions if verifier else {}).items():
            arrays[f"{part}.{name}.calibration"] = np.array(
                [question.scorer is not None, question.slope, question.offset], np.float64
            )
            learned = question.scorer.arrays() if question.scorer else {}
            arrays |= {f"{part}.{name}.scorer.{key}": array for key, array in learned.items()}
    about = {"kind": judge.plain.kind, "seed": str(seed), "settings": json.dumps(dict(settings)),
             "names": " ".join(WITH_GEOMETRY[: lesson.table.shape[1]])}  # fmt: skip
    with replacing(path) as part_file:
        part_file.write_bytes(packed({key: np.ascontiguousarray(array) for key, array in arrays.items()}, about))


def load(path: Path) -> Judge:
    """The judge that `save` wrote; UserError where the file is missing, damaged, or of features that are no more."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            about = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
        lesson = Lesson(*(arrays[f"lesson.{field.name}"] for field in fields(Lesson)))
        kind, seed, settings = about["kind"], int(about["seed"]), json.loads(about["settings"])
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise UserError("{path} cannot be read as a verifier: {error}", path=path, error=error) from error
    if tuple(about["names"].split()) != WITH_GEOMETRY[: lesson.table.shape[1]]:
        raise UserError("the verifier {path} was made with other pair features; fit it again", path=path)
    made = {
        part: Verifier(kind, names, {name: _question(arrays, part, name, lesson.only(len(names)), kind, seed, settings)
                                     for name in QUESTIONS})
        for part, names in PARTS.items() if f"{part}.match.calibration" in arrays
    }  # fmt: skip
    return Judge(made["plain"], made.get("fine"))


def _columns(lesson: Lesson) -> dict[str, NDArray[Any]]:
    return {field.name: getattr(lesson, field.name) for field in fields(Lesson)}


def _question(
    arrays: Mapping[str, NDArray[Any]], part: str, name: str, lesson: Lesson, kind: str, seed: int,
    settings: Mapping[str, Any],
) -> Question:  # fmt: skip
    learned, slope, offset = arrays[f"{part}.{name}.calibration"].tolist()
    if not learned:
        return Question(None, slope, offset)
    how, start = VERIFIERS.load(kind), f"{part}.{name}.scorer."
    if how.load is not None:
        own = {key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)}
        return Question(how.load(own), slope, offset)
    about, yes = lesson.asked(name)
    table = lesson.table[about].astype(np.float64)
    with one_thread():
        return Question(how.fit(table, yes[about], seed, **settings), slope, offset)
