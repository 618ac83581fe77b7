"""The bundled weight files: `weights.json` says of each its sha256, licence, source and how it was made."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import cast

from models.errors import UserError

FOLDER = Path(__file__).resolve().parent


@cache
def sha256(name: str) -> str:
    """The sha256 that `weights.json` states for this file; nothing but the list is read."""
    rows = cast("list[dict[str, str]]", json.loads((FOLDER / "weights.json").read_text(encoding="utf-8")))
    return next(row["sha256"] for row in rows if row["file"] == name)


@cache
def verified(name: str) -> Path:
    """The path of a bundled weight file, read once per process to prove it is the one listed; UserError if not."""
    path = FOLDER / name
    if not path.is_file():
        raise UserError("the weight file {path} is missing; install Nearpair again", path=path)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256(name):
        raise UserError("the weight file {path} is damaged; install Nearpair again", path=path)
    return path
