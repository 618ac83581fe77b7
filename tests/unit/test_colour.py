"""Colour, against a second library where one reads the file, and against littlecms by hand where none does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from app.core.reading import colour
from app.core.reading.files import opened
from app.core.reading.hashes import pixel_hash
from app.core.reading.images import decoded, read_image
from tests.data.odd import make

cv2 = pytest.importorskip("cv2")


def photo(size: tuple[int, int] = (120, 90)) -> Image.Image:
    rng = np.random.default_rng(5)
    small = Image.fromarray(rng.integers(0, 256, (5, 7, 3), dtype=np.uint8))
    return small.resize(size, Image.Resampling.BICUBIC)


def shifted_profile() -> bytes:
    """A matrix profile with the primaries exchanged: red is shown as green, green as blue, blue as red."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    tags = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    entries = [bytes(data[tags[name] + 4 : tags[name] + 12]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    for name, entry in zip((b"rXYZ", b"gXYZ", b"bXYZ"), (entries[1], entries[2], entries[0]), strict=True):
        data[tags[name] + 4 : tags[name] + 12] = entry
    return bytes(data)


def by_opencv(path: Path, flags: int) -> NDArray[np.uint8]:
    pixels = cv2.imread(str(path), flags)
    assert pixels is not None
    return np.asarray(pixels)


def gap(image: Image.Image, expected: NDArray[np.uint8]) -> int:
    return int(np.abs(np.asarray(image, np.int16) - expected.astype(np.int16)).max())


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1", "I;16"])
def test_png_modes_are_what_opencv_sees(tmp_path: Path, mode: str) -> None:
    image = photo()
    if mode == "I;16":
        values = np.random.default_rng(1).integers(0, 65536, (90, 120)).astype(np.uint16)
        image = Image.fromarray(values)
    else:
        image = image.convert(mode)
    image.save(tmp_path / "a.png")
    assert gap(read_image(tmp_path / "a.png"), by_opencv(tmp_path / "a.png", cv2.IMREAD_COLOR)[..., ::-1]) <= 1


def test_sixteen_bit_colour_is_what_opencv_sees(tmp_path: Path) -> None:
    values = np.random.default_rng(2).integers(0, 65536, (40, 50, 3)).astype(np.uint16)
    for name in ("a.png", "a.ppm"):
        cv2.imwrite(str(tmp_path / name), values)
        # Pillow keeps the upper byte or rounds, by format: one level at most.
        assert gap(read_image(tmp_path / name), (values[..., ::-1] >> 8).astype(np.uint8)) <= 1, name
    cv2.imwrite(str(tmp_path / "a.pgm"), values[..., 0])
    assert gap(read_image(tmp_path / "a.pgm"), np.repeat(values[..., :1] >> 8, 3, 2).astype(np.uint8)) <= 1


@pytest.mark.parametrize("kind", ["RGBA", "LA", "P"])
def test_alpha_over_grey_is_what_the_formula_says(tmp_path: Path, kind: str) -> None:
    image = photo().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    if kind == "P":
        image = image.quantize(50)
    image.convert(kind).save(tmp_path / "a.png")
    stored = by_opencv(tmp_path / "a.png", cv2.IMREAD_UNCHANGED).astype(np.float64)
    alpha = stored[..., 3:] / 255
    expected = np.rint(stored[..., 2::-1] * alpha + 128 * (1 - alpha)).astype(np.uint8)
    assert gap(read_image(tmp_path / "a.png"), expected) <= 1


def test_cmyk_without_a_profile_is_what_opencv_sees(tmp_path: Path) -> None:
    """Both convert plainly; OpenCV rounds in another order, and chroma is upsampled by another library version."""
    photo().convert("CMYK").save(tmp_path / "a.jpg", quality=98, subsampling=0)
    assert gap(read_image(tmp_path / "a.jpg"), by_opencv(tmp_path / "a.jpg", cv2.IMREAD_COLOR)[..., ::-1]) <= 4


