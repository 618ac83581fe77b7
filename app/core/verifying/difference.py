"""Difference: what changed between two pictures, after alignment, blind to exposure and recompression.

Both are compared as luma in the left picture's frame. The right one gets the left one's tones by gain, offset and
gamma; each pixel may lie anywhere within its neighbours' range on the other side, so that a shift by a pixel and
ringing are no change; and what remains must stand out from the pair's own noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.records import BoolArray, FloatArray
from app.core.verifying.geometry import Matrix

LONGEST = 480  # pixels the comparison is made at
CUT = 5  # levels from black and white
DRIFT = 12.0  # levels that light may differ slowly across the picture
COARSE = 8  # pixels between those that the slow light is taken at
REACH = 1  # pixels of shift that are no change
CLEAR, FAINT = 26.0, 11.0  # levels of 255 a change must have somewhere, and everywhere
NOISE = 5.0  # times the pair's own noise, where that is more
MOST_NOISE = 8.0  # levels; more is no noise but another picture
JOINED = 0.022  # of the longer side: parts of a change closer than this are one
SPECK = 0.0012  # share of the picture below which a change is dropped
FLAT = 0.0004  # variance of tones (0 to 1) below which a picture tells no gain
WEIGHTS = np.array([0.299, 0.587, 0.114], np.float32)  # of red, green and blue in the luma
SAMPLE = 3000  # pixels that tones are compared at
TELLING = 0.1  # share of them that must lie between black and white for the rest to be left out
GAMMAS = tuple(float(2 ** (step / 5)) for step in range(-7, 8))  # 0.38 to 2.6
NO_ASPECT = 0.03  # how far two shapes may differ for pictures to be compared as they lie
MOSTLY = 0.5  # share of change above which single regions say nothing any more

Luma = NDArray[np.uint8]
Heat = NDArray[np.uint8]


@dataclass(frozen=True)
class Difference:
    """What changed. `heat` (h, w) 0 to 255 in the left picture's frame, `outlines` closed lines (n, 2) in 0 to 1.

    `covered`: the share of the left
    picture that the right one covers. `changed`: the share of that which changed.
    """

    heat: Heat
    outlines: tuple[FloatArray, ...]
    covered: float
    changed: float

    @property
    def mostly(self) -> bool:
        """Whether so much changed that counting regions means nothing."""
        return self.changed > MOSTLY


def difference(left: Image.Image, right: Image.Image, matrix: Matrix) -> Difference:
    """What changed between two oriented RGB pictures, the right laid over the left by `matrix` (geometry.py)."""
    size = _size(left.size, right.size, matrix)
    ours, theirs, covered = _laid_over(left, right, matrix, size)
    if not covered.any():
        return Difference(np.zeros(ours.shape[:2], np.uint8), (), 0.0, 0.0)
    heat = np.where(covered, _heat(ours @ WEIGHTS, *_toned(theirs, ours, covered)), 0).astype(np.float32)
    changed = _changed(heat, covered)
    outlines = _outlines(changed)
    share = float(changed.sum() / covered.sum())
    return Difference(heat.clip(0, 255).astype(np.uint8), outlines, float(covered.mean()), share)


def same_shape(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two sizes (width, height) have the same aspect."""
    return bool(abs(np.log(left[0] * right[1] / (left[1] * right[0]))) < NO_ASPECT)


def _size(left: tuple[int, int], right: tuple[int, int], matrix: Matrix) -> tuple[int, int]:
    """The size to compare at: no finer than either picture is in the left one's frame."""
    area = abs(np.linalg.det(matrix[:2, :2])) or 1.0
    finer = np.sqrt(right[0] * right[1] / (area * left[0] * left[1]))  # pixels of the right for one of the left
    scale = min(1.0, finer, LONGEST / max(left))
    scale = max(scale, min(1.0, 64 / max(left)))
    return max(1, round(left[0] * scale)), max(1, round(left[1] * scale))


