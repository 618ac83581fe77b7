"""Files of the collection: one function opens them all, plain ones and those inside a zip file; nothing else does.

A file is named by a path. `sub/photos.zip!/inner/x.jpg` is `inner/x.jpg` inside `sub/photos.zip` where that is a file;
a folder that is really called `photos.zip!` is a folder, and is left out by the scan where the two lie side by side.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.core.reading import archives
from models.errors import UserError

_WAIT_FOR_NOBODY = getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for a writer
_CODES = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ELOOP: "link-circle",
    errno.ENAMETOOLONG: "name-too-long",
}


class BadImage(UserError):
    """A file that is no usable image; `code` is the short word that is stored: unreadable, truncated, too-large ..."""

    @property
    def code(self) -> str:
        """The short code of the problem."""
        return str(self.values["code"])


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, open for reading and seeking; BadImage when it is empty, no plain file, or cannot be read."""
    place = archives.split(path)
    with _member(*place) if place else _plain(path) as file:
        if not file.read(1):
            raise BadImage("the file is empty", code="empty")
        file.seek(0)
        yield file


def file_size(path: Path) -> int | None:
    """How many bytes the file has now, None when it is not there."""
    place = archives.split(path)
    try:
        return archives.members(place[0])[place[1]].size if place else path.stat().st_size
    except (OSError, KeyError, archives.BadArchive):
        return None


def on_disk(path: Path) -> Path:
    """What to show of this file in the system's file manager: the zip file for one inside it."""
    place = archives.split(path)
    return place[0] if place else path


def is_there(path: Path) -> bool:
    """Whether the file, or the zip file it is in, is there as a plain file."""
    try:
        return on_disk(path).is_file()
    except OSError:  # a name too long, links in a circle
        return False


def is_text(name: str) -> bool:
    """Whether a name can be stored and written: on Linux a file's name may be any bytes, read as lone surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def content_hash(file: BinaryIO) -> str:
    """sha256 of the whole file, hex; the file is at its start again afterwards. BadImage when the system fails."""
    file.seek(0)
    try:
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError as error:
        raise refusal(error) from error
    file.seek(0)
    return digest


def refusal(error: OSError) -> BadImage:
    """The problem behind what the system said when a file was to be read."""
    code = _CODES.get(error.errno or 0, "unreadable")
    return BadImage("the file cannot be opened: {error}", code=code, error=error.strerror or str(error))


def kind_refusal(mode: int) -> BadImage | None:
    """Why something of this `st_mode` is not read, None for a plain file."""
    kinds = ((stat.S_ISDIR, "folder"), (stat.S_ISFIFO, "named pipe"), (stat.S_ISSOCK, "socket"))
    if stat.S_ISREG(mode):
        return None
    kind = next((name for test, name in kinds if test(mode)), "device")
    return BadImage("it is a {kind} and no file", code="not-a-file", kind=kind)


@contextmanager
def _plain(path: Path) -> Iterator[BinaryIO]:
    try:
        problem = kind_refusal(path.stat().st_mode)  # before opening: a device may do something when it is opened
        file = None if problem else open(path, "rb", opener=_open)  # noqa: SIM115 - Path.open takes no opener
    except OSError as error:
        raise refusal(error) from error
    except ValueError as error:  # a NUL in the name
        raise BadImage("the file cannot be opened: {error}", code="missing", error=str(error)) from error
    if file is None:
        assert problem is not None
        raise problem
    with file:
        if problem := kind_refusal(os.fstat(file.fileno()).st_mode):  # it was exchanged since
            raise problem
        yield file


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _WAIT_FOR_NOBODY)


@contextmanager
def _member(archive: Path, name: str) -> Iterator[BinaryIO]:
    try:
        with _plain(archive) as file:
            data = archives.read(file, archives.members(archive)[name])
    except KeyError as error:
        raise BadImage("it is not in the zip file any more", code="missing") from error
    except archives.BadArchive as error:
        raise BadImage("{text}", code=error.code, text=str(error)) from error
    except OSError as error:
        raise refusal(error) from error
    yield _Member(data, name)


class _Member(BytesIO):
    """A file of a zip file in memory; it has a name, as plain files have."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name
