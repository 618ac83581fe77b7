"""The bundled sample: small photographs with licences to pass on, copy-edits of them, and what is true of both."""

from __future__ import annotations

from pathlib import Path

from app import paths
from app.errors import UserError

IMAGES = paths.SAMPLE / "images"
PAIRS = paths.SAMPLE / "pairs.csv"  # what is true of pairs of them, in the words of the scale


def images() -> Path:
    """The folder of the sample's images; UserError when this build came without it."""
    if not IMAGES.is_dir():
        raise UserError("the sample is missing at {path}; install Nearpair again", path=IMAGES)
    return IMAGES


def demo_folder() -> Path:
    """Where the demo project is kept unless told otherwise."""
    return paths.user_data() / "demo"
