"""Round files: where a mining run writes its candidates, and what is swept away because it is nobody's any more.

A run never writes over the file of the run before: until its row is stored the former row and the former file stand
together. So a killed run leaves at most a file that no row names, and the next one takes it away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.store.project import Project

INDEX = "index"  # the folder of what searches by cells keep, by embedder
_EMBEDDER = re.compile("[0-9a-f]{16}")  # the beginning of a fingerprint
_OURS = ("*.arrow", "*.safetensors", ".*.part")  # candidates, an index, and halves of either


def free_file(number: int, miner: str, former: str | None) -> Path:
    """Where a run's candidates go, relative to the project: not where those of the `former` run are."""
    first, second = (Path("candidates", str(number), f"{miner}{end}.arrow") for end in ("", "-2"))
    return second if former == first.as_posix() else first


def sweep(project: Project) -> None:
    """Remove candidate files that no run names, indexes of embedders the project does not know, halves of files.

    Only files that mining writes; a file that somebody holds open stays until the next time.
    """
    named = {project.path / mining.file for mining in project.rounds.minings()}
    for folder in _folders(project.path / "candidates"):
        if folder.name.isdecimal():
            _remove(folder, named)
    known = {row.fingerprint[:16] for row in project.rounds.embedders()}
    for folder in _folders(project.path / INDEX):
        if folder.name in known:
            _remove(folder, set(folder.glob("*.safetensors")))
        elif _EMBEDDER.fullmatch(folder.name):
            _remove(folder, ())
            with suppress(OSError):  # something of somebody else's is in there
                folder.rmdir()


def _folders(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from (path for path in sorted(place.iterdir()) if path.is_dir() and not path.is_symlink())


def _remove(folder: Path, kept: Collection[Path]) -> None:
    """Remove our files in a folder but for those `kept`."""
    for pattern in _OURS:
        for path in folder.glob(pattern):
            if path not in kept:
                with suppress(OSError):
                    path.unlink()
