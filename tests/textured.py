"""Pictures with enough in them to be matched, made from a seed, and edits whose projection is known."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from app.core.verifying.difference import Difference

Matrix = np.ndarray


def scene(seed: int, width: int = 480, height: int = 360) -> Image.Image:
    """Some hundred discs, bars and letters on a soft ground: another picture for every seed."""
    rng = np.random.default_rng(seed)
    soft = rng.integers(40, 216, (6, 8, 3)).astype(np.uint8)
    image = Image.fromarray(soft).resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(140):
        x, y, w, h = rng.integers(0, width), rng.integers(0, height), rng.integers(6, 50), rng.integers(6, 50)
        colour = tuple(int(value) for value in rng.integers(0, 256, 3))
        kind = rng.integers(3)
        if kind == 0:
            draw.ellipse((x, y, x + w, y + h), fill=colour)
        elif kind == 1:
            draw.rectangle((x, y, x + w, y + h), fill=colour)
        else:
            draw.polygon([(x, y), (x + w, y + h // 2), (x + w // 3, y + h)], fill=colour)
    return image.filter(ImageFilter.GaussianBlur(0.7))


def warped(image: Image.Image, matrix: Matrix, size: tuple[int, int]) -> Image.Image:
    """The picture of `size` that `matrix`, unit coordinates to unit coordinates of `image`, takes its pixels from."""
    whole = np.diag([*image.size, 1.0]) @ matrix @ np.diag([1 / size[0], 1 / size[1], 1.0])
    whole /= whole[2, 2]
    return image.transform(size, Image.Transform.PERSPECTIVE, whole.ravel()[:8].tolist(), Image.Resampling.BICUBIC)


def affine(centre: tuple[float, float], share: float, turn: float, aspect: float) -> Matrix:
    """Takes the unit square to `share` of it around `centre`, turned by `turn` degrees in a picture of `aspect`."""
    angle = np.deg2rad(turn)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * share
    linear = np.diag([1 / aspect, 1]) @ spin @ np.diag([aspect, 1])
    matrix = np.eye(3)
    matrix[:2, :2] = linear
    matrix[:2, 2] = np.array(centre) - linear @ [0.5, 0.5]
    return matrix


def mirrored(matrix: Matrix) -> Matrix:
    return matrix @ np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]])


TILT = np.array([[0.82, 0.06, 0.08], [0.02, 0.8, 0.1], [0.12, 0.1, 1.0]])
EDITS: dict[str, tuple[Matrix, float]] = {  # name: (matrix of the edit, its size against the picture's)
    "as it is": (np.eye(3), 1.0),
    "crop": (affine((0.55, 0.45), 0.6, 0, 4 / 3), 0.6),
    "small": (np.eye(3), 0.4),
    "crop and enlarge": (affine((0.4, 0.5), 0.5, 0, 4 / 3), 1.0),
    "rotate": (affine((0.5, 0.5), 0.7, 25, 4 / 3), 0.8),
    "half turn": (affine((0.5, 0.5), 1.0, 180, 4 / 3), 1.0),
    "perspective": (TILT, 1.0),
    "mirror": (mirrored(np.eye(3)), 1.0),
    "mirror and crop": (mirrored(affine((0.5, 0.45), 0.7, 0, 4 / 3)), 0.9),
}


def edited(image: Image.Image, name: str) -> tuple[Image.Image, Matrix]:
    """The edit of a picture and the matrix that takes its unit coordinates to the picture's."""
    matrix, scale = EDITS[name]
    size = round(image.width * scale), round(image.height * scale)
    return warped(image, matrix, size), matrix


Change = Callable[[Image.Image], Image.Image]


def recompressed(image: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def gamma(image: Image.Image, power: float) -> Image.Image:
    return image.point([round(255 * (level / 255) ** power) for level in range(256)] * 3)


def with_logo(image: Image.Image, seed: int) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """The picture with a sign on it, 1 to 8 % of its area, that can be told from what it covers; and its place."""
    rng = np.random.default_rng(seed)
    area, aspect = rng.uniform(0.01, 0.08), np.exp(rng.uniform(-0.4, 1.2))
    width = int(min(0.9 * image.width, (area * image.width * image.height * aspect) ** 0.5))
    height = int(min(0.9 * image.height, area * image.width * image.height / width))
    x, y = int(rng.integers(image.width - width + 1)), int(rng.integers(image.height - height + 1))
    box = (x, y, x + width, y + height)
    under = np.asarray(image.crop(box).convert("L")).mean()
    ground = (20, 20, 60) if under > 128 else (250, 240, 160)
    made = image.copy()
    draw = ImageDraw.Draw(made)
    shape = (draw.ellipse, draw.rectangle, lambda b, fill: draw.rounded_rectangle(b, height // 4, fill=fill))
    shape[rng.integers(3)]((x, y, x + width - 1, y + height - 1), fill=ground)
    letters = ImageFont.load_default(max(8, int(0.4 * height)))
    draw.text((x + width / 2, y + height / 2), "SALE"[: rng.integers(1, 5)], "red", letters, anchor="mm")
    return recompressed(made, int(rng.integers(50, 95))), box


def touches(outline: np.ndarray, box: tuple[int, int, int, int], size: tuple[int, int]) -> bool:
    x, y = outline.min(0) * size
    right, bottom = outline.max(0) * size
    return bool(x < box[2] and right > box[0] and y < box[3] and bottom > box[1])


def is_one_region(found: Difference, box: tuple[int, int, int, int], size: tuple[int, int]) -> bool:
    return len(found.outlines) == 1 and touches(found.outlines[0], box, size)
