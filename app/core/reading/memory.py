"""A bound on the memory of a decoder: a small file may unpack to more than the machine has."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from pathlib import Path

BALLOONED = 77  # exit code of a process that its own watch has ended
_LOOK = 0.05  # seconds between two looks of the watch


def limit_memory(megabytes: int) -> None:
    """Let this process take at most so much more than it has now.

    Linux refuses the allocation itself (RLIMIT_DATA), which Python and Pillow turn into a MemoryError, so that the
    process lives on. Elsewhere a watch ends the process with BALLOONED: macOS takes the limit and ignores it, Windows
    has none.
    """
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = _data_bytes() + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))
    else:
        limit = peak_bytes() + (megabytes << 20)
        threading.Thread(target=_watch, args=(limit,), daemon=True).start()


def peak_bytes() -> int:
    """The most memory this process ever held, in bytes (resident)."""
    if sys.platform == "win32":
        return _windows_peak()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak << 10


def _data_bytes() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmData")), 0)


# Written from the vendors' documentation; no test runs the two below on the machines we have.


def _watch(limit: int) -> None:  # pragma: no cover
    while peak_bytes() < limit:
        time.sleep(_LOOK)
    os._exit(BALLOONED)


def _windows_peak() -> int:  # pragma: no cover
    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            *((name, ctypes.c_size_t) for name in ("peak", "set", "a", "b", "c", "d", "file", "peak_file")),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel = vars(ctypes)["windll"].kernel32
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
    return int(counters.peak)
