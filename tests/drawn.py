"""Small pictures drawn by seed, and a folder of four of them, for tests that read real files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image


def picture(seed: int, size: tuple[int, int] = (90, 60)) -> Image.Image:
    """A smooth picture that no other seed gives."""
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 256, (4, 6, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)


def photos(folder: Path) -> Path:
    """Four pictures in four formats, two of them in a folder below."""
    (folder / "sub").mkdir(parents=True)
    for number, name in enumerate(("a.jpg", "b.png", "sub/c.webp", "sub/d.tif")):
        picture(number).save(folder / name)
    return folder
