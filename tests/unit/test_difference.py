"""The difference map: exposure and recompression are no change, a logo is one, specks are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from app.core.reading.images import read_image
from app.core.verifying.difference import difference, same_shape
from app.core.verifying.verify import local_features, verify
from tests.bench.difference import HARMLESS as EDITS
from tests.bench.difference import photographs
from tests.textured import edited, gamma, is_one_region, recompressed, scene, touches, with_logo

AS_IT_LIES = np.eye(3)
Edit = Callable[[Image.Image], Image.Image]


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


@pytest.mark.parametrize("seed", [3, 4])
def test_light_that_falls_off_slowly_is_no_change(seed: int) -> None:
    image = scene(seed)
    across = np.linspace(-9, 9, image.width)[None, :, None]
    lit = Image.fromarray(np.clip(np.asarray(image, np.float32) + across, 0, 255).astype(np.uint8))
    found = difference(image, lit, AS_IT_LIES)
    assert found.outlines == () and found.heat.mean() < 1.6, "2.6 where the light is not followed"


def test_a_picture_that_is_mostly_cut_off_at_white_still_tells_its_tones() -> None:
    white = Image.new("RGB", (480, 360), "white")
    white.paste(scene(5).crop((0, 0, 140, 360)).point([min(255, 90 + level // 2) for level in range(256)] * 3), (0, 0))
    brighter = ImageEnhance.Brightness(white).enhance(1.25)
    assert difference(white, brighter, AS_IT_LIES).outlines == ()
    ImageDraw.Draw(brighter).ellipse((250, 100, 350, 200), fill=(150, 20, 20))
    assert len(difference(white, brighter, AS_IT_LIES).outlines) == 1


@pytest.mark.data
def test_on_real_photographs_a_logo_is_one_region_and_harmless_edits_are_none(data: Path) -> None:
    """Every seventh photograph of the bench of this name, which takes two hundred."""
    one, none, paths = 0, 0, photographs(data, 200)[::7]
    for seed, path in enumerate(paths):
        image, rng = read_image(path), np.random.default_rng(seed)
        copy, box = with_logo(image, seed)
        one += is_one_region(difference(image, copy, AS_IT_LIES), box, image.size)
        none += sum(not difference(image, edit(image, rng), AS_IT_LIES).outlines for edit in EDITS.values())
    assert len(paths) == 29 and one >= 28 and none >= 4 * 29 - 1, (one, none)
