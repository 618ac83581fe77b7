"""What the difference map says of real photographs: a logo is one region where it is, harmless edits are none.

Nothing is timed to be compared: `shares` are counts over photographs of ../shared/data, `seconds` is one comparison.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageEnhance

from app.core.reading.images import read_image
from app.core.verifying.difference import difference
from tests.bench.options import Options, data
from tests.textured import gamma, is_one_region, recompressed, with_logo

AS_IT_LIES = np.eye(3)
Edit = Callable[[Image.Image, np.random.Generator], Image.Image]

HARMLESS: dict[str, Edit] = {
    "recompressed": lambda image, rng: recompressed(image, int(rng.integers(20, 90))),
    "brightness": lambda image, rng: ImageEnhance.Brightness(image).enhance(rng.uniform(0.65, 1.35)),
    "gamma": lambda image, rng: gamma(image, float(np.exp(rng.uniform(np.log(0.55), np.log(1.8))))),
    "contrast": lambda image, rng: ImageEnhance.Contrast(image).enhance(rng.uniform(0.65, 1.35)),
}


def run(options: Options) -> dict[str, Any]:
    """Shares of photographs on which a logo was exactly one region over it, and on which an edit was none."""
    place = data()
    if place is None:
        raise SystemExit("the photographs of ../shared/data are needed")
    paths = photographs(place, 20 if options.quick else 200)
    one, none, took = 0, dict.fromkeys(HARMLESS, 0), []
    failed: list[str] = []
    for seed, path in enumerate(paths):
        image = read_image(path)
        copy, box = with_logo(image, seed)
        began = time.perf_counter()
        found = difference(image, copy, AS_IT_LIES)
        took.append(time.perf_counter() - began)
        good = is_one_region(found, box, image.size)
        one += good
        failed += [] if good else [f"logo {path.name} {len(found.outlines)} regions"]
        rng = np.random.default_rng(seed)
        for name, edit in HARMLESS.items():
            clean = not difference(image, edit(image, rng), AS_IT_LIES).outlines
            none[name] += clean
            failed += [] if clean else [f"{name} {path.name}"]
    shares = {"one_region_share": one / len(paths)} | {f"none_{k}_share": v / len(paths) for k, v in none.items()}
    return {"photographs": len(paths), "failed": failed, "seconds": {"p50_s": float(np.median(took))}} | shares


def photographs(place: Path, count: int) -> list[Path]:
    """`count` of the photographs, evenly over the set."""
    files = sorted((place / "photos").rglob("*.jpg"))
    return [files[round(at)] for at in np.linspace(0, len(files) - 1, count)]
