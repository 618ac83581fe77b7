"""Files that could not be prepared for a backbone, and how they looked then; tried again only when they change."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from app.core.atomic import make_folder, replacing
from app.core.reading.files import on_disk
from app.core.reading.hashes import DECODER

FILE = "unreadable.json"

Look = list[int] | None  # size and time of change, None where there is no file


class Unreadable:
    """The memory of one features folder; `save` writes it. Another decoder may read more, so it starts afresh."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._rows: dict[str, tuple[str, Look, str]] = {}
        self._changed = False
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            found = json.loads(self._file.read_text("utf-8"))
            if found["decoder"] == DECODER:
                self._rows = {key: (path, look, reason) for key, (path, look, reason) in found["files"].items()}

    def reason(self, path: str, content_hash: str) -> str | None:
        """Why this file failed before, None when it has not or looks different by now."""
        row = self._rows.get(content_hash)
        return row[2] if row is not None and row[0] == path and row[1] == _look(Path(path)) else None

    def add(self, path: str, content_hash: str, reason: str) -> None:
        """Note a failure of now."""
        self._rows[content_hash] = (path, _look(Path(path)), reason)
        self._changed = True

    def save(self) -> None:
        """Write what was noted, if anything was. UserError where the system refuses."""
        if self._changed:
            make_folder(self._file.parent)
            with replacing(self._file) as part:
                part.write_text(json.dumps({"decoder": DECODER, "files": self._rows}), "utf-8")


def forget(features: Path) -> None:
    """Let every file of a project's `features` folder be tried again."""
    for file in features.glob(f"*/{FILE}"):
        file.unlink(missing_ok=True)


def _look(path: Path) -> Look:
    """How a file looks, or the archive that holds it."""
    try:
        stat = on_disk(path).stat()
    except (OSError, ValueError):
        return None
    return [stat.st_size, stat.st_mtime_ns]