def _laid_over(
    left: Image.Image, right: Image.Image, matrix: Matrix, size: tuple[int, int]
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Both pictures (h, w, 3) in the left frame, and where the right one has something to say."""
    import cv2

    ours = _colours(left, size)
    share = np.sqrt(abs(np.linalg.det(matrix[:2, :2])) or 1.0)
    scale = min(1.0, share * max(size[0] / right.width, size[1] / right.height))
    theirs = _colours(right, (max(1, round(right.width * scale)), max(1, round(right.height * scale))))
    high, wide = theirs.shape[:2]
    # Pixel centres lie at halves: (x + .5) / width is the u of pixel x.
    shift, back = np.eye(3), np.eye(3)
    shift[:2, 2], back[:2, 2] = 0.5, -0.5
    whole = back @ np.diag([*size, 1.0]) @ matrix @ np.diag([1 / wide, 1 / high, 1.0]) @ shift
    flags = cv2.INTER_LINEAR
    laid = cv2.warpPerspective(theirs, whole, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    there = cv2.warpPerspective(np.ones((high, wide), np.float32), whole, size, flags=flags)
    covered = cv2.erode((there > 0.99).astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1) > 0
    return ours, np.asarray(laid, np.float32), covered


def _colours(image: Image.Image, size: tuple[int, int]) -> FloatArray:
    reduced = image.resize(size, Image.Resampling.BOX if size[0] < image.width else Image.Resampling.BILINEAR)
    return np.asarray(reduced.convert("RGB")).astype(np.float32)


def _toned(theirs: FloatArray, ours: FloatArray, covered: BoolArray) -> tuple[FloatArray, FloatArray]:
    """The least and most (h, w) that the right luma may be in the left one's tones.

    Editors change each colour by itself, cameras and grey copies the whole: what fits better counts. The two differ
    where the right picture was cut off at black or white: nobody knows what was beyond.
    """
    step = max(1, int(covered.sum()) // SAMPLE)
    x, y = theirs[covered][::step], ours[covered][::step]
    coloured = [_curve(x[:, channel], y[:, channel]) for channel in range(3)]
    whole = _curve(x @ WEIGHTS, y @ WEIGHTS)
    ways = [
        [_applied(curve, theirs[..., channel]) for channel, curve in enumerate(coloured)],
        [_applied(whole, theirs @ WEIGHTS)],
    ]
    ranges = [tuple(_mixed([both[end] for both in way]) for end in (0, 1)) for way in ways]
    light = ours @ WEIGHTS
    off = [float(_trimmed(np.abs(light - np.clip(light, *ends))[covered])) for ends in ranges]
    return ranges[int(off[1] < off[0])]  # type: ignore[return-value]


def _mixed(parts: list[FloatArray]) -> FloatArray:
    return parts[0] if len(parts) == 1 else np.asarray(np.stack(parts, axis=-1) @ WEIGHTS, np.float32)


def _curve(x: FloatArray, y: FloatArray) -> tuple[float, float, float]:
    """Gain, offset and gamma that take x to y (0 to 255) as most pixels agree.

    A free curve would carry a logo that owns its tones over into what it covers, and nothing would have changed.
    """
    x = np.asarray(x / 255, np.float32)
    inside = (x > 0.01) & (x < 0.99) & (y > 2) & (y < 253)  # what was cut off at black or white tells no curve
    if inside.mean() > TELLING:
        x, y = x[inside], y[inside]
    fits = [(*_line(x**gamma, y), gamma) for gamma in GAMMAS]
    return min(fits, key=lambda fit: fit[0] + 0.02 * abs(np.log(fit[3])))[1:]


def _line(x: FloatArray, y: FloatArray) -> tuple[float, float, float]:
    """Trimmed mean residual, gain and offset of y over x; least absolute residuals, reweighted.

    Flat pictures have every gain: then the tones stay as they are. A gain near 0 would make all pictures alike.
    """
    weight = np.ones_like(x)
    for _ in range(5):
        total = weight.sum()
        mean_x, mean_y = (weight * x).sum() / total, (weight * y).sum() / total
        spread = (weight * (x - mean_x) ** 2).sum() / total
        joint = (weight * (x - mean_x) * (y - mean_y)).sum() / total
        gain = float(np.clip((joint + FLAT * 255) / (spread + FLAT), 0.35 * 255, 3 * 255))
        offset = float(mean_y - gain * mean_x)
        weight = (1 / np.maximum(np.abs(y - gain * x - offset), 1.0)).astype(np.float32)
    return _trimmed(np.abs(y - gain * x - offset)), gain, offset


def _trimmed(residual: FloatArray) -> float:
    """The mean of the smallest four fifths."""
    return float(np.sort(residual)[: max(1, int(0.8 * len(residual)))].mean())


def _applied(curve: tuple[float, float, float], theirs: FloatArray) -> tuple[FloatArray, FloatArray]:
    gain, offset, gamma = curve
    toned = np.clip(gain * (theirs / 255) ** gamma + offset, 0, 255).astype(np.float32)
    return np.where(theirs < CUT, 0, toned), np.where(theirs > 255 - CUT, 255, toned)


def _heat(ours: FloatArray, least: FloatArray, most: FloatArray) -> FloatArray:
    """How far each pixel lies outside its neighbours' range on the other side, the larger of both directions."""
    import cv2

    off = np.clip(ours - np.clip(ours, least, most), -DRIFT, DRIFT)  # a change must not pull at what lies around it
    drift = _slow(off, max(ours.shape) / 6)  # vignettes, gradients
    near = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    ours, least, most = (np.asarray(cv2.GaussianBlur(luma, (0, 0), 0.8), np.float32)
                         for luma in (ours, least + drift, most + drift))  # fmt: skip
    above = np.maximum(ours - cv2.dilate(most, near), cv2.erode(ours, near) - most)
    below = np.maximum(cv2.erode(least, near) - ours, least - cv2.dilate(ours, near))
    return cv2.GaussianBlur(np.maximum(np.maximum(above, below), 0), (0, 0), 1.2)  # type: ignore[no-any-return]


def _slow(field: FloatArray, sigma: float) -> FloatArray:
    """The field under a wide blur, taken on every eighth pixel: what is that slow has nothing finer."""
    import cv2

    high, wide = field.shape
    small = cv2.resize(field, (-(-wide // COARSE), -(-high // COARSE)), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / COARSE)
    return np.asarray(cv2.resize(blurred, (wide, high), interpolation=cv2.INTER_LINEAR), np.float32)


def _changed(heat: FloatArray, covered: BoolArray) -> BoolArray:
    """Regions that are faintly changed throughout and clearly somewhere, joined over small gaps, without specks."""
    import cv2

    noise = min(float(np.quantile(heat[covered], 0.7)), MOST_NOISE)
    faint = (heat > max(FAINT, 1.5 * noise)).astype(np.uint8)
    clear = heat > max(CLEAR, NOISE * noise)
    width = max(3, 2 * round(JOINED * max(heat.shape)) + 1)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    margin = width  # closing at the border would join what lies there with the outside
    joined = cv2.morphologyEx(np.pad(faint, margin), cv2.MORPH_CLOSE, disc)[margin:-margin, margin:-margin]
    count, parts, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seeded = np.bincount(parts[clear], minlength=count)
    large = stats[:, cv2.CC_STAT_AREA] >= max(6, SPECK * heat.size)
    keep = large & (seeded >= max(3, 0.1 * SPECK * heat.size))
    keep[0] = False
    return keep[parts]  # type: ignore[no-any-return]


def _outlines(changed: BoolArray) -> tuple[FloatArray, ...]:
    """The closed lines around the regions, (n, 2) in 0 to 1, largest region first."""
    import cv2

    high, wide = changed.shape
    lines, _ = cv2.findContours(changed.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lines = sorted(lines, key=cv2.contourArea, reverse=True)
    smooth = [cv2.approxPolyDP(line, 1.0, True).reshape(-1, 2) for line in lines]
    return tuple(((line + 0.5) / [wide, high]).astype(np.float32) for line in smooth)
