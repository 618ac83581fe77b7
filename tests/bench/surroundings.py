"""The machine a bench ran on, and the memory its processes take."""

from __future__ import annotations

import platform
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from app.core.reading.decoders import cores

LOOK = 0.05  # seconds between two looks at the memory


def machine() -> dict[str, Any]:
    """Processor, cores this process may use, memory in bytes, GPU or none, system and Python."""
    return {
        "cpu": _processor(),
        "cores": cores(),
        "memory_bytes": psutil.virtual_memory().total,
        "gpu": _gpu(),
        "load": round(psutil.getloadavg()[0], 2),  # of others, as the bench begins to be reported
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _gpu() -> str:
    from models.device import resolve

    if resolve("auto") != "cuda":
        return "none"
    import torch

    return str(torch.cuda.get_device_name())


class PeakMemory:
    """The most memory this process and its children held together while the block ran: `peak`, bytes.

    Proportional set size where the system has it: pages shared by several processes are counted once, and mapped
    files count by the pages that are resident.
    """

    def __init__(self, *, private: bool = False) -> None:
        self._private = private
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._stop.is_set():
            total = 0
            for process in (me, *me.children(recursive=True)):
                with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                    total += self._held(process)
            self.peak = max(self.peak, total)
            self._stop.wait(LOOK)

    def _held(self, process: psutil.Process) -> int:
        if self._private:  # memory of its own: mapped files, which the system may take back at any time, left out
            found = process.memory_info()
            return int(found.rss - found.shared)
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.rss))
