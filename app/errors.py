"""The two kinds of error: a UserError is a sentence for a person, everything else is a bug with a report."""

from __future__ import annotations

import platform
import sys
import traceback

from models.errors import UserError

__all__ = ["UserError", "bug_report"]


def bug_report(error: BaseException) -> str:
    """A text that can be copied into a bug report: versions, platform and the whole traceback."""
    from app import __version__

    lines = traceback.format_exception(type(error), error, error.__traceback__)
    head = f"Nearpair {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return f"{head}\n{' '.join(sys.argv)}\n\n{''.join(lines)}"
