"""The perceptual hash against imagehash, the twins against all pairs, the pixel hash against its definition."""

from __future__ import annotations

import hashlib
from pathlib import Path

import imagehash
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.reading.hashes import ALIKE_BITS, alike, perceptual_hash, pixel_hash

DATA = Path(__file__).parents[1] / "data"


def picture(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((120, 90), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("seed", range(20))
def test_the_perceptual_hash_is_that_of_imagehash(seed: int) -> None:
    image = picture(seed)
    assert f"{perceptual_hash(image):016x}" == str(imagehash.phash(image))


@pytest.mark.parametrize("name", ["car02", "dog03", "laptop01"])
def test_the_perceptual_hash_of_a_photograph(name: str) -> None:
    with Image.open(DATA / f"{name}.jpg") as image:
        assert f"{perceptual_hash(image):016x}" == str(imagehash.phash(image))


def test_a_flat_picture_has_no_noise_in_its_hash() -> None:
    hashes = {perceptual_hash(Image.new("RGB", (50, 70), (v, v, v))) for v in (1, 77, 128, 255)}
    assert hashes == {1 << 63} and perceptual_hash(Image.new("L", (9, 9), 0)) == 0


@given(
    st.lists(st.tuples(st.sampled_from([(4, 3), (3, 4)]), st.integers(0, 3), st.sets(st.integers(0, 63), max_size=5)))
)
def test_alike_finds_exactly_what_all_pairs_find(rows: list[tuple[tuple[int, int], int, set[int]]]) -> None:
    bases = [0, 2**64 - 1, 0x123456789ABCDEF0, 0x0F0F0F0F0F0F0F0F]
    sizes = [size for size, _, _ in rows]
    hashes = [bases[base] ^ sum(1 << bit for bit in bits) for _, base, bits in rows]
    expected = [
        any(
            i != j and sizes[i] == sizes[j] and (hashes[i] ^ hashes[j]).bit_count() <= ALIKE_BITS
            for j in range(len(rows))
        )
        for i in range(len(rows))
    ]
    assert alike(sizes, np.array(hashes, np.uint64)).tolist() == expected


def test_the_pixel_hash_is_of_the_oriented_rgba_pixels(tmp_path: Path) -> None:
    image = picture(1)
    image.save(tmp_path / "a.png")
    image.save(tmp_path / "b.bmp")
    image.save(tmp_path / "c.webp", lossless=True)
    exif = Image.Exif()
    exif[0x0112] = 8
    image.transpose(Image.Transpose.ROTATE_270).save(tmp_path / "d.png", exif=exif)
    expected = hashlib.sha256(b"120x90:" + image.convert("RGBA").tobytes()).hexdigest()
    assert {pixel_hash(str(path)) for path in tmp_path.iterdir()} == {expected}


def test_the_pixel_hash_tells_alpha_and_shape_apart(tmp_path: Path) -> None:
    white = Image.new("RGBA", (4, 2), (255, 255, 255, 255))
    for name, image in (
        ("a", white),
        ("b", Image.new("RGBA", (4, 2), (255, 255, 255, 0))),
        ("c", Image.new("RGBA", (2, 4), (255, 255, 255, 255))),
    ):
        image.save(tmp_path / f"{name}.png")
    assert len({pixel_hash(str(path)) for path in tmp_path.iterdir()}) == 3


def test_the_pixel_hash_of_no_image_is_empty_and_of_no_file_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no")
    assert pixel_hash(str(tmp_path / "a.png")) == ""
    assert pixel_hash(str(tmp_path / "gone.png")) is None
    assert pixel_hash(str(tmp_path / "a.png"), content="0" * 64) is None
