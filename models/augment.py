"""Copy-edits: what people do to a picture before they post it again. Every result is an ND of its source."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Edit: TypeAlias = Callable[[Image.Image, Generator], Image.Image]

_WORDS = ("SALE", "Hello!", "www.example.org", "BREAKING", "(c) 2024", "me on holiday", "LOL", "draft")


def crop(image: Image.Image, rng: Generator) -> Image.Image:
    """Keep 50 to 85 % of each side, anywhere in the picture."""
    width, height = (int(side * rng.uniform(0.5, 0.85)) for side in image.size)
    left, top = int(rng.integers(image.width - width + 1)), int(rng.integers(image.height - height + 1))
    return image.crop((left, top, left + width, top + height))


def resize(image: Image.Image, rng: Generator) -> Image.Image:
    """Shrink to 30 to 70 %, with up to a fifth of distortion."""
    scale, stretch = rng.uniform(0.3, 0.7), rng.uniform(0.9, 1.1)
    return image.resize((max(1, int(image.width * scale * stretch)), max(1, int(image.height * scale / stretch))))


def recompress(image: Image.Image, rng: Generator) -> Image.Image:
    """Through a JPEG of quality 8 to 30."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=int(rng.integers(8, 31)))
    return Image.open(buffer).convert("RGB")


def recolour(image: Image.Image, rng: Generator) -> Image.Image:
    """Change saturation, brightness, contrast and the balance of the channels."""
    for enhance in (ImageEnhance.Color, ImageEnhance.Brightness, ImageEnhance.Contrast):
        image = enhance(image).enhance(float(rng.uniform(0.6, 1.5)))
    balanced = np.asarray(image, np.float32) * rng.uniform(0.8, 1.2, 3).astype(np.float32)
    return Image.fromarray(np.clip(np.rint(balanced), 0, 255).astype(np.uint8))


def grey(image: Image.Image, rng: Generator) -> Image.Image:
    """Black and white, or sepia in one of three cases."""
    plain = ImageOps.grayscale(image)
    return ImageOps.colorize(plain, "#20160c", "#f5e6c8") if rng.random() < 1 / 3 else plain.convert("RGB")


def rotate(image: Image.Image, rng: Generator) -> Image.Image:
    """Turn by 2 to 12 degrees either way; the corners become black or are cropped away."""
    angle = float(rng.uniform(2, 12) * rng.choice((-1, 1)))
    turned = image.rotate(angle, Image.Resampling.BICUBIC)
    if rng.random() < 0.5:
        return turned
    return ImageOps.fit(turned, image.size, centering=(0.5, 0.5), bleed=0.12)


def flip(image: Image.Image, rng: Generator) -> Image.Image:
    """Mirror left to right."""
    return ImageOps.mirror(image)


def turn(image: Image.Image, rng: Generator) -> Image.Image:
    """Turn by a quarter, a half or three quarters, as pictures come out of cameras and scanners."""
    turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return image.transpose(turns[int(rng.integers(len(turns)))])


def overlay(image: Image.Image, rng: Generator) -> Image.Image:
    """A half transparent disc or bar, like a logo or a player's controls, on 2 to 8 % of the picture."""
    layer = Image.new("RGBA", image.size)
    side = (image.width * image.height * rng.uniform(0.02, 0.08)) ** 0.5
    x, y = rng.uniform(0, max(1.0, image.width - side)), rng.uniform(0, max(1.0, image.height - side))
    colour = (*(int(value) for value in rng.integers(0, 256, 3)), int(rng.integers(140, 256)))
    draw = ImageDraw.Draw(layer)
    if rng.random() < 0.5:
        draw.ellipse((x, y, x + side, y + side), colour)
    else:
        draw.rectangle((0, y, image.width, y + side**2 / image.width), colour)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def text(image: Image.Image, rng: Generator) -> Image.Image:
    """A line of large text with an outline."""
    image = image.copy()
    font = ImageFont.load_default(size=max(8, int(image.height * rng.uniform(0.08, 0.18))))
    place = image.width * rng.uniform(0.02, 0.4), image.height * rng.uniform(0.02, 0.8)
    words = _WORDS[int(rng.integers(len(_WORDS)))]
    ImageDraw.Draw(image).text(place, words, "white", font, stroke_width=2, stroke_fill="black")
    return image


def blur(image: Image.Image, rng: Generator) -> Image.Image:
    """Gaussian blur of 0.4 to 1 % of the longer side."""
    return image.filter(ImageFilter.GaussianBlur(max(image.size) * float(rng.uniform(0.004, 0.01))))


def noise(image: Image.Image, rng: Generator) -> Image.Image:
    """Film grain: normal noise of 8 to 24 grey levels."""
    pixels = np.asarray(image, np.float32)
    grain = rng.normal(0, rng.uniform(8, 24), (*pixels.shape[:2], 1)).astype(np.float32)
    return Image.fromarray(np.clip(np.rint(pixels + grain), 0, 255).astype(np.uint8))


def border(image: Image.Image, rng: Generator) -> Image.Image:
    """A plain frame of 4 to 15 % on every side, or bars above and below."""
    colour = tuple(int(value) for value in rng.choice((0, 255), 1).repeat(3))
    wide = int(max(image.size) * rng.uniform(0.04, 0.15))
    return ImageOps.expand(image, (0, wide) if rng.random() < 0.5 else wide, colour)


def screenshot(image: Image.Image, rng: Generator) -> Image.Image:
    """The picture as a post on a page: margins, a grey title bar, three lines of grey text."""
    margin, bar = max(4, image.width // 20), max(8, image.height // 12)
    shade = int(rng.integers(225, 256))
    page = Image.new("RGB", (image.width + 2 * margin, image.height + 3 * bar + margin), (shade, shade, shade))
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, page.width, bar), (60, 70, int(rng.integers(80, 180))))
    page.paste(image, (margin, bar + margin))
    for line in range(3):
        y = bar + margin + image.height + bar * (line + 1) // 2
        draw.rectangle((margin, y, margin + int(image.width * rng.uniform(0.3, 0.9)), y + bar // 5), (150, 150, 150))
    return page


EDITS: Mapping[str, Edit] = MappingProxyType(
    {
        edit.__name__: edit
        for edit in (crop, resize, recompress, recolour, grey, rotate, flip, turn, overlay, text, blur, noise, border,
                     screenshot)
    }
)  # fmt: skip
"""Every copy-edit by name. Each takes an RGB picture and a generator and returns a new RGB picture."""

SIDE = 640  # pixels of the longer side a copy is made from: edits of a camera's picture cost a second otherwise
MOST = 2  # edits of a copy
TURNED = 0.3  # share of the copies that come turned or mirrored besides


def altered_copy(image: Image.Image, rng: Generator) -> Image.Image:
    """A copy as people make them: one or two edits at random, of the picture at no more than SIDE pixels, and now and
    then in one of the seven other orientations."""
    if max(image.size) > SIDE:
        image = image.copy()
        image.thumbnail((SIDE, SIDE))
    for name in rng.choice(list(EDITS), rng.integers(1, MOST + 1), replace=False):
        image = EDITS[name](image, rng)
    if rng.random() < TURNED:
        image = image.transpose(Image.Transpose(int(rng.integers(len(Image.Transpose)))))
    return image