@pytest.mark.data
def test_inverted_cmyk_of_adobe_is_what_opencv_sees(data: Path) -> None:
    seen = 0
    for path in sorted((data / "robustness" / "files" / "cmyk").glob("*.jpg")):
        with opened(path) as file, Image.open(file) as image:
            if image.mode != "CMYK" or image.info.get("icc_profile"):
                continue
        seen += 1
        ours, theirs = np.asarray(read_image(path), np.int16), by_opencv(path, cv2.IMREAD_COLOR)[..., ::-1]
        assert np.abs(ours - theirs.astype(np.int16)).mean() <= 3, path.name
    assert seen


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp", "avif"])
def test_colours_go_through_the_profile_of_the_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    options = {"quality": 100} if suffix in ("jpg", "avif") else {"lossless": True} if suffix == "webp" else {}
    photo().save(path, icc_profile=shifted_profile(), **options)
    with Image.open(path) as stored:
        plain = stored.convert("RGB")
    source = ImageCms.ImageCmsProfile(BytesIO(shifted_profile()))
    expected = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), renderingIntent=0)
    assert expected is not None and gap(expected, np.asarray(plain)) > 50
    assert gap(read_image(path), np.asarray(expected)) == 0
    with opened(path) as file:
        assert decoded(file)[0].profile is not None


def test_a_picture_with_alpha_goes_through_its_profile_before_it_is_laid_on_grey(tmp_path: Path) -> None:
    image = Image.new("RGBA", (8, 8), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (4, 0, 8, 8))
    image.save(tmp_path / "a.png", icc_profile=shifted_profile())
    seen = read_image(tmp_path / "a.png")
    assert seen.getpixel((1, 1)) == (0, 255, 0) and seen.getpixel((6, 1)) == colour.GROUND


def test_the_profile_does_not_change_the_pixel_hash(tmp_path: Path) -> None:
    photo().save(tmp_path / "a.png")
    photo().save(tmp_path / "b.png", icc_profile=shifted_profile())
    assert pixel_hash(str(tmp_path / "a.png")) == pixel_hash(str(tmp_path / "b.png")) != ""


def test_srgb_under_any_name_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo().save(tmp_path / "a.png", icc_profile=profile.replace(b"sRGB", b"rgbS"))
    monkeypatch.setattr(ImageCms.ImageCmsTransform, "apply", lambda *_: pytest.fail("the picture was transformed"))
    monkeypatch.setattr(colour, "_moves", lambda *_: False)
    colour._transform.cache_clear()
    assert gap(read_image(tmp_path / "a.png"), np.asarray(photo())) == 0


def test_srgb_moves_no_colour_and_another_profile_does() -> None:
    colour._transform.cache_clear()
    assert colour._transform(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()) is None
    found = colour._transform(shifted_profile())
    assert found is not None and found[2] == "RGB"


@pytest.mark.parametrize("mode", ["L", "CMYK", "I;16"])
def test_a_profile_for_another_space_is_ignored(tmp_path: Path, mode: str) -> None:
    image = Image.fromarray(np.full((4, 4), 40_000, np.uint16)) if mode == "I;16" else photo().convert(mode)
    image.save(tmp_path / "a.tif", icc_profile=shifted_profile())
    image.save(tmp_path / "b.tif")
    assert gap(read_image(tmp_path / "a.tif"), np.asarray(read_image(tmp_path / "b.tif"))) == 0


@pytest.mark.data
def test_heic_is_turned_once_and_has_the_colours_of_its_neighbour(data: Path) -> None:
    """The same photograph as HEIC and as AVIF of Pillow's own; turned and mirrored AVIF files of one picture agree."""
    folder = data / "robustness" / "files" / "avif"
    heic = read_image(folder / "pil_avif_hopper.heif")
    avif = read_image(folder / "pil_avif_hopper.avif")
    assert heic.size == avif.size == (128, 128)
    assert np.abs(np.asarray(heic, np.int16) - np.asarray(avif, np.int16)).mean() < 6
    turned = [read_image(folder / f"pil_avif_rot{r}mir{m}.avif") for r in range(4) for m in range(2)]
    assert len({image.size for image in turned[:2] + turned[4:6]}) == 1
    with opened(data / "robustness/files/heic/mde_heic_cheers_1440x960.heic") as file:
        header, picture = decoded(file)
    assert (header.width, header.height) == picture.size == (1440, 960)


def test_the_scene_is_the_same_in_every_format_without_loss(tmp_path: Path) -> None:
    for kind in ("PNG", "TIFF", "BMP", "PPM", "QOI", "SGI", "TGA", "PCX", "ICO"):
        path = tmp_path / f"a.{kind.lower()}"
        path.write_bytes(make.encoded(make.scene(), kind, **({"sizes": [(48, 32)]} if kind == "ICO" else {})))
        assert gap(read_image(path), np.asarray(make.scene())) == 0, kind
