"""A copy of a project to try things on: in a temporary folder, and gone afterwards, whatever happens."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from app.core.store.project import Project

PREFIX = "nearpair-copy-"
CACHES = ("features", "embeddings", "candidates", "checkpoints", "index")
_LOCK = "in-use.lock"


@contextmanager
def scratch_copy(project: Project) -> Iterator[Project]:
    """An open copy without the frozen pairs and open batches of the original, which is only read.

    The database is copied through SQLite; of the caches every file is linked where the disk can, as files are
    replaced there and never written into. Copies that a killed process left behind are removed first.
    """
    from app.core.store.project import DATABASE
    from app.core.store.project import Project as Opened

    _sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder, FileLock(Path(folder, _LOCK)):
        place = Path(folder, "copy.nearpair")
        place.mkdir()
        project.back_up(place / DATABASE)
        for name in CACHES:
            if (project.path / name).is_dir():
                shutil.copytree(project.path / name, place / name, copy_function=_linked)
        with Opened.open(place, role="command") as copy:
            for batch in copy.pairs.batches():
                copy.pairs.retire(batch.id)
            yield copy


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)


def _sweep() -> None:
    """Remove the copies whose process is gone: nobody holds their lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not (folder / _LOCK).exists():  # just being made
            continue
        with suppress(Timeout, OSError):
            with FileLock(folder / _LOCK, timeout=0):
                pass
            shutil.rmtree(folder, ignore_errors=True)
