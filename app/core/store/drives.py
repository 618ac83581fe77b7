"""Whether a folder lies on a network drive: SQLite's write-ahead log needs shared memory, which those do not have."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path
from typing import Any

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "fuse.sshfs", "fuse.rclone"}
_MOUNTS = Path("/proc/self/mounts")


def is_network(path: Path) -> bool:
    """Whether `path`, or the nearest folder above it that exists, is on a network drive; False when not known."""
    path = path.resolve()
    while not path.exists() and path != path.parent:
        path = path.parent
    if sys.platform == "win32":
        return _windows(path)
    if sys.platform == "darwin":
        return _mac(path)
    return _MOUNTS.exists() and kind_of(path, _MOUNTS.read_text(encoding="utf-8", errors="replace")) in _NETWORK


def kind_of(path: Path, mounts: str) -> str:
    """The file system of `path` by a table in the form of /proc/mounts: the deepest mount point above it."""
    deepest, kind = Path("/"), ""
    for line in mounts.splitlines():
        _, point, name, *_ = line.split(" ")
        # Spaces and the like are written as octal: \040.
        mount = Path(re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), point))
        if path.is_relative_to(mount) and len(mount.parts) >= len(deepest.parts):
            deepest, kind = mount, name
    return kind


# The two below are written from the vendors' documentation; no test runs them on the machines we have.


def _windows(path: Path) -> bool:  # pragma: no cover
    remote = 4  # DRIVE_REMOTE
    kernel: Any = vars(ctypes)["windll"].kernel32  # absent elsewhere
    return path.drive.startswith("\\\\") or kernel.GetDriveTypeW(f"{path.drive}\\") == remote


def _mac(path: Path) -> bool:  # pragma: no cover
    flags_at, local = 64, 0x1000  # struct statfs with 64-bit inodes: f_flags, MNT_LOCAL
    buffer = ctypes.create_string_buffer(4096)
    libc = ctypes.CDLL(None)
    call = getattr(libc, "statfs$INODE64", None) or libc.statfs
    if call(str(path).encode(), buffer) != 0:
        return False
    return not int.from_bytes(buffer.raw[flags_at : flags_at + 4], sys.byteorder) & local
