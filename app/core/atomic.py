"""Files that are whole or not there: written under a temporary name, synced, renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import UserError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place at the end; on an error `path` stays as it was.

    UserError where the system refuses (no such folder, no permission, disk full).
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise refusal(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def make_folder(path: Path) -> None:
    """Make a folder and those above it where they are missing; UserError where the system refuses."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> UserError:
    """The sentence for what the system refused to write at `path`."""
    # numpy and Arrow tell a short write, which is a full disk, without the system's number.
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, None):
        return UserError("{path} could not be written: the disk is full; what was stored before is safe", path=path)
    reason = error.strerror or os.strerror(error.errno)
    return UserError("{path} cannot be written: {reason}", path=path, reason=reason)
