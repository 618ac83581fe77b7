"""Zip files as folders of the collection: listed and read in place, nothing is ever unpacked to the disk.

A zip file is hostile until shown otherwise. Names never touch the file system, sizes are checked as stated and again
while unpacking, and its list of contents is bounded before it is read.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

MARK = ".zip!/"
MOST_BYTES = 512 << 20  # of one file inside; it is unpacked in memory
MOST_DIRECTORY = 64 << 20  # bytes of the list of contents: some hundred thousand files
# Deflate cannot do better than 1032 : 1; an archive that claims more holds the same bytes under many names.
MOST_RATIO = 1100
_LOCAL = struct.Struct("<4s22xHH")  # local header: signature, length of name and of extra fields
_END = struct.Struct("<4s8xL4xH")  # end of the directory: signature, bytes of the directory, length of the comment
_END64 = struct.Struct("<4s36xQ")
_LOCATOR64 = struct.Struct("<4s4xQ4x")


class BadArchive(Exception):
    """What is wrong with a zip file or with one file in it; `code` as in BadImage."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Member:
    """A file inside a zip file: where it is, how large, and `problem` (code, sentence) if it will not be read."""

    name: str
    offset: int
    packed: int
    size: int
    crc: int
    deflated: bool
    problem: tuple[str, str] = ("", "")


def split(path: Path) -> tuple[Path, str] | None:
    """(zip file, name inside) of a path such as `a/b.zip!/c/d.jpg`; None for a path of plain folders."""
    text = path.as_posix()
    lowered = text.lower()
    at = lowered.find(MARK)
    while at >= 0:
        archive = text[: at + len(MARK) - 2]
        if os.path.isfile(archive):  # noqa: PTH113 - False for any name, where Path.is_file may raise
            return Path(archive), text[at + len(MARK) :]
        at = lowered.find(MARK, at + 1)
    return None


def members(archive: Path) -> Mapping[str, Member]:
    """The files inside by name, with forward slashes; BadArchive when it cannot be listed as a whole."""
    status = archive.stat()
    return _members(str(archive), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4)
def _members(archive: str, size: int, mtime_ns: int) -> Mapping[str, Member]:
    try:
        with Path(archive).open("rb") as file:
            if _directory_bytes(file, size) > MOST_DIRECTORY:
                raise BadArchive("too-large", "the zip file lists too many files")
            with zipfile.ZipFile(file) as opened:
                listed = [_member(info) for info in opened.infolist() if not info.is_dir()]
    except (BadArchive, OSError):
        raise
    except Exception as error:  # a hostile list makes a parser raise whatever it likes
        raise BadArchive("unreadable", f"the zip file cannot be read ({error})") from error
    if sum(member.size for member in listed) > MOST_RATIO * size:
        raise BadArchive("bomb", "the zip file claims to hold more than can be packed into its size")
    return {member.name: member for member in listed}


def _directory_bytes(file: BinaryIO, size: int) -> int:
    """Bytes of the list of contents as the end of the file states them; 0 where there is no such end."""
    tail_size = min(size, 65_535 + _END.size)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        return 0
    stated = int(_END.unpack_from(tail, at)[1])
    if stated != 0xFFFFFFFF or at < _LOCATOR64.size:
        return stated
    file.seek(_LOCATOR64.unpack_from(tail, at - _LOCATOR64.size)[1])
    end = file.read(_END64.size)
    return int(_END64.unpack(end)[1]) if len(end) == _END64.size and end.startswith(b"PK\6\6") else stated


def _member(info: zipfile.ZipInfo) -> Member:
    name = info.filename.replace("\\", "/")
    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    problem = ("", "")
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/") or "\0" in name:
        problem = ("unsafe-name", "its name leads out of the zip file")
    elif stat.S_ISLNK(info.external_attr >> 16):
        problem = ("link", "it is a link inside a zip file; links there are not followed")
    elif info.flag_bits & 1:
        problem = ("encrypted", "it is encrypted with a password")
    elif not deflated and info.compress_type != zipfile.ZIP_STORED:
        problem = ("unreadable", "it is packed by a method that is not read here (only stored and deflated are)")
    elif info.file_size > MOST_BYTES:
        problem = ("too-large", f"unpacked it would be larger than {MOST_BYTES >> 20} MiB")
    elif name.lower().endswith(".zip"):
        problem = ("nested-zip", "it is a zip file inside a zip file; unpack it to read it")
    return Member(name, info.header_offset, info.compress_size, info.file_size, info.CRC, deflated, problem)


def read(file: BinaryIO, member: Member) -> bytes:
    """The bytes of a member; BadArchive when it will not be read, or is not what the list says of it."""
    if member.problem[0]:
        raise BadArchive(*member.problem)
    file.seek(member.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise BadArchive("unreadable", "the zip file is damaged where it should be")
    _, name_bytes, extra_bytes = _LOCAL.unpack(header)
    file.seek(name_bytes + extra_bytes, os.SEEK_CUR)
    packed = file.read(min(member.packed, MOST_BYTES))
    try:
        # One byte more than stated is enough to know that the list lies.
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1) if member.deflated else packed
    except zlib.error as error:
        raise BadArchive("unreadable", f"it cannot be unpacked ({error})") from error
    if len(data) > member.size:
        raise BadArchive("bomb", "unpacked it is larger than the zip file says")
    if len(data) < member.size or zlib.crc32(data) != member.crc:
        raise BadArchive("truncated", "it is damaged: its length or checksum is wrong")
    return data
