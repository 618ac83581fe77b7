"""What the asker process answers with in tests; it imports them by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from app.errors import UserError

NAME = "tests.gui.desks:Desk"


class Desk:
    """Does what the name of the left file says."""

    def evidence(self, left: Path, right: Path, view: int | None = None, *, with_change: bool = True) -> Any:
        match left.stem:
            case "slow":
                time.sleep(0.6)
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "stuck":
                time.sleep(600)
            case "fail":
                raise ZeroDivisionError("on purpose")
            case "refuse":
                raise UserError("{path} cannot be read", path=left)
        return left.stem, right.stem, view, with_change, os.getpid()
