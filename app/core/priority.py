"""Background processes step back behind the window."""

from __future__ import annotations

import os
import sys

NICE = 10


def step_back(nice: int = NICE) -> None:
    """Lower this process's priority, and with it that of every process it starts; a second call changes nothing."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(max(0, nice - os.nice(0)))
