"""Weight files: the bundled ones beside this file, and those of other networks in a folder of the user.

`weights.json` says of each bundled file its sha256, licence, source and how it was made. `sources.json` says of each
network that is not bundled which file to get, from where, how large it is, its sha256 and its licence.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from models.errors import UserError

FOLDER = Path(__file__).resolve().parent
HOME = "NEARPAIR_WEIGHTS"  # names another folder for weights that are not bundled


@dataclass(frozen=True)
class Source:
    """Where the weights of a network come from: `file` is the published file, `member` the one inside it if it is an
    archive. `sha256` is of the published file; shorter than 64 digits, it is all of it that is known.
    """

    backbone: str
    file: str
    url: str
    bytes: int
    sha256: str
    licence: str
    about: str
    member: str = ""

    @property
    def place(self) -> Path:
        """Where the published file may be put by hand; it is read and converted on first use."""
        return user_folder() / self.file

    @property
    def converted(self) -> Path:
        """The same tensors as safetensors; beside it a `.json` with its sha256 and where it came from."""
        return user_folder() / f"{self.backbone}.safetensors"


def user_folder() -> Path:
    """Where weights that are not bundled lie: NEARPAIR_WEIGHTS, or `weights` in the user's data folder."""
    import platformdirs

    named = os.environ.get(HOME)
    return Path(named) if named else Path(platformdirs.user_data_dir("nearpair", appauthor=False)) / "weights"


@cache
def bundled(name: str) -> dict[str, str]:
    """What `weights.json` says of this bundled file (sha256, licence, source, made); nothing but the list is read."""
    rows = cast("list[dict[str, str]]", json.loads((FOLDER / "weights.json").read_text(encoding="utf-8")))
    return next(row for row in rows if row["file"] == name)


def sha256(name: str) -> str:
    """The sha256 of a bundled file as it is listed."""
    return bundled(name)["sha256"]


@cache
def verified(name: str) -> Path:
    """The path of a bundled weight file, read once per process to prove it is the one listed; UserError if not."""
    path = FOLDER / name
    if not path.is_file():
        raise UserError("the weight file {path} is missing; install Nearpair again", path=path)
    if digest(path) != sha256(name):
        raise UserError("the weight file {path} is damaged; install Nearpair again", path=path)
    return path


def digest(path: Path) -> str:
    """sha256 (hex) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def sources() -> dict[str, Source]:
    """What can be fetched, by the name of the backbone."""
    rows = cast("list[dict[str, Any]]", json.loads((FOLDER / "sources.json").read_text(encoding="utf-8")))
    return {row["backbone"]: Source(**row) for row in rows}


def source(backbone: str) -> Source:
    """Where the weights of this backbone come from; UserError listing what can be fetched."""
    try:
        return sources()[backbone]
    except KeyError:
        raise UserError("{name} has no weights to fetch; the choices are {choices}",
                        name=backbone, choices=", ".join(sources())) from None  # fmt: skip


def there(backbone: str) -> bool:
    """Whether the weights of this backbone lie in the user's folder, converted or as published; reads no content."""
    found = source(backbone)
    return found.converted.is_file() or found.place.is_file()


def require(backbone: str) -> Source:
    """The source of weights that are there; otherwise the one sentence that says what to get and where to put it."""
    found = source(backbone)
    if not there(backbone):
        raise UserError(
            "{backbone} has no weights yet: run `nearpair download {backbone}` ({megabytes} MB), or put {file} "
            "from {url} into {folder} (its sha256 {verb} {sha256})",
            backbone=backbone,
            megabytes=round(found.bytes / 1e6),
            file=found.file,
            url=found.url,
            folder=user_folder(),
            verb="is" if len(found.sha256) == 64 else "begins with",
            sha256=found.sha256,
        )
    return found
