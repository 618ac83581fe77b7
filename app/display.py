"""Whether a window can be shown here. Qt itself would end the program with a core dump."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """True where there is a screen, or where Qt was told to draw elsewhere (QT_QPA_PLATFORM)."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
