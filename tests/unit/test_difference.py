"""The difference map: exposure and recompression are no change, a logo is one, specks are none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from app.core.reading.images import read_image
from app.core.verifying.difference import Difference, difference, same_shape
from app.core.verifying.verify import local_features, verify
from tests.textured import edited, scene

AS_IT_LIES = np.eye(3)
Edit = Callable[[Image.Image], Image.Image]


def recompressed(image: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def gamma(image: Image.Image, power: float) -> Image.Image:
    return image.point([round(255 * (level / 255) ** power) for level in range(256)] * 3)


HARMLESS: dict[str, Edit] = {
    "the same": lambda image: image,
    "JPEG 10": lambda image: recompressed(image, 10),
    "JPEG 40": lambda image: recompressed(image, 40),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.65),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "flatter": lambda image: ImageEnhance.Contrast(image).enhance(0.6),
    "harder": lambda image: ImageEnhance.Contrast(image).enhance(1.4),
    "gamma up": lambda image: gamma(image, 0.55),
    "gamma down": lambda image: gamma(image, 1.8),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "half as large": lambda image: image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS),
    "all at once": lambda image: recompressed(gamma(ImageEnhance.Brightness(image).enhance(0.8), 1.3), 35),
}


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


@pytest.mark.parametrize("name", HARMLESS)
def test_exposure_recompression_and_size_are_no_change(name: str) -> None:
    for seed in (1, 2, 3):
        found = difference(scene(seed), HARMLESS[name](scene(seed)), AS_IT_LIES)
        assert found.outlines == () and found.changed == 0 and found.covered > 0.97


@pytest.mark.parametrize("seed", range(12))
def test_a_logo_is_exactly_one_region_where_it_is(seed: int) -> None:
    image = scene(seed)
    copy, box = with_logo(image, seed)
    found = difference(image, copy, AS_IT_LIES)
    assert is_one_region(found, box, image.size)
    x, y, right, bottom = box
    share = (right - x) * (bottom - y) / (image.width * image.height)
    assert share / 3 < found.changed < 2.5 * share and not found.mostly
    low, high = found.outlines[0].min(0) * image.size, found.outlines[0].max(0) * image.size
    reach = 0.04 * max(image.size)
    assert (low > [x - reach, y - reach]).all() and (high < [right + reach, bottom + reach]).all()
    assert found.heat[int((y + bottom) / 2 / image.height * found.heat.shape[0])].max() > 20


def test_a_change_is_found_on_a_crop_laid_over_the_whole() -> None:
    image = scene(4)
    copy, true = edited(image, "crop")
    marked, box = with_logo(copy, 2)
    aligned = verify(local_features(image), local_features(marked))
    assert aligned.matrix is not None
    found = difference(image, marked, aligned.matrix)
    corners = np.array([[box[0], box[1]], [box[2], box[3]]]) / copy.size
    there = (np.column_stack([corners, [1, 1]]) @ true.T)[:, :2] * image.size
    assert is_one_region(found, tuple(there.ravel().tolist()), image.size)
    assert found.covered == pytest.approx(0.36, abs=0.02)


def test_specks_are_dropped_and_what_lies_outside_is_not_compared() -> None:
    image = scene(6)
    speck = image.copy()
    ImageDraw.Draw(speck).rectangle((200, 150, 204, 154), fill="white")
    assert difference(image, speck, AS_IT_LIES).outlines == ()
    beside = np.array([[1, 0, 1.2], [0, 1, 0], [0, 0, 1.0]])
    found = difference(image, scene(7), beside)
    assert found.covered == 0 and found.outlines == () and found.heat.max() == 0


def test_two_changes_are_two_regions_largest_first() -> None:
    image = Image.new("RGB", (400, 300), (120, 130, 140))
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    draw.rectangle((20, 20, 60, 60), fill="black")
    draw.rectangle((200, 150, 300, 250), fill="white")
    found = difference(image, copy, AS_IT_LIES)
    assert len(found.outlines) == 2
    assert [touches(line, (200, 150, 300, 250), image.size) for line in found.outlines] == [True, False]
    assert found.changed == pytest.approx((41 * 41 + 101 * 101) / 120_000, rel=0.15)


def test_different_pictures_differ_mostly_or_in_many_places() -> None:
    found = difference(scene(8), scene(9), AS_IT_LIES)
    assert found.changed > 0.3


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (700, 2), (9, 5)])
def test_odd_sizes_crash_nothing(size: tuple[int, int]) -> None:
    odd = scene(3).resize(size)
    for pair in ((odd, odd), (odd, scene(3)), (scene(3), odd)):
        assert 0 <= difference(*pair, AS_IT_LIES).changed <= 1


def test_shapes_are_the_same_up_to_a_rounded_pixel() -> None:
    assert same_shape((4000, 3000), (533, 400)) and not same_shape((4000, 3000), (3000, 4000))


@pytest.mark.data
def test_on_real_photographs_a_logo_is_one_region_and_recompression_none(data: Path) -> None:
    paths = sorted((data / "photos").rglob("*.jpg"))[::120][:20]
    ones, none = 0, 0
    for seed, path in enumerate(paths):
        image = read_image(path)
        copy, box = with_logo(image, seed)
        ones += is_one_region(difference(image, copy, AS_IT_LIES), box, image.size)
        none += not difference(image, recompressed(gamma(image, 1.4), 35), AS_IT_LIES).outlines
    assert len(paths) == 20 and ones >= 19 and none >= 19, (ones, none)
