"""Pooling and transforms: against slow and obvious versions of themselves, in numpy and in torch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.pooling import pooled
from models.transform import Transform


def maps(seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    shapes = [(2, 3, 4, 4), (2, 5, 2, 2), (2, 7, 1, 3)]
    return [rng.standard_normal(shape).astype(np.float32) for shape in shapes]


def slow_gem(values: np.ndarray) -> float:
    return (sum(max(float(v), 1e-6) ** 3 for v in values.ravel()) / values.size) ** (1 / 3)


@given(st.integers(0, 1000))
def test_poolings_by_their_definition(seed: int) -> None:
    given = maps(seed)
    [average], [gem] = pooled(given, "average"), pooled(given, "gem")
    for image in range(2):
        for channel in range(7):
            place = given[-1][image, channel]
            assert average[image, channel] == pytest.approx(float(place.mean()), abs=1e-6)
            assert gem[image, channel] == pytest.approx(slow_gem(place), abs=1e-5)
    stages = pooled(given, "stages")
    assert [part.shape for part in stages] == [(2, 3), (2, 5), (2, 7)]
    for part, of in zip(stages, given, strict=True):
        mean = of.mean((2, 3))
        np.testing.assert_allclose(part, mean / np.linalg.norm(mean, axis=1, keepdims=True), rtol=1e-4)


def test_gem_lies_between_the_mean_and_the_largest() -> None:
    positive = [np.abs(maps()[0])]
    [gem], [mean] = pooled(positive, "gem"), pooled(positive, "average")
    assert (gem > mean).all() and (gem < positive[0].max((2, 3))).all()
    same = [np.full((1, 1, 3, 3), 0.7, np.float32)]
    assert pooled(same, "gem")[0][0, 0] == pytest.approx(0.7, rel=1e-6)


def test_a_black_stage_stays_finite_and_a_wrong_name_is_refused() -> None:
    assert not np.concatenate(pooled([np.zeros((1, 3, 2, 2), np.float32)], "stages"), 1).any()
    with pytest.raises(ValueError, match="no pooling"):
        pooled(maps(), "loudest")


@pytest.mark.parametrize("how", ["average", "gem", "stages"])
def test_torch_and_numpy_pool_alike(how: str) -> None:
    torch = pytest.importorskip("torch")
    found = pooled([torch.from_numpy(part) for part in maps()], how)
    for one, expected in zip(found, pooled(maps(), how), strict=True):
        np.testing.assert_allclose(one.numpy(), expected, rtol=1e-5, atol=1e-6)


def test_crop_keeps_the_square_in_the_middle() -> None:
    picture = Image.new("RGB", (300, 100), (9, 9, 9))
    picture.paste((200, 10, 30), (100, 0, 200, 100))
    made = Transform(10, (0.0,) * 3, (1.0,) * 3, rule="crop").prepare(picture)
    assert made.shape == (10, 10, 3) and (made[1:-1, 1:-1] == (200, 10, 30)).all()
    inner = Image.new("RGB", (100, 100), (9, 9, 9))
    inner.paste((200, 10, 30), (25, 25, 75, 75))
    made = Transform(10, (0.0,) * 3, (1.0,) * 3, rule="crop", filter="box", short_side=20).prepare(inner)
    assert (made == (200, 10, 30)).all()
    assert Transform(10, (0.0,) * 3, (1.0,) * 3, rule="crop", short_side=20).draft_size == 40


def test_crop_is_what_resizing_and_cutting_gives() -> None:
    rng = np.random.default_rng(0)
    picture = Image.fromarray(rng.integers(0, 256, (320, 480, 3), dtype=np.uint8))
    made = Transform(120, (0.0,) * 3, (1.0,) * 3, rule="crop", short_side=160).prepare(picture)
    resized = picture.resize((240, 160), Image.Resampling.BILINEAR)
    expected = np.asarray(resized.crop((60, 20, 180, 140))).astype(int)
    assert np.abs(made.astype(int) - expected).max() <= 20 and np.abs(made.astype(int) - expected).mean() < 1.5


def test_the_channels_come_in_the_order_the_network_wants() -> None:
    pixels = np.array([[[[10, 20, 30]]]], np.uint8)
    rgb = Transform(1, (1.0, 2.0, 3.0), (1.0, 2.0, 3.0)).normalise(pixels)
    bgr = Transform(1, (1.0, 2.0, 3.0), (1.0, 2.0, 3.0), order="BGR").normalise(pixels)
    assert rgb[0, :, 0, 0].tolist() == [9, 9, 9]
    assert np.array_equal(bgr[0, :, 0, 0], rgb[0, ::-1, 0, 0]) and bgr.flags.c_contiguous
    odd = Transform(1, (0.0,) * 3, (1.0,) * 3, order="BGR").normalise(pixels)
    assert odd[0, :, 0, 0].tolist() == [30, 20, 10]
